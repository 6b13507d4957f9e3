import {
  type ArrivingPacket,
  all,
  type BaseChain,
  type Chain,
  inPrefix,
  type Match,
  namesInterface,
  not,
  of,
  type Rule,
} from './rules.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonMap = { readonly [key: string]: Json };

/** Prerouting comes before input; within a hook the priority decides. */
const hooks: Readonly<Record<string, number>> = { ingress: -2_000_000, prerouting: -1_000_000, input: 0 };

/**
 * The base chains in what `nft -j list ruleset` prints that an arriving IPv6 packet for this machine passes on this interface.
 * What is no JSON of that kind gives none.
 */
export function nftChains(text: string, interfaceName: string): BaseChain[] {
  const objects = listed(text);
  const chains = new Map<string, { chain: JsonMap; rules: Rule[] }>();
  const sets = new Map<string, Json>();
  const tableOf = (one: JsonMap) => `${one.family} ${one.table}`;
  for (const object of objects) {
    const { chain, rule } = object;
    const set = object.set ?? object.map;
    if (isMap(chain)) chains.set(`${tableOf(chain)} ${chain.name}`, { chain, rules: [] });
    if (isMap(set)) sets.set(`${tableOf(set)} ${set.name}`, set.elem ?? []);
    if (isMap(rule)) {
      const lookUp = (name: string) => sets.get(`${tableOf(rule)} ${name}`);
      chains.get(`${tableOf(rule)} ${rule.chain}`)?.rules.push(...rulesOf(rule, lookUp));
    }
  }
  return [...chains.values()].flatMap(({ chain, rules }) => {
    const hook = hooks[String(chain.hook)];
    const concerned = ['ip6', 'inet', 'netdev'].includes(String(chain.family));
    if (hook === undefined || !concerned || onDevice(chain, interfaceName) === 'no') return [];
    const sure = onDevice(chain, interfaceName) === 'yes';
    const siblings = [...chains.values()].filter((one) => tableOf(one.chain) === tableOf(chain));
    const others = new Map<string, Chain>(
      siblings.map((one) => [String(one.chain.name), { name: String(one.chain.name), rules: one.rules }]),
    );
    return {
      name: String(chain.name),
      title: `nft: table ${tableOf(chain)}, chain ${chain.name}`,
      priority: hook + Number(chain.prio ?? 0),
      policy: chain.policy === 'drop' ? 'drop' : 'accept',
      rules: sure
        ? rules
        : rules.map((rule) => ({ ...rule, matches: (packet) => all([rule.matches(packet), 'maybe']) })),
      open: (name) => `nft insert rule ${tableOf(chain)} ${chain.name} iifname ${name} udp dport 546-547 accept`,
      others,
    };
  });
}

function listed(text: string): JsonMap[] {
  try {
    const all: unknown = JSON.parse(text);
    const found = isMap(all as Json) ? (all as JsonMap).nftables : undefined;
    return Array.isArray(found) ? found.filter(isMap) : [];
  } catch {
    return [];
  }
}

/** An ingress chain is that of some devices; nft up to 1.0.6 does not tell which. */
function onDevice(chain: JsonMap, name: string): Match {
  if (chain.hook !== 'ingress') return 'yes';
  if (chain.dev === undefined) return 'maybe';
  return of((Array.isArray(chain.dev) ? chain.dev : [chain.dev]).includes(name));
}

type LookUp = (name: string) => Json | undefined;
type Condition = (packet: ArrivingPacket) => Match;

/** One rule; several where it ends in a map of verdicts. */
function rulesOf(rule: JsonMap, lookUp: LookUp): Rule[] {
  const conditions: Condition[] = [];
  const words: string[] = [];
  const ends: { readonly verdict: Rule['verdict']; readonly word: string; readonly also?: Condition }[] = [];
  for (const statement of Array.isArray(rule.expr) ? rule.expr : []) {
    if (!isMap(statement)) continue;
    const [name = '', value = null] = Object.entries(statement)[0] ?? [];
    if (name === 'match' && isMap(value)) {
      conditions.push(conditionOf(value, lookUp));
      words.push(shownMatch(value));
    } else if (name === 'xt' || name === 'limit') {
      // `xt`: a condition of ip6tables that nft itself cannot show.
      conditions.push(() => 'maybe');
      words.push(name);
    } else if (name === 'vmap' && isMap(value)) {
      ends.push(...verdictMap(value, lookUp));
    } else {
      const verdict = verdictOf(name, value);
      const target = isMap(value) && value.target !== undefined ? ` ${value.target}` : '';
      if (verdict !== undefined) ends.push({ verdict, word: `${name}${target}` });
    }
  }
  return ends.map(({ verdict, word, also }) => {
    const every = also === undefined ? conditions : [...conditions, also];
    return { text: [...words, word].join(' '), verdict, matches: (packet) => all(every.map((one) => one(packet))) };
  });
}

/** `ct state vmap { established : accept, invalid : drop }`: each pair with its own condition. */
function verdictMap(
  { key, data }: JsonMap,
  lookUp: LookUp,
): { verdict: Rule['verdict']; word: string; also: Condition }[] {
  const test = isMap(key) ? subject(key) : undefined;
  const named = typeof data === 'string' && data.startsWith('@') ? lookUp(data.slice(1)) : data;
  const pairs = isMap(named) && Array.isArray(named.set) ? named.set : Array.isArray(named) ? named : [];
  return pairs.flatMap((pair: Json) => {
    if (!Array.isArray(pair) || !isMap(pair[1])) return [];
    const [name = '', value = null] = Object.entries(pair[1])[0] ?? [];
    const verdict = verdictOf(name, value) ?? 'unknown';
    const also: Condition = (packet) =>
      test === undefined ? 'maybe' : typeof test === 'string' ? test : any(pair[0] ?? null, (one) => test(packet, one));
    return [{ verdict, word: `vmap ${name}`, also }];
  });
}

function verdictOf(name: string, value: Json): Rule['verdict'] | undefined {
  switch (name) {
    case 'accept':
    case 'drop':
    case 'return':
      return name;
    case 'reject':
      return 'drop';
    case 'queue':
      return 'unknown';
    case 'jump':
    case 'goto':
      return { jump: isMap(value) ? String(value.target) : '', back: name === 'jump' };
    default:
      return undefined;
  }
}

function conditionOf({ op, left, right = null }: JsonMap, lookUp: LookUp): Condition {
  const test = isMap(left) ? subject(left) : undefined;
  if (test === undefined) return () => 'maybe';
  if (typeof test === 'string') return () => test as Match;
  const resolved = typeof right === 'string' && right.startsWith('@') ? lookUp(right.slice(1)) : right;
  if (resolved === undefined) return () => 'maybe';
  const holds: Condition = (packet) => test(packet, resolved);
  switch (op) {
    case '==':
    case 'in':
      return holds;
    case '!=':
      return (packet) => not(holds(packet));
    default:
      return () => 'maybe';
  }
}

/** What a match looks at: a test against its right side, or its answer where that is the same for every such packet. */
function subject(left: JsonMap): ((packet: ArrivingPacket, right: Json) => Match) | Match | undefined {
  const { meta, payload, ct } = left;
  if (isMap(meta)) {
    switch (meta.key) {
      case 'iifname':
      case 'iif':
        return (packet, right) => any(right, (one) => namesInterface(String(one), packet.interface));
      case 'l4proto':
        return (_, right) => any(right, (one) => of(one === 'udp' || one === 17));
      case 'nfproto':
        return (_, right) => any(right, (one) => of(one === 'ipv6' || one === 10));
      case 'protocol':
        return (_, right) => any(right, (one) => of(one === 'ip6' || one === 0x86dd));
      default:
        return undefined;
    }
  }
  if (isMap(ct)) {
    return ct.key === 'state' ? (_, right) => any(right, (one) => of(one === 'new')) : undefined;
  }
  if (!isMap(payload)) return undefined;
  const { protocol, field } = payload;
  if (protocol === 'udp' || protocol === 'th') {
    if (field === 'dport') return (packet, right) => any(right, (one) => inPorts(packet.destinationPort, one));
    if (field === 'sport') return (packet, right) => any(right, (one) => inPorts(packet.sourcePort, one));
    return undefined;
  }
  if (protocol === 'ip6') {
    if (field === 'saddr') return (packet, right) => any(right, (one) => inAddresses(packet.source, one));
    if (field === 'daddr') return (packet, right) => any(right, (one) => inAddresses(packet.destination, one));
    if (field === 'nexthdr') return (_, right) => any(right, (one) => of(one === 'udp' || one === 17));
    return undefined;
  }
  // Another protocol's header is not there, so the rule is about other packets.
  return 'no';
}

/** One value, or a list or set of them. */
function any(right: Json, test: (one: Json) => Match): Match {
  const inSet = isMap(right) && Array.isArray(right.set) ? right.set : undefined;
  const values = inSet ?? (Array.isArray(right) ? right : undefined);
  if (values === undefined) return test(right);
  const found = values.map((one: Json) => test(isMap(one) && isMap(one.elem) ? (one.elem.val ?? null) : one));
  return found.includes('yes') ? 'yes' : found.includes('maybe') ? 'maybe' : 'no';
}

function inPorts(port: number, right: Json): Match {
  if (typeof right === 'number') return of(port === right);
  if (isMap(right) && Array.isArray(right.range)) {
    const [from, to] = right.range;
    return of(port >= Number(from) && port <= Number(to));
  }
  return 'maybe';
}

function inAddresses(address: string, right: Json): Match {
  if (typeof right === 'string') return inPrefix(address, right);
  if (isMap(right) && isMap(right.prefix)) {
    const { addr, len } = right.prefix;
    return inPrefix(address, `${addr}/${len}`);
  }
  return 'maybe';
}

function shownMatch({ op, left, right }: JsonMap): string {
  const [kind = '', what = null] = Object.entries(isMap(left) ? left : {})[0] ?? [];
  const name = isMap(what) ? [what.protocol ?? (kind === 'meta' ? undefined : kind), what.field ?? what.key] : [kind];
  const words = [...name.filter((word) => word !== undefined), ...(op === '==' || op === 'in' ? [] : [op])];
  return [...words, shownValue(right)].join(' ');
}

function shownValue(value: Json | undefined): string {
  if (Array.isArray(value)) return value.map(shownValue).join(', ');
  if (!isMap(value)) return String(value);
  if (isMap(value.prefix)) return `${value.prefix.addr}/${value.prefix.len}`;
  if (Array.isArray(value.range)) return value.range.map(shownValue).join('-');
  return value.set === undefined ? JSON.stringify(value) : `{ ${shownValue(value.set)} }`;
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

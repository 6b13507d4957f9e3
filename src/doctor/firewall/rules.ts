import { parseIpv6 } from '../../dhcp6/index.js';

/** A UDP packet that arrives, new to connection tracking: an answer comes from another address than the question went to. */
export interface ArrivingPacket {
  readonly interface: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
}

/** Whether a rule concerns a packet; `maybe` where that depends on what is not known here. */
export type Match = 'yes' | 'no' | 'maybe';

export interface Rule {
  /** As its owner wrote it. */
  readonly text: string;
  matches(packet: ArrivingPacket): Match;
  /** What becomes of a packet that it concerns: its end, another chain, or nothing. */
  readonly verdict:
    | 'accept'
    | 'drop'
    | 'return'
    | 'none'
    | 'unknown'
    | { readonly jump: string; readonly back: boolean };
}

export interface Chain {
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A chain that the kernel itself calls, with the others of its table. */
export interface BaseChain extends Chain {
  /** `nft: table inet filter, chain input` */
  readonly title: string;
  readonly priority: number;
  readonly policy: 'accept' | 'drop';
  /** The command that lets the ports of DHCPv6 through at its top. */
  readonly open: (interfaceName: string) => string;
  readonly others: ReadonlyMap<string, Chain>;
}

/** What becomes of a packet, by which rule or policy, and what lets it through. */
export type Fate =
  | { readonly kind: 'passes' }
  | { readonly kind: 'dropped' | 'undecided'; readonly by: string; readonly open: string };

/** Follows a packet through the base chains, the first ones first. The first that drops it decides. */
export function fateOf(bases: readonly BaseChain[], packet: ArrivingPacket): Fate {
  let doubt: Fate | undefined;
  for (const base of [...bases].sort((a, b) => a.priority - b.priority)) {
    const end = walk(base, base.others, packet, 0, { kind: base.policy, by: `policy ${base.policy}` });
    const fate: Fate =
      end.kind === 'drop' || end.kind === 'undecided'
        ? {
            kind: end.kind === 'drop' ? 'dropped' : 'undecided',
            by: `${base.title}: ${end.by}`,
            open: base.open(packet.interface),
          }
        : { kind: 'passes' };
    if (fate.kind === 'dropped') return fate;
    if (fate.kind === 'undecided') doubt ??= fate;
  }
  return doubt ?? { kind: 'passes' };
}

type End = { readonly kind: 'through' } | { readonly kind: 'accept' | 'drop' | 'undecided'; readonly by: string };

/** Deeper than any kernel lets chains call each other. */
const deepest = 20;

/** `last`: what it means to come to the end of this chain. */
function walk(chain: Chain, others: ReadonlyMap<string, Chain>, packet: ArrivingPacket, depth: number, last: End): End {
  /** An end that a rule before may have brought. */
  let maybe: End | undefined;
  const settle = (end: End): End => {
    if (maybe === undefined || maybe.kind === end.kind) return end;
    return { kind: 'undecided', by: maybe.kind === 'through' ? 'a rule that leaves the chain' : maybe.by };
  };
  for (const rule of chain.rules) {
    const match = rule.matches(packet);
    if (match === 'no' || rule.verdict === 'none') continue;
    const found = endOf(rule, others, packet, depth);
    if (found === 'goes on') continue;
    const end = found.kind === 'through' ? last : found;
    if (match === 'yes') return settle(end);
    maybe ??= end;
  }
  return settle(last);
}

function endOf(rule: Rule, others: ReadonlyMap<string, Chain>, packet: ArrivingPacket, depth: number): End | 'goes on' {
  const { verdict } = rule;
  if (typeof verdict === 'object') {
    const target = others.get(verdict.jump);
    if (target === undefined || depth >= deepest) return { kind: 'undecided', by: rule.text };
    const end = walk(target, others, packet, depth + 1, { kind: 'through' });
    return end.kind === 'through' && verdict.back ? 'goes on' : end;
  }
  switch (verdict) {
    case 'accept':
    case 'drop':
      return { kind: verdict, by: rule.text };
    case 'return':
      return { kind: 'through' };
    case 'unknown':
      return { kind: 'undecided', by: rule.text };
    case 'none':
      return 'goes on';
  }
}

/** Of several conditions that must all hold. */
export function all(matches: readonly Match[]): Match {
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') ? 'maybe' : 'yes';
}

export function not(match: Match): Match {
  return match === 'maybe' ? 'maybe' : match === 'yes' ? 'no' : 'yes';
}

export function of(holds: boolean): Match {
  return holds ? 'yes' : 'no';
}

/** Whether an address lies in `prefix` or `prefix/length`; `maybe` where that cannot be read. */
export function inPrefix(address: string, text: string): Match {
  const [prefix = '', length = '128'] = text.split('/');
  const [a, b] = [parseIpv6(address), parseIpv6(prefix)];
  const bits = Number(length);
  if (a === undefined || b === undefined || !Number.isInteger(bits)) return 'maybe';
  for (let bit = 0; bit < bits; bit++) {
    const mask = 0x80 >> (bit & 7);
    if (((a[bit >> 3] ?? 0) & mask) !== ((b[bit >> 3] ?? 0) & mask)) return 'no';
  }
  return 'yes';
}

/** An interface name as both tools write it: `eth*` or `eth+` for all that begin so. */
export function namesInterface(pattern: string, name: string): Match {
  const open = /[*+]$/.test(pattern);
  return of(open ? name.startsWith(pattern.slice(0, -1)) : pattern === name);
}

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

/** Where an arriving packet passes, in the kernel's order. */
const way = [
  { table: 'raw', chain: 'PREROUTING' },
  { table: 'mangle', chain: 'PREROUTING' },
  { table: 'nat', chain: 'PREROUTING' },
  { table: 'mangle', chain: 'INPUT' },
  { table: 'filter', chain: 'INPUT' },
  { table: 'security', chain: 'INPUT' },
] as const;

/** The chains in what `ip6tables-save` prints that an arriving packet for this machine passes; `program` changes them. */
export function iptablesChains(text: string, program = 'ip6tables'): BaseChain[] {
  const tables = new Map<string, Map<string, { policy: string; rules: Rule[] }>>();
  let chains: Map<string, { policy: string; rules: Rule[] }> | undefined;
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) {
      chains = new Map();
      tables.set(line.slice(1).trim(), chains);
    } else if (line.startsWith(':')) {
      const [name = '', policy = ''] = line.slice(1).split(' ');
      chains?.set(name, { policy, rules: [] });
    } else if (line.startsWith('-A ')) {
      const words = split(line);
      chains?.get(words[1] ?? '')?.rules.push(ruleOf(words.slice(2), line));
    }
  }
  return way.flatMap(({ table, chain }, index) => {
    const found = tables.get(table);
    const base = found?.get(chain);
    if (found === undefined || base === undefined) return [];
    const others = new Map<string, Chain>([...found].map(([name, { rules }]) => [name, { name, rules }]));
    return {
      name: chain,
      title: `ip6tables: table ${table}, chain ${chain}`,
      priority: index,
      policy: base.policy === 'DROP' ? 'drop' : 'accept',
      rules: base.rules,
      open: (interfaceName) =>
        `${program} -t ${table} -I ${chain} -i ${interfaceName} -p udp --dport 546:547 -j ACCEPT`,
      others,
    };
  });
}

type Condition = (packet: ArrivingPacket) => Match;

/** Options that say how, not whether. */
const aside = new Set([
  '--comment',
  '--reject-with',
  '--log-prefix',
  '--log-level',
  '--set-mark',
  '--set-xmark',
  '--mask',
]);

function ruleOf(words: readonly string[], text: string): Rule {
  const conditions: Condition[] = [];
  let verdict: Rule['verdict'] = 'none';
  let negated = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === '!') {
      negated = true;
      continue;
    }
    const value = words[at + 1] ?? '';
    if (word === '-j' || word === '-g') verdict = verdictOf(value, word === '-j');
    else if (word !== '-m') {
      const condition = conditionOf(word, value);
      if (condition !== undefined) conditions.push(negated ? (packet) => not(condition(packet)) : condition);
    }
    negated = false;
    // Every option that is met here takes one value, but for flags of extensions, which are unknown anyway.
    if (word.startsWith('-') && !value.startsWith('-')) at++;
  }
  return { text, verdict, matches: (packet) => all(conditions.map((condition) => condition(packet))) };
}

function conditionOf(option: string, value: string): Condition | undefined {
  switch (option) {
    case '-i':
      return (packet) => namesInterface(value, packet.interface);
    case '-p':
      return () => of(value === 'udp' || value === '17' || value === 'all' || value === 'udplite');
    case '-s':
      return (packet) => inPrefix(packet.source, value);
    case '-d':
      return (packet) => inPrefix(packet.destination, value);
    case '--dport':
    case '--dports':
      return (packet) => inPorts(packet.destinationPort, value);
    case '--sport':
    case '--sports':
      return (packet) => inPorts(packet.sourcePort, value);
    case '--ctstate':
    case '--state':
      return () => of(value.split(',').includes('NEW'));
    default:
      return aside.has(option) ? undefined : () => 'maybe';
  }
}

/** `546`, `500:600`, `546,547`. */
function inPorts(port: number, text: string): Match {
  return of(
    text.split(',').some((part) => {
      const [from = '', to = from] = part.split(':');
      return port >= Number(from || 0) && port <= Number(to || 65535);
    }),
  );
}

function verdictOf(target: string, back: boolean): Rule['verdict'] {
  switch (target) {
    case 'ACCEPT':
      return 'accept';
    case 'DROP':
    case 'REJECT':
      return 'drop';
    case 'RETURN':
      return 'return';
    case 'QUEUE':
    case 'NFQUEUE':
      return 'unknown';
    case 'LOG':
    case 'NFLOG':
    case 'MARK':
    case 'CONNMARK':
    case 'CT':
    case 'NOTRACK':
    case 'TRACE':
    case 'CHECKSUM':
      return 'none';
    default:
      return { jump: target, back };
  }
}

/** Words of a line; quoted ones may hold spaces. */
function split(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

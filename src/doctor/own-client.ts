import { clientPort } from '../net/packet.js';
import { doubtful, good, type Outcome, wrong } from './check.js';
import type { Probes, RunningProgram } from './probes.js';

/** Programs that get addresses by DHCPv6, and how each is kept off an interface. */
interface KnownClient {
  /** As the kernel has them: 15 characters at most. */
  readonly names: readonly string[];
  /** A client of its own, or one that manages interfaces and may start a client on one. */
  readonly kind: 'client' | 'manager';
  concerns(program: RunningProgram, interfaceName: string, probes: Probes): boolean | Promise<boolean>;
  mend(interfaceName: string, program: RunningProgram): string;
}

const clients: readonly KnownClient[] = [
  {
    names: ['NetworkManager'],
    kind: 'manager',
    concerns: (_, name, probes) => stateOf(probes, name, '/run/NetworkManager/devices/', /^managed=(?:true|1)$/m),
    mend: (name) => `nmcli device set ${name} managed no`,
  },
  {
    names: ['systemd-network'],
    kind: 'manager',
    concerns: (_, name, probes) => stateOf(probes, name, '/run/systemd/netif/links/', /^ADMIN_STATE=(?!unmanaged)/m),
    mend: (name) =>
      `In /etc/systemd/network/00-forge.network: [Match] Name=${name} and [Link] Unmanaged=yes; then: networkctl reload`,
  },
  {
    names: ['connmand'],
    kind: 'manager',
    concerns: () => true,
    mend: (name) => `In /etc/connman/main.conf: NetworkInterfaceBlacklist=${name}; then restart connman`,
  },
  {
    names: ['dhclient'],
    kind: 'client',
    // Without -6 it speaks DHCPv4 only.
    concerns: ({ argv }, name) => argv.includes('-6') && onInterface(argv, name),
    mend: (name) => `dhclient -6 -r ${name}`,
  },
  {
    names: ['dhcpcd'],
    kind: 'client',
    concerns: ({ argv }, name) => !argv.includes('-4') && !argv.includes('--ipv4only') && onInterface(argv, name),
    mend: (name) => `In /etc/dhcpcd.conf: denyinterfaces ${name}; then: dhcpcd -x ${name}`,
  },
  {
    names: ['odhcp6c', 'dhcp6c', 'udhcpc6', 'wickedd-dhcp6'],
    kind: 'client',
    concerns: ({ argv }, name) => onInterface(argv, name),
    mend: (_, { pid }) => `kill ${pid}`,
  },
];

/** Whether a DHCPv6 client of this machine itself is at work on the interface: it takes answers, and sends messages of its own. */
export async function ownClient(probes: Probes, interfaceName: string): Promise<Outcome> {
  const holders = await portsOn(probes, interfaceName);
  for (const program of await probes.running()) {
    const known = clients.find(({ names }) => names.includes(program.name));
    if (known === undefined) continue;
    const holds = holders.has(program.pid);
    if (!holds && !(await known.concerns(program, interfaceName, probes))) continue;
    const who = `${program.name} (process ${program.pid})`;
    const mend = known.mend(interfaceName, program);
    if (holds || known.kind === 'client') {
      return wrong(
        `${who} is a DHCPv6 client on ${interfaceName}: it takes answers, and sends messages of its own.`,
        mend,
      );
    }
    return doubtful(
      `${who} manages ${interfaceName}: it may start a DHCPv6 client there, or take addresses away.`,
      mend,
    );
  }
  return good('none');
}

/** Processes that have the client's port on an address of the interface. */
async function portsOn(probes: Probes, name: string): Promise<Set<number>> {
  const facts = (await probes.interfaces()).find((one) => one.name === name);
  const own = new Set(facts?.addresses.map((one) => one.address));
  const holders = await probes.holders(clientPort);
  return new Set(holders.flatMap(({ address, pid }) => (pid !== undefined && own.has(address) ? [pid] : [])));
}

/** The file that a network manager keeps for an interface, by the interface's number. */
async function stateOf(probes: Probes, name: string, folder: string, pattern: RegExp): Promise<boolean> {
  const index = (await probes.interfaces()).find((one) => one.name === name)?.index;
  return index !== undefined && pattern.test((await probes.read(`${folder}${index}`)) ?? '');
}

/** Named among the arguments; or no interface is named at all, which means every one. */
function onInterface(argv: readonly string[], name: string): boolean {
  const words = argv.slice(1).filter((word) => !word.startsWith('-'));
  return words.length === 0 || words.includes(name);
}

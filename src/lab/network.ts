import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Problem } from '../config/problem.js';
import type { LinkConfig } from '../config/types.js';
import { run, until } from './process.js';

/**
 * The lab's network: link N joins the tester's `emN` with the server's `srvN`, and `mgmt` on both sides carries SSH.
 * Link-layer addresses, and so the link-local addresses, are the same in every lab: reports of two runs compare.
 */
export const linkCount = 2;
export const managementAddress = '192.0.2.1';
const testerManagementAddress = '192.0.2.2';

export interface LabLink extends LinkConfig {
  readonly serverLinkLocal: string;
  readonly serverAddress: string;
}

export const links: readonly LabLink[] = Array.from({ length: linkCount }, (_, index) => ({
  interface: `em${index + 1}`,
  serverInterface: `srv${index + 1}`,
  serverLinkLocal: `fe80::ff:fe00:${index + 1}fe`,
  serverAddress: `2001:db8:${index + 1}::1`,
}));

/** 02 = locally administered; the last but one byte is the link, the last one the side. */
function linkLayerAddress(link: number, side: 'tester' | 'server'): string {
  return `02:00:00:00:0${link}:${side === 'tester' ? '01' : 'fe'}`;
}

/**
 * Settings of a new network namespace, made before its interfaces: no duplicate address detection (addresses are ready at
 * once; a server that finds them tentative stays deaf) and no router discovery (nothing but the test is on the wire).
 */
export const interfaceSettings: readonly (readonly [name: string, value: string])[] = [
  ['disable_ipv6', '0'],
  ['accept_dad', '0'],
  ['dad_transmits', '0'],
  ['accept_ra', '0'],
  ['router_solicitations', '0'],
];

/** Applies the settings to the namespace that this process is in. */
export function applySettings(): void {
  for (const scope of ['all', 'default']) {
    for (const [name, value] of interfaceSettings) {
      const file = `/proc/sys/net/ipv6/conf/${scope}/${name}`;
      if (existsSync(file)) writeFileSync(file, value);
    }
  }
}

/** Joins this namespace with that of the process `server`, brings everything up, and waits until both sides can talk. */
export async function connect(server: number): Promise<void> {
  const here: string[] = ['link set lo up'];
  const there: string[] = ['link set lo up'];
  const pairs = [
    ...links.map((link, index) => ({ near: link.interface, far: link.serverInterface, number: index + 1 })),
    { near: 'mgmt', far: 'mgmt', number: 0 },
  ];
  for (const { near, far, number } of pairs) {
    const [mac, peerMac] = [linkLayerAddress(number, 'tester'), linkLayerAddress(number, 'server')];
    // Different numbers: of two ends with the same one, each in its namespace, the kernel reports carrier up to 1 s late.
    const [index, peerIndex] = [11 + number, 21 + number];
    here.push(
      `link add ${near} index ${index} address ${mac} type veth peer name ${far} index ${peerIndex} address ${peerMac} netns ${server}`,
      `link set ${near} up`,
    );
    there.push(`link set ${far} up`);
  }
  here.push(`address add ${testerManagementAddress}/24 dev mgmt`);
  there.push(`address add ${managementAddress}/24 dev mgmt`);
  for (const link of links) there.push(`address add ${link.serverAddress}/64 dev ${link.serverInterface} nodad`);

  await ip([], here);
  await Promise.all([ip(['nsenter', '--target', String(server), '--net', '--'], there), checksums(server)]);
  await ready(server);
}

/** A batch of `ip`: one process for all of it. */
async function ip(through: string[], lines: string[]): Promise<void> {
  const [program = 'ip', ...args] = [...through, 'ip', '-batch', '-'];
  const done = await run(program, args, { stdin: `${lines.join('\n')}\n` });
  if (done.code !== 0) {
    throw new Problem('lab', `the links could not be made: ${done.stderr.trim()}`, { kind: 'infrastructure' });
  }
}

/**
 * On a veth pair the sender leaves the UDP checksum to hardware that is not there: captures would show a wrong one, and
 * nobody could judge it. ethtool comes with the server machine; its file system is entered, not its network.
 */
async function checksums(server: number): Promise<void> {
  const script = 'for name do ethtool -K "$name" tx off >/dev/null || exit; done';
  const target = ['--target', String(server), '--mount', '--root'];
  const near = run('nsenter', [...target, 'sh', '-c', script, 'sh', ...links.map((link) => link.interface)]);
  const far = run('nsenter', [
    ...target,
    '--net',
    'sh',
    '-c',
    script,
    'sh',
    ...links.map((link) => link.serverInterface),
  ]);
  for (const done of await Promise.all([near, far])) {
    if (done.code === 0) continue;
    throw new Problem('lab', `checksum offload could not be switched off: ${done.stderr.trim()}`, {
      kind: 'infrastructure',
    });
  }
}

/** Both ends of every link have carrier, and every IPv6 address can be bound. */
async function ready(server: number): Promise<void> {
  const missing = () => [
    ...unready(
      readFileSync('/proc/self/net/if_inet6', 'utf8'),
      links.map((link) => [link.interface, '']),
    ),
    ...unready(
      readFileSync(`/proc/${server}/net/if_inet6`, 'utf8'),
      links.flatMap((link) => [
        [link.serverInterface, link.serverLinkLocal],
        [link.serverInterface, link.serverAddress],
      ]),
    ),
    ...links.map((link) => link.interface).filter((name) => carrier(name) !== '1'),
  ];
  const done = await until(() => (missing().length === 0 ? true : undefined), 5000);
  if (done === undefined) {
    throw new Problem('lab', `the links are not ready after 5 s: ${missing().join(', ')}`, { kind: 'infrastructure' });
  }
}

function carrier(name: string): string {
  try {
    return readFileSync(`/sys/class/net/${name}/carrier`, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Of the wanted addresses ('' = a link-local one) those that the table lacks or calls tentative (flag 0x40). */
function unready(table: string, wanted: readonly (readonly string[])[]): string[] {
  const rows = table.split('\n').map((line) => line.trim().split(/\s+/));
  return wanted
    .filter(
      ([name, address]) =>
        !rows.some(
          ([hex = '', , , , flags = '', device]) =>
            device === name &&
            (Number.parseInt(flags, 16) & 0x40) === 0 &&
            (address === '' ? hex.startsWith('fe80') : hex === expanded(address as string)),
        ),
    )
    .map(([name, address]) => `${name} ${address}`);
}

/** An IPv6 address with one `::` as 32 hex digits, as /proc writes it. */
function expanded(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => group.padStart(4, '0')));
  const [front, back] = [groups(head), groups(tail)];
  return [...front, ...Array(8 - front.length - back.length).fill('0000'), ...back].join('');
}

import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../config/problem.js';
import { linkLocalOf, withoutScope } from './address.js';

/** An IPv6 address of an interface. */
export interface InterfaceAddress {
  /** Canonical. */
  readonly address: string;
  readonly prefixLength: number;
  readonly scope: 'link' | 'global' | 'other';
  /** Duplicate address detection is still running: the address cannot be used yet. */
  readonly tentative: boolean;
  /** Duplicate address detection found another owner: the address will never be usable. */
  readonly duplicate: boolean;
  /** No longer chosen as a source by the machine itself. */
  readonly deprecated: boolean;
  /** Seconds that it stays valid; Infinity where it never ends. */
  readonly valid: number;
}

/** What the kernel says about one network interface. */
export interface InterfaceFacts {
  readonly name: string;
  readonly index: number;
  /** Lower-case with colons; empty for an interface without one. */
  readonly mac: string;
  readonly mtu: number;
  readonly loopback: boolean;
  /** Switched on. */
  readonly up: boolean;
  /** Switched on, and the cable or the peer is there. */
  readonly carrier: boolean;
  readonly addresses: readonly InterfaceAddress[];
}

/** An interface that packets can be sent on. */
export interface UsableInterface extends InterfaceFacts {
  /** The interface's own link-local address, canonical, ready for use. */
  readonly linkLocal: string;
}

/**
 * All interfaces of this network namespace. From netlink through `ip`: /sys/class/net may show another namespace's,
 * and os.networkInterfaces() leaves out what is down. Throws a Problem where `ip` is missing or too old.
 */
export async function listInterfaces(): Promise<InterfaceFacts[]> {
  return parseInterfaces(await ip(['-json', 'address', 'show']));
}

/** The facts in what `ip -json address show` prints. */
export function parseInterfaces(text: string): InterfaceFacts[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text === '' ? '[]' : text);
  } catch (cause) {
    throw new Problem('ip', 'the command ip does not speak JSON.', { mend: 'Install iproute2 4.14 or later.', cause });
  }
  return Array.isArray(entries) ? entries.filter(isEntry).map(facts) : [];
}

/** The facts of one interface, up or not. Throws a Problem at `place` that lists those there are, if there is none of this name. */
export async function interfaceFacts(name: string, place = `interface ${name}`): Promise<InterfaceFacts> {
  const all = await listInterfaces();
  const found = all.find((one) => one.name === name);
  if (found === undefined) throw missing(name, place, all);
  return found;
}

/**
 * The facts of an interface that is up, has a carrier and a link-local address; waits for duplicate address detection
 * to end, at most `deadline` milliseconds. Everything else is a Problem at `place` (a config key) with its mend.
 */
export async function usableInterface(
  name: string,
  options: { place?: string; deadline?: number } = {},
): Promise<UsableInterface> {
  const place = options.place ?? `interface ${name}`;
  const end = performance.now() + (options.deadline ?? 3000);
  for (;;) {
    const found = await interfaceFacts(name, place);
    const linkLocal = judge(found, place, performance.now() < end);
    if (linkLocal !== undefined) return { ...found, linkLocal };
    // The kernel tells of the end of detection only through netlink, which Node cannot listen to.
    await delay(20);
  }
}

/**
 * The link-local address that is the interface's own among several (forge adds others for its clients): the one that
 * comes from its MAC address, else the first that never ends.
 */
export function ownLinkLocal(facts: Pick<InterfaceFacts, 'mac' | 'addresses'>): InterfaceAddress | undefined {
  const candidates = facts.addresses.filter((one) => one.scope === 'link' && !one.duplicate);
  const fromMac = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(facts.mac) ? linkLocalOf(facts.mac) : undefined;
  return (
    candidates.find((one) => one.address === fromMac) ??
    candidates.find((one) => one.valid === Infinity) ??
    candidates[0]
  );
}

/** Runs `ip` and gives its output. A failure is a plain Error with what `ip` said; a missing `ip` is a Problem. */
export function ip(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile('ip', args, { timeout: 10_000, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      if (error.code === 'ENOENT') {
        return reject(new Problem('ip', 'the command ip is not installed.', { mend: 'Try: apt-get install iproute2' }));
      }
      reject(new Error(stderr.trim() || error.message, { cause: error }));
    });
  });
}

/** The link-local address, undefined while it is worth waiting, or a Problem thrown. */
function judge(found: InterfaceFacts, place: string, mayWait: boolean): string | undefined {
  const { name } = found;
  const problem = (what: string, mend: string) => new Problem(place, what, { mend, kind: 'infrastructure' });
  if (found.loopback) {
    throw new Problem(place, `"${name}" is the loopback interface; it has no link-local address.`, {
      mend: 'Name the interface of a real or virtual Ethernet.',
    });
  }
  if (!found.up) throw problem(`interface "${name}" is down.`, `Try: ip link set ${name} up`);
  const own = ownLinkLocal(found);
  // A link that has just come up gets its carrier and its address a moment later.
  if (mayWait && (!found.carrier || own === undefined || own.tentative)) return undefined;
  if (!found.carrier) {
    throw problem(`interface "${name}" is up but has no carrier.`, 'Plug in the cable, or bring up the other end.');
  }
  if (found.addresses.some((one) => one.scope === 'link' && one.duplicate) && own === undefined) {
    throw problem(
      `another machine on the link has the link-local address of "${name}" (duplicate address detection failed).`,
      'Give one of the two interfaces another MAC address.',
    );
  }
  if (own === undefined) {
    throw problem(
      `interface "${name}" has no link-local address.`,
      `Try: sysctl -w net.ipv6.conf.${name.replaceAll('.', '/')}.disable_ipv6=0`,
    );
  }
  if (own.tentative) {
    throw problem(
      `the link-local address ${own.address} of "${name}" is still being checked for duplicates.`,
      `Try again in a second, or: sysctl -w net.ipv6.conf.${name.replaceAll('.', '/')}.accept_dad=0`,
    );
  }
  return own.address;
}

function missing(name: string, place: string, all: readonly InterfaceFacts[]): Problem {
  const names = all.filter((one) => !one.loopback).map((one) => one.name);
  const there = names.length === 0 ? 'There is none but the loopback.' : `There are: ${names.join(', ')}.`;
  return new Problem(place, `there is no interface "${name}" on this machine.`, { mend: there });
}

interface AddressEntry {
  family?: string;
  local?: string;
  prefixlen?: number;
  scope?: string;
  tentative?: boolean;
  dadfailed?: boolean;
  deprecated?: boolean;
  valid_life_time?: number;
}

interface Entry {
  ifindex: number;
  ifname: string;
  flags?: string[];
  mtu?: number;
  address?: string;
  link_type?: string;
  addr_info?: AddressEntry[];
}

/** `ip` prints an empty object for what its filter left out. */
function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'ifname' in value && 'ifindex' in value;
}

function facts(entry: Entry): InterfaceFacts {
  const flags = entry.flags ?? [];
  return {
    name: entry.ifname,
    index: entry.ifindex,
    mac: (entry.address ?? '').toLowerCase(),
    mtu: entry.mtu ?? 1500,
    loopback: flags.includes('LOOPBACK'),
    up: flags.includes('UP'),
    // Both flags stand there for a moment after a link came up: its queue still drops everything.
    carrier: flags.includes('UP') && flags.includes('LOWER_UP') && !flags.includes('NO-CARRIER'),
    addresses: (entry.addr_info ?? []).flatMap((info) => {
      const address = info.family === 'inet6' ? withoutScope(info.local ?? '') : undefined;
      if (address === undefined) return [];
      return {
        address,
        prefixLength: info.prefixlen ?? 128,
        scope: info.scope === 'link' ? 'link' : info.scope === 'global' ? 'global' : 'other',
        tentative: info.tentative === true,
        duplicate: info.dadfailed === true,
        deprecated: info.deprecated === true,
        valid:
          info.valid_life_time === undefined || info.valid_life_time >= 0xffffffff ? Infinity : info.valid_life_time,
      };
    }),
  };
}

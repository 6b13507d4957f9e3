import { createSocket } from 'node:dgram';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { endianness } from 'node:os';
import { Problem } from '../config/problem.js';
import { formatIpv6, parseIpv6 } from '../dhcp6/address.js';
import { isLinkLocal } from './address.js';

/** A port that is held so that this machine's kernel does not answer "port unreachable" to what arrives there. */
export interface HeldPort {
  release(): Promise<void>;
}

/**
 * Binds a silent UDP socket to the address (a link-local one on this interface) and port. What arrives is thrown away:
 * the raw socket gets its own copy. Throws a Problem that names the process which has the port already.
 */
export async function holdPort(address: string, interfaceName: string, port: number): Promise<HeldPort> {
  const bytes = parseIpv6(address);
  const scoped = bytes !== undefined && isLinkLocal(bytes) ? `${address}%${interfaceName}` : address;
  const socket = createSocket({ type: 'udp6', ipv6Only: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind({ address: scoped, port, exclusive: true }, resolve);
    });
  } catch (error) {
    socket.close();
    throw await bindProblem(error, address, interfaceName, port);
  }
  socket.removeAllListeners('error');
  // Later errors of a socket that only has to exist change nothing.
  socket.on('error', () => {});
  socket.on('message', () => {});
  socket.unref();
  return {
    release: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}

/** A process that has a UDP port over IPv6. */
export interface PortHolder {
  /** Canonical; `::` is every address. */
  readonly address: string;
  readonly pid: number | undefined;
  /** The program's name as the kernel knows it. */
  readonly program: string | undefined;
}

/** Who holds a UDP port over IPv6 in this network namespace; processes of other users are seen by root alone. */
export async function portHolders(port: number): Promise<PortHolder[]> {
  const sockets = parseUdp6(await readFile('/proc/self/net/udp6', 'utf8')).filter((one) => one.port === port);
  if (sockets.length === 0) return [];
  const owners = await socketOwners(new Set(sockets.map((one) => one.inode)));
  return sockets.map(({ address, inode }) => ({
    address,
    pid: owners.get(inode)?.pid,
    program: owners.get(inode)?.program,
  }));
}

/** The sockets in the text of /proc/net/udp6, whose addresses are four words in the machine's byte order. */
export function parseUdp6(text: string): { address: string; port: number; inode: string }[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const columns = line.trim().split(/\s+/);
      const local = /^([0-9A-F]{32}):([0-9A-F]{4})$/i.exec(columns[1] ?? '');
      const inode = columns[9];
      if (local === null || inode === undefined) return [];
      const bytes = Buffer.from(local[1] as string, 'hex');
      if (endianness() === 'LE') bytes.swap32();
      return { address: formatIpv6(bytes), port: Number.parseInt(local[2] as string, 16), inode };
    });
}

async function bindProblem(error: unknown, address: string, interfaceName: string, port: number): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const place = `interface ${interfaceName}`;
  if (code === 'EADDRINUSE') {
    const holders = (await portHolders(port)).filter((one) => one.address === '::' || one.address === address);
    const who = holders.map((one) =>
      one.pid === undefined
        ? 'a process of another namespace or user'
        : `${one.program ?? 'a process'} (pid ${one.pid})`,
    );
    const named = [...new Set(who)].join(', ') || 'another process';
    const first = holders.find((one) => one.pid !== undefined);
    return new Problem(place, `UDP port ${port} of ${address} is in use by ${named}.`, {
      mend:
        first?.pid === process.pid
          ? 'This process has opened the link already.'
          : "Stop it, or keep it off this interface: two DHCPv6 clients or relays on one interface take each other's answers.",
      kind: 'infrastructure',
      cause: error,
    });
  }
  if (code === 'EACCES') {
    return new Problem(place, `UDP port ${port} may be bound by root only.`, {
      mend: 'Run forge with sudo.',
      cause: error,
    });
  }
  if (code === 'EADDRNOTAVAIL') {
    return new Problem(place, `${address} is not (or not yet) an address of this interface.`, {
      mend: `See: ip -6 address show dev ${interfaceName}`,
      kind: 'infrastructure',
      cause: error,
    });
  }
  return error;
}

/** Socket inode to process, by the open files of all processes. */
async function socketOwners(inodes: ReadonlySet<string>): Promise<Map<string, { pid: number; program: string }>> {
  const owners = new Map<string, { pid: number; program: string }>();
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  for (const pid of pids) {
    // Processes end while we look, and some are not ours to see.
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    for (const file of files) {
      const target = await readlink(`/proc/${pid}/fd/${file}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode === undefined || !inodes.has(inode)) continue;
      const program = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
      owners.set(inode, { pid: Number(pid), program });
    }
  }
  return owners;
}

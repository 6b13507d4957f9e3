import { formatIpv6 } from '../../dhcp6/address.js';

/** The server port of DHCPv6 (RFC 8415, section 7.2) as the kernel prints it. */
const serverPort = '0223';

/** What a server holds open, and what its interfaces have, from /proc of its own network namespace. */
export interface Listening {
  /** Addresses of its own UDP sockets on port 547, canonical, one entry a socket. */
  readonly own: readonly string[];
  /** The same of other processes. */
  readonly others: readonly string[];
  /** Link-local addresses by interface. */
  readonly linkLocal: ReadonlyMap<string, readonly { address: string; tentative: boolean; duplicate: boolean }[]>;
}

export const allServersAndRelays = 'ff02::1:2';

/** Reads /proc/PID/net/udp6 and if_inet6 (one after the other) and the long listing of /proc/PID/fd. */
export function listening(network: string, files: string): Listening {
  const held = new Set([...files.matchAll(/socket:\[(\d+)\]/g)].map((match) => match[1]));
  const own: string[] = [];
  const others: string[] = [];
  const linkLocal = new Map<string, { address: string; tentative: boolean; duplicate: boolean }[]>();
  for (const line of network.split('\n')) {
    const fields = line.trim().split(/\s+/);
    const [address, port] = fields[1]?.split(':') ?? [];
    if (port === serverPort && address !== undefined) {
      (held.has(fields[9]) ? own : others).push(fromWords(address));
    } else if (fields.length === 6 && fields[0]?.length === 32 && fields[3] === '20') {
      const flags = Number.parseInt(fields[4] ?? '0', 16);
      const name = fields[5] as string;
      const entry = { address: fromHex(fields[0]), tentative: (flags & 0x40) !== 0, duplicate: (flags & 0x08) !== 0 };
      linkLocal.set(name, [...(linkLocal.get(name) ?? []), entry]);
    }
  }
  return { own, others, linkLocal };
}

/** The kernel prints four 32-bit words in the machine's own byte order, which is little-endian wherever servers run. */
function fromWords(hex: string): string {
  const words = hex.match(/.{8}/g) ?? [];
  return fromHex(words.flatMap((word) => (word.match(/../g) ?? []).reverse()).join(''));
}

function fromHex(hex: string): string {
  return formatIpv6(Buffer.from(hex, 'hex'));
}

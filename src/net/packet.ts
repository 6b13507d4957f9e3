import { formatIpv6, parseIpv6 as parseAddress } from '../dhcp6/address.js';
import { isMulticast } from './address.js';
import type { OutgoingPacket } from './types.js';

/** Ports of DHCPv6 (RFC 8415, section 7.2). */
export const clientPort = 546;
export const serverPort = 547;
/** All_DHCP_Relay_Agents_and_Servers (RFC 8415, section 7.1). */
export const allRelaysAndServers = 'ff02::1:2';

const ipv6HeaderLength = 40;
const udpHeaderLength = 8;
const udp = 17;
const fragmentHeader = 44;

/**
 * The bytes of one IPv6 packet with one UDP datagram, from the IPv6 header on. What `packet` leaves out is right;
 * what it sets is written as it is, however wrong. `source` is used where the packet names none.
 * The checksum is always that of a right packet unless it is given: a lie in another field stays the only one.
 * Throws a RangeError for an address that is none, and for a number that its field cannot hold.
 */
export function buildPacket(packet: OutgoingPacket, source: string): Buffer {
  const from = address(packet.source ?? source, 'source');
  const to = address(packet.destination ?? allRelaysAndServers, 'destination');
  const udpLength = udpHeaderLength + packet.payload.length;
  // RFC 2675 would allow more in a jumbogram; the length fields then say 0.
  const fits = udpLength <= 0xffff;
  const bytes = Buffer.alloc(ipv6HeaderLength + udpLength);
  bytes[0] = 6 << 4;
  bytes.writeUInt16BE(field(packet.ipv6PayloadLength ?? (fits ? udpLength : 0), 0xffff, 'ipv6PayloadLength'), 4);
  bytes[6] = field(packet.ipv6NextHeader ?? udp, 0xff, 'ipv6NextHeader');
  bytes[7] = field(packet.hopLimit ?? (isLinkScopeMulticast(to) ? 1 : 64), 0xff, 'hopLimit');
  bytes.set(from, 8);
  bytes.set(to, 24);
  bytes.writeUInt16BE(field(packet.sourcePort ?? clientPort, 0xffff, 'sourcePort'), 40);
  bytes.writeUInt16BE(field(packet.destinationPort ?? serverPort, 0xffff, 'destinationPort'), 42);
  bytes.writeUInt16BE(fits ? udpLength : 0, 44);
  bytes.set(packet.payload, 48);
  const right = udpChecksum(from, to, bytes.subarray(ipv6HeaderLength));
  bytes.writeUInt16BE(field(packet.udpChecksum ?? right, 0xffff, 'udpChecksum'), 46);
  if (packet.udpLength !== undefined) bytes.writeUInt16BE(field(packet.udpLength, 0xffff, 'udpLength'), 44);
  return bytes;
}

/**
 * Checksum of a UDP datagram over IPv6 (RFC 8200, section 8.1), its own checksum field counted as 0.
 * `datagram` begins at the UDP header. Never 0: that would mean "none".
 */
export function udpChecksum(source: Uint8Array, destination: Uint8Array, datagram: Uint8Array): number {
  let sum = wordSum(source) + wordSum(destination) + datagram.length + udp + wordSum(datagram);
  sum -= ((datagram[6] ?? 0) << 8) | (datagram[7] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  const checksum = ~sum & 0xffff;
  return checksum === 0 ? 0xffff : checksum;
}

/**
 * Cuts a packet into fragments of at most `mtu` bytes each (RFC 8200, section 4.5); one that fits comes back as it is.
 * The raw socket refuses a packet above the interface's MTU, since its header is ours.
 * Every fragment's payload length is right, also where the whole packet's was a lie.
 */
export function fragment(packet: Buffer, mtu: number, identification: number): Buffer[] {
  if (packet.length <= mtu) return [packet];
  const most = Math.floor((mtu - ipv6HeaderLength - 8) / 8) * 8;
  if (most < 8) throw new RangeError(`an MTU of ${mtu} leaves no room for a fragment`);
  const body = packet.subarray(ipv6HeaderLength);
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < body.length; offset += most) {
    const piece = body.subarray(offset, offset + most);
    const header = Buffer.alloc(ipv6HeaderLength + 8);
    packet.copy(header, 0, 0, ipv6HeaderLength);
    header.writeUInt16BE(8 + piece.length, 4);
    header[6] = fragmentHeader;
    header[40] = packet[6] as number;
    header.writeUInt16BE(offset | (offset + most < body.length ? 1 : 0), 42);
    header.writeUInt32BE(identification >>> 0, 44);
    pieces.push(Buffer.concat([header, piece]));
  }
  return pieces;
}

/** A UDP datagram taken apart. */
export interface UdpDatagram {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly length: number;
  readonly checksum: number;
  /** What lies between the header and the end that the length field names, as far as it is there. */
  readonly payload: Uint8Array;
  readonly fault?: string;
}

/** Takes apart what begins at a UDP header; undefined where not even the header is whole. The payload is a view. */
export function parseUdp(bytes: Uint8Array): UdpDatagram | undefined {
  if (bytes.length < udpHeaderLength) return undefined;
  const length = word(bytes, 4);
  const fault = lengthFault(length, bytes.length);
  return {
    sourcePort: word(bytes, 0),
    destinationPort: word(bytes, 2),
    length,
    checksum: word(bytes, 6),
    payload: bytes.subarray(udpHeaderLength, length < udpHeaderLength ? bytes.length : length),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** An IPv6 packet taken apart, its extension headers walked over. */
export interface Ipv6Packet {
  readonly source: string;
  readonly destination: string;
  readonly hopLimit: number;
  /** The first header that is no extension header; in a later fragment what its first fragment begins with. */
  readonly nextHeader: number;
  /** What follows the last extension header, cut where the IPv6 payload length ends. */
  readonly body: Uint8Array;
  readonly fragment?: { readonly identification: number; readonly offset: number; readonly more: boolean };
  /** Extension headers by number, in order. */
  readonly extensions: readonly number[];
  /** What is wrong or cut, in words. */
  readonly notes: readonly string[];
}

/** Takes apart what begins at an IPv6 header; undefined where it is none or is cut inside that header. The body is a view. */
export function parseIpv6(bytes: Uint8Array): Ipv6Packet | undefined {
  if (bytes.length < ipv6HeaderLength || (bytes[0] as number) >> 4 !== 6) return undefined;
  const notes: string[] = [];
  const claimed = word(bytes, 4);
  const end = ipv6HeaderLength + claimed;
  if (end > bytes.length)
    notes.push(`cut: ${bytes.length - ipv6HeaderLength} of ${claimed} bytes of the IPv6 payload are there`);
  // 0 stands for a jumbogram, or for a frame that offload has not filled in yet: what is there counts.
  const packet = claimed === 0 ? bytes : bytes.subarray(0, end);
  const extensions: number[] = [];
  let nextHeader = packet[6] as number;
  let at = ipv6HeaderLength;
  let piece: Ipv6Packet['fragment'];
  while (isExtension(nextHeader)) {
    const length =
      nextHeader === fragmentHeader
        ? 8
        : nextHeader === 51
          ? 4 * ((packet[at + 1] ?? 0) + 2)
          : 8 * ((packet[at + 1] ?? 0) + 1);
    if (at + length > packet.length) {
      notes.push(`cut inside extension header ${nextHeader}`);
      break;
    }
    extensions.push(nextHeader);
    if (nextHeader === fragmentHeader) {
      const offsetAndFlag = word(packet, at + 2);
      const identification = word(packet, at + 4) * 0x10000 + word(packet, at + 6);
      piece = { identification, offset: offsetAndFlag & 0xfff8, more: (offsetAndFlag & 1) === 1 };
    }
    nextHeader = packet[at] as number;
    at += length;
    // Behind the header of a later fragment lie bytes from the middle, no headers.
    if (piece !== undefined && piece.offset > 0) break;
  }
  return {
    source: formatIpv6(packet.subarray(8, 24)),
    destination: formatIpv6(packet.subarray(24, 40)),
    hopLimit: packet[7] as number,
    nextHeader,
    body: packet.subarray(at),
    extensions,
    notes,
    ...(piece === undefined ? {} : { fragment: piece }),
  };
}

/** Hop-by-hop, routing, fragment, authentication, destination options, mobility (RFC 7045, section 4, without what hides the rest). */
function isExtension(header: number): boolean {
  return header === 0 || header === 43 || header === fragmentHeader || header === 51 || header === 60 || header === 135;
}

function lengthFault(length: number, there: number): string | undefined {
  if (length < udpHeaderLength) return `the UDP length field says ${length}, less than the header's 8 bytes`;
  if (length > there) return `the UDP length field says ${length}, ${there} bytes are there`;
  if (length < there) return `the UDP length field says ${length}, ${there - length} more bytes follow`;
  return undefined;
}

function isLinkScopeMulticast(destination: Uint8Array): boolean {
  return isMulticast(destination) && ((destination[1] as number) & 0x0f) === 2;
}

function address(text: string, name: string): Uint8Array {
  const bytes = parseAddress(text);
  if (bytes === undefined) throw new RangeError(`${name} "${text}" is no IPv6 address`);
  return bytes;
}

function field(value: number, most: number, name: string): number {
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new RangeError(`${name} ${value} is not 0 to ${most}`);
  return value;
}

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function wordSum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] as number) << 8) | (bytes[i + 1] ?? 0);
  return sum;
}

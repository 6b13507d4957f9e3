import { type Ipv6Packet, parseIpv6, parseUdp } from './packet.js';

/** Link-layer types of captures (the LINKTYPE_ values of the pcap formats). */
export const linkType = {
  ethernet: 1,
  raw: 101,
  loop: 108,
  linuxCooked: 113,
  ipv6: 229,
  linuxCooked2: 276,
  null: 0,
} as const;

interface Common {
  /** MAC addresses, lower-case with colons, where the frame has them. */
  readonly sourceMac?: string;
  readonly destinationMac?: string;
  /** VLAN ids, outermost first. */
  readonly vlans: readonly number[];
  /** What is wrong, cut or uncommon, in words. */
  readonly notes: readonly string[];
}

interface OverIpv6 extends Common {
  /** Canonical. */
  readonly source: string;
  readonly destination: string;
  readonly hopLimit: number;
}

export interface UdpFrame extends OverIpv6 {
  readonly kind: 'udp';
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
}

export interface FragmentFrame extends OverIpv6 {
  readonly kind: 'fragment';
  readonly nextHeader: number;
  readonly identification: number;
  readonly offset: number;
  readonly more: boolean;
  readonly body: Uint8Array;
}

export interface Icmpv6Frame extends OverIpv6 {
  readonly kind: 'icmpv6';
  readonly type: number;
  readonly code: number;
  readonly body: Uint8Array;
}

export interface OtherFrame extends Common {
  readonly kind: 'other';
  /** What it is instead, in words. */
  readonly what: string;
}

/** What a captured frame carries. Payloads and bodies are views of the frame. */
export type Dissected = UdpFrame | FragmentFrame | Icmpv6Frame | OtherFrame;

/** Takes a frame apart down to the UDP payload. Never throws: what cannot be read is `other` and says why. */
export function dissect(bytes: Uint8Array, type: number = linkType.ethernet): Dissected {
  const layer = linkLayer(bytes, type);
  if (typeof layer === 'string') return { kind: 'other', what: layer, vlans: [], notes: [] };
  const { packet: packetBytes, ...common } = layer;
  const packet = parseIpv6(packetBytes);
  if (packet === undefined)
    return { kind: 'other', what: 'an IPv6 packet that is cut or is none', notes: [], ...common };
  return dissectPacket(packet, common);
}

/**
 * The UDP datagram that each frame belongs to, frame by frame; the fragments of one packet all give the whole. Undefined
 * where there is none, or a fragment is missing.
 */
export function datagramsOf(
  frames: readonly { bytes: Uint8Array }[],
  type: number = linkType.ethernet,
): (UdpFrame | undefined)[] {
  const reassembler = new Reassembler();
  const found = frames.map((): UdpFrame | undefined => undefined);
  const waiting = new Map<string, number[]>();
  frames.forEach((frame, index) => {
    const first = dissect(frame.bytes, type);
    if (first.kind === 'udp') found[index] = first;
    if (first.kind !== 'fragment') return;
    const key = fragmentKey(first);
    const members = [...(waiting.get(key) ?? []), index];
    const whole = reassembler.add(first);
    if (whole === undefined) waiting.set(key, members);
    else {
      waiting.delete(key);
      if (whole.kind === 'udp') for (const member of members) found[member] = whole;
    }
  });
  return found;
}

/** Puts fragments together, per source, destination and identification. Bounded: the oldest unfinished packets are given up. */
export class Reassembler {
  readonly #unfinished = new Map<string, FragmentFrame[]>();
  readonly #most: number;

  constructor(most = 64) {
    this.#most = most;
  }

  /** Takes one fragment; gives the whole packet's content once the last piece is there. */
  add(piece: FragmentFrame): Dissected | undefined {
    const key = fragmentKey(piece);
    const pieces = [...(this.#unfinished.get(key) ?? []), piece];
    this.#unfinished.delete(key);
    const body = joined(pieces);
    if (body === undefined) {
      this.#unfinished.set(key, pieces);
      const oldest = this.#unfinished.keys().next().value;
      if (this.#unfinished.size > this.#most && oldest !== undefined) this.#unfinished.delete(oldest);
      return undefined;
    }
    const {
      kind: _kind,
      identification: _id,
      offset: _offset,
      more: _more,
      body: _body,
      nextHeader,
      ...common
    } = piece;
    const notes = [`put together from ${pieces.length} fragments`];
    return content({ ...common, nextHeader, notes }, body);
  }
}

function fragmentKey(piece: FragmentFrame): string {
  return `${piece.source} ${piece.destination} ${piece.identification} ${piece.nextHeader}`;
}

function dissectPacket(packet: Ipv6Packet, common: Omit<Common, 'notes'>): Dissected {
  const notes = [...packet.notes];
  if (packet.extensions.some((header) => header !== 44))
    notes.push(`extension headers ${packet.extensions.join(', ')}`);
  const { source, destination, hopLimit, nextHeader } = packet;
  const over = { ...common, source, destination, hopLimit, nextHeader, notes };
  const piece = packet.fragment;
  // A fragment header on a packet that is whole (an atomic fragment) hides nothing.
  if (piece !== undefined && (piece.offset > 0 || piece.more)) {
    return {
      ...over,
      kind: 'fragment',
      ...piece,
      body: packet.body,
      notes: [...notes, `a fragment from byte ${piece.offset} on`],
    };
  }
  return content(over, packet.body);
}

function content(over: Omit<OverIpv6, 'kind'> & { nextHeader: number }, body: Uint8Array): Dissected {
  const { nextHeader, ...rest } = over;
  if (nextHeader === 17) {
    const udp = parseUdp(body);
    if (udp === undefined) return { kind: 'other', what: 'a UDP header that is cut', ...rest };
    const { sourcePort, destinationPort, payload, fault } = udp;
    const notes = fault === undefined ? rest.notes : [...rest.notes, fault];
    return { ...rest, kind: 'udp', sourcePort, destinationPort, payload, notes };
  }
  if (nextHeader === 58 && body.length >= 4) {
    return { ...rest, kind: 'icmpv6', type: body[0] as number, code: body[1] as number, body };
  }
  return { kind: 'other', what: `IPv6 with next header ${nextHeader}`, ...rest };
}

/** The bytes of all fragments in order, or undefined while one is missing. */
function joined(pieces: readonly FragmentFrame[]): Uint8Array | undefined {
  const sorted = [...pieces].sort((a, b) => a.offset - b.offset);
  const last = sorted.at(-1);
  if (last === undefined || last.more) return undefined;
  const whole = new Uint8Array(last.offset + last.body.length);
  let reached = 0;
  for (const piece of sorted) {
    if (piece.offset > reached) return undefined;
    whole.set(piece.body.subarray(0, whole.length - piece.offset), piece.offset);
    reached = Math.max(reached, piece.offset + piece.body.length);
  }
  return whole;
}

type LinkLayer = Omit<Common, 'notes'> & { packet: Uint8Array };

const etherTypes: Readonly<Record<number, string>> = { 2048: 'IPv4', 2054: 'ARP', 35020: 'LLDP' };

/** The IPv6 packet in a frame, or in words what is there instead. */
function linkLayer(bytes: Uint8Array, type: number): LinkLayer | string {
  switch (type) {
    case linkType.ethernet:
      if (bytes.length < 14) return 'an Ethernet frame that is cut';
      return etherPayload(bytes, 12, { destinationMac: mac(bytes, 0), sourceMac: mac(bytes, 6) });
    case linkType.linuxCooked:
      if (bytes.length < 16) return 'a cooked frame that is cut';
      return etherPayload(bytes, 14, word(bytes, 4) === 6 ? { sourceMac: mac(bytes, 6) } : {});
    case linkType.linuxCooked2:
      if (bytes.length < 20) return 'a cooked frame that is cut';
      return payloadOf(bytes, word(bytes, 0), 20, bytes[11] === 6 ? { sourceMac: mac(bytes, 12) } : {});
    case linkType.raw:
    case linkType.ipv6:
    case 12:
    case 14:
      return { packet: bytes, vlans: [] };
    case linkType.null:
    case linkType.loop:
      return bytes.length < 4 ? 'a loopback frame that is cut' : { packet: bytes.subarray(4), vlans: [] };
    default:
      return `a frame of link type ${type}, which is not read`;
  }
}

function etherPayload(
  bytes: Uint8Array,
  at: number,
  macs: { sourceMac?: string; destinationMac?: string },
): LinkLayer | string {
  return payloadOf(bytes, word(bytes, at), at + 2, macs);
}

function payloadOf(
  bytes: Uint8Array,
  ether: number,
  start: number,
  macs: { sourceMac?: string; destinationMac?: string },
): LinkLayer | string {
  const vlans: number[] = [];
  let type = ether;
  let at = start;
  while (type === 0x8100 || type === 0x88a8 || type === 0x9100) {
    if (bytes.length < at + 4) return 'a VLAN tag that is cut';
    vlans.push(word(bytes, at) & 0x0fff);
    type = word(bytes, at + 2);
    at += 4;
  }
  if (type !== 0x86dd) return etherTypes[type] ?? `a frame of type 0x${type.toString(16).padStart(4, '0')}`;
  return { packet: bytes.subarray(at), vlans, ...macs };
}

function mac(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let i = at; i < at + 6; i++) text += `${i === at ? '' : ':'}${hexOctets[bytes[i] as number]}`;
  return text;
}

const hexOctets = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));

function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

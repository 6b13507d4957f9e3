import { Problem } from '../config/problem.js';
import { type CaptureFile, readCaptureFile } from './capture-file.js';
import { datagramsOf, dissect, linkType, type UdpFrame } from './frames.js';
import { readHexText, whatToGive } from './hex-text.js';
import { clientPort, parseUdp, serverPort } from './packet.js';

/** One DHCPv6 message to decode, and where it comes from. */
export interface DecodeInput {
  /** Seconds since 1970. */
  readonly at?: number;
  /** `[fe80::1]:546` */
  readonly from?: string;
  readonly to?: string;
  /** The UDP payload. */
  readonly payload: Uint8Array;
  /** Comments of the packet, and what is wrong or uncommon below the payload. */
  readonly note?: string;
}

/**
 * The messages in what the user gave: a pcap or pcapng file, or hexadecimal text (bare, or a dump of tcpdump, tshark,
 * xxd, hexdump or od). Text that holds whole Ethernet frames, IPv6 packets or UDP datagrams gives the payloads inside.
 * Throws a Problem at `place` (a file name, `standard input`), naming the offset, where there is nothing to decode.
 */
export function readDecodeInput(input: Uint8Array | string, place: string): DecodeInput[] {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  if (bytes.length === 0) throw new Problem(place, 'there is nothing in it.', { mend: whatToGive });
  const file = readCaptureFile(bytes);
  if (file !== undefined) return fromCapture(file, place);
  const text = asText(bytes);
  if (text === undefined) throw notText(bytes, place);
  return fromStrings(readHexText(text, place).flatMap(messages), place);
}

function fromCapture(file: CaptureFile, place: string): DecodeInput[] {
  const packets = file.packets.map((packet) => ({
    ...packet,
    linkType: file.interfaces[packet.interface]?.linkType ?? linkType.ethernet,
  }));
  const found = fromFrames(packets);
  const last = found.at(-1);
  if (last === undefined) {
    const what =
      packets.length === 0
        ? `this ${file.format} file holds no packet`
        : `none of the ${packets.length} packets of this ${file.format} file is UDP over IPv6 from or to port 546 or 547`;
    throw new Problem(place, `${[what, ...file.notes].join('; ')}.`, {
      mend: 'Capture with: tcpdump -w FILE ip6 and udp portrange 546-547',
    });
  }
  if (file.notes.length > 0)
    found[found.length - 1] = { ...last, note: [last.note, ...file.notes].filter(Boolean).join('; ') };
  return found;
}

interface TypedFrame {
  readonly bytes: Uint8Array;
  readonly linkType: number;
  readonly time?: number;
  readonly comments?: readonly string[];
}

/** The DHCPv6 datagrams in the frames; one in fragments is told once, at its first. */
function fromFrames(frames: readonly TypedFrame[]): DecodeInput[] {
  const datagrams = new Map<TypedFrame, UdpFrame>();
  for (const type of new Set(frames.map((frame) => frame.linkType))) {
    const same = frames.filter((frame) => frame.linkType === type);
    datagramsOf(same, type).forEach((datagram, index) => {
      if (datagram !== undefined) datagrams.set(same[index] as TypedFrame, datagram);
    });
  }
  const told = new Set<UdpFrame>();
  return frames.flatMap((frame) => {
    const datagram = datagrams.get(frame);
    if (datagram === undefined || told.has(datagram) || !isDhcp(datagram)) return [];
    told.add(datagram);
    const notes = [...(frame.comments ?? []), ...datagram.notes];
    return {
      ...(frame.time === undefined ? {} : { at: frame.time }),
      from: `[${datagram.source}]:${datagram.sourcePort}`,
      to: `[${datagram.destination}]:${datagram.destinationPort}`,
      payload: datagram.payload,
      ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    };
  });
}

/** Byte strings out of text: frames, packets or datagrams to unwrap, or messages as they are. */
function fromStrings(strings: readonly Uint8Array[], place: string): DecodeInput[] {
  const frames = strings.map((bytes) => ({ bytes, linkType: frameType(bytes) }));
  if (frames.every((frame): frame is typeof frame & { linkType: number } => frame.linkType !== undefined)) {
    const found = fromFrames(frames);
    if (found.length === 0) {
      throw new Problem(place, `none of the ${frames.length} packets is UDP over IPv6 from or to port 546 or 547.`, {
        mend: 'Give the packets of a DHCPv6 exchange, or the UDP payload alone.',
      });
    }
    return found;
  }
  return frames.map(({ bytes, linkType: type }) => {
    const [inside] = type === undefined ? [] : fromFrames([{ bytes, linkType: type }]);
    return inside ?? fromDatagram(bytes) ?? { payload: bytes };
  });
}

/** What kind of frame the bytes are, where they are one beyond doubt. */
function frameType(bytes: Uint8Array): number | undefined {
  if (bytes.length >= 54 && bytes[12] === 0x86 && bytes[13] === 0xdd && (bytes[14] as number) >> 4 === 6)
    return linkType.ethernet;
  if (bytes.length >= 58 && bytes[12] === 0x81 && dissect(bytes).kind !== 'other') return linkType.ethernet;
  // No DHCPv6 message begins with 6x.
  if (bytes.length >= 40 && (bytes[0] as number) >> 4 === 6) return linkType.ipv6;
  return undefined;
}

/** Bytes that begin with a UDP header: as a message they would be an Advertise whose third and fourth bytes fit by chance. */
function fromDatagram(bytes: Uint8Array): DecodeInput | undefined {
  const udp = parseUdp(bytes);
  if (udp === undefined || udp.fault !== undefined || !isDhcp(udp) || udp.payload.length < 4) return undefined;
  return { from: `port ${udp.sourcePort}`, to: `port ${udp.destinationPort}`, payload: udp.payload };
}

/** Lines of bare digits: a message a line where every line is one by itself, else one message over all lines. */
function messages(lines: readonly Uint8Array[]): Uint8Array[] {
  return lines.length > 1 && lines.every(isWhole) ? [...lines] : [Uint8Array.from(Buffer.concat(lines))];
}

/** Whether the bytes are a frame, or a message whose options end exactly where the bytes end. */
function isWhole(bytes: Uint8Array): boolean {
  if (frameType(bytes) !== undefined) return true;
  const relayed = bytes[0] === 12 || bytes[0] === 13;
  let at = relayed ? 34 : 4;
  while (at + 4 <= bytes.length) at += 4 + (((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number));
  return at === bytes.length;
}

function isDhcp(one: { sourcePort: number; destinationPort: number }): boolean {
  return [one.sourcePort, one.destinationPort].some((port) => port === clientPort || port === serverPort);
}

/** The text in the bytes, in UTF-8 or in UTF-16 with its mark; undefined where they are no text. */
function asText(bytes: Uint8Array): string | undefined {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return [...text].some((character) => isControl(character.charCodeAt(0))) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Control characters other than white space and the end mark of old text files. */
function isControl(code: number): boolean {
  return code < 32 && !(code >= 9 && code <= 13) && code !== 26;
}

function notText(bytes: Uint8Array, place: string): Problem {
  const start = Buffer.from(bytes.subarray(0, 6)).toString('hex');
  if (/^(1f8b|28b52ffd|fd377a58|425a68)/.test(start)) {
    return new Problem(place, 'this file is compressed.', { mend: 'Unpack it first (gunzip, unzstd, unxz, bunzip2).' });
  }
  const at = bytes.findIndex((byte) => isControl(byte) || byte > 126);
  const value = (bytes[at] ?? 0).toString(16).padStart(2, '0');
  return new Problem(place, `neither a capture nor hexadecimal text: byte ${at} is 0x${value}.`, {
    mend: 'Turn a bare binary message into text first: xxd -p FILE',
  });
}

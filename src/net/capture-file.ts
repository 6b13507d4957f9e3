import { isPcap, PcapReader } from './pcap.js';
import { block, byteOrder, type CaptureInterface, type CapturePacket, option } from './pcapng.js';

/** What was read from a capture file. */
export interface CaptureFile {
  readonly format: 'pcap' | 'pcapng';
  readonly interfaces: readonly Required<Pick<CaptureInterface, 'name' | 'linkType'>>[];
  readonly packets: readonly CapturePacket[];
  /** Comments on the file as a whole. */
  readonly comments: readonly string[];
  /** What is cut or wrong, with the offset; what was read before it is there. */
  readonly notes: readonly string[];
}

/**
 * Reads a pcap or pcapng file: either byte order, several sections and interfaces, any time resolution. Unknown blocks
 * are skipped; a file that is cut or broken gives what comes before and a note. Undefined where the bytes are neither format.
 */
export function readCaptureFile(bytes: Uint8Array): CaptureFile | undefined {
  if (isPcap(bytes)) return readPcap(bytes);
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (view.length >= 4 && view.readUInt32BE(0) === block.section) return readPcapng(view);
  return undefined;
}

function readPcap(bytes: Uint8Array): CaptureFile {
  const reader = new PcapReader();
  const notes: string[] = [];
  const frames = reader.push(bytes);
  if (reader.fault !== undefined) notes.push(reader.fault);
  else if (reader.left > 0) notes.push(`the file is cut: its last ${reader.left} bytes are no whole record`);
  return {
    format: 'pcap',
    interfaces: reader.header === undefined ? [] : [{ name: '', linkType: reader.header.linkType }],
    packets: frames.map((frame) => ({ ...frame, interface: 0, comments: [] })),
    comments: [],
    notes,
  };
}

interface Interface {
  readonly name: string;
  readonly linkType: number;
  readonly snapLength: number;
  readonly unitsPerSecond: bigint;
  /** Seconds added to every timestamp. */
  readonly offset: number;
}

/** One section: its byte order, and its interfaces, whose numbers begin at 0 in each section. */
interface Section {
  readonly data: Buffer;
  readonly little: boolean;
  readonly first: number;
}

function readPcapng(data: Buffer): CaptureFile {
  const interfaces: Interface[] = [];
  const packets: CapturePacket[] = [];
  const comments: string[] = [];
  const notes: string[] = [];
  let section: Section = { data, little: true, first: 0 };
  let at = 0;
  while (at < data.length) {
    if (at + 12 > data.length) {
      notes.push(`the file is cut at byte ${data.length}, inside a block header`);
      break;
    }
    // The type of a section header reads the same in both byte orders.
    if (data.readUInt32BE(at) === block.section) {
      const little = data.readUInt32LE(at + 8) === byteOrder;
      if (!little && data.readUInt32BE(at + 8) !== byteOrder) {
        notes.push(`the section at byte ${at} has no byte-order magic`);
        break;
      }
      section = { data, little, first: interfaces.length };
    }
    const type = uint32(section, at);
    const length = uint32(section, at + 4);
    if (length < 12 || length % 4 !== 0) {
      notes.push(`the block at byte ${at} claims a length of ${length}`);
      break;
    }
    if (at + length > data.length) {
      notes.push(`the file is cut at byte ${data.length}: the block at byte ${at} claims ${length} bytes`);
      break;
    }
    const body = { start: at + 8, end: at + length - 4 };
    if (type === block.section) {
      comments.push(...texts(section, body.start + 16, body.end, option.comment));
    } else if (type === block.interface && length >= 20) {
      interfaces.push(readInterface(section, body.start, body.end));
    } else {
      const packet = readPacket(section, type, body, interfaces);
      if (typeof packet === 'string') notes.push(`the packet at byte ${at}: ${packet}`);
      else if (packet !== undefined) packets.push(packet);
    }
    at += length;
  }
  return {
    format: 'pcapng',
    interfaces: interfaces.map(({ name, linkType }) => ({ name, linkType })),
    packets,
    comments,
    notes,
  };
}

function readInterface(section: Section, start: number, end: number): Interface {
  const options = optionsOf(section, start + 8, end);
  const exponent = options.find((one) => one.code === option.resolution)?.value[0] ?? 6;
  const base = (exponent & 0x80) === 0 ? 10n : 2n;
  const offset = options.find((one) => one.code === option.offset)?.value;
  const seconds = offset?.length === 8 ? Number(section.little ? offset.readBigInt64LE() : offset.readBigInt64BE()) : 0;
  return {
    name: texts(section, start + 8, end, option.name)[0] ?? '',
    linkType: uint16(section, start),
    snapLength: uint32(section, start + 4),
    unitsPerSecond: base ** BigInt(exponent & 0x7f),
    offset: seconds,
  };
}

/** A packet of any of the three packet blocks; in words what is wrong with it; undefined for another block. */
function readPacket(
  section: Section,
  type: number,
  { start, end }: { start: number; end: number },
  interfaces: readonly Interface[],
): CapturePacket | string | undefined {
  if (type === block.simplePacket) {
    const from = interfaces[section.first];
    if (from === undefined || end - start < 4) return 'there is no interface 0';
    const originalLength = uint32(section, start);
    const most = from.snapLength === 0 ? originalLength : from.snapLength;
    const length = Math.min(originalLength, most, end - start - 4);
    const bytes = Uint8Array.from(section.data.subarray(start + 4, start + 4 + length));
    return { interface: section.first, time: 0, bytes, originalLength, comments: [] };
  }
  if (type !== block.enhancedPacket && type !== block.packet) return undefined;
  if (end - start < 20) return 'its header is cut';
  const own = type === block.packet ? uint16(section, start) : uint32(section, start);
  const from = interfaces[section.first + own];
  if (from === undefined) return `there is no interface ${own}`;
  const length = uint32(section, start + 12);
  const stop = start + 20 + length;
  if (stop > end) return `it claims ${length} bytes, ${end - start - 20} are there`;
  const options = optionsOf(section, start + 20 + Math.ceil(length / 4) * 4, end);
  const flags = options.find((one) => one.code === option.flags)?.value;
  const direction = flags?.length === 4 ? (section.little ? flags.readUInt32LE() : flags.readUInt32BE()) & 3 : 0;
  const units = (BigInt(uint32(section, start + 4)) << 32n) | BigInt(uint32(section, start + 8));
  return {
    interface: section.first + own,
    time:
      from.offset +
      Number(units / from.unitsPerSecond) +
      Number(units % from.unitsPerSecond) / Number(from.unitsPerSecond),
    bytes: Uint8Array.from(section.data.subarray(start + 20, stop)),
    originalLength: uint32(section, start + 16),
    comments: options.filter((one) => one.code === option.comment).map((one) => one.value.toString()),
    ...(direction === 1 ? { direction: 'received' as const } : direction === 2 ? { direction: 'sent' as const } : {}),
  };
}

function optionsOf(section: Section, start: number, end: number): { code: number; value: Buffer }[] {
  const found: { code: number; value: Buffer }[] = [];
  let at = start;
  while (at + 4 <= end) {
    const code = uint16(section, at);
    const length = uint16(section, at + 2);
    if (code === option.end || at + 4 + length > end) break;
    found.push({ code, value: section.data.subarray(at + 4, at + 4 + length) });
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return found;
}

function texts(section: Section, start: number, end: number, code: number): string[] {
  return optionsOf(section, start, end)
    .filter((one) => one.code === code)
    .map((one) => one.value.toString());
}

function uint32({ data, little }: Section, at: number): number {
  return little ? data.readUInt32LE(at) : data.readUInt32BE(at);
}

function uint16({ data, little }: Section, at: number): number {
  return little ? data.readUInt16LE(at) : data.readUInt16BE(at);
}

import type { Frame } from './types.js';

/** An interface of a capture file. */
export interface CaptureInterface {
  readonly name: string;
  readonly description?: string;
  /** LINKTYPE_ value. Default 1, Ethernet. */
  readonly linkType?: number;
}

/** A packet of a capture file, with what is said about it. */
export interface CapturePacket extends Frame {
  /** Index into the interfaces. */
  readonly interface: number;
  readonly comments: readonly string[];
  readonly direction?: 'received' | 'sent';
}

export interface PcapngContent {
  readonly interfaces: readonly CaptureInterface[];
  readonly packets: readonly (Frame & {
    readonly interface?: number;
    readonly comment?: string;
    readonly direction?: 'received' | 'sent';
  })[];
  /** Program that wrote it, such as `forge 0.1.0`. */
  readonly application?: string;
  /** About the file as a whole. */
  readonly comment?: string;
  /** Timestamps: microseconds is all that `Frame.time` can tell today. Default `microseconds`. */
  readonly resolution?: 'microseconds' | 'nanoseconds';
}

/** Block types and option codes of the pcapng format (draft-ietf-opsawg-pcapng). */
export const block = { section: 0x0a0d0d0a, interface: 1, packet: 2, simplePacket: 3, enhancedPacket: 6 } as const;
export const option = {
  end: 0,
  comment: 1,
  application: 4,
  name: 2,
  description: 3,
  resolution: 9,
  offset: 14,
  flags: 2,
} as const;
/** Byte-order magic of the section header. */
export const byteOrder = 0x1a2b3c4d;

/**
 * A pcapng file: one section, little-endian, the interfaces, then the packets in the order given.
 * Throws a RangeError where a packet names an interface that is not there.
 */
export function writePcapng(content: PcapngContent): Uint8Array {
  const perSecond = content.resolution === 'nanoseconds' ? 1e9 : 1e6;
  const blocks = [sectionBlock(content)];
  for (const one of content.interfaces) blocks.push(interfaceBlock(one, perSecond));
  for (const packet of content.packets) {
    const at = packet.interface ?? 0;
    if (content.interfaces[at] === undefined)
      throw new RangeError(`a packet names interface ${at} of ${content.interfaces.length}`);
    const head = Buffer.alloc(20);
    const [high, low] = timestamp(packet.time, perSecond);
    [at, high, low, packet.bytes.length, packet.originalLength].forEach((value, i) => {
      head.writeUInt32LE(value, 4 * i);
    });
    blocks.push(
      makeBlock(
        block.enhancedPacket,
        [head, padded(packet.bytes)],
        [
          ...(packet.comment === undefined ? [] : [textOption(option.comment, packet.comment)]),
          ...(packet.direction === undefined ? [] : [flagsOption(packet.direction)]),
        ],
      ),
    );
  }
  return Buffer.concat(blocks);
}

function sectionBlock({ application, comment }: PcapngContent): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32LE(byteOrder, 0);
  head.writeUInt16LE(1, 4);
  // The section's length is not told: readers walk the blocks anyway.
  head.fill(0xff, 8, 16);
  return makeBlock(
    block.section,
    [head],
    [
      ...(comment === undefined ? [] : [textOption(option.comment, comment)]),
      ...(application === undefined ? [] : [textOption(option.application, application)]),
    ],
  );
}

function interfaceBlock(one: CaptureInterface, perSecond: 1e6 | 1e9): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(one.linkType ?? 1, 0);
  return makeBlock(
    block.interface,
    [head],
    [
      textOption(option.name, one.name),
      ...(one.description === undefined ? [] : [textOption(option.description, one.description)]),
      makeOption(option.resolution, Uint8Array.of(perSecond === 1e9 ? 9 : 6)),
    ],
  );
}

function makeBlock(type: number, body: readonly Uint8Array[], options: readonly Buffer[]): Buffer {
  const parts = [...body, ...options, ...(options.length === 0 ? [] : [Buffer.alloc(4)])];
  const total = 12 + parts.reduce((sum, part) => sum + part.length, 0);
  const head = Buffer.alloc(8);
  head.writeUInt32LE(type, 0);
  head.writeUInt32LE(total, 4);
  return Buffer.concat([head, ...parts, head.subarray(4)]);
}

function makeOption(code: number, value: Uint8Array): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(code, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, padded(value)]);
}

/** At most 65,535 bytes fit; what is longer is cut between two characters. */
function textOption(code: number, text: string): Buffer {
  const { written } = new TextEncoder().encodeInto(text, scratch);
  return makeOption(code, scratch.subarray(0, written));
}
const scratch = new Uint8Array(0xffff);

/** The direction stands in the two lowest bits. */
function flagsOption(direction: 'received' | 'sent'): Buffer {
  return makeOption(option.flags, Uint8Array.of(direction === 'received' ? 1 : 2, 0, 0, 0));
}

function timestamp(seconds: number, perSecond: number): [high: number, low: number] {
  const whole = Math.floor(seconds);
  // Seconds and their fraction apart: together they would not fit into a double at nanoseconds.
  const units = BigInt(whole) * BigInt(perSecond) + BigInt(Math.round((seconds - whole) * perSecond));
  return [Number(units >> 32n), Number(units & 0xffffffffn)];
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

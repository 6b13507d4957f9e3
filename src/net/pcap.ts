import type { Frame } from './types.js';

/** Header of a classic pcap file. */
export interface PcapHeader {
  readonly littleEndian: boolean;
  /** Fractions of a second in a timestamp. */
  readonly perSecond: 1e6 | 1e9;
  readonly snapLength: number;
  readonly linkType: number;
}

/** No frame is longer; a record that says so is not a record. */
const longest = 0x400000;

/** Whether the bytes begin as a classic pcap file does. */
export function isPcap(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && order(bytes) !== undefined;
}

/**
 * Reads a classic pcap stream piece by piece: `push` what has come and get the frames that are whole by now.
 * What cannot be a pcap, or a record whose length cannot be, ends the reading: `fault` says so, and no more frames come.
 */
export class PcapReader {
  header: PcapHeader | undefined;
  fault: string | undefined;
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;

  push(chunk: Uint8Array): Frame[] {
    const bytes = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    let at = 0;
    if (this.fault !== undefined) return frames;
    if (bytes.length >= 4 && this.header === undefined && order(bytes) === undefined) {
      this.fault = 'this is no pcap: it begins with another magic number';
      return frames;
    }
    if (this.header === undefined) {
      this.header = readHeader(bytes);
      if (this.header !== undefined) at = 24;
    }
    if (this.header !== undefined) {
      const { littleEndian, perSecond } = this.header;
      const uint = (from: number) => (littleEndian ? bytes.readUInt32LE(from) : bytes.readUInt32BE(from));
      while (at + 16 <= bytes.length) {
        const length = uint(at + 8);
        if (length > longest) {
          this.fault = `the record at byte ${this.#offset + at} claims ${length} bytes`;
          break;
        }
        if (at + 16 + length > bytes.length) break;
        frames.push({
          time: uint(at) + uint(at + 4) / perSecond,
          // A copy: a view would keep the whole chunk alive.
          bytes: Uint8Array.from(bytes.subarray(at + 16, at + 16 + length)),
          originalLength: uint(at + 12),
        });
        at += 16 + length;
      }
    }
    this.#rest = bytes.subarray(at);
    this.#offset += at;
    return frames;
  }

  /** Bytes that have come and belong to a record, or header, that is not whole. */
  get left(): number {
    return this.#rest.length;
  }
}

function readHeader(bytes: Buffer): PcapHeader | undefined {
  if (bytes.length < 24) return undefined;
  const found = order(bytes);
  if (found === undefined) return undefined;
  const { littleEndian, perSecond } = found;
  const uint = (from: number) => (littleEndian ? bytes.readUInt32LE(from) : bytes.readUInt32BE(from));
  // The upper bits of the last field tell about checksums of the link layer.
  return { littleEndian, perSecond, snapLength: uint(16), linkType: uint(20) & 0xffff };
}

function order(bytes: Uint8Array): Pick<PcapHeader, 'littleEndian' | 'perSecond'> | undefined {
  const magic = Buffer.from(bytes.buffer, bytes.byteOffset, 4).readUInt32BE();
  switch (magic) {
    case 0xa1b2c3d4:
      return { littleEndian: false, perSecond: 1e6 };
    case 0xd4c3b2a1:
      return { littleEndian: true, perSecond: 1e6 };
    case 0xa1b23c4d:
      return { littleEndian: false, perSecond: 1e9 };
    case 0x4d3cb2a1:
      return { littleEndian: true, perSecond: 1e9 };
    default:
      return undefined;
  }
}

import type { Field } from '../field.js';
import type { Reader } from '../reader.js';
import type { Writer } from '../writer.js';
import { asText, shown } from './check.js';

/** Seconds: this many never pass (RFC 8415, section 7.7). */
export const infinity = 0xffffffff;

export const u8 = unsigned('u8', 0xff, readU8, writeU8);
export const u16 = unsigned('u16', 0xffff, readU16, writeU16);
export const u24 = unsigned('u24', 0xffffff, readU24, writeU24);
export const u32 = unsigned('u32', 0xffffffff, readU32, writeU32);

/** 64 bits, as bigint. */
export const u64: Field<bigint> = {
  kind: 'u64',
  examples: [1n, 0n, 0xffffffffffffffffn],
  decode: (reader) => reader.u64(),
  encode: (writer, value) => {
    if (typeof value !== 'bigint') throw new TypeError(`a bigint is needed, not ${shown(value)}`);
    if (value < 0n || value > 0xffffffffffffffffn) throw new RangeError(`${value} does not fit into 64 bits`);
    writer.u64(value);
  },
  print: String,
  toJson: String,
  fromJson: (json) => {
    const text = typeof json === 'number' ? String(json) : asText(json);
    if (!/^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(text)) throw new RangeError(`a number is needed, not ${shown(json)}`);
    return BigInt(text.trim());
  },
};

/** A time of 32 bits, in seconds; 4294967295 is infinity. */
export const seconds: Field<number> = {
  ...u32,
  kind: 'u32 seconds',
  examples: [3600, 0, infinity],
  print: (value) => (value === infinity ? 'infinity' : String(value)),
  fromJson: (json, context) => (json === 'infinity' ? infinity : u32.fromJson(json, context)),
};

/** A number whose bits are flags; the letters name the bits, 0 being the lowest. */
export function flags(of: Field<number>, letters: Readonly<Record<string, number>>): Field<number> {
  const known = Object.entries(letters);
  return {
    ...of,
    kind: `${of.kind} flags ${known.map(([letter, bit]) => `${letter}=${2 ** bit}`).join(' ')}`,
    print: (value) => {
      const set = known.filter(([, bit]) => Math.floor(value / 2 ** bit) % 2 === 1);
      const rest = set.reduce((left, [, bit]) => left - 2 ** bit, value);
      return [...set.map(([letter]) => letter), ...(rest > 0 || set.length === 0 ? [String(rest)] : [])].join(' ');
    },
    fromJson: (json, context) => {
      if (typeof json !== 'string' || isNumeral(json)) return of.fromJson(json, context);
      const words = json.split(/[\s,]+/).filter((word) => word !== '');
      return words.reduce((sum, letter) => {
        const bit = letters[letter];
        if (bit === undefined) throw new RangeError(`no flag ${letter}; there are ${Object.keys(letters).join(', ')}`);
        return sum + 2 ** bit;
      }, 0);
    },
  };
}

/** A number with names for its values; an unknown one is printed as the number. */
export function named(
  of: Field<number>,
  nameOf: (value: number) => string | undefined,
  codeOf: (name: string) => number | undefined = () => undefined,
): Field<number> {
  return {
    ...of,
    print: (value) => {
      const name = nameOf(value);
      return name === undefined ? String(value) : `${name} (${value})`;
    },
    fromJson: (json, context) => (typeof json === 'string' ? codeOf(json) : undefined) ?? of.fromJson(json, context),
  };
}

function unsigned(
  kind: string,
  most: number,
  read: (reader: Reader) => number,
  write: (writer: Writer, value: number) => void,
): Field<number> {
  return {
    kind,
    examples: [1, 0, most],
    decode: read,
    encode: (writer, value) => {
      if (typeof value !== 'number') throw new TypeError(`a number is needed, not ${shown(value)}`);
      if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(`${value} is not in 0..${most}`);
      write(writer, value);
    },
    print: String,
    toJson: (value) => value,
    fromJson: (json) => {
      const value = typeof json === 'string' && isNumeral(json) ? Number(json) : json;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
        throw new RangeError(`a number in 0..${most} is needed, not ${shown(json)}`);
      }
      return value;
    },
  };
}

function isNumeral(text: string): boolean {
  return /^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(text);
}

function readU8(reader: Reader): number {
  return reader.u8();
}

function readU16(reader: Reader): number {
  return reader.u16();
}

function readU24(reader: Reader): number {
  return reader.u24();
}

function readU32(reader: Reader): number {
  return reader.u32();
}

function writeU8(writer: Writer, value: number): void {
  writer.u8(value);
}

function writeU16(writer: Writer, value: number): void {
  writer.u16(value);
}

function writeU24(writer: Writer, value: number): void {
  writer.u24(value);
}

function writeU32(writer: Writer, value: number): void {
  writer.u32(value);
}

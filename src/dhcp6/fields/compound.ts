import { byteCount } from '../bytes.js';
import type { DefaultedField, Field, Fields, ValueOf } from '../field.js';
import type { DhcpOption, Message } from '../model.js';
import { asList, asRecord } from './check.js';
import { bytes } from './data.js';

/** Elements one after another to the end. `width` is that of an element where it is fixed. */
export function list<T>(of: Field<T>, width?: number): Field<T[]> {
  return {
    kind: `list of ${of.kind}`,
    examples: [[of.examples[0] as T], [], [...of.examples]],
    decode: (reader, context) => {
      const values: T[] = [];
      while (reader.left >= (width ?? 1)) values.push(of.decode(reader, context));
      if (reader.left > 0) reader.note('bad-length', `${byteCount(reader.left)} after the last element of ${width}`);
      return values;
    },
    encode: (writer, value, context) => {
      for (const one of asList(value) as T[]) of.encode(writer, one, context);
    },
    print: (value) => value.map((one) => of.print(one)).join(', '),
    toJson: (value, context) => value.map((one) => of.toJson(one, context)),
    fromJson: (json, context) => {
      const parts = typeof json === 'string' ? json.split(/[\s,]+/).filter((part) => part !== '') : asList(json);
      return parts.map((one) => of.fromJson(one, context));
    },
  };
}

/** A 16-bit length, then a window of that many bytes that must be filled exactly. */
export function sized16<T>(of: Field<T>): Field<T> {
  return {
    ...of,
    kind: `u16 length, ${of.kind}`,
    decode: (reader, context) => {
      const inner = reader.window(reader.u16());
      const value = of.decode(inner, context);
      // Cut before the window: there is nothing more to tell.
      if (reader.failed) return value;
      if (inner.left > 0) inner.fail('trailing', `${byteCount(inner.left)} left over`);
      reader.adopt(inner);
      return value;
    },
    encode: (writer, value, context) => {
      const at = writer.length;
      writer.u16(0);
      of.encode(writer, value, context);
      const length = writer.length - at - 2;
      if (length > 0xffff) throw new RangeError(`${length} bytes do not fit a 16-bit length`);
      writer.patch16(at, length);
    },
  };
}

/** A 16-bit length and that many bytes. */
export const tuple16: Field<Uint8Array> = sized16(bytes);

/** Several fields as one: an element of a list. */
export function struct<const F extends Fields>(fields: F): Field<ValueOf<F>> {
  const entries = Object.entries(fields);
  const each = (make: (field: Field<unknown>, key: string) => unknown) =>
    Object.fromEntries(entries.map(([key, field]) => [key, make(field, key)]));
  return {
    kind: entries.map(([, field]) => field.kind).join(' + '),
    examples: [each((field) => field.examples[0]) as ValueOf<F>],
    decode: (reader, context) => each((field) => field.decode(reader, context)) as ValueOf<F>,
    encode: (writer, value, context) => {
      const record = asRecord(value);
      for (const [key, field] of entries) field.encode(writer, record[key], context);
    },
    print: (value) => entries.map(([key, field]) => `${key} ${field.print(asRecord(value)[key])}`).join(' '),
    toJson: (value, context) => each((field, key) => field.toJson(asRecord(value)[key], context)),
    fromJson: (json, context) => each((field, key) => field.fromJson(asRecord(json)[key], context)) as ValueOf<F>,
  };
}

/** Unsigned numbers of so many bits each, the first in the highest bits; whole bytes in all, at most 53 bits a number. */
export function bitFields<const B extends Readonly<Record<string, number>>>(
  bits: B,
): Field<{ -readonly [K in keyof B]: number }> {
  const entries = Object.entries(bits);
  const length = entries.reduce((sum, [, width]) => sum + width, 0) / 8;
  type Value = { -readonly [K in keyof B]: number };
  const check = (value: unknown): Value => {
    const record = asRecord(value);
    for (const [key, width] of entries) {
      const part = record[key];
      if (typeof part === 'number' && Number.isInteger(part) && part >= 0 && part < 2 ** width) continue;
      throw new RangeError(`${key}: a number of ${width} bits is needed, not ${String(part)}`);
    }
    return record as Value;
  };
  return {
    examples: [Object.fromEntries(entries.map(([key, width]) => [key, 2 ** (width - 1)])) as Value],
    kind: `${length} bytes: ${entries.map(([key, width]) => `${key} ${width}`).join(', ')} bits`,
    decode: (reader) => {
      let all = reader.take(length).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
      const parts: [string, number][] = [];
      for (const [key, width] of entries.toReversed()) {
        parts.unshift([key, Number(all & ((1n << BigInt(width)) - 1n))]);
        all >>= BigInt(width);
      }
      return Object.fromEntries(parts) as Value;
    },
    encode: (writer, value) => {
      const record: Record<string, number> = check(value);
      const all = entries.reduce((sum, [key, width]) => (sum << BigInt(width)) | BigInt(record[key] as number), 0n);
      for (let i = length - 1; i >= 0; i--) writer.u8(Number((all >> BigInt(8 * i)) & 0xffn));
    },
    print: (value) => entries.map(([key]) => `${key} ${(value as Record<string, number>)[key]}`).join(' '),
    toJson: (value) => value,
    fromJson: check,
  };
}

/** Options to the end. May be left out when an option is made. */
export const options: DefaultedField<DhcpOption[]> = {
  kind: 'options',
  examples: [[]],
  initial: () => [],
  decode: (reader, context) => context.options(reader),
  encode: (writer, value, context) => context.options(writer, asList(value) as DhcpOption[]),
  print: () => '',
  toJson: (value, context) => context.optionsToJson(value),
  fromJson: (json, context) => context.optionsFromJson(json),
};

/** A whole DHCPv6 message to the end. */
export const dhcpv6Message: Field<Message> = {
  kind: 'dhcpv6-message',
  examples: [
    { kind: 'client-server', type: 1, name: 'SOLICIT', transactionId: 0x123456, options: [], diagnostics: [] },
  ],
  decode: (reader, context) => context.message(reader),
  encode: (writer, value, context) => context.message(writer, asRecord(value) as unknown as Message),
  print: () => '',
  toJson: (value, context) => context.messageToJson(value),
  fromJson: (json, context) => context.messageFromJson(json),
};

import { byteCount } from '../bytes.js';
import type { Field, JsonContext } from '../field.js';
import { Writer } from '../writer.js';
import { asBytes, asRecord } from './check.js';
import { list } from './compound.js';
import { bytes, printBytes } from './data.js';
import { u8, u16 } from './numbers.js';

/** Code and data of a sub-option, vendor option or attribute. */
export interface Suboption {
  code: number;
  data: Uint8Array;
}

/** A sub-option whose value is known by its code; bytes where the code is not known or the value cannot be read. */
export interface TypedSuboption {
  code: number;
  value: string | string[] | Uint8Array;
}

/** Code and length of 16 bits each, data: the options of a vendor. */
export const tlv16 = coded('tlv16', u16, 0);

/** Code and length of 8 bits each, data. */
export const tlv8 = coded('tlv8', u8, 0);

/** Type and length of 8 bits each, the length counting both (RFC 2865, section 5). */
export const radiusAttribute = coded('radius-attribute', u8, 2);

/** Sub-options of 16-bit code and length to the end, with the fields that are known by their codes. */
export function suboptions(
  known: Readonly<Record<number, { name: string; value: Field<string> | Field<string[]> }>>,
): Field<TypedSuboption[]> {
  const fieldOf = (code: number) => known[code]?.value as Field<string | string[]> | undefined;
  const entries = Object.entries(known);
  const examples = entries.map(([code, { value }]) => ({
    code: Number(code),
    value: value.examples[0] as string | string[],
  }));
  return list<TypedSuboption>({
    examples: [...examples, { code: 99, value: Uint8Array.of(1) }],
    kind: `tlv16 (${entries.map(([code, { name, value }]) => `${code} ${name}: ${value.kind}`).join(', ')})`,
    decode: (reader, context) => {
      const code = reader.u16();
      const inner = reader.window(reader.u16());
      const field = fieldOf(code);
      const all = inner.bytes.subarray(inner.position, inner.end);
      if (field === undefined || reader.failed) return { code, value: all };
      const value = field.decode(inner, context);
      if (inner.left > 0 && !inner.failed)
        inner.note('trailing', `${byteCount(inner.left)} left over in sub-option ${code}`);
      for (const note of inner.notes) reader.note(note.kind, `sub-option ${code}: ${note.message}`, note.offset);
      return { code, value: inner.failed || inner.left > 0 ? all : value };
    },
    encode: (writer, sub, context) => {
      const { code, value } = asRecord(sub) as unknown as TypedSuboption;
      u16.encode(writer, code, context);
      const inner = new Writer();
      const field = fieldOf(code);
      if (value instanceof Uint8Array || field === undefined) inner.put(asBytes(value));
      else field.encode(inner, value, context);
      u16.encode(writer, inner.length, context);
      writer.put(inner.finish());
    },
    print: ({ code, value }) => {
      const field = fieldOf(code);
      const text = value instanceof Uint8Array || field === undefined ? printBytes(asBytes(value)) : field.print(value);
      return `${known[code]?.name ?? code} ${text}`;
    },
    toJson: ({ code, value }, context) => {
      const field = fieldOf(code);
      return value instanceof Uint8Array || field === undefined
        ? { code, data: bytes.toJson(asBytes(value), context) }
        : { code, value: field.toJson(value, context) };
    },
    fromJson: (json, context) => {
      const record = asRecord(json);
      const code = u16.fromJson(record.code, context);
      const field = fieldOf(code);
      if (record.data !== undefined || field === undefined)
        return { code, value: bytes.fromJson(record.data, context) };
      return { code, value: field.fromJson(record.value, context) };
    },
  });
}

/** Code and length of one width, data; `counted` bytes of the head are counted by the length. */
function coded(kind: string, number: Field<number>, counted: number): Field<Suboption> {
  return {
    kind,
    examples: [
      { code: 1, data: Uint8Array.of(1, 2) },
      { code: 255, data: new Uint8Array(0) },
    ],
    decode: (reader, context) => {
      const code = number.decode(reader, context);
      const at = reader.position;
      const length = number.decode(reader, context) - counted;
      if (length < 0) reader.fail('bad-length', `length ${length + counted}, at least ${counted} needed`, at);
      return { code, data: reader.take(Math.max(0, length)) };
    },
    encode: (writer, value, context) => {
      const { code, data } = asRecord(value) as unknown as Suboption;
      number.encode(writer, code, context);
      number.encode(writer, asBytes(data).length + counted, context);
      writer.put(data);
    },
    print: ({ code, data }) => `${code}: ${printBytes(data)}`,
    toJson: ({ code, data }, context: JsonContext) => ({ code, data: bytes.toJson(data, context) }),
    fromJson: (json, context) => {
      const record = asRecord(json);
      return { code: number.fromJson(record.code, context), data: bytes.fromJson(record.data, context) };
    },
  };
}

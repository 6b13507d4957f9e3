import { fromHex, hex } from '../bytes.js';
import { duid, duidFault, duidText } from '../duid.js';
import type { Field } from '../field.js';
import { endsInRoot, nameLabels, readName } from '../names.js';
import { readText, textBytes } from '../text.js';
import type { Writer } from '../writer.js';
import { asBytes, asText, shown } from './check.js';

/** Bytes to the end. */
export const bytes: Field<Uint8Array> = {
  kind: 'bytes',
  examples: [Uint8Array.of(1, 2, 3, 4, 5, 6), new Uint8Array(0)],
  decode: (reader) => reader.rest(),
  encode: (writer, value) => writer.put(asBytes(value)),
  print: printBytes,
  toJson: (value) => hex(value),
  fromJson: (json) => {
    if (json instanceof Uint8Array) return json;
    const value = fromHex(asText(json));
    if (value === undefined) throw new RangeError(`hex digits are needed, not ${shown(json)}`);
    return value;
  },
};

/** Exactly so many bytes. */
export function bytesOf(length: number): Field<Uint8Array> {
  return {
    ...bytes,
    kind: `${length} bytes`,
    examples: [Uint8Array.from({ length }, (_, i) => 0x41 + i)],
    decode: (reader) => reader.take(length),
    encode: (writer, value) => {
      if (asBytes(value).length !== length) throw new RangeError(`${length} bytes are needed, not ${value.length}`);
      writer.put(value);
    },
  };
}

/** A DUID to the end; one that is none is kept and noted. */
export const duidField: Field<Uint8Array> = {
  ...bytes,
  kind: 'duid',
  examples: [duid.ll({ linkLayerAddress: Uint8Array.of(2, 0, 0, 0, 0, 1) }), Uint8Array.of(0, 9, 1)],
  decode: (reader) => {
    const at = reader.position;
    const value = reader.rest();
    const fault = duidFault(value);
    if (fault !== undefined) reader.note('bad-duid', fault, at);
    return value;
  },
  print: duidText,
  toJson: duidText,
};

/** Text to the end. Bytes that are not UTF-8 stand in it as lone surrogates U+DC80 to U+DCFF, so that they are sent as they came. */
export const utf8: Field<string> = {
  kind: 'utf8',
  examples: ['text', '', 'gr\u00fc\u00df'],
  decode: (reader) => {
    const at = reader.position;
    const { text, valid } = readText(reader.rest());
    if (!valid) reader.note('bad-text', 'not UTF-8', at);
    else if (text.endsWith('\0')) reader.note('bad-text', 'ends with a NUL byte', at);
    return text;
  },
  encode: (writer, value) => writer.put(textBytes(asText(value))),
  print: (value) => JSON.stringify(value).replace(/\\udc([89a-f][0-9a-f])/g, '\\x$1'),
  toJson: (value) => value,
  fromJson: asText,
};

/** One domain name, with its zero label. Text without the dot of the root. */
export const domainName: Field<string> = {
  kind: 'domain-name',
  examples: ['host.example.com', '.', 'a\\.b.example'],
  decode: (reader) => {
    const at = reader.position;
    const name = readName(reader.bytes, at, reader.end);
    if ('fault' in name) {
      reader.fail('bad-name', name.fault, at);
      return '.';
    }
    if (!name.terminated) reader.fail('bad-name', 'the domain name ends without its zero label', at);
    else reader.position += name.length;
    return name.text;
  },
  encode: (writer, value) => putName(writer, asText(value), true),
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const name = asText(json).trim();
    nameLabels(name);
    return name;
  },
};

/**
 * A domain name to the end that may lack its zero label: text with the dot of the root where it is complete, without where it is
 * partial.
 */
export const partialDomainName: Field<string> = {
  ...domainName,
  kind: 'partial-domain-name',
  examples: ['host.example.com.', 'host', '', '.'],
  decode: (reader) => {
    const at = reader.position;
    const name = readName(reader.bytes, at, reader.end);
    if ('fault' in name) {
      reader.fail('bad-name', name.fault, at);
      return '';
    }
    reader.position += name.length;
    return name.terminated && name.text !== '.' ? `${name.text}.` : name.text;
  },
  encode: (writer, value) => putName(writer, asText(value), endsInRoot(value)),
};

/** At most 64 bytes in print, colons between them. */
export function printBytes(value: Uint8Array): string {
  return value.length > 64 ? `${hex(value.subarray(0, 64), ':')}…` : hex(value, ':');
}

function putName(writer: Writer, name: string, terminated: boolean): void {
  for (const label of nameLabels(name)) {
    writer.u8(label.length);
    writer.put(label);
  }
  if (terminated) writer.u8(0);
}

import { canonicalIpv6, formatIpv4, formatIpv6, parseIpv4, parseIpv6, parsePrefix } from './address.js';
import { fromHex, hex } from './bytes.js';
import { duidFault, duidText } from './duid.js';
import type { DefaultedField, Field } from './field.js';
import type { DhcpOption, Message } from './model.js';
import { endsInRoot, nameLabels, readName } from './names.js';
import type { Reader } from './reader.js';
import { readText, textBytes } from './text.js';
import type { Writer } from './writer.js';

/** Seconds: this many never pass (RFC 8415, section 7.7). */
export const infinity = 0xffffffff;

export const u8 = unsigned(
  'u8',
  0xff,
  (reader) => reader.u8(),
  (writer, value) => writer.u8(value),
);
export const u16 = unsigned(
  'u16',
  0xffff,
  (reader) => reader.u16(),
  (writer, value) => writer.u16(value),
);
export const u24 = unsigned(
  'u24',
  0xffffff,
  (reader) => reader.u24(),
  (writer, value) => writer.u24(value),
);
export const u32 = unsigned(
  'u32',
  0xffffffff,
  (reader) => reader.u32(),
  (writer, value) => writer.u32(value),
);

/** 64 bits, as bigint. */
export const u64: Field<bigint> = {
  kind: 'u64',
  decode: (reader) => reader.u64(),
  encode: (writer, value) => {
    if (typeof value !== 'bigint') throw new TypeError(`a bigint is needed, not ${shown(value)}`);
    if (value < 0n || value > 0xffffffffffffffffn) throw new RangeError(`${value} does not fit into 64 bits`);
    writer.u64(value);
  },
  print: String,
  toJson: String,
  fromJson: (json) => BigInt(typeof json === 'number' ? json : text(json)),
};

/** A time of 32 bits, in seconds; 4294967295 is infinity. */
export const seconds: Field<number> = {
  ...u32,
  kind: 'u32 seconds',
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
      const rest = set.reduce((sum, [, bit]) => sum - 2 ** bit, value);
      return [...set.map(([letter]) => letter), ...(rest > 0 || set.length === 0 ? [String(rest)] : [])].join(' ');
    },
    fromJson: (json, context) => {
      if (typeof json !== 'string' || /^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(json)) return of.fromJson(json, context);
      return json.split(/[\s,]+/).reduce((sum, letter) => {
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
  names: (value: number) => string | undefined,
  codes?: (name: string) => number | undefined,
): Field<number> {
  return {
    ...of,
    print: (value) => {
      const name = names(value);
      return name === undefined ? String(value) : `${name} (${value})`;
    },
    fromJson: (json, context) => (typeof json === 'string' ? codes?.(json) : undefined) ?? of.fromJson(json, context),
  };
}

/** 16 bytes, as canonical text (RFC 5952). */
export const ipv6: Field<string> = {
  kind: 'ipv6',
  decode: (reader) => {
    if (!reader.has(16)) return '::';
    const address = formatIpv6(reader.bytes, reader.position);
    reader.position += 16;
    return address;
  },
  encode: (writer, value) => {
    const bytes = parseIpv6(text(value));
    if (bytes === undefined) throw new RangeError(`not an IPv6 address: ${value}`);
    writer.put(bytes);
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const address = canonicalIpv6(text(json).trim());
    if (address === undefined) throw new RangeError(`not an IPv6 address: ${json}`);
    return address;
  },
};

/** 4 bytes, as dotted text. */
export const ipv4: Field<string> = {
  kind: 'ipv4',
  decode: (reader) => formatIpv4(reader.take(4)),
  encode: (writer, value) => {
    const bytes = parseIpv4(text(value));
    if (bytes === undefined) throw new RangeError(`not an IPv4 address: ${value}`);
    writer.put(bytes);
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    if (parseIpv4(text(json).trim()) === undefined) throw new RangeError(`not an IPv4 address: ${json}`);
    return text(json).trim();
  },
};

/** A length byte and as many bytes of the prefix as it needs, as text `2001:db8::/32`. Bits beyond the length are kept as they are. */
export const ipv6Prefix: Field<string> = {
  kind: 'ipv6-prefix',
  decode: (reader) => {
    const at = reader.position;
    const length = reader.u8();
    if (length > 128) reader.fail('bad-prefix', `prefix length ${length}, more than 128`, at);
    const bytes = reader.take(Math.ceil(length / 8));
    return `${formatIpv6(bytes)}/${length}`;
  },
  encode: (writer, value) => {
    const prefix = parsePrefix(text(value));
    if (prefix === undefined) throw new RangeError(`not an IPv6 prefix: ${value}`);
    writer.u8(prefix.length);
    writer.put(prefix.address.subarray(0, Math.ceil(prefix.length / 8)));
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const prefix = parsePrefix(text(json).trim());
    if (prefix === undefined) throw new RangeError(`not an IPv6 prefix: ${json}`);
    return `${formatIpv6(prefix.address)}/${prefix.length}`;
  },
};

/** Bytes to the end. */
export const bytes: Field<Uint8Array> = {
  kind: 'bytes',
  decode: (reader) => reader.rest(),
  encode: putBytes,
  print: printBytes,
  toJson: (value) => hex(value),
  fromJson: bytesFromJson,
};

/** Exactly so many bytes. */
export function bytesOf(length: number): Field<Uint8Array> {
  return {
    ...bytes,
    kind: `${length} bytes`,
    decode: (reader) => reader.take(length),
    encode: (writer, value) => {
      putBytes(writer, value);
      if (value.length !== length) throw new RangeError(`${length} bytes are needed, not ${value.length}`);
    },
  };
}

/** A DUID to the end; one that is none is kept and noted. */
export const duidField: Field<Uint8Array> = {
  ...bytes,
  kind: 'duid',
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
  decode: (reader) => {
    const at = reader.position;
    const { text: value, valid } = readText(reader.rest());
    if (!valid) reader.note('bad-text', 'not UTF-8', at);
    else if (value.endsWith('\0')) reader.note('bad-text', 'ends with a NUL byte', at);
    return value;
  },
  encode: (writer, value) => writer.put(textBytes(text(value))),
  print: (value) => JSON.stringify(value).replace(/\\udc([89a-f][0-9a-f])/g, '\\x$1'),
  toJson: (value) => value,
  fromJson: text,
};

/** One domain name, with its zero label. Text without the dot of the root. */
export const domainName: Field<string> = {
  kind: 'domain-name',
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
  encode: (writer, value) => putName(writer, text(value), true),
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => checkedName(text(json).trim()),
};

/** A domain name to the end that may lack its zero label: text with the dot of the root where it is complete, without where it is partial. */
export const partialDomainName: Field<string> = {
  ...domainName,
  kind: 'partial-domain-name',
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
  encode: (writer, value) => putName(writer, text(value), endsInRoot(value)),
};

/** Elements one after another to the end. `width` is that of an element where it is fixed. */
export function list<T>(of: Field<T>, width?: number): Field<T[]> {
  return {
    kind: `list of ${of.kind}`,
    decode: (reader, context) => {
      const values: T[] = [];
      while (reader.left >= (width ?? 1)) values.push(of.decode(reader, context));
      if (reader.left > 0) reader.note('bad-length', `${reader.left} bytes after the last of ${width}-byte elements`);
      return values;
    },
    encode: (writer, value, context) => {
      if (!Array.isArray(value)) throw new TypeError(`a list is needed, not ${shown(value)}`);
      for (const one of value) of.encode(writer, one, context);
    },
    print: (value) => value.map((one) => of.print(one)).join(', '),
    toJson: (value, context) => value.map((one) => of.toJson(one, context)),
    fromJson: (json, context) => {
      if (typeof json === 'string') {
        const parts = json.split(/[\s,]+/).filter((part) => part !== '');
        return parts.map((part) => of.fromJson(part, context));
      }
      if (!Array.isArray(json)) throw new TypeError(`a list is needed, not ${shown(json)}`);
      return json.map((one) => of.fromJson(one, context));
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
      if (inner.left > 0) inner.fail('trailing', `${inner.left} bytes left over`);
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

export interface Suboption {
  code: number;
  data: Uint8Array;
}

/** Code and length of 16 bits each, data: the sub-options of a vendor. */
export const tlv16: Field<Suboption> = suboption(
  'tlv16',
  (reader) => reader.u16(),
  (reader) => reader.take(reader.u16()),
  (writer, value) => {
    u16.encode(writer, value.code, nowhere);
    fits(value.data, 0xffff);
    writer.u16(value.data.length);
  },
);

/** Code and length of 8 bits each, data. */
export const tlv8: Field<Suboption> = suboption(
  'tlv8',
  (reader) => reader.u8(),
  (reader) => reader.take(reader.u8()),
  (writer, value) => {
    u8.encode(writer, value.code, nowhere);
    fits(value.data, 0xff);
    writer.u8(value.data.length);
  },
);

/** Type and length of 8 bits each, the length counting both (RFC 2865, section 5). */
export const radiusAttribute: Field<Suboption> = suboption(
  'radius-attribute',
  (reader) => reader.u8(),
  (reader) => {
    const at = reader.position;
    const length = reader.u8();
    if (length < 2) reader.fail('bad-length', `RADIUS attribute of length ${length}`, at);
    return reader.take(Math.max(0, length - 2));
  },
  (writer, value) => {
    u8.encode(writer, value.code, nowhere);
    fits(value.data, 0xfd);
    writer.u8(value.data.length + 2);
  },
);

/** Options to the end. May be left out when an option is made. */
export const options: DefaultedField<DhcpOption[]> = {
  kind: 'options',
  initial: () => [],
  decode: (reader, context) => context.options(reader),
  encode: (writer, value, context) => context.options(writer, value),
  print: () => '',
  toJson: (value, context) => context.optionsToJson(value),
  fromJson: (json, context) => context.optionsFromJson(json),
};

/** A whole DHCPv6 message to the end. */
export const dhcpv6Message: Field<Message> = {
  kind: 'dhcpv6-message',
  decode: (reader, context) => context.message(reader),
  encode: (writer, value, context) => context.message(writer, value),
  print: () => '',
  toJson: (value, context) => context.messageToJson(value),
  fromJson: (json, context) => context.messageFromJson(json),
};

/** At most 64 bytes in print, colons between them. */
export function printBytes(value: Uint8Array): string {
  return value.length > 64 ? `${hex(value.subarray(0, 64), ':')}…` : hex(value, ':');
}

const nowhere = { options: () => {}, message: () => {} };

function unsigned(
  kind: string,
  most: number,
  read: (reader: Reader) => number,
  write: (writer: Writer, value: number) => void,
): Field<number> {
  return {
    kind,
    decode: read,
    encode: (writer, value) => {
      if (typeof value !== 'number') throw new TypeError(`a number is needed, not ${shown(value)}`);
      if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(`${value} is not in 0..${most}`);
      write(writer, value);
    },
    print: String,
    toJson: (value) => value,
    fromJson: (json) => {
      const value = typeof json === 'string' && /^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(json) ? Number(json) : json;
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > most) {
        throw new RangeError(`a number in 0..${most} is needed, not ${shown(json)}`);
      }
      return value;
    },
  };
}

function suboption(
  kind: string,
  code: (reader: Reader) => number,
  data: (reader: Reader) => Uint8Array,
  head: (writer: Writer, value: Suboption) => void,
): Field<Suboption> {
  return {
    kind,
    decode: (reader) => ({ code: code(reader), data: data(reader) }),
    encode: (writer, value) => {
      head(writer, value);
      putBytes(writer, value.data);
    },
    print: (value) => `${value.code}: ${printBytes(value.data)}`,
    toJson: (value) => ({ code: value.code, data: hex(value.data) }),
    fromJson: (json) => {
      if (typeof json !== 'object' || json === null || !('code' in json) || !('data' in json)) {
        throw new TypeError(`{ code, data } is needed, not ${shown(json)}`);
      }
      return { code: u16.fromJson(json.code, jsonNowhere), data: bytesFromJson(json.data) };
    },
  };
}

const jsonNowhere = {
  optionsToJson: () => [],
  optionsFromJson: () => [],
  messageToJson: () => undefined,
  messageFromJson: () => {
    throw new TypeError('no message here');
  },
};

function putBytes(writer: Writer, value: Uint8Array): void {
  if (!(value instanceof Uint8Array)) throw new TypeError(`bytes are needed, not ${shown(value)}`);
  writer.put(value);
}

function putName(writer: Writer, name: string, terminated: boolean): void {
  for (const label of nameLabels(name)) {
    writer.u8(label.length);
    writer.put(label);
  }
  if (terminated) writer.u8(0);
}

function checkedName(name: string): string {
  nameLabels(name);
  return name;
}

function bytesFromJson(json: unknown): Uint8Array {
  if (json instanceof Uint8Array) return json;
  const value = fromHex(text(json));
  if (value === undefined) throw new RangeError(`hex digits are needed, not ${shown(json)}`);
  return value;
}

function fits(data: Uint8Array, most: number): void {
  if (data.length > most) throw new RangeError(`${data.length} bytes, at most ${most} fit`);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`text is needed, not ${shown(value)}`);
  return value;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : Array.isArray(value) ? 'a list' : String(value);
}

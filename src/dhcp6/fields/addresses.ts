import { canonicalIpv6, formatIpv4, formatIpv6, parseIpv4, parseIpv6, parsePrefix } from '../address.js';
import type { Field } from '../field.js';
import { asText, shown } from './check.js';

/** 16 bytes, as canonical text (RFC 5952). */
export const ipv6: Field<string> = {
  kind: 'ipv6',
  examples: ['2001:db8::1', '::', 'ff02::1:2'],
  decode: (reader) => {
    if (!reader.has(16)) return '::';
    const address = formatIpv6(reader.bytes, reader.position);
    reader.position += 16;
    return address;
  },
  encode: (writer, value) => {
    const bytes = parseIpv6(asText(value));
    if (bytes === undefined) throw new RangeError(`not an IPv6 address: ${value}`);
    writer.put(bytes);
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const address = canonicalIpv6(asText(json).trim());
    if (address === undefined) throw new RangeError(`not an IPv6 address: ${shown(json)}`);
    return address;
  },
};

/** 4 bytes, as dotted text. */
export const ipv4: Field<string> = {
  kind: 'ipv4',
  examples: ['192.0.2.1', '0.0.0.0', '255.255.255.255'],
  decode: (reader) => formatIpv4(reader.take(4)),
  encode: (writer, value) => {
    const bytes = parseIpv4(asText(value));
    if (bytes === undefined) throw new RangeError(`not an IPv4 address: ${value}`);
    writer.put(bytes);
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const text = asText(json).trim();
    if (parseIpv4(text) === undefined) throw new RangeError(`not an IPv4 address: ${shown(json)}`);
    return text;
  },
};

/**
 * A length byte and as many bytes of the prefix as it needs, as text `2001:db8::/32`. Bits beyond the length are kept as they are.
 */
export const ipv6Prefix: Field<string> = {
  kind: 'ipv6-prefix',
  examples: ['2001:db8::/32', '::/0', '2001:db8::1/128'],
  decode: (reader) => {
    const at = reader.position;
    const length = reader.u8();
    if (length > 128) reader.fail('bad-prefix', `prefix length ${length}, more than 128`, at);
    const bytes = reader.take(Math.ceil(length / 8));
    return `${formatIpv6(bytes)}/${length}`;
  },
  encode: (writer, value) => {
    const prefix = parsePrefix(asText(value));
    if (prefix === undefined) throw new RangeError(`not an IPv6 prefix: ${value}`);
    writer.u8(prefix.length);
    writer.put(prefix.address.subarray(0, Math.ceil(prefix.length / 8)));
  },
  print: (value) => value,
  toJson: (value) => value,
  fromJson: (json) => {
    const prefix = parsePrefix(asText(json).trim());
    if (prefix === undefined) throw new RangeError(`not an IPv6 prefix: ${shown(json)}`);
    return `${formatIpv6(prefix.address)}/${prefix.length}`;
  },
};

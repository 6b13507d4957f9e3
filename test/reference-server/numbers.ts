import { formatIpv6, parseIpv6, parsePrefix } from '../../src/dhcp6/index.js';

/** An address as a number of 128 bits. Throws a RangeError where it is none. */
export function addressNumber(text: string): bigint {
  const bytes = parseIpv6(text);
  if (bytes === undefined) throw new RangeError(`not an IPv6 address: ${text}`);
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Canonical text of a number of 128 bits. */
export function addressText(value: bigint): string {
  const bytes = Uint8Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(8 * (15 - i))) & 0xffn));
  return formatIpv6(bytes);
}

/** First address and length of a prefix, `3001::/64`. */
export function prefixNumber(text: string): { first: bigint; length: number } {
  const prefix = parsePrefix(text);
  if (prefix === undefined) throw new RangeError(`not an IPv6 prefix: ${text}`);
  const host = (1n << BigInt(128 - prefix.length)) - 1n;
  return { first: addressNumber(formatIpv6(prefix.address)) & ~host, length: prefix.length };
}

/** Whether an address or prefix lies in a prefix as a whole. */
export function liesIn(address: string, length: number, prefix: { first: bigint; length: number }): boolean {
  if (length < prefix.length) return false;
  const shift = BigInt(128 - prefix.length);
  return addressNumber(address) >> shift === prefix.first >> shift;
}

/** Interface identifiers that no client may get: RFC 8415, section 13.1, and the registry that it names (RFC 5453). */
export function isReservedIdentifier(address: bigint): boolean {
  const identifier = address & 0xffff_ffff_ffff_ffffn;
  const within = (from: bigint, to: bigint) => identifier >= from && identifier <= to;
  return (
    identifier === 0n ||
    within(0xfdff_ffff_ffff_ff80n, 0xfdff_ffff_ffff_ffffn) ||
    within(0x0200_5eff_fe00_0000n, 0x0200_5eff_feff_ffffn)
  );
}

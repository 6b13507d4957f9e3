import { canonicalIpv6, formatIpv6 } from '../dhcp6/address.js';

/** The canonical text of an address as the system writes it: its scope (`%eth0`) is no part of it. Undefined if it is none. */
export function withoutScope(text: string): string | undefined {
  return canonicalIpv6(text.replace(/%.*$/, ''));
}

export function isMulticast(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff;
}

/** fe80::/10 */
export function isLinkLocal(bytes: Uint8Array): boolean {
  return bytes[0] === 0xfe && ((bytes[1] as number) & 0xc0) === 0x80;
}

/**
 * The link-local address that an Ethernet address gives (modified EUI-64, RFC 4291, appendix A), canonical.
 * Throws a RangeError where `mac` is not six bytes in hex with colons.
 */
export function linkLocalOf(mac: string): string {
  const octets = mac
    .split(':')
    .map((octet) => (/^[0-9a-f]{2}$/i.test(octet) ? Number.parseInt(octet, 16) : Number.NaN));
  if (octets.length !== 6 || octets.some(Number.isNaN)) throw new RangeError(`"${mac}" is no Ethernet address`);
  const [a, b, c, d, e, f] = octets as [number, number, number, number, number, number];
  return formatIpv6(Uint8Array.of(0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f));
}

/** The 16 bytes of an IPv6 address in text, or undefined if it is none. A scope (`%eth0`) is not part of an address. */
export function ipv6Bytes(text: string): Uint8Array | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] as string, halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] as string, true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const bytes = new Uint8Array(16);
  [...head, ...new Array<number>(Math.max(missing, 0)).fill(0), ...tail].forEach((group, index) => {
    bytes[2 * index] = group >> 8;
    bytes[2 * index + 1] = group & 0xff;
  });
  return bytes;
}

/** The canonical text of an IPv6 address (RFC 5952). Throws a RangeError where `bytes` is not 16 bytes long. */
export function ipv6Text(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`an IPv6 address has 16 bytes, not ${bytes.length}`);
  const all: number[] = [];
  for (let i = 0; i < 16; i += 2) all.push(((bytes[i] as number) << 8) | (bytes[i + 1] as number));
  const gap = longestZeros(all);
  if (gap.start === 0 && gap.length === 5 && all[5] === 0xffff) return `::ffff:${bytes.subarray(12).join('.')}`;
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (gap.length >= 2 && i === gap.start) {
      text += '::';
      i += gap.length - 1;
    } else {
      text += `${text === '' || text.endsWith('::') ? '' : ':'}${(all[i] as number).toString(16)}`;
    }
  }
  return text;
}

/** The canonical text of an address in any notation, its scope dropped; undefined if it is none. */
export function canonicalIpv6(text: string): string | undefined {
  const bytes = ipv6Bytes(text.replace(/%.*$/, ''));
  return bytes === undefined ? undefined : ipv6Text(bytes);
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
  return ipv6Text(Uint8Array.of(0xfe, 0x80, 0, 0, 0, 0, 0, 0, a ^ 2, b, c, 0xff, 0xfe, d, e, f));
}

/** The 16-bit groups of one side of `::`; an IPv4 part may end the address. */
function groups(text: string, last: boolean): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  const found: number[] = [];
  for (const [index, part] of parts.entries()) {
    if (last && index === parts.length - 1 && part.includes('.')) {
      const quad = part.split('.');
      if (quad.length !== 4 || quad.some((octet) => !/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255))
        return undefined;
      const [a, b, c, d] = quad.map(Number) as [number, number, number, number];
      found.push((a << 8) | b, (c << 8) | d);
    } else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      found.push(Number.parseInt(part, 16));
    } else {
      return undefined;
    }
  }
  return found;
}

/** The first of the longest runs of zero groups (RFC 5952, section 4.2.3). */
function longestZeros(all: readonly number[]): { start: number; length: number } {
  const best = { start: 0, length: 0 };
  let length = 0;
  for (let i = 0; i < all.length; i++) {
    length = all[i] === 0 ? length + 1 : 0;
    if (length > best.length) {
      best.start = i + 1 - length;
      best.length = length;
    }
  }
  return best;
}

/**
 * The canonical text of an IPv6 address (RFC 5952): lower case, no leading zeros, the first longest run of two or more zero
 * groups as `::`, IPv4-mapped addresses with a dotted tail. Reads 16 bytes from `offset` on; missing ones count as 0.
 */
export function formatIpv6(bytes: Uint8Array, offset = 0): string {
  let bestStart = -1;
  let bestLength = 1;
  let start = -1;
  for (let i = 0; i < 8; i++) {
    if (group(bytes, offset, i) !== 0) {
      start = -1;
      continue;
    }
    if (start < 0) start = i;
    if (i - start + 1 > bestLength) {
      bestStart = start;
      bestLength = i - start + 1;
    }
  }
  if (bestStart === 0 && bestLength === 5 && group(bytes, offset, 5) === 0xffff) {
    return `::ffff:${formatIpv4(bytes, offset + 12)}`;
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === bestStart) {
      text += '::';
      i += bestLength - 1;
      continue;
    }
    if (text !== '' && i !== bestStart + bestLength) text += ':';
    text += group(bytes, offset, i).toString(16);
  }
  return text;
}

/** The 16 bytes of an IPv6 address in any notation of RFC 4291, section 2.2; undefined where it is none (a scope id, too). */
export function parseIpv6(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(16);
  const length = text.length;
  let at = 0;
  let filled = 0;
  let gap = -1;
  if (text.startsWith('::')) {
    gap = 0;
    at = 2;
  }
  while (at < length) {
    if (filled === 16) return undefined;
    const start = at;
    let value = 0;
    let digit = hexDigit(text.charCodeAt(at));
    while (digit >= 0) {
      value = value * 16 + digit;
      digit = hexDigit(text.charCodeAt(++at));
    }
    if (text[at] === '.') return dotted(bytes, filled, gap, text.slice(start));
    if (at === start || at - start > 4) return undefined;
    bytes[filled++] = value >> 8;
    bytes[filled++] = value;
    if (at === length) break;
    if (text[at++] !== ':') return undefined;
    if (text[at] === ':') {
      if (gap >= 0) return undefined;
      gap = filled;
      at++;
    } else if (at === length) return undefined;
  }
  return spread(bytes, filled, gap);
}

/** Moves what came after the `::` to the end; it stands for two zero bytes at least. */
function spread(bytes: Uint8Array, filled: number, gap: number): Uint8Array | undefined {
  if (gap < 0) return filled === 16 ? bytes : undefined;
  if (filled > 14) return undefined;
  bytes.copyWithin(16 - (filled - gap), gap, filled);
  bytes.fill(0, gap, 16 - (filled - gap));
  return bytes;
}

/** An IPv4 address in dots may stand for the last four bytes. */
function dotted(bytes: Uint8Array, filled: number, gap: number, text: string): Uint8Array | undefined {
  const last = parseIpv4(text);
  if (last === undefined || filled > 12) return undefined;
  bytes.set(last, filled);
  return spread(bytes, filled + 4, gap);
}

/** The value of a hexadecimal digit's character; -1 for any other. */
function hexDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Canonical text of an address given as text; undefined where it is none. */
export function canonicalIpv6(text: string): string | undefined {
  const bytes = parseIpv6(text);
  return bytes === undefined ? undefined : formatIpv6(bytes);
}

export function formatIpv4(bytes: Uint8Array, offset = 0): string {
  return `${bytes[offset] ?? 0}.${bytes[offset + 1] ?? 0}.${bytes[offset + 2] ?? 0}.${bytes[offset + 3] ?? 0}`;
}

export function parseIpv4(text: string): Uint8Array | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return Uint8Array.from(parts, Number);
}

/** A prefix in text, `2001:db8::/32`: the 16 bytes as written (host bits kept) and the length; undefined where it is none. */
export function parsePrefix(text: string): { address: Uint8Array; length: number } | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (match === null) return undefined;
  const address = parseIpv6(match[1] as string);
  const length = Number(match[2]);
  return address === undefined || length > 128 ? undefined : { address, length };
}

/** Whether the address lies in the prefix (`2001:db8::/32`). Throws a RangeError where one of them cannot be read. */
export function inPrefix(address: string, prefix: string): boolean {
  const bytes = addressBytes(address);
  const outer = parsePrefix(prefix);
  if (outer === undefined) throw new RangeError(`not an IPv6 prefix: ${prefix}`);
  return sameBits(bytes, outer.address, outer.length);
}

/** Whether the first `length` bits of two addresses agree. */
export function sameBits(a: Uint8Array, b: Uint8Array, length: number): boolean {
  const whole = length >> 3;
  for (let i = 0; i < whole; i++) if (a[i] !== b[i]) return false;
  const rest = length & 7;
  return rest === 0 || (((a[whole] as number) ^ (b[whole] as number)) & (0xff00 >> rest) & 0xff) === 0;
}

/** Numerical order of two addresses: negative, 0 or positive. Throws a RangeError where one cannot be read. */
export function compareIpv6(a: string, b: string): number {
  const one = addressBytes(a);
  const two = addressBytes(b);
  for (let i = 0; i < 16; i++) {
    const difference = (one[i] as number) - (two[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function addressBytes(text: string): Uint8Array {
  const bytes = parseIpv6(text);
  if (bytes === undefined) throw new RangeError(`not an IPv6 address: ${text}`);
  return bytes;
}

function group(bytes: Uint8Array, offset: number, index: number): number {
  return ((bytes[offset + 2 * index] ?? 0) << 8) | (bytes[offset + 2 * index + 1] ?? 0);
}

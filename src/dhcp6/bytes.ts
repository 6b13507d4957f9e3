const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hex of the bytes; with a separator between them where given. */
export function hex(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    if (i > 0) text += separator;
    text += digits[bytes[i] as number];
  }
  return text;
}

/**
 * Bytes from hex in either case; spaces, colons and dashes between the bytes are passed over, a leading `0x` too.
 * Undefined where the text is anything else, or has half a byte.
 */
export function fromHex(text: string): Uint8Array | undefined {
  const plain = text.replace(/^\s*0x/i, '').replace(/[\s:-]/g, '');
  if (plain.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(plain)) return undefined;
  const bytes = new Uint8Array(plain.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(plain.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `1 byte`, `2 bytes`: for messages. */
export function byteCount(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}

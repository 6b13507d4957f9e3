/**
 * UTF-8 that never loses a byte: those that are no UTF-8 become lone surrogates U+DC80 to U+DCFF (as Python's surrogateescape
 * does), which no valid UTF-8 can give.
 */
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function readText(bytes: Uint8Array): { text: string; valid: boolean } {
  try {
    return { text: strict.decode(bytes), valid: true };
  } catch {
    return { text: escaped(bytes), valid: false };
  }
}

export function textBytes(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code & 0xff);
    else bytes.push(...new TextEncoder().encode(character));
  }
  return Uint8Array.from(bytes);
}

/** Decodes sequence by sequence; a byte that begins none is escaped alone. */
function escaped(bytes: Uint8Array): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] as number;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    const sequence = length > 0 && at + length <= bytes.length ? sequenceAt(bytes, at, length) : undefined;
    text += sequence ?? String.fromCharCode(0xdc00 + first);
    at += sequence === undefined ? 1 : length;
  }
  return text;
}

function sequenceAt(bytes: Uint8Array, at: number, length: number): string | undefined {
  try {
    return strict.decode(bytes.subarray(at, at + length));
  } catch {
    return undefined;
  }
}

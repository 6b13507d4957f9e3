/**
 * One word of shell text that a POSIX shell reads back as exactly `word`, whatever it holds.
 * Single quotes, inside which no character is special. A NUL cannot be an argument of any program: that is a RangeError.
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('an argument cannot hold a NUL character');
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A whole argument list, quoted. */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/**
 * Shell text that prints exactly these bytes, NUL included, with the `printf` that every POSIX shell has built in: no further
 * process, no base64 program, nothing that depends on the locale. Whatever is not plain ASCII travels as an octal escape.
 * Long content is cut into several calls, since some shells keep a limit on one word.
 */
export function printBytes(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const calls: string[] = [];
  for (let start = 0; start < bytes.length; start += chunk) {
    const part = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(chunk, bytes.length - start));
    calls.push(`printf '${escaped(part)}'`);
  }
  return calls.length === 0 ? ':' : calls.join(' && ');
}

const chunk = 32 * 1024;

/** Bytes as a printf format inside single quotes; escapes always have three digits, so that a digit may follow. */
function escaped(bytes: Buffer): string {
  const text = bytes
    .toString('latin1')
    .replace(
      /[^ !"#$&(-,./0-9:;<=>?@A-Z[\]^_`a-z{|}~\n-]/g,
      (c) => `\\${c.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
  // A leading hyphen would be read as an option of printf.
  return text.startsWith('-') ? `\\055${text.slice(1)}` : text;
}

/** An argument list as a person would type it, for messages: on one line, a script in it left out, at most `most` characters. */
export function shown(argv: readonly string[], most = 120): string {
  const line = argv
    .map((word) =>
      word.includes('\n') ? '…' : /^[\w@%+=:,./-]+$/.test(word) ? word : quote(word.replaceAll('\0', '\\0')),
    )
    .join(' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/**
 * Domain names as text and as labels (RFC 1035, section 3.1; RFC 8415, section 10: never compressed).
 * In text a dot or backslash inside a label is escaped with a backslash, any byte outside printable ASCII as `\DDD`.
 */

const dot = 0x2e;
const backslash = 0x5c;

export type NameFault = { fault: string };
export interface NameRead {
  /** Text without the dot of the root; the root alone is `.`. */
  text: string;
  /** Bytes taken, the zero label included. */
  length: number;
  /** The zero label was there. */
  terminated: boolean;
}

/** Reads one name from `start` on, not beyond `end`. A name that ends without its zero label is read with `terminated: false`. */
export function readName(bytes: Uint8Array, start: number, end: number): NameRead | NameFault {
  let at = start;
  let text = '';
  while (at < end) {
    const length = bytes[at] as number;
    if (length === 0) {
      if (at + 1 - start > 255) return { fault: `the domain name has ${at + 1 - start} bytes, more than 255` };
      return { text: text === '' ? '.' : text, length: at + 1 - start, terminated: true };
    }
    if (length > 63) {
      return { fault: length >= 0xc0 ? 'compressed domain name' : `label of ${length} bytes, more than 63` };
    }
    if (at + 1 + length > end) return { fault: `label of ${length} bytes, ${end - at - 1} left` };
    if (text !== '') text += '.';
    text += labelText(bytes, at + 1, length);
    at += 1 + length;
  }
  if (at - start > 254) return { fault: `the domain name has ${at - start} bytes, more than 255` };
  return { text, length: at - start, terminated: false };
}

/**
 * The labels of a name in text. A dot at the end does not matter; `''` and `.` have none. Labels longer than 63 bytes and names
 * longer than 255 are a tester's business and pass; only what no length byte can tell throws a RangeError.
 */
export function nameLabels(text: string): Uint8Array[] {
  const labels: Uint8Array[] = [];
  let label: number[] = [];
  const close = () => {
    if (label.length > 255) throw new RangeError(`a label of ${label.length} bytes: ${text}`);
    labels.push(Uint8Array.from(label));
    label = [];
  };
  if (text === '' || text === '.') return labels;
  for (let i = 0; i < text.length; ) {
    const unit = text.charCodeAt(i);
    if (unit === dot) {
      if (label.length === 0) throw new RangeError(`an empty label in the domain name ${text}`);
      close();
      i++;
    } else if (unit === backslash) {
      const code = /^\d{3}/.exec(text.slice(i + 1, i + 4));
      if (code !== null && Number(code[0]) < 256) {
        label.push(Number(code[0]));
        i += 4;
      } else {
        const next = String.fromCodePoint(text.codePointAt(i + 1) ?? backslash);
        label.push(...new TextEncoder().encode(next));
        i += 1 + next.length;
      }
    } else if (unit < 0x80) {
      label.push(unit);
      i++;
    } else {
      const whole = String.fromCodePoint(text.codePointAt(i) as number);
      label.push(...new TextEncoder().encode(whole));
      i += whole.length;
    }
  }
  if (label.length > 0) close();
  return labels;
}

/** Whether the text ends in the dot of the root (not in an escaped one). */
export function endsInRoot(text: string): boolean {
  const match = /(\\*)\.$/.exec(text);
  return match !== null && (match[1] as string).length % 2 === 0;
}

function labelText(bytes: Uint8Array, start: number, length: number): string {
  let text = '';
  for (let i = start; i < start + length; i++) {
    const byte = bytes[i] as number;
    if (byte === dot || byte === backslash) text += `\\${String.fromCharCode(byte)}`;
    else if (byte > 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, '0')}`;
  }
  return text;
}

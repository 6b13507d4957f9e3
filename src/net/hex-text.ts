import { Problem } from '../config/problem.js';

/**
 * The byte strings in hexadecimal text, each as the lines that it was written in. Two ways of writing are understood:
 *
 * - dumps, whose lines begin with an offset and may end with the characters (tcpdump -x, tshark -x, xxd, hexdump -C,
 *   od -A x -t x1); what stands between dumps is for people and is passed by;
 * - bare digits, also with spaces, colons, dashes, commas, `0x` or `\x` between bytes; an empty line or one that begins with
 *   `#` parts them.
 *
 * Throws a Problem at `place` that names the line and column, or the offset, where the text is neither.
 */
export function readHexText(text: string, place: string): Uint8Array[][] {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const isDump = lines.some((line) => dumpLine(line)?.offset === 0 && dumpLine(line)?.digits !== '');
  const found = isDump ? readDumps(lines, place) : readBare(lines, place);
  if (found.length === 0) {
    throw new Problem(place, 'there is no hexadecimal digit in it.', { mend: whatToGive });
  }
  return found;
}

export const whatToGive = 'Give hexadecimal text, a pcap or a pcapng file.';

function readBare(lines: readonly string[], place: string): Uint8Array[][] {
  const found: Uint8Array[][] = [];
  let current: Uint8Array[] = [];
  // A byte may be cut by the end of a line.
  let half = '';
  let halfLine = 0;
  const finish = () => {
    if (half !== '') {
      throw new Problem(place, `an odd number of hexadecimal digits before the end of line ${halfLine}.`, {
        mend: 'A digit is missing or too much.',
      });
    }
    if (current.length > 0) found.push(current);
    current = [];
  };
  lines.forEach((line, index) => {
    if (line.trim() === '' || /^\s*(#|\/\/)/.test(line)) {
      finish();
      return;
    }
    const all = half + bareDigits(line, `line ${index + 1}`, place);
    const whole = all.length - (all.length % 2);
    half = all.slice(whole);
    halfLine = index + 1;
    if (whole > 0) current.push(Uint8Array.from(Buffer.from(all.slice(0, whole), 'hex')));
  });
  finish();
  return found;
}

/** The digits of a line without what may stand between bytes. */
function bareDigits(line: string, at: string, place: string): string {
  const blank = (text: string) => ' '.repeat(text.length);
  const bare = line.replaceAll(/\\x|0x/gi, blank).replaceAll(/[:;,.\-_|"'{}[\]()]/g, ' ');
  const wrong = /[^0-9a-f\s]/i.exec(bare);
  if (wrong !== null) {
    throw new Problem(place, `${at}, column ${wrong.index + 1}: "${wrong[0]}" is no hexadecimal digit.`, {
      mend: whatToGive,
    });
  }
  const groups = [...bare.matchAll(/\S+/g)];
  if (groups.length === 1) return (groups[0] as RegExpExecArray)[0];
  // Between separators a digit that stands alone is a byte, as in 0:3:0:1.
  const padded = groups.map((group) => (group[0].length === 1 ? `0${group[0]}` : group[0]));
  const odd = padded.findIndex((group) => group.length % 2 === 1);
  if (odd >= 0) {
    const { index } = groups[odd] as RegExpExecArray;
    throw new Problem(place, `${at}, column ${index + 1}: "${padded[odd]}" has an odd number of digits.`, {
      mend: 'A digit is missing or too much.',
    });
  }
  return padded.join('');
}

function readDumps(lines: readonly string[], place: string): Uint8Array[][] {
  const found: Uint8Array[][] = [];
  let current = '';
  let row = '';
  let repeated = false;
  const finish = () => {
    if (current !== '') found.push([Uint8Array.from(Buffer.from(current, 'hex'))]);
    current = '';
    repeated = false;
  };
  lines.forEach((line, index) => {
    const dump = dumpLine(line);
    if (dump === undefined) {
      // hexdump and od write a star for rows like the one before.
      if (line.trim() === '*' && current !== '') repeated = true;
      else finish();
      return;
    }
    if (dump.words) {
      throw new Problem(place, `line ${index + 1} is of a dump in 16-bit words, whose bytes may be swapped.`, {
        mend: 'Dump single bytes: hexdump -C FILE',
      });
    }
    if (repeated && row !== '') {
      while (current.length / 2 < dump.offset) current += row;
      repeated = false;
    }
    const had = current.length / 2;
    if (dump.offset !== had) {
      if (dump.offset !== 0) {
        throw new Problem(
          place,
          `line ${index + 1} begins at offset 0x${dump.offset.toString(16)}, but ${had} bytes come before it.`,
          {
            mend: had === 0 ? 'The lines from offset 0 on are missing.' : 'A line above it is missing, cut or doubled.',
          },
        );
      }
      finish();
    }
    row = dump.digits;
    current += row;
  });
  finish();
  return found;
}

/** A line of a dump: its offset and its bytes; `digits` is empty in the line with the length that ends some dumps. */
function dumpLine(line: string): { offset: number; digits: string; words: boolean } | undefined {
  const match = /^\s*(?:0x)?([0-9a-f]{3,16})(?:(:\s*|\s+)(.*)|\s*)$/i.exec(line);
  if (match === null) return undefined;
  const [, offsetText = '', separator, rest = ''] = match;
  const offset = Number.parseInt(offsetText, 16);
  if (separator === undefined)
    return /^0\d*[0-9a-f]*$/i.test(offsetText) ? { offset, digits: '', words: false } : undefined;
  const single = /^\s$/.test(separator);
  // With one space behind it, an offset is told from bytes by the bytes that follow one by one (od), or by its own length of seven digits (hexdump).
  const words = single && offsetText.length === 7 && /^([0-9a-f]{4}|[0-7]{6})(\s|$)/i.test(rest);
  if (single && !words && !/^[0-9a-f]{2}(\s|$)/i.test(rest)) return undefined;
  const digits = digitsBeforeCharacters(rest);
  return digits === '' ? undefined : { offset, digits, words };
}

/**
 * The digits of a dump line's bytes: groups of the first group's length (the last may be shorter) with one space between
 * them, or two after the eighth byte. Behind that stand the characters, which may look like digits.
 */
function digitsBeforeCharacters(rest: string): string {
  const first = /^[0-9a-f]+/i.exec(rest)?.[0].length ?? 0;
  if (first === 0 || first % 2 === 1) return '';
  let found = '';
  let at = 0;
  for (;;) {
    const group = /^[0-9a-f]+(?=\s|$)/i.exec(rest.slice(at))?.[0];
    if (group === undefined || group.length > first || group.length % 2 === 1) return found;
    found += group;
    at += group.length;
    const space = /^\s*/.exec(rest.slice(at))?.[0].length ?? 0;
    const middle = first === 2 && found.length === 16 && space === 2;
    if (space !== 1 && !middle) return found;
    at += space;
    if (group.length < first) return found;
  }
}

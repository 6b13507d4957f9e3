import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { printBytes, quote, quoteAll, shown } from './quote.js';

/** What a real `sh` makes of a script given on its stdin. */
function sh(script: string): Buffer {
  const { status, stdout, stderr } = spawnSync('sh', [], { input: script, maxBuffer: 1 << 26 });
  assert.equal(status, 0, stderr.toString());
  return stdout;
}

/** Words that have broken quoting somewhere. */
const nasty = [
  "'",
  "''",
  "a'b'c",
  '$HOME',
  '`id`',
  '$(id)',
  '\\',
  "\\'",
  '\n',
  '-n',
  '--',
  '',
  ' ',
  '*',
  '~',
  '!!',
  '\t',
  '\x7f',
  '\x01',
  'ä€😀',
  '\u0081\u0088',
  ';rm',
  '#',
  '%s',
  '\r\n',
];

describe('quoting', () => {
  it('gives a real shell back exactly the words, whatever they hold', () => {
    const word = fc.oneof(
      fc.constantFrom(...nasty),
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0') && Buffer.from(text).toString() === text),
      fc.stringMatching(/^['"\\$`\n ]*$/),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const printed = sh(`for word in ${quoteAll(words)}; do printf '%s\\0' "$word"; done`).toString('utf8');
        assert.deepEqual(printed.split('\0').slice(0, -1), words);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a NUL, which no argument can hold', () => {
    assert.throws(() => quote('a\0b'), RangeError);
  });
});

describe('printing bytes', () => {
  it('prints exactly the bytes, NUL included, from a plain ASCII script', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const script = printBytes(bytes);
        assert.match(script, /^[\n -~]*$/);
        assert.deepEqual(sh(script), Buffer.from(bytes));
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what printf itself would read: options, conversions, escapes', () => {
    for (const text of ['-n', '--', '%d%%\\n', '\\0', "it's", '-', '\n', ''])
      assert.equal(sh(printBytes(text)).toString(), text);
  });

  it('keeps every byte value beside every kind of neighbour, over the length of one call', () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
    assert.deepEqual(sh(printBytes(bytes)), bytes);
  });
});

describe('showing a command', () => {
  it('quotes only what needs it, leaves scripts out and cuts what is long', () => {
    assert.equal(shown(['kea-dhcp6', '-t', '/etc/kea/kea-dhcp6.conf']), 'kea-dhcp6 -t /etc/kea/kea-dhcp6.conf');
    assert.equal(shown(['echo', 'two words', "it's"]), "echo 'two words' 'it'\\''s'");
    assert.equal(shown(['sh', '-c', 'a\nb', 'sh', '/x']), 'sh -c … sh /x');
    assert.equal(shown(['a'.repeat(50)], 10), 'aaaaaaaaa…');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { columnsOf, cut, pad, visible, wrap } from './text.js';

test('escape sequences, line ends and direction marks of a server are shown, not obeyed', () => {
  assert.equal(visible('a\u001b[2Jb\nc\u0000\u202ed\u009be'), 'a\\x1b[2Jb\\nc\\x00\\u{202e}d\\x9be');
  assert.equal(visible('half \ud800 pair, whole 😀'), 'half \\u{d800} pair, whole 😀');
});

test('what is made visible is one line without controls, whatever went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      assert.doesNotMatch(visible(text), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('ordinary text of any language stays as it is', () => {
  for (const text of ['ff02::1:2', 'Prüfung «été»', '地址', 'עברית']) assert.equal(visible(text), text);
});

test('wide and combining characters count with the columns that they take', () => {
  assert.equal(columnsOf('abc'), 3);
  assert.equal(columnsOf('地址'), 4);
  assert.equal(columnsOf('e\u0301'), 1);
});

test('a cut text fits and says that it was cut', () => {
  assert.equal(cut('short', 5, '…'), 'short');
  assert.equal(cut('a longer one', 9, '…'), 'a longer…');
  assert.equal(cut('a longer one', 10, '...'), 'a longe...');
  assert.equal(cut('地址地址', 5, '…'), '地址…');
  assert.equal(cut('abc', 0, '…'), '');
});

test('cutting never exceeds the width', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, columns) => {
      assert.ok(columnsOf(cut(visible(text), columns, '…')) <= columns);
    }),
  );
});

test('wrapping keeps every word, and each line fits', () => {
  assert.deepEqual(wrap('one two three four', 9), ['one two', 'three', 'four']);
  assert.deepEqual(wrap('abcdefghijklmnop', 8), ['abcdefgh', 'ijklmnop']);
  assert.deepEqual(wrap('', 8), ['']);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 8, max: 60 }), (text, columns) => {
      const lines = wrap(visible(text), columns);
      assert.ok(lines.every((line) => columnsOf(line) <= columns));
      assert.equal(lines.join('').replaceAll(' ', ''), visible(text).replaceAll(' ', ''));
    }),
  );
});

test('padding fills columns, not characters', () => {
  assert.equal(pad('地', 4), '地  ');
  assert.equal(pad('long', 2), 'long');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readText, textBytes } from './text.js';

test('valid UTF-8 is read as it is, byte order mark and NUL included', () => {
  for (const text of ['', 'text', 'grüß dich', '\ufeffmark', 'a\0', '😀']) {
    assert.deepEqual(readText(new TextEncoder().encode(text)), { text, valid: true });
  }
});

test('bytes that are no UTF-8 stand in the text as lone surrogates', () => {
  assert.deepEqual(readText(Uint8Array.of(0x61, 0xff, 0xc3, 0x28)), { text: 'a\udcff\udcc3(', valid: false });
  assert.deepEqual(readText(Uint8Array.of(0xed, 0xa0, 0x80)), { text: '\udced\udca0\udc80', valid: false });
  assert.deepEqual(readText(Uint8Array.of(0xc0, 0x80)), { text: '\udcc0\udc80', valid: false });
  assert.deepEqual(readText(Uint8Array.of(0xf4, 0x90, 0x80, 0x80)).valid, false);
});

test('any bytes come back', () => {
  const pieces = fc.oneof(
    fc.uint8Array({ maxLength: 6 }),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 5 }), (parts) => {
      const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
      assert.deepEqual(textBytes(readText(bytes).text), bytes);
    }),
  );
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, encode, findings, fromJson, hex, printMessage, toJson, walk } from '../../src/dhcp6/index.js';
import { anyMessage, mutated, plain } from './arbitrary.js';

const numRuns = 3000;

test('a message that was made is decoded to what it was made of', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      assert.deepEqual(plain(decode(encode(message))), plain(message));
    }),
    { numRuns },
  );
});

test('any bytes are decoded without an exception and encoded to the same bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      assert.equal(hex(encode(decode(bytes))), hex(bytes));
    }),
    { numRuns },
  );
});

test('a malformed message is decoded without an exception and encoded to the same bytes', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      assert.equal(hex(encode(decode(bytes))), hex(bytes));
    }),
    { numRuns },
  );
});

test('the payload of every option is lossless, whatever bytes stand in it', () => {
  const codes = Array.from({ length: 151 }, (_, code) => code);
  fc.assert(
    fc.property(
      fc.constantFrom(...codes),
      fc.uint8Array({ maxLength: 80 }),
      fc.constantFrom(1, 7, 12, 24),
      (code, payload, type) => {
        const header = type === 12 ? [12, ...new Array<number>(33).fill(0)] : [type, 0, 0, 1];
        const bytes = Uint8Array.from([
          ...header,
          code >> 8,
          code & 0xff,
          payload.length >> 8,
          payload.length & 0xff,
          ...payload,
        ]);
        assert.equal(hex(encode(decode(bytes))), hex(bytes));
      },
    ),
    { numRuns: 10 * numRuns },
  );
});

test('the offset and the payload of every option are those of the bytes that it came in', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      walk(decode(bytes), (node) => {
        if ('kind' in node || node.offset === undefined || node.raw === undefined) return;
        const { offset, raw, code } = node;
        assert.equal((bytes[offset] as number) * 256 + (bytes[offset + 1] as number), code);
        assert.equal(hex(bytes.subarray(offset + 4, offset + 4 + raw.length)), hex(raw));
        const length = (bytes[offset + 2] as number) * 256 + (bytes[offset + 3] as number);
        assert.equal(node.statedLength ?? raw.length, length);
      });
    }),
    { numRuns },
  );
});

test('a wrong payload never reaches the options beside it', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), fc.uint8Array({ maxLength: 20 }), (message, which, payload) => {
      if (message.options.length === 0) return;
      const at = which % message.options.length;
      const bent = message.options[at] as (typeof message.options)[number];
      const options = message.options.with(at, { ...bent, value: undefined, options: [], raw: payload });
      const before = plain(message.options.toSpliced(at, 1));
      const after = decode(encode({ ...message, options })).options;
      assert.deepEqual(plain(after.toSpliced(at, 1)), before);
    }),
    { numRuns },
  );
});

test('any message can be printed, listed and written as JSON, and is read from it again', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      const message = decode(bytes);
      const lines = printMessage(message);
      assert.equal(lines.filter((line) => line.text.startsWith('! ')).length, findings(message).length);
      const json: unknown = JSON.parse(JSON.stringify(toJson(message)));
      assert.equal(hex(encode(fromJson(json))), hex(bytes));
    }),
    { numRuns },
  );
});

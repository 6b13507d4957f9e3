import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as fixture from '../../test/report/fixture.js';
import { readableJson } from './json.js';

test('reads back as what it was', () => {
  const run = fixture.run();
  assert.deepEqual(JSON.parse(readableJson(run)), JSON.parse(JSON.stringify(run)));
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(JSON.parse(readableJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what is short stands on one line, and undefined is left out', () => {
  assert.equal(
    readableJson({ a: 1, b: [true, null, { c: 'x' }], d: undefined }),
    '{ "a": 1, "b": [true, null, { "c": "x" }] }\n',
  );
  assert.equal(readableJson({ a: 'x'.repeat(120), b: [] }), `{\n  "a": "${'x'.repeat(120)}",\n  "b": []\n}\n`);
});

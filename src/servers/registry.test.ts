import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adapter } from './registry.js';

test('finds a product by its name', () => {
  assert.equal(adapter('kea').title, 'ISC Kea');
});

test('an unknown product gives the known ones', () => {
  assert.throws(() => adapter('kae'), /server "kae"/);
  assert.throws(
    () => adapter('bind'),
    (error: { line?: string }) => /There are: kea/.test(error.line ?? ''),
  );
});

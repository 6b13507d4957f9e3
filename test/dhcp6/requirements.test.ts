import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { requirement } from '../../src/requirements/catalogue.js';

test('every requirement that a rule cites is in the catalogue', () => {
  const folder = new URL('../../../src/dhcp6/validate/', import.meta.url);
  const cited = new Set<string>();
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    for (const [id] of readFileSync(new URL(file, folder), 'utf8').matchAll(/\bR\d{4}-[\w.]+-\d\d\b/g)) cited.add(id);
  }
  assert.ok(cited.size > 40);
  assert.deepEqual(
    [...cited].filter((id) => requirement(id) === undefined),
    [],
  );
});

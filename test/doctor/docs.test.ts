import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { between, here, there } from '../../src/doctor/checks/all.js';
import { packageRoot } from '../../src/run/places.js';

const text = readFileSync(join(packageRoot, 'docs/doctor.md'), 'utf8');

test('docs/doctor.md has every check, in their order, and no other', () => {
  const rows = [...text.matchAll(/^\| (.+?) \| `([a-z-]+(?:\.[a-z-]+)?)` \|/gm)].map((row) => `${row[1]} ${row[2]}`);
  const checks = [...here, ...there, ...between].map(({ id, title }) => `${title} ${id}`);
  assert.deepEqual(rows, checks);
});

test('a check needs only checks that come before it', () => {
  const before = new Set<string>();
  for (const { id, needs = [], unless = [] } of [...here, ...there, ...between]) {
    for (const other of [...needs, ...unless]) assert.ok(before.has(other), `${id} needs ${other}`);
    assert.ok(!before.has(id), `${id} is there twice`);
    before.add(id);
  }
});

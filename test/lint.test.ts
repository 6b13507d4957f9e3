import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('every file is formatted and linted, and imports point one way', () => {
  const clone = fileURLToPath(new URL('../..', import.meta.url));
  const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  const done = spawnSync(
    process.execPath,
    [biome, 'check', '--colors=off', '--error-on-warnings', '--reporter=summary', '.'],
    {
      cwd: clone,
      encoding: 'utf8',
    },
  );
  assert.equal(done.status, 0, `${done.stdout}${done.stderr}`);
});

/** The bench measures what it says, also after what it measures has changed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { writeBetweenMarkers } from '../../bench/document.js';
import { digits, summarize, table } from '../../bench/statistics.js';
import { packageRoot } from '../../src/run/places.js';

it('every table is there, and every cell of them has a figure', () => {
  const program = join(packageRoot, 'dist/bench/main.js');
  const done = spawnSync(process.execPath, [program, '--quick', '--runs', '1'], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  const page = done.stdout;
  for (const heading of [
    'Beside ISC Forge',
    'A scenario',
    'An exchange, a silence, and the bare server',
    'Start-up',
    'The protocol library',
  ]) {
    assert.ok(page.includes(`\n## ${heading}\n`), `${heading} is missing:\n${page}`);
  }
  for (const row of [
    /^\| a scenario with a restart.* \| [\d.]+ ms \| ≤ 150 ms \| [\d.]+ ms \| 6030 ms \| [\d.]+ × \|$/m,
    /^\| an answered exchange \| [\d.]+ ms \| ≤ 2 ms \| [\d.]+ ms \| 130 ms \| [\d.]+ × \|$/m,
    /^\| a proven silence \| [\d.]+ ms \| ≤ 20 ms \| {2}\| 1040 ms \| [\d.]+ × \|$/m,
    /^\| configure: start \| [\d.]+ ms \| [\d.]+ ms \| [\d.]+ ms \|$/m,
    /^\| v6\.basic\.message\.renew-reply \| \d\.\d{3} s \| \d\.\d{3} s \|$/m,
    /^\| Kea alone: from SIGTERM to its end \| [\d.]+ ms \| [\d.]+ ms \| 3 \|$/m,
    /^\| `forge list` \| [\d.]+ ms \| [\d.]+ ms \| ≤ 600 ms \|$/m,
    /^\| Reply \(\d+ bytes\) \| [\d,]+ \| [\d.]+ × \| [\d,]+ \| [\d.]+ × \|$/m,
  ]) {
    assert.match(page, row);
  }
  assert.doesNotMatch(page, /NaN|Infinity|undefined|\| -\d/);
});

it('a summary has the median of the middle two, and a 95 % that 95 of 100 are not above', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.deepEqual(summarize(numbers), { count: 100, mean: 50.5, median: 50.5, p95: 95 });
  assert.deepEqual(summarize([3, 1, 2]), { count: 3, mean: 2, median: 2, p95: 3 });
  assert.deepEqual(summarize([7]), { count: 1, mean: 7, median: 7, p95: 7 });
  assert.throws(() => summarize([]), /nothing was measured/);
});

it('figures have three digits that mean something', () => {
  assert.deepEqual([0.1234, 1.234, 12.34, 123.4, 6030].map(digits), ['0.123', '1.23', '12.3', '123', '6030']);
});

it('a table has text on the left and numbers on the right', () => {
  assert.equal(table(['a', 'b'], [['x', '1 ms']]), '| a | b |\n| --- | ---: |\n| x | 1 ms |');
});

it('figures replace those between the markers of a page and leave the rest, time and again', () => {
  const folder = mkdtempSync(join(tmpdir(), `forge-bench-${process.pid}-`));
  try {
    const file = join(folder, 'page.md');
    writeFileSync(file, 'before\n\n<!-- bench: begin -->\n<!-- bench: end -->\n\nafter\n');
    for (const text of ['first', 'second']) {
      writeBetweenMarkers(file, text);
      const expected = `before\n\n<!-- bench: begin -->\n\n${text}\n\n<!-- bench: end -->\n\nafter\n`;
      assert.equal(readFileSync(file, 'utf8'), expected);
    }
    writeFileSync(file, 'no markers\n');
    assert.throws(() => writeBetweenMarkers(file, 'lost'), /has no <!-- bench: begin -->/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** A run that is ended from outside cleans up, exits 130 and leaves a report that is valid for what ran. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { RunRecord } from '../../src/report/record.js';
import { packageRoot } from '../../src/run/places.js';
import { outcome, says, scratch, start } from './forge.js';

/** Processes whose command line has this in it. */
function running(text: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    });
}

async function interrupted(
  child: ChildProcess,
  folder: string,
  end: () => void,
  code: number | null,
): Promise<RunRecord> {
  const ended = outcome(child);
  await says(child, /v6\.basic\.message\.request-reply /);
  end();
  const result = await ended;
  assert.equal(result.code, code, result.stdout + result.stderr);
  const run = JSON.parse(readFileSync(join(folder, 'latest/results.json'), 'utf8')) as RunRecord;
  assert.equal(run.exitCode, 130);
  assert.ok(run.counts.notRun > 0);
  assert.ok(run.scenarios.length >= 3);
  assert.match(readFileSync(join(folder, 'latest/junit.xml'), 'utf8'), /<\/testsuites>\s*$/);
  assert.match(readFileSync(join(folder, 'latest/index.html'), 'utf8'), /<\/html>\s*$/);
  for (const line of readFileSync(join(folder, 'latest/messages.ndjson'), 'utf8').trim().split('\n')) JSON.parse(line);
  return run;
}

describe('a run that is interrupted', () => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`by ${signal} cleans up and exits 130`, async () => {
      using folder = scratch('interrupt');
      const child = start(['-6', '--lab', '--out', folder.path]);
      const run = await interrupted(child, folder.path, () => child.kill(signal), 130);
      assert.equal(run.interrupted, signal === 'SIGINT' ? 'Ctrl-C' : 'SIGTERM');
      assert.deepEqual(running(folder.path), []);
    });
  }

  it('when only npx gets the signal', async () => {
    using folder = scratch('interrupt');
    const child = spawn('npx', ['forge', '-6', '--lab', '--out', folder.path], {
      cwd: packageRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    // npx itself dies of the signal; forge writes on, into the same pipes, and only then they close.
    await interrupted(child, folder.path, () => child.kill('SIGTERM'), null);
    assert.deepEqual(running(folder.path), []);
  });
});

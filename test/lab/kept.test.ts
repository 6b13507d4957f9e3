import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { processEntry, run } from '../../src/lab/process.js';
import { descendants, foreignNamespaces, remaining } from './labs.js';

// Records of their own: this machine's kept labs are somebody's.
const parent = mkdtempSync(join(tmpdir(), `forge-lab-${process.pid}-`));
const records = join(parent, 'labs');
const env = { ...process.env, FORGE_LABS: records };
after(async () => {
  await manage('clean');
  rmSync(parent, { recursive: true });
});

/** Calls one of the functions of manage.ts in a process of its own, as the command line does. */
async function manage(task: string, ...args: string[]) {
  const outcome = await run(process.execPath, [fileURLToPath(new URL('manage.js', import.meta.url)), task, ...args], {
    env,
  });
  return { ...outcome, value: outcome.code === 0 && task !== 'shell' ? JSON.parse(outcome.stdout) : undefined };
}

test('a kept lab outlives its command, lets one in, and goes whole', async () => {
  const up = await manage('up');
  assert.equal(up.code, 0, up.stderr);
  const { id, pid } = up.value;
  assert.deepEqual(
    (await manage('status')).value.map((lab: { id: string; state: string }) => [lab.id, lab.state]),
    [[id, 'up']],
  );

  const tester = await manage('shell', id, 'tester', 'sh', '-c', 'cat "$FORGE_CONFIG" && command -v forge && pwd');
  assert.match(tester.stdout, /"host": "192\.0\.2\.1"/);
  assert.ok(tester.stdout.endsWith(`/bin/forge\n${process.cwd()}\n`), tester.stdout);
  const server = await manage('shell', id, 'server', 'sh', '-c', 'hostname; exit 7');
  assert.match(server.stdout, /dhcp-server/);
  assert.equal(server.code, 7);

  const processes = [pid, ...descendants(pid)];
  const traces = { processes, namespaces: [...new Set(processes.flatMap(foreignNamespaces))] };
  assert.ok(traces.namespaces.length >= 6, 'two machines of at least three namespaces each');
  assert.equal((await manage('down')).value.id, id);
  assert.deepEqual(await remaining(traces), { processes: [], namespaces: [] });
  assert.ok(!existsSync(records), 'the folder goes with the last record');
});

test('two kept labs are told apart by their ids', async () => {
  const [one, other] = await Promise.all([manage('up'), manage('up')]);
  assert.match((await manage('down')).stderr, /several labs are up\. Name one of: /);
  assert.match((await manage('down', 'nosuch')).stderr, /there is no lab "nosuch"\. Name one of: /);
  await manage('down', one.value.id);
  assert.deepEqual(
    (await manage('status')).value.map((lab: { id: string }) => lab.id),
    [other.value.id],
  );
  await manage('clean');
});

test('cleaning removes records of labs that are gone, and spares a stranger who has their number now', async () => {
  await manage('clean');
  const stranger = spawn('sleep', ['60']);
  await once(stranger, 'spawn');
  try {
    const up = await manage('up');
    const pid = stranger.pid as number;
    const record = { id: '0a0a0a', pid, startTime: '1', created: '2026-01-01T00:00:00.000Z' };
    writeFileSync(join(records, '0a0a0a.json'), JSON.stringify(record));
    writeFileSync(join(records, 'notes.txt'), 'not ours');
    const gone = await manage('clean');
    assert.deepEqual(gone.value.map((lab: { id: string }) => lab.id).sort(), ['0a0a0a', up.value.id].sort());
    assert.equal(processEntry(pid)?.state, 'S');
    assert.deepEqual(readdirSync(records), ['notes.txt']);
  } finally {
    stranger.kill('SIGKILL');
    rmSync(records, { recursive: true });
  }
});

test('without a lab one is told how to make one', async () => {
  assert.match((await manage('shell', 'x', 'server')).stderr, /no lab is up\. Make one: forge lab up/);
});

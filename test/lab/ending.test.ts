import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { childrenOf, until } from '../../src/lab/process.js';
import { descendants, type Run, remaining, startLab, tracesBelow } from './labs.js';

const nothing = { processes: [], namespaces: [] };

// Where a run may be when it is killed: how many lines it has told, or how many processes it has.
const moments: [string, (run: Run) => Promise<unknown>][] = [
  ['when its first process has just started', (run) => processes(run, 1)],
  ['while the tester machine starts', (run) => processes(run, 3)],
  ['before the lab comes up', (run) => run.next()],
  ['while the server machine is built', (run) => processes(run, 5)],
  ['when the lab is up', async (run) => [await run.next(), await run.next()]],
];

async function processes(run: Run, count: number): Promise<void> {
  const reached = await until(() => descendants(run.child.pid as number).length >= count || undefined, 10_000, 0);
  assert.ok(reached, `${run.child.exitCode} ${run.stderr()} ${descendants(run.child.pid as number)}`);
}

for (const [moment, reached] of moments) {
  test(`a kill -9 ${moment} leaves no process and no namespace`, async () => {
    const run = startLab('stay');
    await reached(run);
    const before = tracesBelow(run.child.pid as number);
    assert.ok(before.processes.length > 0, run.stderr());
    run.child.kill('SIGKILL');
    assert.equal(await run.ended, 'SIGKILL');
    assert.deepEqual(await remaining(before), nothing);
  });
}

test('when the command inside is killed, the machines go with it and the caller is told', async () => {
  const run = startLab('stay');
  await run.next();
  assert.ok((await run.next())?.up, run.stderr());
  const before = tracesBelow(run.child.pid as number);
  const [first] = childrenOf(childrenOf(run.child.pid as number)[0] as number);
  process.kill(childrenOf(first as number)[0] as number, 'SIGKILL');
  assert.equal(await run.ended, 137);
  assert.deepEqual(await remaining(before), nothing);
});

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  test(`${signal} reaches the command inside once, which cleans up and decides the exit code`, async () => {
    const run = startLab('stay');
    await run.next();
    assert.ok((await run.next())?.up, run.stderr());
    const before = tracesBelow(run.child.pid as number);
    run.child.kill(signal);
    assert.deepEqual(await run.next(), { heard: [signal] });
    assert.equal(await run.ended, 130);
    assert.deepEqual(await remaining(before), nothing);
  });
}

test('a command that does not listen is ended by the third signal', async () => {
  const outer = fileURLToPath(new URL('outer.js', import.meta.url));
  const deaf =
    'data:text/javascript,process.on("SIGINT",()=>console.log("heard"));setInterval(()=>{},1000);console.log("up")';
  const child = spawn(process.execPath, [outer, '--import', deaf, '-e', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for (const line of ['up', 'heard', 'heard']) {
    assert.equal(String(await once(child.stdout, 'data')).trim(), line);
    child.kill('SIGINT');
  }
  const [code] = await once(child, 'exit');
  assert.equal(code, 137);
});

test('when npx is killed, the lab that it started is ended in good order', async () => {
  const outer = fileURLToPath(new URL('outer.js', import.meta.url));
  const inner = fileURLToPath(new URL('inner.js', import.meta.url));
  // A stand-in for npx: it starts the command with npm's environment and has no time for signals.
  const script = `require('child_process').spawn(process.execPath, ${JSON.stringify([outer, inner, 'wait'])},
    { stdio: 'inherit', env: { ...process.env, npm_command: 'exec' } })`;
  const npx = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  assert.match(String(await once(npx.stdout, 'data')), /started/);
  const below = tracesBelow(npx.pid as number);
  npx.kill('SIGKILL');
  assert.deepEqual(await remaining(below), nothing);
});

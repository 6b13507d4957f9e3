import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ShellEnded } from '../../src/remote/framed.js';
import { Watcher } from '../../src/remote/watcher.js';
import { WatcherPool } from '../../src/remote/watcher-pool.js';
import { withResolvers } from '../../src/remote/with-resolvers.js';
import { kinds, localShells } from './local.js';

const folder = mkdtempSync(join(tmpdir(), `remote-watcher-${process.pid}-`));
const shells = localShells(folder, folder);
after(() => rmSync(folder, { recursive: true }));
const deadline = 10_000;
let count = 0;
const fresh = () => join(folder, `log ${++count}'s`);

for (const kind of kinds) {
  describe(`waiting for a line: ${kind}`, () => {
    let pool: WatcherPool;
    let opened = 0;
    before(() => {
      pool = new WatcherPool(() => {
        opened++;
        return Watcher.open(shells.run(kind), deadline);
      });
    });
    after(() => pool.close());
    const wait = (path: string, pattern: RegExp, more: { offset?: number; deadline?: number; alive?: number } = {}) =>
      pool.watch({ path, pattern, offset: 0, deadline, ...more });

    it('finds what is there already, from the offset on', async () => {
      const log = fresh();
      writeFileSync(log, 'ready one\nready two\n');
      assert.equal((await wait(log, /ready (\w+)/))?.[1], 'one');
      assert.equal((await wait(log, /ready (\w+)/, { offset: 5 }))?.[1], 'two');
      assert.equal((await wait(log, /^/m, { offset: 10 }))?.input, 'ready two\n');
    });

    it('finds what is written later, in pieces, also when the file was not there', async () => {
      const log = fresh();
      const found = wait(log, /räady \d+ now/g);
      const bytes = Buffer.from('x\nräady 12 now\n');
      writeFileSync(log, bytes.subarray(0, 4));
      await new Promise((resolve) => setImmediate(resolve));
      appendFileSync(log, bytes.subarray(4, 9));
      await new Promise((resolve) => setImmediate(resolve));
      appendFileSync(log, bytes.subarray(9));
      assert.equal((await found)?.[0], 'räady 12 now');
    });

    it('follows the name when the file is replaced', async () => {
      const log = fresh();
      writeFileSync(log, 'old\n');
      const found = wait(log, /new one/);
      await wait(log, /old/);
      writeFileSync(`${log}.new`, 'here is a new one\n');
      renameSync(`${log}.new`, log);
      assert.equal((await found)?.[0], 'new one');
    });

    it('gives up at the deadline, and looks at the whole once more', async () => {
      const log = fresh();
      writeFileSync(log, 'nothing\n');
      assert.equal(await wait(log, /ready/, { deadline: 60 }), undefined);
      assert.equal(await wait(fresh(), /ready/, { deadline: 60 }), undefined);
    });

    it('stops early when the process is dead, also while it is a zombie, but reads its last words', {
      timeout: 20_000,
    }, async () => {
      const log = fresh();
      writeFileSync(log, '');
      const dead = spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' });
      assert.equal(await wait(log, /ready/, { alive: Number(dead.stdout), deadline: 60_000 }), undefined);

      // The child ends once a sleep has taken its parent's place, which never reaps it.
      const script =
        '(until read -r c <"/proc/$$/comm" && [ "$c" = sleep ]; do sleep 0.02; done; echo last words >"$1") & echo $!; exec sleep 60';
      const parent = spawn('sh', ['-c', script, 'sh', log], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const said = withResolvers<number>();
      parent.stdout.once('data', (chunk: Buffer) => said.resolve(Number(chunk.toString())));
      const zombie = await said.promise;
      assert.equal(await wait(log, /ready/, { alive: zombie, deadline: 60_000 }), undefined);
      assert.match(readFileSync(`/proc/${zombie}/stat`, 'latin1'), /\) Z /);
      assert.equal((await wait(log, /last (\w+)/, { alive: zombie, deadline: 60_000 }))?.[1], 'words');
      parent.kill();

      const alive = wait(log, /ready/, { alive: process.pid, deadline: 60_000 });
      appendFileSync(log, 'ready\n');
      assert.equal((await alive)?.[0], 'ready');
    });

    it('waits for several files at once with few shells, and uses them again', async () => {
      const logs = Array.from({ length: 8 }, fresh);
      const found = Promise.all(logs.map((log) => wait(log, /done/)));
      for (const log of logs) writeFileSync(log, 'done\n');
      assert.deepEqual(
        (await found).map((match) => match?.[0]),
        logs.map(() => 'done'),
      );
      assert.ok(opened <= 3, `${opened} shells`);
    });

    it('says so when the shell dies, and leaves no tail behind', async () => {
      const log = fresh();
      writeFileSync(log, '');
      const pipes = shells.run(kind);
      const watcher = await Watcher.open(pipes, deadline);
      const freed = withResolvers<void>();
      const found = watcher.watch({ path: log, pattern: /never/, offset: 0, deadline }, freed.resolve);
      pipes.input.end();
      await assert.rejects(found, ShellEnded);
      await freed.promise;
      assert.equal(watcher.usable, false);
      const tails = spawnSync('pgrep', ['-f', `tail.*${log}`], { encoding: 'utf8' });
      assert.equal(tails.stdout, '');
    });
  });
}

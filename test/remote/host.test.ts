import assert from 'node:assert/strict';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../../src/config/problem.js';
import { connect } from '../../src/remote/ssh.js';
import type { RemoteHost } from '../../src/remote/types.js';
import { busyboxTools, otherShells } from './aside.js';
import { assertProblem } from './assert-problem.js';
import { deadlines, machineFolder, startMachine, type TestMachine, temporary } from './sshd.js';

let machine: TestMachine;
before(async () => {
  const folder = machineFolder();
  const others = otherShells(folder);
  machine = await startMachine({
    folder,
    users: [
      { name: 'sudo-bash', shell: '/bin/bash' },
      { name: 'sudo-csh', shell: others.tcsh },
      { name: 'sudo-fish', shell: others.fish, env: { LD_LIBRARY_PATH: others.library } },
      { name: 'sudo-small', env: { PATH: busyboxTools(folder, others.busybox) } },
    ],
  });
  // A login shell that talks before it does what it is told.
  machine.inside(
    'echo "echo welcome; echo oops >&2" >/run/home/sudo-bash/.bashrc; chmod 755 /run/home/sudo-bash/.bashrc',
  );
  machine.inside('echo "echo welcome" >/run/home/sudo-csh/.cshrc');
});
after(() => machine[Symbol.asyncDispose]());

/** What every user must be able to do; root does it directly, the others through sudo. */
for (const user of ['root', 'tester', 'sudo-bash', 'sudo-csh', 'sudo-fish', 'sudo-small']) {
  describe(`the managed host as ${user}`, () => {
    let host: RemoteHost;
    let folder = '';
    before(async () => {
      host = await connect(machine.server(user), deadlines);
      folder = join(machine.folder, user);
      mkdirSync(folder);
      chmodSync(folder, 0o755);
    });
    after(() => host.close());
    const root = true;
    const at = (name: string) => join(folder, name);

    it('is named for messages', () => {
      assert.equal(host.name, `${user}@127.0.0.1:${machine.port}`);
    });

    it('runs commands as the user and as root', async () => {
      const id = await host.run(['id', '-un']);
      assert.deepEqual(id, { code: 0, stdout: `${user}\n`, stderr: '' });
      assert.equal((await host.run(['id', '-u'], { root })).stdout, '0\n');
      const pair = await Promise.all([
        host.run(['sh', '-c', 'echo "$1" >&2; exit 3', 'sh', "it's $HOME\n*"]),
        host.run(['cat'], { root, stdin: 'äöü' }),
      ]);
      assert.deepEqual(pair, [
        { code: 3, stdout: '', stderr: "it's $HOME\n*\n" },
        { code: 0, stdout: 'äöü', stderr: '' },
      ]);
    });

    it('finds programs in the sbin folders', async () => {
      const { code } = await host.run(['sh', '-c', 'case :$PATH: in *:/usr/sbin:*) exit 0 ;; esac; exit 1']);
      assert.equal(code, 0);
    });

    it('writes and reads any bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
          await host.write(at('bytes'), bytes, { root });
          assert.ok(readFileSync(at('bytes')).equals(Buffer.from(bytes)));
          const offset = Math.floor(bytes.length / 3);
          assert.deepEqual(await host.read(at('bytes'), { root }), Buffer.from(bytes));
          assert.deepEqual(await host.read(at('bytes'), { root, offset }), Buffer.from(bytes.subarray(offset)));
        }),
        { numRuns: 8 },
      );
    });

    it('keeps mode and owner of what it replaces, and sets what it is told', async () => {
      const facts = (name: string) => machine.inside(`stat -c '%a %U:%G' '${at(name)}'`).trim();
      await host.write(at('new'), 'x', { root });
      assert.equal(facts('new'), '644 root:root');
      await host.write(at('secret'), 'x', { root, mode: 0o600, owner: 'plain:plain' });
      assert.equal(facts('secret'), '600 plain:plain');
      await host.write(at('secret'), 'y', { root });
      assert.equal(facts('secret'), '600 plain:plain');
      await host.write(at('secret'), 'z', { root, mode: 0o440 });
      assert.equal(facts('secret'), '440 plain:plain');
      assert.equal(readFileSync(at('secret'), 'utf8'), 'z');
    });

    it('replaces a file in one step, through a link, and leaves no temporary file', async () => {
      writeFileSync(at('real'), 'old');
      symlinkSync('real', at('link'));
      const inode = statSync(at('real')).ino;
      await host.write(at('link'), 'new', { root });
      assert.equal(readFileSync(at('real'), 'utf8'), 'new');
      assert.notEqual(statSync(at('real')).ino, inode);
      assert.equal(machine.inside(`ls -A '${folder}' | grep forge- || true`), '');
    });

    it('says what is wrong with a path', async () => {
      await assertProblem(host.write(folder, 'x', { root }), `${folder} could not be written: it is a directory`);
      await assertProblem(host.write(at('none/x'), 'x', { root }), `${at('none/x')} could not be written`);
      await assertProblem(host.read(folder, { root }), `${folder} could not be read`);
      assert.equal(await host.read(at('none')), undefined);
      assert.equal(await host.read(at('none/x'), { offset: 3 }), undefined);
      if (user !== 'root') await assertProblem(host.read('/etc/shadow'), 'Permission denied');
    });

    it('starts a program in a session of its own and waits for what it says', async () => {
      const script =
        'echo "ready $1 $FORGE_X"; pwd; cat; grep SigIgn /proc/self/status; while [ ! -e stop ]; do sleep 0.02; done; echo bye >&2';
      const argv = ['sh', '-c', script, 'sh', "it's"] as const;
      const pid = await host.start(argv, { output: at('log'), root, cwd: folder, env: { FORGE_X: 'x y' } });
      assert.equal(
        (await host.waitFor(at('log'), /ready (.*)\n(.*)\n/, { deadline: 5000, root, alive: pid }))?.[0],
        `ready it's x y\n${folder}\n`,
      );
      const stat = machine.inside(`cat /proc/${pid}/stat`);
      const [session] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(3);
      assert.equal(session, String(pid));
      assert.notEqual(
        await host.waitFor(at('log'), /^SigIgn:\s+0+$/m, { deadline: 5000, root, alive: pid }),
        undefined,
      );
      // The shell must not wait for it, and it must not hold the connection.
      assert.equal((await host.run(['echo', 'meanwhile'], { root })).stdout, 'meanwhile\n');
      const offset = statSync(at('log')).size;
      const bye = host.waitFor(at('log'), /bye/, { deadline: 5000, root, offset });
      writeFileSync(at('stop'), '');
      assert.equal((await bye)?.index, 0);
      assert.equal(await host.waitFor(at('log'), /more/, { deadline: 5000, root, alive: pid }), undefined);
    });

    it('says why a program cannot be started', async () => {
      await assertProblem(
        host.start(['no-such'], { output: at('log'), root }),
        'no-such could not be started: no-such: there is no such program',
      );
      await assertProblem(
        host.start([at('none')], { output: at('log'), root }),
        `${at('none')}: there is no such program`,
      );
      for (const path of [folder, at('log')]) {
        await assertProblem(host.start([path], { output: at('log'), root }), `${path}: it is not executable`);
      }
      await assertProblem(host.start(['true'], { output: at('none/log'), root }), 'true could not be started');
      await assertProblem(
        host.start(['true'], { output: at('log'), root, cwd: at('none') }),
        'true could not be started',
      );
    });

    it('kills a command that is late, says what it had printed, and goes on', async () => {
      const late = host.run(['sh', '-c', 'echo so far; sleep 60'], { root, deadline: 500 });
      await assertProblem(late, 'did not end within 0.5 s and was killed. It had printed: so far');
      assert.equal(machine.inside('pgrep -x sleep || true'), '');
      assert.equal((await host.run(['echo', 'on'], { root })).stdout, 'on\n');
    });

    it('does not let a wait hold up commands', async () => {
      writeFileSync(at('slow'), '');
      const wait = host.waitFor(at('slow'), /now/, { deadline: 10_000, root });
      assert.equal((await host.run(['echo', 'before'], { root })).stdout, 'before\n');
      appendFileSync(at('slow'), 'now\n');
      assert.equal((await wait)?.[0], 'now');
    });

    it('uses a new shell after the last one was killed', async () => {
      const shells = machine.inside(`pgrep -x sh || true`);
      assert.notEqual(shells, '');
      const killed = host.run(['sh', '-c', 'kill -9 "$1"', 'sh', ...(await shellOf(host))], { root });
      await assertProblem(killed, 'the shell ended during');
      assert.equal((await host.run(['echo', 'again'], { root })).stdout, 'again\n');
      // What waited for its turn meanwhile is not lost.
      const [shell = ''] = await shellOf(host);
      const again = host.run(['sh', '-c', 'kill -9 "$1"', 'sh', shell], { root });
      const queued = [host.run(['echo', 'one'], { root }), host.run(['echo', 'two'], { root })];
      await assertProblem(again, 'the shell ended during');
      assert.deepEqual(
        (await Promise.all(queued)).map((result) => result.stdout),
        ['one\n', 'two\n'],
      );
    });

    it('leaves nothing behind when it closes', async () => {
      await host.close();
      assert.equal(host.lost.aborted, false);
      await assert.rejects(host.run(['true']), Problem);
      assert.equal(machine.inside(`ls -A ${temporary}`), '');
      while (machine.inside(`pgrep -u ${user} -x sshd || true`) !== '' && user !== 'root')
        await new Promise((resolve) => setImmediate(resolve));
    });
  });
}

/** The process id of the shell that runs root's commands. */
async function shellOf(host: RemoteHost): Promise<string[]> {
  const { stdout } = await host.run(['cat', '/proc/self/stat'], { root: true });
  return [stdout.slice(stdout.lastIndexOf(')') + 2).split(' ')[1] ?? ''];
}

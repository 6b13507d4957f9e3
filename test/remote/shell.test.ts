import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { ShellEnded } from '../../src/remote/framed.js';
import { DeadlinePassed, HeldShell } from '../../src/remote/shell.js';
import { kinds, localShells } from './local.js';

const folder = mkdtempSync(join(tmpdir(), `remote-shell-${process.pid}-`));
const temporary = mkdtempSync(join(tmpdir(), `remote-shell-tmp-${process.pid}-`));
const shells = localShells(folder, temporary);
after(() => {
  rmSync(folder, { recursive: true });
  rmSync(temporary, { recursive: true });
});

for (const kind of kinds) {
  describe(`a held shell: ${kind}`, () => {
    const deadline = 10_000;
    let shell: HeldShell;
    let pid: number | undefined;
    before(async () => {
      const pipes = shells.run(kind);
      pid = pipes.pid;
      const rescue = async (script: string) => {
        const other = shells.run(kind);
        other.output.resume();
        other.input.end(`${script}\n`);
        await other.ended;
      };
      shell = await HeldShell.open(pipes, rescue, deadline);
    });
    after(() => shell.finish());
    const run = (
      argv: readonly string[],
      more: { stdin?: string | Uint8Array; env?: Record<string, string>; deadline?: number; direct?: boolean } = {},
    ) => shell.run({ argv, deadline, ...more });
    const sh = (script: string, ...args: string[]) => run(['sh', '-c', script, 'sh', ...args]);

    it('gives stdout, stderr and the exit code apart', async () => {
      const result = await sh('printf out; printf err >&2; exit 7');
      assert.deepEqual([result.code, `${result.stdout}`, `${result.stderr}`], [7, 'out', 'err']);
    });

    it('passes arguments and stdin through untouched', async () => {
      await fc.assert(
        fc.asyncProperty(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 2000 }), async (text, bytes) => {
          const word = Buffer.from(text.replaceAll('\0', '')).toString();
          const result = await run(['sh', '-c', 'printf %s "$1" >&2; cat', 'sh', word], { stdin: bytes });
          assert.equal(`${result.stderr}`, word);
          assert.deepEqual(result.stdout, Buffer.from(bytes));
        }),
        { numRuns: 15 },
      );
    });

    it('gives big binary output whole, through a file and directly', async () => {
      const bytes = Buffer.from(Array.from({ length: 1 << 20 }, (_, i) => (i * 31 + (i >> 9)) & 0xff));
      for (const direct of [false, true]) {
        const result = await run(['cat'], { stdin: bytes, direct });
        assert.ok(result.stdout.equals(bytes), `direct: ${direct}`);
      }
    });

    it('lets no command read what is meant for the shell', async () => {
      const results = await Promise.all([
        run(['cat']),
        run(['sh', '-c', 'read line; printf %s "$line"']),
        run(['echo', 'after']),
      ]);
      assert.deepEqual(
        results.map((result) => `${result.stdout}`),
        ['', '', 'after\n'],
      );
    });

    it('runs what comes in at once in order', async () => {
      const file = join(temporary, `order-${kind}`);
      await Promise.all(Array.from({ length: 10 }, (_, i) => sh('echo "$1" >>"$2"', String(i), file)));
      assert.equal(readFileSync(file, 'utf8'), '0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n');
    });

    it('does not wait for a daemon that a command leaves behind, nor mixes its output into what follows', async () => {
      const gate = join(temporary, `gate-${kind}`);
      const said = join(temporary, `said-${kind}`);
      const first = await sh(
        '(for i in $(seq 500); do [ ! -e "$1" ] || break; sleep 0.02; done; echo late; echo late >&2; : >"$2") & echo now',
        gate,
        said,
      );
      assert.equal(`${first.stdout}`, 'now\n');
      const result = await sh(
        ': >"$1"; for i in $(seq 500); do [ ! -e "$2" ] || break; sleep 0.02; done; echo mine',
        gate,
        said,
      );
      assert.deepEqual([`${result.stdout}`, `${result.stderr}`], ['mine\n', '']);
    });

    it('starts commands with no signal ignored or blocked, in a session of their own', async () => {
      const result = await run(['cat', '/proc/self/status', '/proc/self/stat']);
      assert.match(`${result.stdout}`, /^SigBlk:\s+0+$/m);
      assert.match(`${result.stdout}`, /^SigIgn:\s+0+$/m);
      const [id, , , , , session] = `${result.stdout}`
        .slice(`${result.stdout}`.lastIndexOf('\n', `${result.stdout}`.length - 2) + 1)
        .split(' ');
      assert.equal(session, id);
    });

    it('gives a missing program as exit code 127 and what was said about it', async () => {
      const result = await run(['no-such-program']);
      assert.equal(result.code, 127);
      assert.match(`${result.stderr}`, /no-such-program/);
    });

    it('gives the death by a signal as 128 and its number', async () => {
      assert.equal((await sh('kill -9 $$')).code, 137);
    });

    it('sets the environment of one command alone', async () => {
      const value = "it's $HOME\n";
      assert.equal(`${(await run(['sh', '-c', 'printf %s "$FORGE_X"'], { env: { FORGE_X: value } })).stdout}`, value);
      assert.equal(`${(await sh('printf %s "$FORGE_X"')).stdout}`, '');
      await assert.rejects(run(['true'], { env: { 'A=b;': '' } }), RangeError);
    });

    it('kills a late command with all its children, also one that ignores SIGTERM, and goes on', async () => {
      const mark = `${kind}-${process.pid}`;
      for (const trap of ['', 'trap "" TERM; ', 'trap "exit" TERM; (trap "" TERM; sleep 60; : "$1") & ']) {
        const late = run(
          ['sh', '-c', `${trap}echo so far; sh -c 'sleep 60; : '"$1" & sleep 60; sleep 60; : "$1"`, 'sh', mark],
          { deadline: 500 },
        );
        await assert.rejects(
          late,
          (error: unknown) => error instanceof DeadlinePassed && error.output.startsWith('so far'),
        );
        // Killed, they may take a moment to go.
        while (processesWith(mark).length > 0) await run(['sleep', '0.01']);
      }
      assert.equal(`${(await run(['echo', 'on'])).stdout}`, 'on\n');
    });

    it('gives up a shell in which a late command cannot be killed', async () => {
      const stuck = await HeldShell.open(shells.run(kind), () => Promise.reject(new Error('no session')), deadline);
      const gate = join(temporary, `stuck-${kind}`);
      const late = stuck.run({
        argv: ['sh', '-c', 'for i in $(seq 500); do [ ! -e "$1" ] || exit 0; sleep 0.02; done', 'sh', gate],
        deadline: 100,
      });
      await assert.rejects(late, DeadlinePassed);
      await assert.rejects(stuck.run({ argv: ['true'], deadline }), ShellEnded);
      await run(['touch', gate]);
      while (ownFolders().length > 1) await run(['sleep', '0.02']);
    });

    it('keeps its files in a private folder and sweeps it', async () => {
      for (let i = 0; i < 70; i++) await run(['echo', String(i)]);
      const [own = ''] = ownFolders();
      const mode = await run(['stat', '-c', '%a', join(temporary, own)]);
      assert.equal(`${mode.stdout}`, '700\n');
      assert.ok(readdirSync(join(temporary, own)).length < 120);
    });

    it('says so when the shell is killed in the middle, and leaves nothing behind when it ends', async () => {
      const other = shells.run(kind);
      const second = await HeldShell.open(other, async () => {}, deadline);
      assert.equal(ownFolders().length, 2);
      const running = second.run({ argv: ['sh', '-c', 'kill -TERM "$1"', 'sh', String(other.pid)], deadline });
      await assert.rejects(running, ShellEnded);
      await assert.rejects(second.run({ argv: ['true'], deadline }), ShellEnded);
      assert.equal(ownFolders().length, 1);
      await shell.finish();
      assert.equal(ownFolders().length, 0);
      assert.equal(existsSync(`/proc/${pid}`), false);
    });
  });
}

function ownFolders(): string[] {
  return readdirSync(temporary).filter((name) => name.startsWith('forge.'));
}

/** Processes, not counting zombies, whose arguments hold this word. */
function processesWith(word: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });
}

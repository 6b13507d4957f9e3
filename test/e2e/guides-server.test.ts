/**
 * The guides' commands that need a server machine, typed as they stand: on that machine by its owner, here by an ordinary
 * person with sudo. The machine has the addresses and interfaces that the guides have in their examples.
 */
import assert from 'node:assert/strict';
import { chmodSync, copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { run } from '../../src/lab/process.js';
import { packageRoot } from '../../src/run/places.js';
import { inNamespace } from '../net/namespace.js';
import { block, commands, elsewhere } from './guides.js';
import { bringPerson, type Person } from './machine/user.js';
import { startVm, type Vm } from './machine/vm.js';

const host = '192.0.2.7';
const password = 'correct horse';

inNamespace(import.meta.url, () => {
  let vm: Vm;
  let person: Person;

  before(async () => {
    vm = await startVm({ kea: false, sshd: ['Port 22', 'PasswordAuthentication yes'] });
    // A machine as its installer leaves it: no user for forge, the test links down.
    await vm.sh('userdel tester; rm -r /home/tester /etc/sudoers.d/tester');
    await vm.sh(`ip address add ${host}/24 dev mgmt`);
    for (const [number, name] of ['ens4', 'ens5'].entries()) {
      await vm.sh(`ip link set srv${number + 1} down; ip link set srv${number + 1} name ${name}`);
      for (const change of ['down', `name ${name}`, 'up']) {
        const link = change === 'up' ? name : `em${number + 1}`;
        const done = await run('ip', ['link', 'set', link, ...change.split(' ')]);
        assert.equal(done.code, 0, done.stderr);
      }
    }
    person = await bringPerson(vm.folder, {});
    copyFileSync(join(packageRoot, 'config.example.ts'), join(person.clone, 'config.example.ts'));
    // The person's fingers: what ssh asks for goes to this program.
    writeFileSync(
      join(person.home, 'fingers'),
      `#!/bin/sh\ncase $1 in *yes/no*) echo yes ;; *) echo '${password}' ;; esac\n`,
    );
    chmodSync(join(person.home, 'fingers'), 0o755);
  });
  after(async () => {
    await vm[Symbol.asyncDispose]();
  });

  /** Types a line and gives what it said; `code` is what the guide promises. */
  async function type(line: string, code = 0): Promise<string> {
    const done = await person.sh(`export SSH_ASKPASS=~/fingers SSH_ASKPASS_REQUIRE=force\n${line}`);
    const said = `${done.stdout}${done.stderr}`;
    assert.equal(done.code, code, `${line}\n${said}`);
    assert.doesNotMatch(said, /bug of forge/);
    return said;
  }

  async function lastRunHas(...names: string[]): Promise<void> {
    for (const name of names) assert.ok(existsSync(join(person.clone, 'reports/latest', name)), name);
  }

  describe('docs/from-zero.md', () => {
    const guide = 'docs/from-zero.md';

    for (const { line } of commands(guide, 'The server machine')) {
      it(`on the server machine: ${line}`, async () => {
        if (line.startsWith('sudo apt-get install')) {
          // No archive can be reached from there: that the names are right is asked of this machine's apt.
          const done = await run('sh', ['-c', line.replace('install', 'install --simulate')]);
          assert.equal(done.code, 0, done.stderr);
          assert.match(done.stdout, /^Inst kea-dhcp6-server |kea-dhcp6-server is already the newest/m);
        } else {
          await vm.sh(line.startsWith('sudo passwd') ? `printf '%s\\n' '${password}' '${password}' | ${line}` : line);
        }
      });
    }

    for (const { line } of commands(guide, 'The tester machine')) {
      if (Object.hasOwn(elsewhere, line)) continue;
      it(`on the tester machine: ${line}`, async () => {
        const said = await type(line);
        if (line.startsWith('cp config.example.ts')) {
          // The next thing that the guide asks for: its own example in that file.
          writeFileSync(join(person.clone, 'config.ts'), block(guide, 'ts'));
        } else if (line.includes('--trust')) {
          assert.match(said, /SHA256:/);
        } else if (line.includes('7550_1')) {
          assert.match(said, /✓ 7550_1 /);
          await lastRunHas('index.html', 'junit.xml', 'results.json', '7550_1/capture.pcapng');
        }
      });
    }
  });

  describe('docs/reading-a-failure.md', () => {
    it('names a command and files that are there, and the README shows what comes out', async () => {
      const said = await type('sudo npx forge -6 -n 7550_22', 1);
      const again = /^ {2}again +(.*)$/m.exec(said)?.[1] ?? '';
      const files = /^ {2}files +(.*)$/m.exec(said)?.[1] ?? '';
      for (const name of ['capture.pcapng', 'server.log', 'transcript.txt']) {
        assert.ok(existsSync(join(person.clone, files, name)), name);
      }
      for (const line of block('README.md', '').split('\n')) assert.match(said, likeLine(line), said);
      // The transcript's sentences, as they pass.
      assert.match(await type(`${again} --verbose`, 1), /Release/);
    });
  });

  describe('README.md, on your own server', () => {
    before(async () => {
      rmSync(join(person.clone, 'config.ts'));
      rmSync(join(person.home, '.ssh/known_hosts'));
      // The machine "that you reach over SSH", with the key of the example.
      await type(`ssh-keygen -q -t ed25519 -f ~/.ssh/id_ed25519 -N ''`);
      await type(`ssh-copy-id -i ~/.ssh/id_ed25519 tester@${host}`);
      rmSync(join(person.home, '.ssh/known_hosts'));
    });

    for (const { line } of commands('README.md', 'On your own server')) {
      it(line, async () => {
        await type(line);
        if (line.includes('7550_1'))
          await lastRunHas('index.html', 'junit.xml', 'results.json', '7550_1/transcript.txt');
      });
    }
  });

  describe('docs/in-ci.md, on a server of your own', () => {
    before(() => writeFileSync(join(person.clone, 'config.ts'), block('docs/in-ci.md', 'ts')));

    for (const { line } of commands('docs/in-ci.md', 'A server of your own')) {
      it(line, async () => {
        const said = await type(`export DUT_HOST=${host} DUT_PASSWORD='${password}'\n${line}`);
        assert.ok(!said.includes(password));
      });
    }
  });
});

/** A line of a terminal as a guide has it, up to its `…`; numbers that differ from run to run are left open. */
function likeLine(line: string): RegExp {
  const cut = line.trimEnd().replace(/ *…$/, '');
  const open = cut
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/0x[0-9a-f]{6}/, '0x[0-9a-f]{6}')
    .replace(/from \S+ after \S+ ms/, 'from \\S+ after \\S+ ms')
    .replace(/00:01:00:01(:[0-9a-f]{2}){10}/, '00:01:00:01(:[0-9a-f]{2}){10}')
    .replace(/reports\/[^/]+\//, 'reports/[^/]+/')
    .replace(/ +\d+\\\.\d+ s$/, ' +[0-9.]+ s');
  return new RegExp(`^${open}`, 'm');
}

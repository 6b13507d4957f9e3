/** How a run gets to the machine of somebody, and what it says where it does not. Nothing there may change before it may. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { makeKeys } from '../../src/lab/keys.js';
import { inNamespace } from '../net/namespace.js';
import { forge, forgeBin, outcome, scratch } from './forge.js';
import { startVm, type Vm } from './machine/vm.js';

const password = 'correct horse battery staple';
const one = ['-6', '-n', 'v6.basic.message.solicit-advertise'];

inNamespace(import.meta.url, () => {
  describe('the way to the machine', () => {
    let vm: Vm;
    let was: string;
    let reports: ReturnType<typeof scratch>;
    before(async () => {
      vm = await startVm({ password });
    });
    after(async () => {
      await vm[Symbol.asyncDispose]();
    });
    // The process itself, not only one like it: refused runs must not even have restarted it.
    const state = async () => `${await vm.state()}\n${await vm.sh('pgrep -x kea-dhcp6')}`;
    beforeEach(async () => {
      was = await state();
      reports = scratch('vm-login');
    });
    afterEach(() => {
      vm.configure({});
      reports[Symbol.dispose]();
    });

    /** The one line that a run says which ends before its first scenario; the machine is untouched. */
    const refused = async (code: number, env: NodeJS.ProcessEnv = {}): Promise<string> => {
      const result = await forge([...one, '--config', vm.configFile, '--out', reports.path], { env });
      assert.equal(result.code, code, result.stdout + result.stderr);
      assert.match(result.stderr, /^[^\n]+\n$/);
      assert.equal(result.stdout, '');
      assert.deepEqual(readdirSync(reports.path), [], 'a report of nothing');
      assert.equal(await state(), was);
      return result.stderr;
    };

    it('is a usage error without consent to wipe the leases', async () => {
      vm.configure({ wipeLeases: undefined });
      const line = await refused(2);
      assert.match(
        line,
        /^server\.wipeLeases: \/var\/lib\/kea\/kea-leases6\.csv on tester@192\.0\.2\.1:2222 holds 3 lease records that forge did not make/,
      );
      assert.match(line, /Set server\.wipeLeases: true if they may be set aside/);
    });

    it('is refused to a wrong key, with what the server offers', async () => {
      const other = (await makeKeys()).client;
      writeFileSync(join(vm.folder, 'other'), other.private, { mode: 0o600 });
      vm.configure({ login: { key: `${vm.folder}/other` } });
      const line = await refused(3);
      assert.match(
        line,
        /^server: ssh to 192\.0\.2\.1 port 2222 refused the key \S+\/other\. The server offers: publickey/,
      );
      assert.match(line, /Try: ssh-copy-id -i \S+\/other -p 2222 tester@192\.0\.2\.1$/m);
    });

    it('is refused to a wrong password, which is not repeated', async () => {
      vm.configure({ login: { password: { env: 'FORGE_TEST_SECRET' } } });
      const line = await refused(3, { FORGE_TEST_SECRET: 'wrong horse' });
      assert.match(line, /^server: ssh to 192\.0\.2\.1 port 2222 refused the password of tester\./);
      assert.doesNotMatch(line, /horse/);
    });

    it('is not taken where the host key is unknown, nor where it has changed', async () => {
      const knownHosts = join(vm.folder, 'others');
      writeFileSync(knownHosts, '');
      vm.configure({ knownHosts });
      assert.match(await refused(3), /the host key of 192\.0\.2\.1 port 2222 is not known: ssh-ed25519 SHA256:/);
      writeFileSync(knownHosts, `[192.0.2.1]:2222 ${(await makeKeys()).host.public}\n`);
      assert.match(await refused(3), /the host key of 192\.0\.2\.1 port 2222 has changed/);
    });

    it('ends at a closed port', async () => {
      vm.configure({ port: 2223 });
      assert.match(await refused(3), /192\.0\.2\.1 port 2223 refused the connection: nothing listens there/);
    });

    it('ends where sudo asks for a password, with the line that allows it', async () => {
      await vm.sh('sed -i s/NOPASSWD:// /etc/sudoers.d/tester');
      try {
        const line = await refused(3);
        assert.match(
          line,
          /^server: tester may not use sudo on 192\.0\.2\.1 without a password \(sudo: a password is required\)/,
        );
        assert.match(line, /tester ALL=\(root\) NOPASSWD: ALL/);
      } finally {
        await vm.sh('sed -i "s/ALL$/NOPASSWD: ALL/" /etc/sudoers.d/tester');
      }
    });

    it('ends where sudo is not for this user', async () => {
      await vm.sh('mv /etc/sudoers.d/tester /etc/aside');
      try {
        assert.match(await refused(3), /^server: tester may not use sudo on 192\.0\.2\.1/);
      } finally {
        await vm.sh('mv /etc/aside /etc/sudoers.d/tester');
      }
    });

    it('is open to the right password, which is nowhere in what the run leaves or says', async () => {
      vm.configure({ login: { password: { env: 'FORGE_TEST_SECRET' } } });
      const before = await vm.state();
      const args = ['--verbose', '--config', vm.configFile, '--out', reports.path];
      const result = await forge([...one, ...args], { env: { FORGE_TEST_SECRET: password } });
      assert.equal(result.code, 0, result.stdout + result.stderr);
      assert.equal(await vm.state(), before);
      const texts = [
        result.stdout,
        result.stderr,
        ...filesBelow(reports.path).map((path) => readFileSync(path, 'latin1')),
      ];
      assert.ok(texts.length > 10);
      for (const text of texts) assert.ok(!text.includes(password));
    });

    it('asks for the password at the terminal, and shows it nowhere', async () => {
      vm.configure({ login: { password: 'prompt' } });
      const before = await vm.state();
      const words = [process.execPath, forgeBin, ...one, '--config', vm.configFile, '--out', reports.path];
      // A terminal made by script(1); what a person types stands on its input.
      const child = spawn('script', ['-qec', words.join(' '), '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
      child.stdout.once('data', () => child.stdin.write(`${password}\r`));
      const { code, stdout } = await outcome(child);
      assert.equal(code, 0, stdout);
      assert.match(stdout, /^Password of tester@192\.0\.2\.1: \r\n/);
      assert.match(stdout, /1 passed/);
      assert.equal(await vm.state(), before);
      for (const text of [stdout, ...filesBelow(reports.path).map((path) => readFileSync(path, 'latin1'))]) {
        assert.ok(!text.includes(password));
      }
    });
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

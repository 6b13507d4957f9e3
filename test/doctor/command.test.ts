/** The command as a person types it: what it prints, how it exits, what it leaves behind. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { forge, outcome, says, scratch, start } from '../e2e/forge.js';
import { bringPerson } from '../e2e/machine/user.js';
import { startVm, type Vm } from '../e2e/machine/vm.js';
import { inNamespace } from '../net/namespace.js';

inNamespace(import.meta.url, () => {
  describe('forge doctor', () => {
    let vm: Vm;
    let was: string;
    before(async () => {
      vm = await startVm();
      was = await vm.state();
    });
    after(async () => {
      await vm[Symbol.asyncDispose]();
    });
    const doctor = (...args: string[]) => forge(['doctor', '--config', vm.configFile, ...args]);

    it('exits 0 where nothing stops a run, and changes nothing', async () => {
      const processes = await vm.sh('pgrep -x kea-dhcp6');
      const { code, stdout, stderr } = await doctor();
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /^this machine\n {2}✓ Node\.js +v\d+/);
      assert.match(stdout, /\nserver machine 192\.0\.2\.1\n {2}✓ ssh +tester@192\.0\.2\.1:2222, Linux /);
      assert.match(stdout, /\nlink 2: em2 here, srv2 there\n/);
      assert.match(stdout, /✓ who answers +the server under test: fe80::ff:fe00:1fe \(Server Identifier 00:01:/);
      assert.doesNotMatch(stdout, / [✗!] /);
      assert.equal(stderr, '');
      assert.equal(await vm.state(), was);
      assert.equal(await vm.sh('pgrep -x kea-dhcp6'), processes);
    });

    it('exits 1 where something does, names it once, and says what it did not look at', async () => {
      vm.configure({ port: 2223 });
      try {
        const { code, stdout } = await doctor();
        assert.equal(code, 1);
        assert.equal(stdout.match(/ ✗ /g)?.length, 1);
        assert.match(stdout, / ✗ ssh +192\.0\.2\.1 port 2223 refused the connection/);
        assert.match(stdout, / · root there, programs there, clock there, .*: not looked at \(ssh comes first\)\n/);
        assert.match(stdout, /\n1 thing stops a run, \d+ things not looked at\.\n$/);
      } finally {
        vm.configure({});
      }
    });

    it('prints the lines as JSON', async () => {
      const { code, stdout } = await doctor('--json');
      assert.equal(code, 0);
      const lines = JSON.parse(stdout) as { id: string; where: unknown; outcome: { state: string } }[];
      assert.deepEqual(
        lines.find((one) => one.id === 'server.sudo'),
        {
          id: 'server.sudo',
          title: 'root there',
          where: 'there',
          outcome: { state: 'good', detail: 'tester by sudo' },
        },
      );
      assert.equal(lines.filter((one) => one.id === 'link.neighbour' && one.outcome.state === 'good').length, 2);
    });

    it('has what is wrong with the configuration as a line, but for a file that is not there', async () => {
      const wrong = join(vm.folder, 'wrong.json');
      writeFileSync(wrong, '{ "sever": {}, "links": [] }');
      const broken = await forge(['doctor', '--config', wrong]);
      assert.equal(broken.code, 1);
      assert.match(
        broken.stdout,
        / ✗ configuration +\S*wrong\.json: sever: is not a key that forge knows\. Did you mean server\?/,
      );
      const missing = await forge(['doctor', '--config', join(vm.folder, 'missing.json')]);
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /^--config \S*missing\.json: there is no such file\.\n$/);
    });

    it('looks at this machine alone where there is no configuration', async () => {
      using folder = scratch('doctor');
      const { code, stdout } = await forge(['doctor'], { cwd: folder.path });
      assert.equal(code, 1);
      assert.match(stdout, / ✗ configuration +there is no config\.ts, .*Copy \S*config\.example\.ts to config\.ts/);
      assert.match(stdout, / ✓ tcpdump\n/);
    });

    it('sees what an ordinary user may see', async () => {
      vm.configure({ login: { key: '~/.ssh/id_ed25519' }, knownHosts: undefined });
      const person = await bringPerson(vm.folder, {
        '.ssh/id_ed25519': join(vm.folder, 'id_ed25519'),
        '.ssh/known_hosts': join(vm.folder, 'known_hosts'),
        'forge/config.ts': vm.configFile,
      });
      const { code, stdout, stderr } = await person.sh('npx forge doctor');
      assert.equal(code, 0, stdout + stderr);
      assert.match(
        stdout,
        / ! rights +this is not root, so what only root may do is not looked at\. Call it with sudo\.\n/,
      );
      assert.match(stdout, / · tcpdump: not looked at \(rights comes first\)\n/);
      assert.match(stdout, / ✓ root there +tester by sudo\n/);
      assert.match(stdout, / ✓ server program +ISC Kea 2/);
      assert.equal(await person.foreign(), '');
    });
  });

  describe('forge doctor --restore', () => {
    let vm: Vm;
    let was: string;
    before(async () => {
      vm = await startVm();
      was = await vm.state();
    });
    after(async () => {
      await vm[Symbol.asyncDispose]();
    });
    const doctor = (...args: string[]) => forge(['doctor', '--config', vm.configFile, ...args]);
    const run = (folder: string) =>
      start(['-6', 'features/basic/v6.basic.message.feature', '--config', vm.configFile, '--out', folder]);

    it('has nothing to do where no run was killed', async () => {
      const { code, stdout } = await doctor('--restore');
      assert.equal(code, 0);
      assert.equal(stdout, 'tester@192.0.2.1:2222: nothing to put back\n');
    });

    it('puts the machine back after a kill -9, which the doctor has named', async () => {
      using folder = scratch('doctor');
      const child = run(folder.path);
      const ended = outcome(child);
      await says(child, /v6\.basic\.message\.solicit-reply /);
      child.kill('SIGKILL');
      await ended;
      const before = await doctor();
      assert.equal(before.code, 0, before.stdout);
      assert.match(
        before.stdout,
        / ! other runs +the run of \S+ from 20\S+ was killed and left the machine changed; .* forge doctor --restore\n/,
      );
      assert.match(before.stdout, / · server program, leases, .*: not looked at \(other runs comes first\)\n/);
      const { code, stdout } = await doctor('--restore');
      assert.equal(code, 0);
      assert.match(stdout, /^tester@192\.0\.2\.1:2222: as it was before the run of \S+ from 20\S+\n$/);
      assert.equal(await vm.state(), was);
    });

    it('leaves the machine to a run that is at work', async () => {
      using folder = scratch('doctor');
      const child = run(folder.path);
      const ended = outcome(child);
      await says(child, /v6\.basic\.message\.solicit-advertise /);
      const { code, stderr } = await doctor('--restore');
      assert.equal(code, 3);
      assert.match(
        stderr,
        /\S+ \(process \d+\) has been testing kea on this machine since 20\S+\. Wait until that run has ended/,
      );
      assert.equal((await ended).code, 0);
      assert.equal(await vm.state(), was);
    });

    it('puts the machine back whenever the run was killed', async () => {
      using folder = scratch('doctor');
      for (let i = 0; i < 10; i++) {
        // A whole run takes about this long, from the start of Node to its end.
        const delay = Math.round(Math.random() * 3000);
        const child = run(folder.path);
        const ended = outcome(child);
        const timer = setTimeout(() => child.kill('SIGKILL'), delay);
        await ended;
        clearTimeout(timer);
        const { code, stdout, stderr } = await doctor('--restore');
        assert.equal(code, 0, `killed after ${delay} ms: ${stdout}${stderr}`);
        assert.equal(await vm.state(), was, `killed after ${delay} ms`);
      }
    });
  });
});

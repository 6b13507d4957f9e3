/** The command of the README, typed by an ordinary person with sudo, in a clone of theirs. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { inNamespace } from '../net/namespace.js';
import { bringPerson, type Person } from './machine/user.js';
import { port, startVm, user, type Vm } from './machine/vm.js';

inNamespace(import.meta.url, () => {
  describe('an ordinary person with sudo', () => {
    let vm: Vm;
    let was: string;
    let person: Person;
    before(async () => {
      vm = await startVm();
      was = await vm.state();
      vm.configure({ login: { key: '~/.ssh/id_ed25519' }, knownHosts: undefined });
      writeFileSync(join(vm.folder, 'agent.json'), agentConfig);
      person = await bringPerson(vm.folder, {
        '.ssh/id_ed25519': join(vm.folder, 'id_ed25519'),
        'forge/config.ts': vm.configFile,
        'forge/agent.json': join(vm.folder, 'agent.json'),
      });
    });
    after(async () => {
      await vm[Symbol.asyncDispose]();
    });

    it('is told to use sudo where root is needed', async () => {
      const { code, stderr } = await person.sh('npx forge -6 -n 7550_1');
      assert.equal(code, 2);
      assert.equal(stderr, 'forge: needs to be root: it sends raw packets. Run: sudo npx forge -6 -n 7550_1\n');
    });

    it('is refused a machine whose key nobody has taken, and takes it once', async () => {
      const command = 'sudo npx forge -6 -n v6.basic.message.solicit-advertise';
      const first = await person.sh(command);
      assert.equal(first.code, 3, first.stdout + first.stderr);
      assert.match(first.stderr, /is not known: .* take it into ~\/\.ssh\/known_hosts once: forge doctor --trust/);
      const trusted = await person.sh('npx forge doctor --trust');
      assert.equal(trusted.code, 0, trusted.stdout + trusted.stderr);
      const knownHosts = join(person.home, '.ssh/known_hosts');
      assert.match(readFileSync(knownHosts, 'utf8'), /^\[192\.0\.2\.1\]:2222 ssh-ed25519 /);
      assert.equal(statSync(knownHosts).mode & 0o777, 0o600);
    });

    it('runs the main job with the own keys, and owns all that it leaves', async () => {
      const { code, stdout, stderr } = await person.sh('sudo npx forge -6 -n 7550_1');
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /✓ 7550_1 /);
      assert.ok(existsSync(join(person.clone, 'reports/latest/7550_1/capture.pcapng')));
      assert.equal(await person.foreign(), '');
      assert.equal(await vm.state(), was);
    });

    it('owns what was made under sudo, the known_hosts file too', async () => {
      await person.sh('rm -r ~/.ssh/known_hosts');
      const { code, stdout, stderr } = await person.sh('sudo npx forge doctor --trust');
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /is now in .*known_hosts/);
      assert.equal(await person.foreign(), '');
    });

    it('finds the own agent under sudo', async () => {
      const { code, stdout, stderr } = await person.sh(
        'eval "$(ssh-agent)" >/dev/null && ssh-add -q ~/.ssh/id_ed25519 && sudo npx forge --config agent.json -n v6.basic.message.solicit-advertise; code=$?; ssh-agent -k >/dev/null; exit $code',
      );
      assert.equal(code, 0, stdout + stderr);
      assert.equal(await vm.state(), was);
    });
  });
});

const agentConfig = JSON.stringify({
  server: { product: 'kea', host: '192.0.2.1', port, user, login: { agent: true }, wipeLeases: true },
  links: [{ interface: 'em1', serverInterface: 'srv1' }],
});

/** Runs against a machine that forge did not make: a Kea of somebody's, reached as an ordinary user, and put back as it was. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inNamespace } from '../net/namespace.js';
import { forge, outcome, record, says, scratch, start } from './forge.js';
import { startVm, type Vm } from './machine/vm.js';

inNamespace(import.meta.url, () => {
  describe('the machine of somebody is as it was', () => {
    let vm: Vm;
    let was: string;
    let reports: ReturnType<typeof scratch>;
    let common: string[];
    beforeEach(async () => {
      vm = await startVm();
      was = await vm.state();
      assert.match(was, /kea-dhcp6 -c \/etc\/kea\/kea-dhcp6\.conf/);
      reports = scratch('vm');
      common = ['--config', vm.configFile, '--out', reports.path];
    });
    afterEach(async () => {
      reports[Symbol.dispose]();
      await vm[Symbol.asyncDispose]();
    });
    const asItWas = async () => assert.equal(await vm.state(), was);

    it('after a run that gives its verdicts', async () => {
      const args = ['-6', '-n', '7550_1', '-n', 'v6.basic.message.solicit-advertise', '--json'];
      const result = await forge([...args, ...common]);
      const run = record(result);
      assert.deepEqual(
        run.scenarios.map((one) => `${one.id} ${one.verdict}`),
        ['v6.basic.message.solicit-advertise passed', '7550_1 passed'],
      );
      assert.deepEqual(run.problems, []);
      assert.equal(result.code, 0);
      await asItWas();
    });

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      it(`after ${signal} in the middle`, async () => {
        const child = start(['-6', 'features/basic/v6.basic.message.feature', ...common]);
        const ended = outcome(child);
        await says(child, /v6\.basic\.message\.request-reply /);
        child.kill(signal);
        const { code, stdout, stderr } = await ended;
        assert.equal(code, 130, stdout + stderr);
        await asItWas();
      });
    }

    it('after a configuration that Kea refuses, whose words are shown', async () => {
      const feature = join(vm.folder, 'own.feature');
      writeFileSync(feature, refused);
      const { code, stdout, stderr } = await forge([feature, ...common]);
      assert.equal(code, 3, stdout + stderr);
      assert.match(stdout, /refuses the configuration: .*not match the prefix of a subnet/);
      await asItWas();
    });

    it('after a server program that dies at its start', async () => {
      const program = '/opt/dying/kea-dhcp6';
      await vm.sh(`mkdir -p /opt/dying; cat >${program} <<'END'
#!/bin/sh
[ "$1" = -c ] || exec /usr/sbin/kea-dhcp6 "$@"
echo 'out of luck' >&2
exit 7
END
chmod 755 ${program}`);
      was = await vm.state();
      vm.configure({ programs: { 'kea-dhcp6': program } });
      const { code, stdout, stderr } = await forge(['-n', 'v6.basic.message.solicit-advertise', ...common]);
      assert.equal(code, 3, stdout + stderr);
      assert.match(stdout, /ended with exit code 7 at its start/);
      assert.match(stdout, /out of luck/);
      await asItWas();
    });

    it('after a server that dies in the middle, which is its failure', async () => {
      const child = start(['-6', 'features/basic/v6.basic.message.feature', ...common]);
      const ended = outcome(child);
      await says(child, /v6\.basic\.message\.solicit-advertise /);
      // Whatever is under way when it happens, a scenario or a restart: over two seconds one of the next ones meets a dead server.
      // The one that forge started, by its own note: somebody's must be left alone when it runs again.
      await vm.sh(`for i in 1 2 3 4 5 6 7 8 9 10; do
  { read -r p b </var/lib/dhcpv6-forge/own && kill -SEGV "$p"; } 2>/dev/null || :
  sleep 0.2
done`);
      const { code, stdout, stderr } = await ended;
      assert.ok(code === 1 || code === 3, `${code} ${stdout}${stderr}`);
      assert.match(stdout, /SIGSEGV|segmentation fault/);
      await asItWas();
    });
  });
});

const refused = `Feature: what no server can do

  Scenario: own.pool-of-another-prefix
    Kea refuses a pool that lies outside of its subnet.

    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:5::200
    And a client on link 1 that wants IA_NA 1
    When it sends a Solicit
    Then it receives an Advertise
`;

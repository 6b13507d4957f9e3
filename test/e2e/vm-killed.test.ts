/** Runs that end without putting the machine of somebody back: what comes next does it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inNamespace } from '../net/namespace.js';
import { forge, outcome, says, scratch, start } from './forge.js';
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

    it('after a run that was killed, by the next run', async () => {
      const child = start(['-6', 'features/basic', ...common]);
      const ended = outcome(child);
      await says(child, /v6\.basic\.message\.solicit-reply /);
      child.kill('SIGKILL');
      await ended;
      assert.notEqual(await vm.state(), was);
      const { code, stdout, stderr } = await forge(['-n', 'v6.basic.message.solicit-advertise', ...common]);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /put back first what the run of \S+ from 20\S+ had left changed/);
      await asItWas();
    });

    it('by the next run after the line was cut, which ends the run with the reason', async () => {
      const child = start(['-6', 'features/basic', ...common]);
      const ended = outcome(child);
      await says(child, /v6\.basic\.message\.solicit-reply /);
      await vm.sh('pkill -KILL -f "^sshd: tester"');
      const { code, stdout, stderr } = await ended;
      assert.equal(code, 3, stdout + stderr);
      assert.match(stdout + stderr, /the ssh connection to 192\.0\.2\.1 port 2222 broke: /);
      assert.match(stdout + stderr, /before the machine was put back\. The next run puts it back before it begins\./);
      assert.notEqual(await vm.state(), was);
      const next = await forge(['-n', 'v6.basic.message.solicit-advertise', ...common]);
      assert.equal(next.code, 0, next.stdout + next.stderr);
      await asItWas();
    });
  });
});

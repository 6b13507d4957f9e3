/** Runs that are ended at any moment: they, or what comes next, put the machine of somebody back. */
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
      const child = start(['-6', 'features/basic/v6.basic.message.feature', ...common]);
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
      const child = start(['-6', 'features/basic/v6.basic.message.feature', ...common]);
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

    it('by the run itself, whenever it is interrupted', async () => {
      for (let i = 0; i < 8; i++) {
        // A whole run takes about this long, from the start of Node to its end.
        const delay = Math.round(300 + Math.random() * 2000);
        const child = start(['-6', 'features/basic/v6.basic.message.feature', ...common]);
        const ended = outcome(child);
        const timer = setTimeout(() => child.kill('SIGINT'), delay);
        const { code, stdout, stderr } = await ended;
        clearTimeout(timer);
        const what = `after ${delay} ms: ${stdout}${stderr}`;
        // Before it listens for signals it simply dies of one, and after its end there is nothing to interrupt.
        assert.ok(code === 130 || code === null || code === 0, what);
        assert.equal(await vm.state(), was, what);
      }
    });
  });
});

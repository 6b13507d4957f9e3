/** Runs against a machine that forge did not make: a Kea of somebody's, reached as an ordinary user, and put back as it was. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { inNamespace } from '../net/namespace.js';
import { forge, record, scratch } from './forge.js';
import { startVm, type Vm } from './machine/vm.js';

inNamespace(import.meta.url, () => {
  describe('a run against a machine of somebody', () => {
    let vm: Vm;
    let was: string;
    beforeEach(async () => {
      vm = await startVm();
      was = await vm.state();
      assert.match(was, /kea-dhcp6 -c \/etc\/kea\/kea-dhcp6\.conf/);
    });
    afterEach(async () => {
      await vm[Symbol.asyncDispose]();
    });

    it('gives its verdicts, and leaves the machine as it was', async () => {
      using folder = scratch('vm');
      const args = ['-6', '-n', '7550_1', '-n', 'v6.basic.message.solicit-advertise'];
      const result = await forge([...args, '--json', '--config', vm.configFile, '--out', folder.path]);
      const run = record(result);
      assert.deepEqual(
        run.scenarios.map((one) => `${one.id} ${one.verdict}`),
        ['v6.basic.message.solicit-advertise passed', '7550_1 passed'],
      );
      assert.deepEqual(run.problems, []);
      assert.equal(result.code, 0);
      assert.equal(await vm.state(), was);
    });
  });
});

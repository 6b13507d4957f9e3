import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import {
  all,
  decode,
  findings,
  first,
  iaAddress,
  iaNa,
  iaPd,
  printMessage,
  serverId,
  value,
} from '../../../src/dhcp6/index.js';
import { address, bound, pools, status, type Tried, tried } from '../try.js';
import type { Fault } from './fault.js';
import { faults } from './faults.js';
import { faultNamed, faultsFrom } from './named.js';

const model = pools(1);

/** The Reply to a Request for IA_NA 1 and IA_PD 2, from a server with these faults. */
function reply(...list: Fault[]): Tried {
  const answer = tried(model, list).client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] });
  assert.ok(answer !== undefined);
  return answer;
}

describe('a bent answer', () => {
  it('lacks an option, or has it twice, wherever it stands', () => {
    assert.equal(all(reply({ what: 'omit-option', option: 'SERVERID' }), serverId).length, 0);
    assert.equal(all(reply({ what: 'repeat-option', option: 'SERVERID' }), serverId).length, 2);
    assert.equal(address(reply({ what: 'omit-option', option: 'IA_NA/IAADDR' }), 1), '');
    assert.notEqual(address(reply({ what: 'omit-option', option: 'IA_NA 7/IAADDR' }), 1), '');
  });

  it('has other values, and what else there is in the option stays', () => {
    const ia = first(reply({ what: 'set-option', option: 'IA_NA 1', fields: { t1: 7 } }), iaNa);
    assert.deepEqual([ia?.value?.t1, ia?.value?.t2, ia?.options.length], [7, 200, 1]);
    const fields = { validLifetime: 9 };
    const held = first(reply({ what: 'set-option', option: 'IA_NA/IAADDR', fields }), iaNa);
    assert.equal(held === undefined ? undefined : value(held, iaAddress)?.validLifetime, 9);
  });

  it('has a status in place of leases', () => {
    const bent = reply({ what: 'status', status: 1, option: 'IA_NA' });
    assert.deepEqual([status(bent, 'IA_NA 1'), address(bent, 1)], [1, '']);
    assert.equal(status(reply({ what: 'status', status: 1 })), 1);
  });

  it('has options whose length lies or whose payload is cut', () => {
    const kinds = (fault: Fault) => findings(reply(fault)).map(({ kind, path }) => `${kind} ${path}`);
    assert.deepEqual(kinds({ what: 'craft-option', option: 'IA_PD', length: 9000 }), ['truncated REPLY.IA_PD[0]']);
    const cut = kinds({ what: 'craft-option', option: 'IA_NA/IAADDR', truncate: 11 });
    assert.deepEqual(cut, ['truncated REPLY.IA_NA[0].IAADDR[0]']);
    assert.deepEqual(kinds({ what: 'craft-option', option: 'SERVERID', bytes: '' }), ['bad-duid REPLY.SERVERID[0]']);
  });

  it('has another type, another transaction id, its options in another order', () => {
    assert.equal(reply({ what: 'wrong-type', type: 99 }).type, 99);
    assert.notEqual(reply({ what: 'wrong-transaction-id' }).transactionId, 0x123456);
    assert.deepEqual(
      reply({ what: 'reverse-options' }).options.map(({ code }) => code),
      [25, 3, 2, 1],
    );
  });

  it('is right where the fault is of another message, another number or another type of answer', () => {
    const right = printMessage(reply()).map(({ text }) => text);
    for (const when of [{ on: 'RENEW' }, { nth: 2 }, { answer: 'ADVERTISE' }] as const) {
      const bent = reply({ ...when, what: 'omit-option', option: 'IA_NA' } as Fault);
      assert.deepEqual(
        printMessage(bent).map(({ text }) => text),
        right,
      );
    }
  });

  it('spoils living leases alone where that is asked for', () => {
    const { client } = bound(model, [
      { on: 'RENEW', living: true, what: 'set-option', option: 'IA_NA/IAADDR', fields: { validLifetime: 9 } },
    ]);
    const answer = client.asks('RENEW', { leases: { 'IA_NA 1': '2001:db8:1::1ff' } });
    const leases = all(first(answer as Tried, iaNa) as NonNullable<ReturnType<typeof first>>, iaAddress);
    assert.deepEqual(leases.map((one) => one.value?.validLifetime).sort(), [0, 9]);
  });

  it('loses relay layers, or has them wrong', () => {
    const relays = ['2001:db8:1::ffff', '::'];
    const bent = (fault: Fault) => {
      const { client } = tried(model, [fault]);
      client.asks('REQUEST', { relays });
      return client.layers.map(({ hopCount }) => hopCount);
    };
    assert.deepEqual(bent({ what: 'lost-layer' }), [0]);
    assert.deepEqual(bent({ what: 'wrong-hop-count', relay: true }), [0, 1]);
  });
});

describe('a delivery', () => {
  const sent = (...list: Fault[]) => {
    const { client } = tried(model, list);
    client.asks('REQUEST', { ias: ['IA_NA 1'] });
    return client.outcome;
  };

  it('brings nothing, something else, more, or later', () => {
    assert.equal(sent({ what: 'silent' })?.datagrams.length, 0);
    assert.equal(sent({ what: 'garbage', size: 65_527 })?.datagrams[0]?.payload.length, 65_527);
    assert.equal(sent({ what: 'truncated', size: 3 })?.datagrams[0]?.payload.length, 3);
    assert.equal(sent({ what: 'double' })?.datagrams.length, 2);
    assert.equal(sent({ what: 'late', milliseconds: 9 })?.datagrams[0]?.delay, 9);
    assert.equal(sent({ what: 'stranger' })?.datagrams[0]?.from, 'stranger');
    const burst = sent({ what: 'burst', count: 20, of: 'answers' })?.datagrams ?? [];
    assert.equal(burst.length, 21);
    assert.equal(decode(burst[20]?.payload as Uint8Array).name, 'REPLY');
  });

  it('is the last one, before the answer or after it', () => {
    const before = sent({ what: 'die', by: 'SIGSEGV' });
    assert.deepEqual([before?.datagrams.length, before?.death?.by], [0, 'SIGSEGV']);
    const after = sent({ what: 'die', by: 'exit', after: 'answer' });
    assert.deepEqual([after?.datagrams.length, after?.death?.by], [1, 'exit']);
  });
});

describe('a habit', () => {
  it('spoils the record of one IA and leaves the other', () => {
    const { client, records } = tried(model, [{ what: 'habit', habit: 'records another client', ia: 'IA_PD 2' }]);
    client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] });
    const owners = records().map(({ kind, duid }) => [kind, duid === client.duidText]);
    assert.deepEqual(owners, [
      ['IA_NA', true],
      ['IA_PD', false],
    ]);
  });

  it('mixes up IAs of different kinds with the same IAID', () => {
    const { client } = tried(model, [{ on: 'RENEW', what: 'habit', habit: 'finds bindings by IAID alone' }]);
    client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 1'] });
    const answer = client.asks('RENEW', { ias: ['IA_NA 1', 'IA_PD 1'] });
    const [na] = all(answer as Tried, iaNa);
    const [pd] = all(answer as Tried, iaPd);
    assert.deepEqual([na?.options.length, pd?.options.length], [2, 2]);
  });
});

describe('faults by name', () => {
  it('each apply to a message or to the start without being refused', () => {
    for (const name of Object.keys(faults)) {
      const { client } = tried(model, faultNamed(name));
      assert.doesNotThrow(() => client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] }), name);
    }
  });

  it('a misspelt one gives the nearest', () => {
    assert.throws(
      () => faultNamed('no-server-ids'),
      (error: { line?: string }) => /no fault "no-server-ids".*no-server-id/.test(error.line ?? ''),
    );
  });

  it('are the same for all scenarios, or a list for each', () => {
    const same = faultsFrom('no-server-id, silent');
    assert.deepEqual([same(1).length, same(7).length], [2, 2]);
    assert.deepEqual(faultsFrom('')(1), []);
    const folder = mkdtempSync(join(tmpdir(), 'forge-reference-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'plan.json'), JSON.stringify([[], ['silent', { what: 'double' }]]));
    const each = faultsFrom(`@${join(folder, 'plan.json')}`);
    assert.deepEqual([each(1), each(2), each(3)], [[], [{ what: 'silent' }, { what: 'double' }], []]);
  });
});

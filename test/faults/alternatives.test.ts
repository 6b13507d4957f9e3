import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../src/report/record.js';
import type { Fault } from '../reference-server/faults/fault.js';
import { inLab } from './in-lab.js';
import { proven } from './proven.js';

const giving = ['SOLICIT', 'REQUEST', 'RENEW', 'REBIND'] as const;
const success = { code: 0, message: '' };

interface Alternative {
  readonly name: string;
  readonly faults: readonly Fault[];
  readonly allows: readonly Verdict[];
  /** What forge gets wrong so far; when it does not any more, the line has to go. */
  readonly known?: string;
}

/** What a server may do otherwise. No scenario may fail because of it: a test that is stricter than its RFC is a bug of forge. */
const alternatives: readonly Alternative[] = [
  {
    name: 'options in another order, more of them than needed, and Success said where it could be left out',
    faults: [
      { on: giving, what: 'add-option', option: 'STATUS_CODE', fields: success, within: 'IA_NA', living: true },
      { on: ['REQUEST', 'RENEW', 'REBIND'], what: 'add-option', option: 'STATUS_CODE', fields: success },
      { on: giving, what: 'add-option', option: 'RECONF_ACCEPT' },
      { on: giving, what: 'add-option', option: '64999', bytes: 'c0ffee' },
      { what: 'reverse-options' },
    ],
    allows: ['passed'],
  },
  {
    name: 'answers from a source port of its own, after a while',
    faults: [{ what: 'wrong-port' }, { what: 'late', milliseconds: 40 }],
    allows: ['passed'],
  },
  {
    name: 'lifetimes that have begun to run, and another lease than it offered',
    faults: [
      { on: 'REQUEST', what: 'habit', habit: 'gives another than it offered' },
      { on: ['RENEW', 'REBIND'], what: 'habit', habit: 'gives lifetimes that have begun to run' },
    ],
    allows: ['passed'],
  },
  {
    name: 'no new leases on Renew and Rebind where the scenario leaves that open',
    faults: [{ on: ['RENEW', 'REBIND'], what: 'habit', habit: 'makes no new leases where it may' }],
    allows: ['passed'],
  },
  {
    name: 'no status in the Replies to Release and Decline, which means Success',
    faults: [{ on: ['RELEASE', 'DECLINE'], what: 'omit-option', option: 'STATUS_CODE' }],
    allows: ['passed', 'deviation'],
  },
  {
    name: 'the IAs of a Release returned with Success in them',
    faults: [
      { on: 'RELEASE', nth: 1, what: 'add-option', option: 'IA_NA', fields: { iaid: 1 } },
      { on: 'RELEASE', nth: 1, what: 'add-option', option: 'STATUS_CODE', fields: success, within: 'IA_NA 1' },
    ],
    allows: ['passed'],
  },
  {
    name: 'another lease on Renew in place of the one that the client held',
    faults: [{ on: 'RENEW', nth: 1, what: 'habit', habit: 'changes the lease on renewal' }],
    allows: ['passed'],
    known: '"gives back what the client held" does not know that the list may be changed (R8415-18.3.4-07)',
  },
];

inLab(import.meta.url, (forge) => {
  for (const { name, faults, allows, known } of alternatives) {
    test(name, async (t) => {
      const { record, stdout, stderr } = await forge(proven, { all: faults });
      assert.ok(record !== undefined, stdout + stderr);
      if (known !== undefined) {
        const bad = record.scenarios.filter(({ verdict }) => verdict !== 'unsupported' && !allows.includes(verdict));
        assert.ok(bad.length > 0, `no longer so: ${known}`);
        return;
      }
      for (const { id, verdict, reason } of record.scenarios) {
        if (verdict === 'unsupported') continue;
        await t.test(id, () => assert.ok(allows.includes(verdict), `${verdict}: ${reason}`));
      }
    });
  }
});

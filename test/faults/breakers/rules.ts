import type { Fault } from '../../reference-server/faults/fault.js';
import type { Breach, Place } from './breach.js';

/**
 * What a server must do wrong to break one rule of every message: in the answer to this message, or in a whole session in that to
 * its Renew. Throws where the rule is not known here: it has to be added.
 */
export function breachOfRule(rule: string, when: Place['when']): Breach {
  const found = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (found === undefined) throw new RangeError(`no fault is known that breaks the rule "${rule}"`);
  const { fault, offered, ...rest } = found;
  const place = when.on === 'DECLINE' ? { on: 'RENEW', nth: 1 } : when;
  const clause = offered !== undefined && place.on === 'SOLICIT' ? { requirement: offered } : {};
  const faults = (Array.isArray(fault) ? fault : [fault]).map((one: object) => ({ ...place, ...one }) as Fault);
  return { faults, ...rest, ...clause };
}

interface RuleBreach {
  readonly fault: object | readonly object[];
  readonly requirement?: string;
  /** The clause where the answer is an Advertise. */
  readonly offered?: string;
  /** The rule is only worth a word (MAY), so that its breach is a remark. */
  readonly verdict?: 'passed' | 'failed';
}

const secondIa = { what: 'add-option', option: 'IA_PD', fields: { iaid: 77 } };

const rules: Readonly<Record<string, RuleBreach>> = {
  'message-type': { fault: { what: 'wrong-type', type: 'RECONFIGURE' }, requirement: 'R8415-7.3-01' },
  'transaction-id': { fault: { what: 'wrong-transaction-id' }, requirement: 'R8415-16.1-01' },
  'client-id': {
    fault: { what: 'omit-option', option: 'CLIENTID' },
    requirement: 'R8415-18.3-05',
    offered: 'R8415-18.3-03',
  },
  'server-id': {
    fault: { what: 'omit-option', option: 'SERVERID' },
    requirement: 'R8415-18.3-04',
    offered: 'R8415-18.3-02',
  },
  'rapid-commit': {
    fault: { on: 'SOLICIT', nth: 1, what: 'omit-option', option: 'RAPID_COMMIT' },
    requirement: 'R8415-21.14-01',
  },
  'well-formed': {
    fault: { what: 'add-option', option: 'SOL_MAX_RT', bytes: '00' },
    requirement: 'R8415-21.1-01',
  },
  singleton: { fault: { what: 'repeat-option', option: 'SERVERID' }, requirement: 'R8415-21-02' },
  'option-place': {
    fault: { what: 'add-option', option: 'ELAPSED_TIME', fields: { value: 0 } },
    requirement: 'R8415-21.1-02',
  },
  unrequested: {
    fault: { what: 'add-option', option: 'INF_MAX_RT', fields: { seconds: 60 } },
    requirement: 'R8415-21.7-01',
    verdict: 'passed',
  },
  // Of an IA that the client does not look at, as other sentences look at those that it has.
  iaid: {
    fault: [secondIa, secondIa],
    requirement: 'R8415-21.21-01',
    verdict: 'failed',
  },
  timers: {
    fault: { what: 'set-option', option: 'IA_NA', fields: { t1: 300, t2: 200 } },
    requirement: 'R8415-21.4-12',
  },
  'same-timers': {
    fault: { what: 'set-option', option: 'IA_PD', fields: { t1: 90, t2: 190 } },
    requirement: 'R8415-18.1-01',
  },
  'timers-in-lifetime': {
    fault: { what: 'set-option', option: 'IA_NA', fields: { t1: 5000, t2: 6000 } },
    requirement: 'R8415-21.4-08',
    verdict: 'passed',
  },
  lifetimes: {
    fault: { what: 'set-option', option: 'IA_NA/IAADDR', fields: { preferredLifetime: 500, validLifetime: 400 } },
    requirement: 'R8415-21.6-05',
  },
  'duplicate-lease': { fault: { what: 'repeat-option', option: 'IA_NA/IAADDR' } },
  'status-with-lease': { fault: { what: 'add-option', option: 'STATUS_CODE', within: 'IA_NA', fields: { code: 2 } } },
  'status-place': { fault: { what: 'status', status: 3 }, requirement: 'R8415-21.4-05' },
  'status-known': { fault: { what: 'status', status: 9999 }, requirement: 'R8415-21.13-04' },
  limits: {
    fault: { what: 'set-option', option: 'SOL_MAX_RT', fields: { seconds: 10 } },
    requirement: 'R8415-21.24-01',
  },
  'reserved-bits': {
    fault: { what: 'set-option', option: 'CLIENT_FQDN', fields: { flags: 0x84 } },
    requirement: 'R4704-4.1-03',
  },
  'fqdn-flags': {
    fault: { what: 'set-option', option: 'CLIENT_FQDN', fields: { flags: 5 } },
    requirement: 'R4704-4.1-02',
  },
  'excluded-prefix': {
    fault: { what: 'set-option', option: 'IA_PD/IAPREFIX/PD_EXCLUDE', fields: { prefixLength: 48 } },
    requirement: 'R6603-4.2-01',
  },
  'relay-layers': {
    fault: { what: 'repeat-option', option: 'RELAY_MSG', relay: true },
    requirement: 'R8415-19.3-06',
  },
  'relay-header': { fault: { what: 'wrong-hop-count', relay: true }, requirement: 'R8415-19.3-03' },
  'relay-interface-id': {
    fault: { what: 'omit-option', option: 'INTERFACE_ID', relay: true },
    requirement: 'R8415-21.18-01',
  },
  'relay-echo': { fault: { what: 'add-option', option: 'REMOTE_ID', bytes: '00007ed901', relay: true } },
  'relay-options': {
    fault: { what: 'repeat-option', option: 'INTERFACE_ID', relay: true },
    requirement: 'R8415-21-02',
  },
};

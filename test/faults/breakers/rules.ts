import type { Fault } from '../../reference-server/faults/fault.js';
import type { Breach } from './breach.js';

/** What a server must do wrong to break one rule of every message, in a session that has them all; Throws where the rule is not known here: it has to be added. */
export function breachOfRule(rule: string): Breach {
  const found = Object.hasOwn(rules, rule) ? rules[rule] : undefined;
  if (found === undefined) throw new RangeError(`no fault is known that breaks the rule "${rule}"`);
  const { fault, ...rest } = found;
  return { faults: [{ on: 'RENEW', nth: 1, ...fault } as Fault], ...rest };
}

/** `passed`: the rule is only worth a word (MAY), so that its breach is a remark. */
const rules: Readonly<Record<string, { fault: object; requirement?: string; verdict?: 'passed' }>> = {
  'message-type': { fault: { what: 'wrong-type', type: 'ADVERTISE' } },
  'transaction-id': { fault: { what: 'wrong-transaction-id' } },
  'client-id': { fault: { what: 'omit-option', option: 'CLIENTID' } },
  'server-id': { fault: { what: 'omit-option', option: 'SERVERID' } },
  'rapid-commit': { fault: { on: 'SOLICIT', what: 'omit-option', option: 'RAPID_COMMIT' } },
  'well-formed': { fault: { what: 'craft-option', option: 'DNS_SERVERS', truncate: 15 } },
  singleton: { fault: { what: 'repeat-option', option: 'DNS_SERVERS' } },
  'option-place': { fault: { what: 'add-option', option: 'ELAPSED_TIME', fields: { value: 0 } } },
  unrequested: { fault: { what: 'add-option', option: 'INF_MAX_RT', fields: { seconds: 60 } }, verdict: 'passed' },
  iaid: { fault: { what: 'repeat-option', option: 'IA_NA' } },
  timers: { fault: { what: 'set-option', option: 'IA_NA', fields: { t1: 300, t2: 200 } } },
  'same-timers': { fault: { what: 'set-option', option: 'IA_PD', fields: { t1: 90, t2: 190 } } },
  'timers-in-lifetime': {
    fault: { what: 'set-option', option: 'IA_NA', fields: { t1: 5000, t2: 6000 } },
    verdict: 'passed',
  },
  lifetimes: {
    fault: { what: 'set-option', option: 'IA_NA/IAADDR', fields: { preferredLifetime: 500, validLifetime: 400 } },
  },
  'duplicate-lease': { fault: { what: 'repeat-option', option: 'IA_NA/IAADDR' } },
  'status-with-lease': { fault: { what: 'add-option', option: 'STATUS_CODE', within: 'IA_NA', fields: { code: 2 } } },
  'status-place': { fault: { what: 'status', status: 3 } },
  'status-known': { fault: { what: 'status', status: 9999 } },
  limits: { fault: { what: 'set-option', option: 'SOL_MAX_RT', fields: { seconds: 10 } } },
  'reserved-bits': { fault: { what: 'set-option', option: 'CLIENT_FQDN', fields: { flags: 0x84 } } },
  'fqdn-flags': {
    fault: { what: 'set-option', option: 'CLIENT_FQDN', fields: { flags: 5 } },
    requirement: 'R4704-4.1-02',
  },
  'excluded-prefix': {
    fault: { what: 'set-option', option: 'IA_PD/IAPREFIX/PD_EXCLUDE', fields: { prefixLength: 48 } },
  },
  'relay-layers': { fault: { what: 'lost-layer' }, requirement: 'R8415-19.3-02' },
  'relay-header': { fault: { what: 'wrong-hop-count', relay: true } },
  'relay-interface-id': { fault: { what: 'omit-option', option: 'INTERFACE_ID', relay: true } },
  'relay-echo': { fault: { what: 'add-option', option: 'REMOTE_ID', bytes: '00007ed901', relay: true } },
  'relay-options': {
    fault: { what: 'repeat-option', option: 'INTERFACE_ID', relay: true },
    requirement: 'R8415-21-02',
  },
};

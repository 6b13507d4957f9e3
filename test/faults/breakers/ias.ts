import type { HeldLease, IaName } from '../../../src/client/bindings.js';
import type { NamedOption } from '../../../src/run/parameters.js';
import { type Breaker, type Breakers, leaseIn, leaseOption, living, nameOf } from './breach.js';

const otherStatus: Breaker = ({ when }, ia: IaName) => ({ ...when, what: 'status', option: nameOf(ia), status: 1 });
const withoutLease: Breaker = ({ when }, ia: IaName) => ({ ...when, what: 'omit-option', option: leaseIn(ia) });
const withoutIa: Breaker = ({ when }, ia: IaName) => ({ ...when, what: 'omit-option', option: nameOf(ia) });
const ofNoPool: Breaker = ({ when }, ia: IaName) => ({
  ...when,
  what: 'habit',
  habit: 'gives what no pool has',
  ia: nameOf(ia),
});
const ofAnother: Breaker = ({ when }, ia: IaName) => ({
  ...when,
  what: 'habit',
  habit: 'gives what another client holds',
  ia: nameOf(ia),
});
const withLease: Breaker = ({ when }, ia: IaName, leases: HeldLease[]) =>
  leases.map((lease) => ({ ...when, what: 'add-option', within: nameOf(ia), ...leaseOption(lease) }) as const);
const alive: Breaker = ({ when }, ia: IaName) => ({ ...when, what: 'set-option', option: leaseIn(ia), fields: living });
const unrecorded: Breaker = (place, ia: IaName) =>
  withLease(place, ia, [
    ia.kind === 'IA_PD'
      ? { address: '3001::55:0:0:0', prefixLength: 96 }
      : { address: '2001:db8:1::155', prefixLength: 128 },
  ]);
const oneForAll: Breaker = ({ when }) => ({ ...when, what: 'habit', habit: 'gives one lease to all IAs' });
const otherTimers: Breaker = ({ when }) => ({
  ...when,
  what: 'set-option',
  option: 'IA_PD',
  fields: { t1: 90, t2: 190 },
});

/** Sentences about the IAs of an answer. */
export const iaBreakers: Breakers = {
  'in it {ia} holds an address of {address} to {address}': ofNoPool,
  'in it {ia} holds an address of {address} to {address} \\(of {address} to {address}: a deviation)': ofNoPool,
  'in it {ia} holds no address of {address} to {address}': (place, ia: IaName, address: string) =>
    withLease(place, ia, [{ address, prefixLength: 128 }]),
  'in it {ia} holds a prefix of length {int} of {prefix}': ofNoPool,
  'in it {ia} holds a prefix of length {int} of {prefix} or of length {int} of {prefix}': ofNoPool,
  'in it {ia} holds an address of {address} to {address}, or NoAddrsAvail by policy': ofNoPool,
  'in it {ia} holds a prefix of length {int} of {prefix}, or NoPrefixAvail by policy': ofNoPool,
  'in it {ia} was given an address of {address} to {address} \\(NoBinding: a deviation)': ofNoPool,
  'in it {ia} was given a prefix of length {int} of {prefix} \\(NoBinding or NoPrefixAvail: a deviation)': ofNoPool,
  'in it {ia} was given a prefix of length {int} of {prefix} \\(NoBinding where it makes no new leases on Renew)':
    ofNoPool,
  'in it {ia} holds a lease, or the status {statuses}': otherStatus,
  'in it {ia} gives back what the client held': withoutLease,
  'in it {ia} is extended': withoutLease,
  'in it {ia} comes back': withoutIa,
  'in it {ia} is told about': withoutIa,
  'in it {ia} holds only recorded leases, or the status NoBinding': unrecorded,
  'in it {ia} holds only recorded leases, or says why it has none': unrecorded,
  'in it each IA holds a lease of its own': oneForAll,
  'in it each IA holds a lease of its own \\(else: a deviation)': oneForAll,

  'in it {ia} ends {leases}': alive,
  'in it {ia} ends {leases} \\(left out: a deviation)': alive,
  'in it {ia} ends what the client held \\(left out: a deviation)': alive,
  'in it {ia} ends what the client held, or extends it \\(left out: a deviation)': withoutIa,
  'in it {ia} does not extend what the client held': alive,
  'in it {ia} does not give {leases}': withLease,
  'in it {ia} does not name {leases}': withLease,
  'in it {ia} does not give what {client} holds': ofAnother,
  '{client} holds other leases in {ia} than {client}': (place, _client: string, ia: IaName) => ofAnother(place, ia),
  'in it {ia} does not name what {client} holds': ofAnother,
  'in it {ia} does not hold what was declined': ({ when: { on } }) =>
    on === 'RENEW'
      ? { on: 'DECLINE', what: 'habit', habit: 'frees what is declined' }
      : [
          { on: 'DECLINE', what: 'habit', habit: 'frees what is declined' },
          { on: 'RENEW', what: 'habit', habit: 'makes no new leases where it may' },
        ],

  'in it {ia} carries the status {status}': otherStatus,
  'in it {ia} carries the status {status} and nothing else': ({ when }, ia: IaName) => {
    const { option, fields } = leaseOption({
      address: '2001:db8:1::155',
      prefixLength: ia.kind === 'IA_PD' ? 96 : 128,
    });
    const over = { ...fields, preferredLifetime: 0, validLifetime: 0 };
    return { ...when, what: 'add-option', within: nameOf(ia), option, fields: over };
  },
  'in it {ia} is refused with the status {status}': otherStatus,
  'in it {ia} carries the status NoBinding, unless new leases are made on Renew': otherStatus,
  'in it {ia} carries the status NoBinding, unless new leases are made on Rebind': otherStatus,
  'in it {ia} carries the status {status} \\(NoBinding: a deviation where it makes new leases on Renew)': otherStatus,
  'in it {ia} carries the status {status} \\(NoBinding: a deviation where it makes new leases on Rebind)': otherStatus,
  'in it {ia} carries the status NoBinding \\(a recorded lease: a deviation)': ({ when }, ia: IaName) => ({
    faults: [{ ...when, what: 'status', option: nameOf(ia), status: 1 }],
    verdict: 'failed',
  }),
  'in it {ia} is no longer bound': otherStatus,
  'in it {ia} is known, not unbound \\(else: a deviation)': ({ when }, ia: IaName) => ({
    ...when,
    what: 'add-option',
    within: nameOf(ia),
    option: 'STATUS_CODE',
    fields: { code: 3 },
  }),
  'in it {ia} does not carry the status {status}': ({ when }, ia: IaName, status: number) => [
    { ...when, what: 'add-option', option: ia.kind, fields: { iaid: ia.iaid } },
    { ...when, what: 'status', option: nameOf(ia), status },
  ],
  'in it the status of {ia} has words \\(none: a deviation)': ({ when }, ia: IaName) => [
    { ...when, what: 'habit', habit: 'makes no new leases where it may' },
    { ...when, what: 'set-option', option: `${nameOf(ia)}/STATUS_CODE`, fields: { message: '' } },
  ],

  'in it the lifetimes of {ia} are fresh': ({ when }, ia: IaName) => ({
    ...when,
    what: 'set-option',
    option: leaseIn(ia),
    fields: { preferredLifetime: 350, validLifetime: 400 },
  }),
  'in it {ia} has preferred lifetime {lifetime} and valid lifetime {lifetime}': ({ when }, ia: IaName) => ({
    ...when,
    what: 'set-option',
    option: leaseIn(ia),
    fields: { preferredLifetime: 50, validLifetime: 60 },
  }),
  // The same in all IAs, as another sentence may ask for that.
  'in it {ia} has T1 {lifetime} and T2 {lifetime}': ({ when }) =>
    ['IA_NA', 'IA_PD'].map((option) => ({ ...when, what: 'set-option', option, fields: { t1: 99 } }) as const),
  'in it T1 and T2 are the same in all IAs': otherTimers,
  'in it T1 and T2 are the same in all IAs \\(else: a deviation)': otherTimers,
  'in it T1 and T2 suit the shortest lease': ({ when }) =>
    ['IA_NA', 'IA_PD'].map(
      (option) => ({ ...when, what: 'set-option', option, fields: { t1: 70000, t2: 80000 } }) as const,
    ),

  'in it the lease of {ia} carries the option {option}': ({ when }, ia: IaName, option: NamedOption) => ({
    ...when,
    what: 'omit-option',
    option: `${leaseIn(ia)}/${option.code}`,
  }),
  'in it the lease of {ia} carries no option {option}': ({ when }, ia: IaName, option: NamedOption) => ({
    ...when,
    what: 'add-option',
    within: leaseIn(ia),
    option: String(option.code),
    bytes: '400010',
  }),
};

/** What may become of an IA that a client adds, loses or moves in a Renew or Rebind (RFC 7550, now RFC 8415, sections 18.3.4 and 18.3.5). */
import { type IaName, iaText } from '../src/client/bindings.js';
import {
  leaseOrDeviation,
  makesNewLeasesOn,
  noBindingOrRecorded,
  notExtended,
  nothingToGive,
  recordedOrStatus,
  shows,
} from '../src/run/checks/added.js';
import { addressFrom, iaStatus, isComplaint, prefixFrom, theIa } from '../src/run/checks/ia.js';
import { type Scenario, Then } from '../src/run/define.js';
import type { Complaint } from '../src/run/judge.js';
import type { Prefix } from '../src/run/parameters.js';

const noAddrsAvail = 2;
const noBinding = 3;
const noPrefixAvail = 6;

function reportAdded(scenario: Scenario, ia: IaName, found: Complaint[], deviating: readonly number[]): void {
  const { complaints, excused } = leaseOrDeviation(scenario.received().message, ia, found, deviating);
  if (excused) scenario.excused.add(iaText(ia));
  scenario.judge.report(complaints);
}

function reportOrPolicy(scenario: Scenario, ia: IaName, found: Complaint[], status: number): void {
  if (found.length > 0 && iaStatus(scenario.received().message, ia, status, true).length === 0) {
    scenario.judge.remark('a lease in each IA', `${iaText(ia)} refused by policy`);
    scenario.excused.add(iaText(ia));
    return;
  }
  scenario.judge.report(found);
}

/** An added IA_PD gets a prefix; its refusal is a deviation, its absence a breach. */
Then(
  'in it {ia} was given a prefix of length {int} of {prefix} \\(NoBinding or NoPrefixAvail: a deviation)',
  function (ia: IaName, length: number, pool: Prefix) {
    const found = prefixFrom(this.received().message, ia, length, pool);
    reportAdded(this, ia, found, [noBinding, noPrefixAvail]);
  },
);

/** The same, where NoBinding is right if the server makes no new leases on Renew, and a deviation if it does. */
Then(
  'in it {ia} was given a prefix of length {int} of {prefix} \\(NoBinding where it makes no new leases on Renew)',
  function (ia: IaName, length: number, pool: Prefix) {
    const { message } = this.received();
    if (makesNewLeasesOn(this, 'renew') !== true && iaStatus(message, ia, noBinding).length === 0) {
      this.excused.add(iaText(ia));
      return;
    }
    reportAdded(this, ia, prefixFrom(message, ia, length, pool), [noBinding]);
  },
);

/** One lease of a kind a client is a policy that the status in the IA tells. */
Then(
  'in it {ia} holds an address of {address} to {address}, or NoAddrsAvail by policy',
  function (ia: IaName, from: string, to: string) {
    reportOrPolicy(this, ia, addressFrom(this.received().message, ia, from, to), noAddrsAvail);
  },
);

Then(
  'in it {ia} holds a prefix of length {int} of {prefix}, or NoPrefixAvail by policy',
  function (ia: IaName, length: number, pool: Prefix) {
    reportOrPolicy(this, ia, prefixFrom(this.received().message, ia, length, pool), noPrefixAvail);
  },
);

/** Either of two pools may serve the IA; which one is remarked. */
Then(
  'in it {ia} holds a prefix of length {int} of {prefix} or of length {int} of {prefix}',
  function (ia: IaName, length: number, pool: Prefix, otherLength: number, otherPool: Prefix) {
    const { message } = this.received();
    const other = prefixFrom(message, ia, otherLength, otherPool);
    if (other.length > 0) this.judge.report(prefixFrom(message, ia, length, pool));
    remarkChoice(this, ia);
  },
);

/** An added IA_NA gets an address; its refusal is a deviation, its absence a breach. */
Then(
  'in it {ia} was given an address of {address} to {address} \\(NoBinding: a deviation)',
  function (ia: IaName, from: string, to: string) {
    reportAdded(this, ia, addressFrom(this.received().message, ia, from, to), [noBinding]);
  },
);

/** Right where the server makes new leases on Renew; where it makes none, NoBinding is. */
Then(
  'in it {ia} carries the status {status} \\(NoBinding: a deviation where it makes new leases on Renew)',
  function (ia: IaName, status: number) {
    this.judge.report(nothingToGive(this.received().message, ia, status, makesNewLeasesOn(this, 'renew')));
  },
);

Then(
  'in it {ia} carries the status {status} \\(NoBinding: a deviation where it makes new leases on Rebind)',
  function (ia: IaName, status: number) {
    this.judge.report(nothingToGive(this.received().message, ia, status, makesNewLeasesOn(this, 'rebind')));
  },
);

/** A lease in its place, if it is recorded, is a deviation; one that is not recorded is a breach. */
Then('in it {ia} carries the status NoBinding \\(a recorded lease: a deviation)', async function (ia: IaName) {
  const { message } = this.received();
  this.judge.report(noBindingOrRecorded(message, ia, this.client().identity.duid, await this.leases()));
});

/** Whatever the server chooses, it does not give what it does not record. */
Then('in it {ia} holds only recorded leases, or the status NoBinding', async function (ia: IaName) {
  const { message } = this.received();
  this.judge.report(recordedOrStatus(message, ia, this.client().identity.duid, await this.leases(), [noBinding]));
});

Then('in it {ia} holds only recorded leases, or says why it has none', async function (ia: IaName) {
  const { message } = this.received();
  const statuses = [noBinding, ia.kind === 'IA_PD' ? noPrefixAvail : noAddrsAvail];
  this.judge.report(recordedOrStatus(message, ia, this.client().identity.duid, await this.leases(), statuses));
});

/** What the client held is not extended: lifetimes 0, or no longer there; which of them is remarked. */
Then('in it {ia} does not extend what the client held', function (ia: IaName) {
  const { message } = this.received();
  this.judge.report(notExtended(message, ia, this.heldBefore(ia)));
  remarkChoice(this, ia);
});

Then('in it {ia} does not hold what was declined', function (ia: IaName) {
  this.judge.report(notExtended(this.received().message, ia, this.declined));
});

/** Extended, taken back or refused: all are allowed; which is remarked. */
Then('in it {ia} comes back', function (ia: IaName) {
  const found = theIa(this.received().message, ia, `${iaText(ia)} in the answer`);
  if (isComplaint(found)) this.judge.report([found]);
  remarkChoice(this, ia);
});

function remarkChoice(scenario: Scenario, ia: IaName): void {
  const found = theIa(scenario.received().message, ia, '');
  if (!isComplaint(found)) scenario.judge.remark('the server chooses', `${iaText(ia)} with ${shows(found)}`);
}

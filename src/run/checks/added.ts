/** Checks of RFC 7550 (now RFC 8415, sections 18.3.4 and 18.3.5): what may become of an IA in Renew and Rebind. */
import { type HeldLease, type IaContent, type IaName, iaText } from '../../client/bindings.js';
import type { ClientServerMessage } from '../../dhcp6/index.js';
import type { Lease } from '../../servers/adapter.js';
import type { Complaint } from '../judge.js';
import type { Scenario } from '../scenario.js';
import { statusText } from './answer.js';
import { isComplaint, leaseText, theIa } from './ia.js';
import { isRecorded } from './leases.js';

const noBinding = 3;

/** Whether the server makes new leases on Renew or Rebind; undefined where it can do both and the scenario does not say. */
export function makesNewLeasesOn({ model, run }: Scenario, type: 'renew' | 'rebind'): boolean | undefined {
  const wanted = type === 'renew' ? model.newLeasesOnRenew : model.newLeasesOnRebind;
  if (wanted !== undefined) return wanted;
  const on = run.adapter.capabilities.has(`new-leases-on-${type}`);
  const off = run.adapter.capabilities.has(`no-new-leases-on-${type}`);
  return on === off ? undefined : on;
}

/** What an IA shows, in a word: for remarks and for complaints. */
export function shows(ia: IaContent): string {
  const living = ia.leases.filter((lease) => lease.valid > 0);
  const ended = ia.leases.filter((lease) => lease.valid === 0);
  const parts = [
    ...(living.length > 0 ? [living.map(leaseText).join(', ')] : []),
    ...(ended.length > 0 ? [`${ended.map(leaseText).join(', ')} with lifetimes 0`] : []),
    ...(ia.status === undefined ? [] : [`status ${statusText(ia.status)}`]),
  ];
  return parts.length === 0 ? 'neither lease nor status' : parts.join(', ');
}

/**
 * An added IA got a lease (`complaints` of the check for it is empty), or one of the statuses that are a deviation for it.
 * Gives `excused` where a deviation was taken, so that sentences about its lease have nothing to look at.
 */
export function leaseOrDeviation(
  answer: ClientServerMessage,
  name: IaName,
  complaints: Complaint[],
  deviating: readonly number[],
): { complaints: Complaint[]; excused: boolean } {
  const [first] = complaints;
  if (first === undefined) return { complaints, excused: false };
  const ia = theIa(answer, name, first.expected);
  const expected = `${first.expected} (${deviating.map(statusText).join(' or ')}: a deviation)`;
  if (isComplaint(ia)) return { complaints: [{ ...first, expected }], excused: false };
  const living = ia.leases.some((lease) => lease.valid > 0);
  const excused = !living && ia.status !== undefined && deviating.includes(ia.status);
  return { complaints: [{ ...first, expected, ...(excused ? { weight: 'deviation' as const } : {}) }], excused };
}

/** Nothing can be given: this status; NoBinding where the server makes new leases is a deviation, and right where it makes none. */
export function nothingToGive(
  answer: ClientServerMessage,
  name: IaName,
  code: number,
  makesNewLeases: boolean | undefined,
): Complaint[] {
  const expected = `${iaText(name)} with status ${statusText(code)} and no lease${makesNewLeases === false ? `, or ${statusText(noBinding)}` : ` (${statusText(noBinding)}: a deviation)`}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.some((lease) => lease.valid > 0);
  if (!living && (ia.status === code || (ia.status === noBinding && makesNewLeases !== true))) return [];
  const weight = !living && ia.status === noBinding ? { weight: 'deviation' as const } : {};
  return [{ expected, received: `${iaText(name)} with ${shows(ia)}`, message: answer, wrong: [ia.option], ...weight }];
}

/** NoBinding, as the server makes no new leases; a lease that is recorded is a deviation, one that is not a breach. */
export function noBindingOrRecorded(
  answer: ClientServerMessage,
  name: IaName,
  duid: Uint8Array,
  leases: readonly Lease[],
): Complaint[] {
  const expected = `${iaText(name)} with status ${statusText(noBinding)} and no lease (a recorded lease: a deviation)`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.filter((lease) => lease.valid > 0);
  if (ia.status === noBinding && living.length === 0) return [];
  const recorded = living.length > 0 && living.every((lease) => isRecorded(leases, duid, name, lease));
  return [
    {
      expected,
      received: `${iaText(name)} with ${shows(ia)}${living.length > 0 ? (recorded ? ', recorded' : ', not recorded') : ''}`,
      message: answer,
      wrong: [ia.option],
      weight: recorded ? 'deviation' : 'violation',
    },
  ];
}

/** Every living lease of the IA is in the server's record; without one, it carries one of these statuses or ends a lease. */
export function recordedOrStatus(
  answer: ClientServerMessage,
  name: IaName,
  duid: Uint8Array,
  leases: readonly Lease[],
  statuses: readonly number[],
): Complaint[] {
  const expected = `${iaText(name)} with leases that are recorded, or ${statuses.map(statusText).join(' or ')}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.filter((lease) => lease.valid > 0);
  const lost = living.filter((lease) => !isRecorded(leases, duid, name, lease));
  const answered = ia.leases.length > 0 || (ia.status !== undefined && statuses.includes(ia.status));
  if (lost.length === 0 && answered) return [];
  return [
    {
      expected,
      received:
        lost.length > 0 ? `${lost.map(leaseText).join(', ')} is not recorded` : `${iaText(name)} with ${shows(ia)}`,
      message: answer,
      wrong: lost.length > 0 ? lost.map((lease) => lease.option) : [ia.option],
    },
  ];
}

/** None of these leases comes back living in the IA. */
export function notExtended(answer: ClientServerMessage, name: IaName, gone: readonly HeldLease[]): Complaint[] {
  const what = gone.map(leaseText).join(', ');
  const expected = `${iaText(name)} without ${what}, or with lifetimes 0 for it`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const still = ia.leases.filter(
    (lease) =>
      lease.valid > 0 && gone.some((one) => one.address === lease.address && one.prefixLength === lease.prefixLength),
  );
  if (still.length === 0 && gone.length > 0) return [];
  return [
    {
      expected,
      received:
        gone.length === 0 ? 'the client held nothing' : `${still.map(leaseText).join(', ')} with lifetimes above 0`,
      message: answer,
      wrong: still.map((lease) => lease.option),
    },
  ];
}

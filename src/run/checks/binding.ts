/** Checks of what a server makes of an IA (RFC 8415, sections 18.3.1 to 18.3.9): extended, ended, refused, or given something. */
import { type HeldLease, type IaContent, type IaName, iasOf, iaText, sameIa } from '../../client/bindings.js';
import { type ClientServerMessage, first, statusCode } from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import { shows } from './added.js';
import { statusText } from './answer.js';
import { isComplaint, leaseText, theIa } from './ia.js';

const success = 0;
const noAddrsAvail = 2;
const noBinding = 3;
const noPrefixAvail = 6;

function same(a: HeldLease, b: HeldLease): boolean {
  return a.address === b.address && a.prefixLength === b.prefixLength;
}

function list(leases: readonly HeldLease[]): string {
  return leases.map(leaseText).join(', ');
}

function living(ia: IaContent): IaContent['leases'] {
  return ia.leases.filter((lease) => lease.valid > 0);
}

function refuses(ia: IaContent): boolean {
  return ia.status !== undefined && ia.status !== success;
}

/** The status that says of this kind of IA that there is nothing to give. */
export function nothingLeft(name: IaName): number {
  return name.kind === 'IA_PD' ? noPrefixAvail : noAddrsAvail;
}

/** What an answer says of an IA, judged by one predicate. */
function judged(
  answer: ClientServerMessage,
  name: IaName,
  what: string,
  good: (ia: IaContent) => boolean,
  weight?: Complaint['weight'],
): Complaint[] {
  const expected = `${iaText(name)} ${what}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  if (good(ia)) return [];
  return [
    {
      expected,
      received: `${iaText(name)} with ${shows(ia)}`,
      message: answer,
      wrong: [ia.option],
      ...(weight === undefined ? {} : { weight }),
    },
  ];
}

/**
 * The binding goes on: a living lease with preferred <= valid lifetime, and no error status. Whether it is the one that the client
 * held is the server's choice (RFC 8415, section 18.3.4: it may change the list); another one is worth a remark.
 */
export function extended(answer: ClientServerMessage, name: IaName, held: readonly HeldLease[]): Complaint[] {
  const broken = judged(answer, name, 'extended: a lease with 0 < preferred <= valid lifetime, and no error', (ia) => {
    const leases = living(ia);
    return leases.length > 0 && !refuses(ia) && leases.every((lease) => lease.preferred <= lease.valid);
  });
  if (broken.length > 0 || held.length === 0) return broken;
  const kept = (ia: IaContent) => held.every((lease) => living(ia).some((one) => same(one, lease)));
  return judged(answer, name, `with ${list(held)} as before`, kept, 'remark');
}

/**
 * These leases stand in the IA with both lifetimes 0. One that lives is a violation, and so is an IA without lease and status;
 * `otherwise` is what it weighs that they are left out.
 */
export function endsLeases(
  answer: ClientServerMessage,
  name: IaName,
  leases: readonly HeldLease[],
  otherwise?: Complaint['weight'],
): Complaint[] {
  const alive = givesNone(answer, name, leases, 'living');
  if (alive.length > 0) return alive;
  const told = judged(
    answer,
    name,
    'with a lease or a status',
    (ia) => ia.leases.length > 0 || ia.status !== undefined,
  );
  if (told.length > 0) return told;
  const zero = (ia: IaContent) =>
    leases.every((lease) => ia.leases.some((one) => same(one, lease) && one.valid === 0 && one.preferred === 0));
  const found = judged(answer, name, `with ${list(leases)} and both lifetimes 0`, zero, otherwise);
  if (leases.length > 0) return found;
  return [{ expected: `leases to end in ${iaText(name)}`, received: 'there were none', message: answer }];
}

/** The same, where the server may also hold the lease to be right: all of them living pass as well. */
export function endsOrExtends(answer: ClientServerMessage, name: IaName, leases: readonly HeldLease[]): Complaint[] {
  const alive = iasOf(answer)
    .filter((ia) => sameIa(ia.name, name))
    .flatMap(living);
  const all = leases.length > 0 && leases.every((lease) => alive.some((one) => same(one, lease)));
  return all ? [] : endsLeases(answer, name, leases, 'deviation');
}

/** The IA is not told to be unbound, and says something: a lease in whatever form, or another status. */
export function known(answer: ClientServerMessage, name: IaName): Complaint[] {
  const expected = `${iaText(name)} with a lease`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  return judged(
    answer,
    name,
    'with a lease, not NoBinding',
    () => ia.status !== noBinding && (ia.leases.length > 0 || refuses(ia)),
    'deviation',
  );
}

/** The IA is there and says something: a lease in whatever form, or a status. */
export function toldAbout(answer: ClientServerMessage, name: IaName): Complaint[] {
  return judged(answer, name, 'with a lease or a status', (ia) => ia.leases.length > 0 || ia.status !== undefined);
}

/** None of these leases is given: not living, or (`any`) not named at all. An IA that is missing gives nothing either. */
export function givesNone(
  answer: ClientServerMessage,
  name: IaName,
  leases: readonly HeldLease[],
  form: 'living' | 'any',
): Complaint[] {
  const wrong = iasOf(answer)
    .filter((ia) => sameIa(ia.name, name))
    .flatMap((ia) => (form === 'any' ? ia.leases : living(ia)))
    .filter((lease) => leases.some((one) => same(one, lease)));
  if (wrong.length === 0) return [];
  return [
    {
      expected: `${iaText(name)} without ${list(leases)}${form === 'living' ? ', or with lifetimes 0 for it' : ', in whatever form'}`,
      received: wrong.map((one) => `${leaseText(one)} with valid lifetime ${one.valid}`).join(', '),
      message: answer,
      wrong: wrong.map((lease) => lease.option),
    },
  ];
}

/** A living lease without error status, or one of these statuses without living lease. */
export function leaseOrStatus(answer: ClientServerMessage, name: IaName, statuses: readonly number[]): Complaint[] {
  const choices = statuses.map(statusText).join(' or ');
  return judged(answer, name, `with a lease, or with ${choices} and no lease`, (ia) =>
    living(ia).length > 0 ? !refuses(ia) : ia.status !== undefined && statuses.includes(ia.status),
  );
}

/**
 * An IA without binding gets NoBinding. Where the server makes new leases for such a message (or may: `undefined`), a lease or the
 * status that nothing is left passes as well.
 */
export function unbound(answer: ClientServerMessage, name: IaName, makesNewLeases: boolean | undefined): Complaint[] {
  if (makesNewLeases !== false) return leaseOrStatus(answer, name, [noBinding, nothingLeft(name)]);
  return refused(answer, name, noBinding);
}

/** This status in the IA; what is refused may stand beside it with lifetimes 0. */
export function refused(answer: ClientServerMessage, name: IaName, code: number): Complaint[] {
  return judged(
    answer,
    name,
    `with status ${statusText(code)} and no lease to use`,
    (ia) => ia.status === code && living(ia).length === 0,
  );
}

/** The IA, if the answer has it, does not carry this status. */
export function lacksStatus(answer: ClientServerMessage, name: IaName, code: number): Complaint[] {
  const found = iasOf(answer).filter((ia) => sameIa(ia.name, name) && ia.status === code);
  if (found.length === 0) return [];
  return [
    {
      expected: `no status ${statusText(code)} in ${iaText(name)}`,
      received: statusText(code),
      message: answer,
      wrong: found.map((ia) => ia.option),
    },
  ];
}

/** What was given up is told as no longer bound: NoBinding alone in the IA, Success there, or the IA left out. */
export function noLongerBound(answer: ClientServerMessage, name: IaName): Complaint[] {
  const found = iasOf(answer).filter((ia) => sameIa(ia.name, name));
  if (found.length === 0) return [];
  return judged(answer, name, 'with NoBinding and nothing else, or with Success, or left out', (ia) =>
    ia.status === noBinding ? ia.option.options.length === 1 : ia.status === success && ia.leases.length === 0,
  );
}

/** The status in the IA has words for a user; an IA without status has nothing to judge. */
export function statusHasText(answer: ClientServerMessage, name: IaName): Complaint[] {
  const ia = iasOf(answer).find((one) => sameIa(one.name, name));
  const status = ia === undefined ? undefined : first(ia.option, statusCode);
  if (status?.value === undefined || status.value.message !== '') return [];
  return [
    {
      expected: `words beside the status in ${iaText(name)}`,
      received: `${statusText(status.value.code)} without any`,
      message: answer,
      wrong: [status],
    },
  ];
}

/** T1 <= T2 unless one of them is 0, and neither above the shortest valid lifetime of the message. */
export function timersSuit(answer: ClientServerMessage): Complaint[] {
  const carrying = iasOf(answer).filter((ia) => ia.name.kind !== 'IA_TA' && living(ia).length > 0);
  const shortest = Math.min(...carrying.flatMap((ia) => living(ia).map((lease) => lease.valid)));
  const wrong = carrying.filter((ia) => (ia.t1 > ia.t2 && ia.t2 !== 0) || ia.t1 > shortest || ia.t2 > shortest);
  if (wrong.length === 0) return [];
  return [
    {
      expected: `T1 <= T2 (or one of them 0), neither above ${shortest}, the shortest valid lifetime of the message`,
      received: wrong.map((ia) => `${iaText(ia.name)} T1 ${ia.t1} T2 ${ia.t2}`).join(', '),
      message: answer,
      wrong: wrong.map((ia) => ia.option),
    },
  ];
}

/** IA Prefix or IA Address options of the IA carry, or do not carry, an option of this code. */
export function leasesCarry(answer: ClientServerMessage, name: IaName, code: number, carry: boolean): Complaint[] {
  return judged(answer, name, carry ? `with option ${code} in its lease` : `without option ${code}`, (ia) => {
    const leases = living(ia);
    const carrying = leases.filter((lease) => lease.option.options.some((option) => option.code === code));
    return leases.length > 0 && carrying.length === (carry ? leases.length : 0);
  });
}

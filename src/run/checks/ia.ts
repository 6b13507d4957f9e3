import { type HeldLease, type IaContent, type IaName, iasOf, iaText, sameIa } from '../../client/bindings.js';
import { type ClientServerMessage, compareIpv6, infinity, inPrefix } from '../../dhcp6/index.js';
import type { Lifetimes } from '../../servers/model.js';
import type { Complaint } from '../judge.js';
import type { Prefix } from '../parameters.js';
import { statusText } from './answer.js';

/** The one IA of this name in an answer, or the complaint that it is missing or doubled. */
export function theIa(answer: ClientServerMessage, name: IaName, expected: string): IaContent | Complaint {
  const found = iasOf(answer).filter((ia) => sameIa(ia.name, name));
  const [ia] = found;
  const text = iaText(name);
  if (ia === undefined) {
    return { expected, received: `${text} is missing`, message: answer, missing: `${text} is missing` };
  }
  if (found.length > 1) {
    return {
      expected,
      received: `${text} stands ${found.length} times`,
      message: answer,
      wrong: found.map((one) => one.option),
    };
  }
  return ia;
}

export function isComplaint(value: IaContent | Complaint): value is Complaint {
  return 'expected' in value;
}

/** The IA holds at least one living lease, and every living lease in it lies where it may. */
function holds(
  answer: ClientServerMessage,
  name: IaName,
  expected: string,
  fits: (lease: HeldLease) => boolean,
): Complaint[] {
  const ia = theIa(answer, name, `${iaText(name)} with ${expected}`);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.filter((lease) => lease.valid > 0);
  const wrong = living.filter((lease) => !fits(lease));
  if (living.length > 0 && wrong.length === 0) return [];
  const received =
    living.length === 0
      ? `${iaText(name)} holds none${ia.status === undefined ? '' : `, status ${statusText(ia.status)}`}`
      : `${iaText(name)} holds ${wrong.map(leaseText).join(', ')}`;
  return [
    {
      expected: `${iaText(name)} with ${expected}`,
      received,
      message: answer,
      wrong: wrong.length > 0 ? wrong.map((lease) => lease.option) : [ia.option],
    },
  ];
}

export function leaseText(lease: HeldLease): string {
  return lease.prefixLength === 128 ? lease.address : `${lease.address}/${lease.prefixLength}`;
}

export function addressFrom(answer: ClientServerMessage, name: IaName, from: string, to: string): Complaint[] {
  return holds(
    answer,
    name,
    `an address of ${from} to ${to}`,
    (lease) =>
      lease.prefixLength === 128 && compareIpv6(lease.address, from) >= 0 && compareIpv6(lease.address, to) <= 0,
  );
}

export function prefixFrom(answer: ClientServerMessage, name: IaName, length: number, pool: Prefix): Complaint[] {
  const poolText = `${pool.address}/${pool.length}`;
  return holds(
    answer,
    name,
    `a prefix of length ${length} of ${poolText}`,
    (lease) => lease.prefixLength === length && lease.prefixLength >= pool.length && inPrefix(lease.address, poolText),
  );
}

/** T1 and T2 of an IA as configured. */
export function timers(answer: ClientServerMessage, name: IaName, t1: number, t2: number): Complaint[] {
  const expected = `${iaText(name)} with T1 ${t1} and T2 ${t2}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  if (ia.t1 === t1 && ia.t2 === t2) return [];
  return [{ expected, received: `T1 ${ia.t1}, T2 ${ia.t2}`, message: answer, wrong: [ia.option] }];
}

/** T1 the same and T2 the same in every IA that carries leases. */
export function sameTimers(answer: ClientServerMessage): Complaint[] {
  const carrying = iasOf(answer).filter((ia) => ia.name.kind !== 'IA_TA' && ia.leases.some((lease) => lease.valid > 0));
  const [first] = carrying;
  if (first === undefined || carrying.every((ia) => ia.t1 === first.t1 && ia.t2 === first.t2)) return [];
  return [
    {
      expected: 'the same T1 and the same T2 in all IAs with leases',
      received: carrying.map((ia) => `${iaText(ia.name)} T1 ${ia.t1} T2 ${ia.t2}`).join(', '),
      message: answer,
      wrong: carrying.map((ia) => ia.option),
    },
  ];
}

/**
 * The living leases of an IA have new lifetimes: 0 < preferred <= the configured one, preferred <= valid <= the configured one.
 * What is left of a lifetime after a second or two passes too.
 */
export function freshLifetimes(answer: ClientServerMessage, name: IaName, configured: Lifetimes): Complaint[] {
  const preferred = configured.preferred ?? infinity;
  const valid = configured.valid ?? infinity;
  const expected = `${iaText(name)} with lifetimes 0 < preferred <= ${preferred}, preferred <= valid <= ${valid}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.filter((lease) => lease.valid > 0);
  const wrong = living.filter(
    (lease) =>
      lease.preferred <= 0 || lease.preferred > preferred || lease.valid < lease.preferred || lease.valid > valid,
  );
  if (living.length > 0 && wrong.length === 0) return [];
  return [
    {
      expected,
      received:
        living.length === 0
          ? `${iaText(name)} holds no lease`
          : wrong.map((lease) => `${leaseText(lease)} preferred ${lease.preferred} valid ${lease.valid}`).join(', '),
      message: answer,
      wrong: wrong.length > 0 ? wrong.map((lease) => lease.option) : [ia.option],
    },
  ];
}

/** The IA comes back with what the client held, living. */
export function givesBack(answer: ClientServerMessage, name: IaName, held: readonly HeldLease[]): Complaint[] {
  const expected = `${iaText(name)} with ${held.map(leaseText).join(', ')} and lifetimes above 0`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const lost = held.filter(
    (lease) =>
      !ia.leases.some(
        (one) => one.address === lease.address && one.prefixLength === lease.prefixLength && one.valid > 0,
      ),
  );
  if (lost.length === 0 && held.length > 0) return [];
  return [
    {
      expected,
      received: `without ${lost.map(leaseText).join(', ')}${ia.status === undefined ? '' : `, status ${statusText(ia.status)}`}`,
      message: answer,
      wrong: [ia.option],
    },
  ];
}

/**
 * The IA carries this status and no living lease; in an Advertise and in the Reply to a Request or Solicit (`bare`) no lease at
 * all (RFC 8415, sections 18.3.2 and 18.3.9).
 */
export function iaStatus(answer: ClientServerMessage, name: IaName, code: number, bare = false): Complaint[] {
  const expected = `${iaText(name)} with status ${statusText(code)} and no lease`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const beside = ia.leases.filter((lease) => bare || lease.valid > 0);
  if (ia.status === code && beside.length === 0) return [];
  return [
    {
      expected,
      received: `${statusText(ia.status)}${beside.length > 0 ? `, with ${beside.map(leaseText).join(', ')}` : ''}`,
      message: answer,
      wrong: [ia.option],
    },
  ];
}

/** The IA carries this status and no other option at all. */
export function onlyStatus(answer: ClientServerMessage, name: IaName, code: number): Complaint[] {
  const complaints = iaStatus(answer, name, code, true);
  if (complaints.length > 0) return complaints;
  const ia = theIa(answer, name, '');
  if (isComplaint(ia) || ia.option.options.length === 1) return [];
  return [
    {
      expected: `nothing but the Status Code in ${iaText(name)}`,
      received: ia.option.options.map((option) => option.name).join(', '),
      message: answer,
      wrong: [ia.option],
    },
  ];
}

/** Lifetimes as configured; a second or two less, as what is left of them, passes. */
export function lifetimesAre(answer: ClientServerMessage, name: IaName, preferred: number, valid: number): Complaint[] {
  const expected = `${iaText(name)} with preferred lifetime ${preferred} and valid lifetime ${valid}`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const near = (got: number, configured: number): boolean => got <= configured && got >= configured - 2;
  const living = ia.leases.filter((lease) => lease.valid > 0);
  const wrong = living.filter((lease) => !near(lease.preferred, preferred) || !near(lease.valid, valid));
  if (wrong.length === 0 && living.length > 0) return [];
  return [
    {
      expected,
      received:
        living.length === 0
          ? 'no lease'
          : wrong.map((one) => `preferred ${one.preferred}, valid ${one.valid}`).join('; '),
      message: answer,
      wrong: wrong.length > 0 ? wrong.map((lease) => lease.option) : [ia.option],
    },
  ];
}

/** No lease stands in two IAs. */
export function allDiffer(answer: ClientServerMessage): Complaint[] {
  const living = iasOf(answer).flatMap((ia) => ia.leases.filter((lease) => lease.valid > 0));
  const seen = new Set<string>();
  const doubled = living.filter((lease) => seen.size === seen.add(leaseText(lease)).size);
  if (doubled.length === 0) return [];
  return [
    {
      expected: 'a lease of its own in each IA',
      received: `${doubled.map(leaseText).join(', ')} in two of them`,
      message: answer,
      wrong: doubled.map((lease) => lease.option),
    },
  ];
}

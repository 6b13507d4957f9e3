import { type HeldLease, type IaContent, type IaName, iasOf, iaText, sameIa } from '../../client/bindings.js';
import { type ClientServerMessage, compareIpv6, inPrefix, infinity } from '../../dhcp6/index.js';
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
    return { expected, received: `${text} stands ${found.length} times`, message: answer, wrong: found.map((one) => one.option) };
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
    (lease) => lease.preferred <= 0 || lease.preferred > preferred || lease.valid < lease.preferred || lease.valid > valid,
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
      !ia.leases.some((one) => one.address === lease.address && one.prefixLength === lease.prefixLength && one.valid > 0),
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

/** The IA carries this status and no living lease. */
export function iaStatus(answer: ClientServerMessage, name: IaName, code: number): Complaint[] {
  const expected = `${iaText(name)} with status ${statusText(code)} and no lease`;
  const ia = theIa(answer, name, expected);
  if (isComplaint(ia)) return [ia];
  const living = ia.leases.filter((lease) => lease.valid > 0);
  if (ia.status === code && living.length === 0) return [];
  return [
    {
      expected,
      received: `${statusText(ia.status)}${living.length > 0 ? `, with ${living.map(leaseText).join(', ')}` : ''}`,
      message: answer,
      wrong: [ia.option],
    },
  ];
}

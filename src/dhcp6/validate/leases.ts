import { infinity } from '../fields.js';
import { all, values } from '../find.js';
import type { DhcpOption } from '../model.js';
import { iaAddress, iaNa, iaPd, iaPrefix, iaTa, statusCode } from '../options/base.js';
import { statusName } from '../status.js';
import type { Exchange, Rule } from './rule.js';

/** One IA of a message in the form that the rules compare. */
interface Association {
  readonly option: DhcpOption;
  readonly kind: 'IA_NA' | 'IA_TA' | 'IA_PD';
  readonly iaid: number;
  /** Undefined for an IA_TA, which has none. */
  readonly timers: { t1: number; t2: number } | undefined;
  readonly leases: readonly Lease[];
  readonly status: number;
}

interface Lease {
  readonly option: DhcpOption;
  /** `2001:db8::1` or `3001::/96` */
  readonly text: string;
  readonly preferred: number;
  readonly valid: number;
}

/** Identity associations, their times and leases (RFC 8415, sections 18.1, 21.4 to 21.6, 21.21 and 21.22). */
export const leaseRules: readonly Rule<Exchange>[] = [
  {
    name: 'iaid',
    title: 'Every IA in the answer is one of the message, and comes once.',
    judge({ received, sent }, report) {
      const asked = associations(sent);
      const seen = new Set<string>();
      for (const ia of associations(received)) {
        const name = `${ia.kind} ${ia.iaid}`;
        const requirement =
          ia.kind === 'IA_PD' ? 'R8415-21.21-01' : ia.kind === 'IA_NA' ? 'R8415-21.4-01' : 'R8415-21.5-01';
        if (seen.has(name)) report({ message: `a second ${name}`, requirement, node: ia.option });
        seen.add(name);
        if (!asked.some((one) => one.kind === ia.kind && one.iaid === ia.iaid)) {
          report({ message: `${name} was not in the message`, requirement, weight: 'remark', node: ia.option });
        }
      }
    },
  },
  {
    name: 'timers',
    title: 'T1 is not above T2 where both are greater than 0.',
    judge({ received }, report) {
      for (const { kind, iaid, timers, option } of associations(received)) {
        if (timers === undefined || timers.t1 === 0 || timers.t2 === 0 || timers.t1 <= timers.t2) continue;
        const requirement = kind === 'IA_PD' ? 'R8415-21.21-09' : 'R8415-21.4-12';
        report({
          message: `${kind} ${iaid}: T1 ${time(timers.t1)} is above T2 ${time(timers.t2)}`,
          requirement,
          node: option,
        });
      }
    },
  },
  {
    name: 'same-timers',
    title: 'All IAs of a Reply that hold leases have the same T1 and T2.',
    judge({ received }, report) {
      if (received.name !== 'REPLY') return;
      const holding = associations(received).filter(
        (ia) => ia.timers !== undefined && ia.status === 0 && ia.leases.some(live),
      );
      const [one, ...others] = holding;
      for (const other of others) {
        if (one?.timers === undefined || other.timers === undefined) continue;
        if (one.timers.t1 === other.timers.t1 && one.timers.t2 === other.timers.t2) continue;
        report({
          message: `${other.kind} ${other.iaid} has ${both(other.timers)}, ${one.kind} ${one.iaid} has ${both(one.timers)}`,
          requirement: 'R8415-18.1-01',
          node: other.option,
        });
      }
    },
  },
  {
    name: 'timers-in-lifetime',
    title: 'T1 and T2 lie before the end of the lease that ends first.',
    judge({ received }, report) {
      for (const { kind, iaid, timers, leases, option } of associations(received)) {
        const valid = Math.min(...leases.filter(live).map((lease) => lease.valid));
        if (timers === undefined || !Number.isFinite(valid) || valid === infinity) continue;
        for (const [name, value] of Object.entries({ T1: timers.t1, T2: timers.t2 })) {
          if (value <= valid) continue;
          const requirement = kind === 'IA_PD' ? 'R8415-21.21-06' : 'R8415-21.4-08';
          const message = `${kind} ${iaid}: ${name} ${time(value)}, a lease is valid for ${valid}`;
          report({ message, requirement, weight: 'remark', node: option });
        }
      }
    },
  },
  {
    name: 'lifetimes',
    title: 'No preferred lifetime is above the valid lifetime.',
    judge({ received }, report) {
      for (const ia of associations(received)) {
        for (const lease of ia.leases) {
          if (lease.preferred <= lease.valid) continue;
          const requirement = ia.kind === 'IA_PD' ? 'R8415-21.22-05' : 'R8415-21.6-05';
          const message = `${lease.text}: preferred ${time(lease.preferred)} is above valid ${time(lease.valid)}`;
          report({ message, requirement, node: lease.option });
        }
      }
    },
  },
  {
    name: 'duplicate-lease',
    title: 'No address and no prefix stands twice in an answer.',
    judge({ received }, report) {
      const seen = new Map<string, string>();
      for (const ia of associations(received)) {
        for (const lease of ia.leases) {
          const before = seen.get(lease.text);
          const here = `${ia.kind} ${ia.iaid}`;
          // An Advertise assigns nothing: offering a lease twice is bad manners there, judged by its own scenario (18.3.9-16).
          const weight = received.name === 'ADVERTISE' ? 'remark' : 'violation';
          if (before !== undefined)
            report({ message: `${lease.text} in ${here}, and in ${before} already`, weight, node: lease.option });
          seen.set(lease.text, here);
        }
      }
    },
  },
  {
    name: 'status-with-lease',
    title: 'An IA that says that it got nothing holds no lease.',
    judge({ received }, report) {
      for (const ia of associations(received)) {
        const lease = ia.leases.find(live);
        if (lease === undefined || ![2, 3, 6].includes(ia.status)) continue;
        const requirement =
          received.name === 'ADVERTISE' ? (ia.kind === 'IA_PD' ? 'R8415-18.3.9-24' : 'R8415-18.3.9-22') : undefined;
        report({
          message: `${ia.kind} ${ia.iaid} says ${statusName(ia.status)} and holds ${lease.text}`,
          requirement,
          node: ia.option,
        });
      }
    },
  },
];

/** The IAs of a message in order; those that cannot be decoded are left to the rule `well-formed`. */
export function associations(message: { readonly options: readonly DhcpOption[] }): Association[] {
  return message.options.flatMap((option): Association[] => {
    switch (option.code) {
      case iaNa.code:
        return values({ options: [option] }, iaNa).map(({ iaid, t1, t2 }) => of(option, 'IA_NA', iaid, { t1, t2 }));
      case iaTa.code:
        return values({ options: [option] }, iaTa).map(({ iaid }) => of(option, 'IA_TA', iaid, undefined));
      case iaPd.code:
        return values({ options: [option] }, iaPd).map(({ iaid, t1, t2 }) => of(option, 'IA_PD', iaid, { t1, t2 }));
      default:
        return [];
    }
  });
}

function of(option: DhcpOption, kind: Association['kind'], iaid: number, timers: Association['timers']): Association {
  return { option, kind, iaid, timers, leases: leases(option), status: values(option, statusCode)[0]?.code ?? 0 };
}

function leases(ia: DhcpOption): Lease[] {
  const addresses = all(ia, iaAddress).flatMap((option): Lease[] => {
    const lease = option.value;
    if (lease === undefined) return [];
    return [{ option, text: lease.address, preferred: lease.preferredLifetime, valid: lease.validLifetime }];
  });
  const prefixes = all(ia, iaPrefix).flatMap((option): Lease[] => {
    const lease = option.value;
    if (lease === undefined) return [];
    const text = `${lease.prefix}/${lease.prefixLength}`;
    return [{ option, text, preferred: lease.preferredLifetime, valid: lease.validLifetime }];
  });
  return [...addresses, ...prefixes];
}

function live(lease: Lease): boolean {
  return lease.valid > 0;
}

function both(timers: { t1: number; t2: number }): string {
  return `T1 ${time(timers.t1)} and T2 ${time(timers.t2)}`;
}

function time(seconds: number): string {
  return seconds === infinity ? 'infinity' : String(seconds);
}

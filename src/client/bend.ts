import type { ClientServerMessage, DhcpOption } from '../dhcp6/index.js';
import { type HeldLease, type IaName, iaOption, iasOf, sameIa } from './bindings.js';
import type { Bend } from './client.js';

/** The message names these leases in the IA: instead of what it would have named, or beside it. An IA that it lacks is added. */
export function nameLeases(name: IaName, leases: readonly HeldLease[], how: 'instead' | 'also'): Bend {
  return (message) => {
    const named = iaOption(name, leases);
    const option = iaIn(message, name);
    if (option === undefined) message.options.push(named);
    else if (how === 'also') option.options.push(...named.options);
    else option.options.splice(0, option.options.length, ...named.options);
  };
}

/** T1 and T2 of the IA, in seconds. */
export function setTimers(name: IaName, t1: number, t2: number): Bend {
  return (message) => {
    const value = iaIn(message, name)?.value;
    if (isTimed(value)) Object.assign(value, { t1, t2 });
  };
}

/** Lifetimes of all leases in the IA, in seconds. */
export function setLifetimes(name: IaName, preferredLifetime: number, validLifetime: number): Bend {
  return (message) => {
    for (const lease of iaIn(message, name)?.options ?? []) {
      if (typeof lease.value === 'object' && lease.value !== null)
        Object.assign(lease.value, { preferredLifetime, validLifetime });
    }
  };
}

function iaIn(message: ClientServerMessage, name: IaName): DhcpOption | undefined {
  return iasOf(message).find((ia) => sameIa(ia.name, name))?.option;
}

function isTimed(value: unknown): value is { t1: number; t2: number } {
  return typeof value === 'object' && value !== null && 't1' in value && 't2' in value;
}

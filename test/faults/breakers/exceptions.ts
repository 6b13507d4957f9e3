import type { Breach } from './breach.js';

/** Sentences of single scenarios that need another fault than their step usually does, since a sentence before them is of the same thing. */
export const exceptions: Readonly<Record<string, Breach>> = {
  // The lease is allowed where new leases are made; that it is not recorded is not.
  'v6.rebind.unknown-binding: in it IA_NA 1 holds only recorded leases, or says why it has none': {
    faults: [
      { on: 'REBIND', what: 'habit', habit: 'ignores its switches' },
      { on: 'REBIND', what: 'habit', habit: 'records nothing' },
    ],
  },
  // Client C is compared with client A first.
  'v6.duid.all-bytes-count: client C holds other leases in IA_NA 1 than client B': {
    faults: [{ on: 'REQUEST', nth: 3, what: 'habit', habit: 'gives what the newest client holds' }],
  },
};

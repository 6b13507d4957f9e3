/**
 * What a product is known to do, beside what passes: every other verdict of the suite on it, with the clause and why.
 * A verdict that is not here, or is here and does not come, fails the test: until waivers exist this table is their place.
 */
import type { Verdict } from '../../src/report/record.js';

export interface Expected {
  readonly verdict: Exclude<Verdict, 'passed'>;
  readonly clause?: string;
  readonly why: string;
}

const noTopLevelStatus =
  'Kea answers a Decline with Success inside the IA_NA only; a missing top-level status means Success (RFC 8415, section 7.5), so this is a deviation';
const alwaysOn = 'Kea makes new leases on Renew and Rebind and has no switch for it';

/** ISC Kea as of 2.2.0; the later ones at hand (to 3.0.4) answer alike. */
export const kea: Readonly<Record<string, Expected>> = {
  'v6.basic.message.decline-reply': { verdict: 'deviation', clause: 'R8415-18.3.8-08', why: noTopLevelStatus },
  'v6.message.obsolete': { verdict: 'unsupported', why: 'its requirements are of RFC 9915, the edition is 8415' },
  '7550_8': { verdict: 'unsupported', why: alwaysOn },
  '7550_10': { verdict: 'unsupported', why: alwaysOn },
  '7550_14': { verdict: 'unsupported', why: alwaysOn },
  '7550_18': { verdict: 'unsupported', why: alwaysOn },
  '7550_22': {
    verdict: 'failed',
    clause: 'R3315-18.2.6-03',
    why: 'Kea repeats the NoBinding of one unknown IA as the top-level status of the Reply, although another IA was released; the top level must be Success',
  },
  '7550_23': { verdict: 'deviation', clause: 'R3315-18.2.7-01', why: noTopLevelStatus },
  '7550_28': {
    verdict: 'deviation',
    clause: 'R7550-4.4.7-09',
    why: 'Kea makes bindings on Rebind although Rapid Commit is off',
  },
};

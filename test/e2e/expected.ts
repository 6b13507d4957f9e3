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
const neverNotOnLink =
  'Kea answers a Request for an address that does not fit the link with another address; the RFC leaves no choice: the IA MUST come back with NotOnLink';
const timersByIa =
  'Kea works T1 and T2 out IA by IA (here 0.5 and 0.8 of the preferred lifetime of each subnet); the RFC wants them the same in all IAs, over all bindings of the Reply';
const summaryStatus =
  'Kea repeats the NoBinding of an IA as the top-level status of the Reply to a Release; the top level says Success, whatever IAs were unknown';
const readsRelayReplies =
  'Kea takes the message out of a Relay-reply (type 13) as out of a Relay-forward and answers the Solicit in it; section 16.14 wants any Relay-reply that comes to a server discarded';
const reservedIdentifiers =
  'Kea assigns whatever the pool holds, reserved interface identifiers too, and takes such a pool without a word; section 13.1: a server MUST NOT assign addresses that use one';
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
  'v6.request.address-of-other-link': { verdict: 'failed', clause: 'R8415-18.3.2-06', why: neverNotOnLink },
  'v6.request.address-of-unknown-link': { verdict: 'failed', clause: 'R8415-18.3.2-07', why: neverNotOnLink },
  'v6.request.one-address-off-link': { verdict: 'failed', clause: 'R8415-18.3.2-08', why: neverNotOnLink },
  'v6.request.one-ia-off-link': { verdict: 'failed', clause: 'R8415-18.3.2-09', why: neverNotOnLink },
  'v6.request.relayed-address-off-link': { verdict: 'failed', clause: 'R8415-18.3.2-10', why: neverNotOnLink },
  'v6.request.timers-of-short-addresses': { verdict: 'failed', clause: 'R8415-18.3.2-25', why: timersByIa },
  'v6.request.timers-of-short-prefixes': { verdict: 'failed', clause: 'R8415-18.3.2-25', why: timersByIa },
  'v6.request.same-timers-for-unequal-lifetimes': { verdict: 'failed', clause: 'R8415-18.3.2-24', why: timersByIa },
  'v6.renew.timers-of-short-addresses': { verdict: 'failed', clause: 'R8415-18.3.4-28', why: timersByIa },
  'v6.renew.same-timers-for-unequal-lifetimes': { verdict: 'failed', clause: 'R8415-18.3.4-27', why: timersByIa },
  'v6.rebind.timers-of-short-addresses': { verdict: 'failed', clause: 'R8415-18.3.5-26', why: timersByIa },
  'v6.rebind.same-timers-for-unequal-lifetimes': { verdict: 'failed', clause: 'R8415-18.3.5-25', why: timersByIa },
  'v6.solicit.rapid-commit-same-timers': { verdict: 'failed', clause: 'R8415-18.1-01', why: timersByIa },
  'v6.release.unknown-beside-known': { verdict: 'failed', clause: 'R8415-18.3.7-09', why: summaryStatus },
  'v6.release.repeated': { verdict: 'failed', clause: 'R8415-18.3.7-17', why: summaryStatus },
  'v6.decline.success': { verdict: 'deviation', clause: 'R8415-18.3.8-08', why: noTopLevelStatus },
  'v6.decline.unknown-beside-known': { verdict: 'deviation', clause: 'R8415-18.3.8-09', why: noTopLevelStatus },
  'v6.decline.repeated': { verdict: 'deviation', clause: 'R8415-18.3.8-14', why: noTopLevelStatus },
  'v6.confirm.shared-link': {
    verdict: 'failed',
    clause: 'R8415-18.3.3-19',
    why: 'Kea judges a Confirm by the one subnet that it selected; an address of the other subnet of the same shared network gets NotOnLink',
  },
  'v6.confirm.link-unknown': {
    verdict: 'failed',
    clause: 'R8415-18.3.3-09',
    why: 'Kea answers NotOnLink, "No subnet selected"; without knowledge of the link the server MUST NOT send a Reply',
  },
  'v6.rebind.no-binding-without-rapid-commit': {
    verdict: 'deviation',
    clause: 'R8415-18.3.5-19',
    why: 'Kea makes bindings on Rebind although Rapid Commit is off',
  },
  'v6.advertise.one-address-for-two-ias': {
    verdict: 'deviation',
    clause: 'R8415-18.3.9-16',
    why: 'Kea offers the only address in both IAs of one Advertise; it can be assigned to one',
  },
  'v6.relay-reply.to-server': { verdict: 'failed', clause: 'R8415-16.14-01', why: readsRelayReplies },
  'v6.relay-reply.inside-relay-forward': { verdict: 'failed', clause: 'R8415-16.14-01', why: readsRelayReplies },
  'v6.duid.longest': {
    verdict: 'failed',
    clause: 'R8415-11.1-03',
    why: 'Kea 2.2 drops a Client Identifier of more than 128 bytes, the limit of RFC 3315; section 11.1 has 128 bytes beside the 2 of the type (Kea serves them from 2.6 on)',
  },
  'v6.address.subnet-router-anycast': { verdict: 'failed', clause: 'R8415-13.1-10', why: reservedIdentifiers },
  'v6.address.reserved-anycast': { verdict: 'failed', clause: 'R8415-13.1-11', why: reservedIdentifiers },
  'v6.address.reserved-ethernet-block': { verdict: 'failed', clause: 'R8415-13.1-12', why: reservedIdentifiers },
};

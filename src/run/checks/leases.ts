import { type HeldLease, type Ia, type IaName, iaText } from '../../client/bindings.js';
import { formatIpv6, hex, infinity, parseIpv6 } from '../../dhcp6/index.js';
import type { Lease } from '../../servers/adapter.js';
import type { Complaint } from '../judge.js';
import { leaseText } from './ia.js';

/** How the server's record shows a lease: `IA_NA 1  2001:db8:1::100  valid 400  assigned`. */
function recordText(lease: Lease): string {
  const what = lease.kind === 'IA_PD' ? `${lease.address}/${lease.prefixLength}` : lease.address;
  return `${lease.kind} ${lease.iaid} ${what} of ${lease.duid || 'nobody'}, ${lease.state}, valid ${lease.validLifetime}`;
}

function canonical(address: string): string {
  const bytes = parseIpv6(address);
  return bytes === undefined ? address : formatIpv6(bytes);
}

export function ownedBy(leases: readonly Lease[], duid: Uint8Array): Lease[] {
  return leases.filter(
    (lease) => lease.state === 'assigned' && lease.validLifetime > 0 && plainHex(lease.duid) === plainHex(hex(duid)),
  );
}

/** DUIDs compare without separators. */
function plainHex(text: string): string {
  return text.replaceAll(':', '').toLowerCase();
}

/**
 * What the Reply gave is in the server's record, under this client and IA: kind, prefix length, and an expiry within a second of
 * (time of the Reply + valid lifetime), since records count whole seconds.
 */
export function recorded(leases: readonly Lease[], duid: Uint8Array, ia: Ia, replied: ReplyTime): Complaint[] {
  const own = ownedBy(leases, duid).filter((lease) => lease.kind === ia.kind && lease.iaid === ia.iaid);
  const complaints: Complaint[] = [];
  if (ia.held.length === 0) {
    complaints.push({ expected: `a recorded lease in ${iaText(ia)}`, received: 'the client was given none' });
  }
  for (const held of ia.held) {
    const record = own.find(
      (lease) => canonical(lease.address) === held.address && lease.prefixLength === held.prefixLength,
    );
    if (record === undefined) {
      complaints.push({
        expected: `${leaseText(held)} recorded for this client (${hex(duid)}) in ${iaText(ia)}`,
        received:
          leases.length === 0 ? 'the record is empty' : `the record holds: ${leases.map(recordText).join('; ')}`,
      });
    } else {
      complaints.push(...expiry(record, held, replied));
    }
  }
  return complaints;
}

/** When the server replied, in seconds since 1970 on its own clock: after we sent and before we received. */
export interface ReplyTime {
  readonly earliest: number;
  readonly latest: number;
}

/** Whole seconds in the record, and what our idea of the server's clock may be off. */
const clockTolerance = 1.1;

function expiry(record: Lease, held: HeldLease, replied: ReplyTime): Complaint[] {
  if (held.valid === infinity) {
    if (record.expires === Number.POSITIVE_INFINITY || record.validLifetime === infinity) return [];
    return [{ expected: `${leaseText(held)} recorded without end`, received: `recorded until ${record.expires}` }];
  }
  const earliest = replied.earliest + held.valid - clockTolerance;
  const latest = replied.latest + held.valid + clockTolerance;
  if (record.expires >= earliest && record.expires <= latest) return [];
  return [
    {
      expected: `${leaseText(held)} recorded until ${(replied.latest + held.valid).toFixed(0)} (the Reply's time and its valid lifetime ${held.valid})`,
      received: `recorded until ${record.expires}, ${(record.expires - replied.latest - held.valid).toFixed(0)} s away`,
    },
  ];
}

/** The server's record has this lease in force for the client's IA. */
export function isRecorded(leases: readonly Lease[], duid: Uint8Array, name: IaName, lease: HeldLease): boolean {
  return ownedBy(leases, duid).some(
    (one) =>
      one.kind === name.kind &&
      one.iaid === name.iaid &&
      canonical(one.address) === lease.address &&
      one.prefixLength === lease.prefixLength,
  );
}

/** The record is the same as before: leases, owners and expiry. */
export function unchanged(leases: readonly Lease[], before: readonly Lease[]): Complaint[] {
  const text = (list: readonly Lease[]): string =>
    list
      .map((lease) => `${recordText(lease)}, until ${lease.expires}`)
      .sort()
      .join('; ');
  if (text(leases) === text(before)) return [];
  return [{ expected: `the record as it was: ${text(before)}`, received: text(leases) || 'an empty record' }];
}

/** Exactly this many leases of the client are in force. */
export function count(leases: readonly Lease[], duid: Uint8Array, expected: number): Complaint[] {
  const own = ownedBy(leases, duid);
  if (own.length === expected) return [];
  return [
    {
      expected: `${expected} recorded lease${expected === 1 ? '' : 's'} of this client`,
      received: `${own.length}${own.length > 0 ? `: ${own.map(recordText).join('; ')}` : ''}`,
    },
  ];
}

/** None of these addresses or prefixes is in force for the client any more. */
export function ended(leases: readonly Lease[], duid: Uint8Array, gone: readonly HeldLease[]): Complaint[] {
  const still = ownedBy(leases, duid).filter((lease) =>
    gone.some((held) => held.address === canonical(lease.address) && held.prefixLength === lease.prefixLength),
  );
  if (still.length === 0) return [];
  return [
    {
      expected: `no lease in force for ${gone.map(leaseText).join(', ')}`,
      received: still.map(recordText).join('; '),
    },
  ];
}

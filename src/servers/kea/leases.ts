import { canonicalIpv6 } from '../../dhcp6/address.js';
import type { Lease } from '../adapter.js';

/**
 * The current leases of Kea's memfile: an append-only journal in CSV, in which the last line of an address, its length and
 * its type is the truth. Columns go by the header's names, as later versions add some. A lease that was released or wiped
 * (valid lifetime 0, from 3.0 on state 3) is over; a last line that is still being written counts when it is whole.
 */
export function parseLeases(csv: string): Lease[] {
  const end = csv.lastIndexOf('\n');
  const [header = '', ...lines] = csv.slice(0, Math.max(end, 0)).split('\n');
  const columns = new Map(header.split(',').map((name, index) => [name, index]));
  const leases = new Map<string, Lease | undefined>();
  for (const line of lines) {
    // Commas inside a field are escaped as &#x2c.
    const cells = line.split(',');
    const cell = (name: string) => cells[columns.get(name) ?? -1] ?? '';
    if (cells.length < columns.size) continue;
    const key = [cell('address'), cell('prefix_len'), cell('lease_type')].join();
    // A lease that comes back takes its place in the order of this file anew.
    leases.delete(key);
    leases.set(key, lease(cell));
  }
  return [...leases.values()].filter((one) => one !== undefined);
}

function lease(cell: (name: string) => string): Lease | undefined {
  const valid = Number(cell('valid_lifetime'));
  const kind = kinds[Number(cell('lease_type'))];
  const state = states[Number(cell('state') || '0')];
  if (valid === 0 || kind === undefined || state === undefined || state === 'released') return undefined;
  const preferred = cell('pref_lifetime');
  const duid = cell('duid').replaceAll(':', '').toLowerCase();
  return {
    kind,
    address: canonicalIpv6(cell('address')) ?? cell('address'),
    prefixLength: kind === 'IA_PD' ? Number(cell('prefix_len')) : 128,
    // A declined lease has no owner: Kea writes the empty DUID, 00 or 00:00:00.
    duid: /^0*$/.test(duid) ? '' : duid,
    iaid: Number(cell('iaid')),
    preferredLifetime: preferred === '' ? undefined : Number(preferred),
    validLifetime: valid,
    expires: valid === infinite ? Number.POSITIVE_INFINITY : Number(cell('expire')),
    state,
  };
}

const infinite = 0xffffffff;
const kinds: readonly Lease['kind'][] = ['IA_NA', 'IA_TA', 'IA_PD'];
const states: readonly Lease['state'][] = ['assigned', 'declined', 'expired', 'released'];

/** The server's own DUID, and clients that must be told apart (RFC 8415, section 11). */
import type { HeldLease } from '../../client/bindings.js';
import { sameLease } from '../../client/client.js';
import { type ClientServerMessage, first, hex, serverId } from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';

/** A type of 2 bytes and 1 to 128 more; for a UUID exactly 16 (RFC 8415, sections 11.1 and 11.5). */
export function sizeOfDuid(answer: ClientServerMessage): Complaint[] {
  const option = first(answer, serverId);
  const duid = option?.value?.duid ?? new Uint8Array();
  const { length } = duid;
  const isUuid = be16(duid, 0) === 4;
  if (isUuid ? length === 18 : length >= 3 && length <= 130) return [];
  return [
    {
      expected: isUuid ? 'a Server Identifier of 18 bytes, as it is a UUID' : 'a Server Identifier of 3 to 130 bytes',
      received: option === undefined ? 'none' : `${length} bytes`,
      message: answer,
      wrong: option === undefined ? [] : [option],
    },
  ];
}

/** Neither 0 nor 65535 (both reserved); 14 bytes in all for a DUID-LLT, 10 for a DUID-LL, where the type is Ethernet. */
export function hardwareTypeAssigned(answer: ClientServerMessage): Complaint[] {
  const option = first(answer, serverId);
  const duid = option?.value?.duid;
  const type = duid === undefined ? 0 : be16(duid, 0);
  if (option === undefined || duid === undefined || (type !== 1 && type !== 3)) return [];
  const hardware = be16(duid, 2);
  const ethernet = 1;
  const due = type === 1 ? 14 : 10;
  const right = hardware !== 0 && hardware !== 0xffff && (hardware !== ethernet || duid.length === due);
  if (right) return [];
  return [
    {
      expected: `an assigned hardware type (${due} bytes in all for Ethernet)`,
      received: `hardware type ${hardware} in ${hex(duid)}`,
      message: answer,
      wrong: [option],
    },
  ];
}

/** None of these leases is one of those. */
export function differsFrom(
  held: readonly HeldLease[],
  others: readonly HeldLease[],
  answer: ClientServerMessage,
): Complaint[] {
  const expected = 'leases of its own';
  if (held.length === 0) return [{ expected, received: 'none', message: answer }];
  const shared = held.filter((lease) => others.some((other) => sameLease(lease, other)));
  if (shared.length === 0) return [];
  return [{ expected, received: `${shared.map((lease) => lease.address).join(', ')}, held twice`, message: answer }];
}

function be16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

import { all, hex, inPrefix, interfaceId, parseIpv6, type RelayMessage } from '../../src/dhcp6/index.js';
import type { Lifetimes, Reservation, ServerModel, Subnet } from '../../src/servers/model.js';
import { infinity, type Thing } from './leases.js';
import { liesIn, prefixNumber } from './numbers.js';

/** How a client's message came. */
export interface Arrival {
  /** The link that the datagram came in on, from 1. */
  readonly link: number;
  /** Source address of the datagram. */
  readonly source: string;
  /** Relay messages around it, the outermost first. */
  readonly layers: readonly RelayMessage[];
}

/** The subnets of the link that the client is on; none where the server knows nothing of it (RFC 8415, section 13.1). */
export function subnetsOf(model: ServerModel, arrival: Arrival): Subnet[] {
  const named = new Set(model.subnets.filter((subnet) => isOn(subnet, arrival)));
  return model.subnets.filter((subnet) => named.has(subnet) || [...named].some((other) => sharesLink(subnet, other)));
}

function isOn(subnet: Subnet, { link, source, layers }: Arrival): boolean {
  if (layers.length === 0) {
    return isLinkLocal(source) ? subnet.link === link : inPrefix(source, subnet.prefix);
  }
  const ids = layers.flatMap((layer) => all(layer, interfaceId).map((one) => hex(one.value?.id ?? new Uint8Array(0))));
  if (subnet.relay?.interfaceId !== undefined && ids.includes(bytesOf(subnet.relay.interfaceId))) return true;
  // The innermost relay agent that tells a link is the one on the client's link.
  const told = layers.findLast((layer) => layer.linkAddress !== '::')?.linkAddress;
  if (told === undefined) return false;
  return inPrefix(told, subnet.prefix) || (subnet.relay?.addresses ?? []).includes(told);
}

function sharesLink(one: Subnet, other: Subnet): boolean {
  return (
    (one.link !== undefined && one.link === other.link) ||
    (one.sharedNetwork !== undefined && one.sharedNetwork === other.sharedNetwork)
  );
}

function isLinkLocal(address: string): boolean {
  return inPrefix(address, 'fe80::/10');
}

/** An Interface-Id of the configuration: bytes as `0x…`, or text. */
function bytesOf(text: string): string {
  return text.startsWith('0x') ? text.slice(2).toLowerCase() : hex(new TextEncoder().encode(text));
}

/** The subnet that gives this address, or that delegates this prefix; undefined where it does not fit the link. */
export function subnetThatFits(subnets: readonly Subnet[], thing: Thing): Subnet | undefined {
  if (parseIpv6(thing.address) === undefined) return undefined;
  const { address, prefixLength } = thing;
  const within = (prefix: string) => liesIn(address, prefixLength, prefixNumber(prefix));
  if (prefixLength === 128) return subnets.find((subnet) => within(subnet.prefix));
  return subnets.find(
    (subnet) =>
      subnet.prefixPools.some((pool) => within(`${pool.prefix}/${pool.length}`)) ||
      subnet.reservations.some((one) => one.prefixes.some((own) => within(`${own.prefix}/${own.length}`))),
  );
}

/** What a lease of this subnet gets, in seconds; defaults as RFC 8415, section 21.4, recommends for T1 and T2. */
export function lifetimesOf(model: ServerModel, subnet: Subnet): Required<Lifetimes> {
  const set = { ...model.lifetimes, ...subnet.lifetimes };
  const valid = set.valid ?? 7200;
  const preferred = set.preferred ?? part(valid, 0.625);
  return { valid, preferred, t1: set.t1 ?? part(preferred, 0.5), t2: set.t2 ?? part(preferred, 0.8) };
}

function part(seconds: number, share: number): number {
  return seconds === infinity ? infinity : Math.floor(seconds * share);
}

export function allowsRapidCommit(model: ServerModel, subnets: readonly Subnet[]): boolean {
  return subnets.some((subnet) => subnet.rapidCommit ?? model.rapidCommit ?? false);
}

/** What is kept for this client on these subnets. */
export function reservationsFor(
  subnets: readonly Subnet[],
  duid: string,
): { subnet: Subnet; reservation: Reservation }[] {
  return subnets.flatMap((subnet) =>
    subnet.reservations.filter((one) => plain(one.duid) === duid).map((reservation) => ({ subnet, reservation })),
  );
}

/** Whether it is kept for a client other than this one. */
export function isKeptForAnother(subnets: readonly Subnet[], duid: string, thing: Thing): boolean {
  const range = { first: prefixNumber(`${thing.address}/${thing.prefixLength}`).first, length: thing.prefixLength };
  return subnets.some((subnet) =>
    subnet.reservations.some(
      (one) =>
        plain(one.duid) !== duid &&
        (thing.prefixLength === 128
          ? one.addresses.some((address) => liesIn(address, 128, range))
          : one.prefixes.some(({ prefix, length }) => liesIn(prefix, length, range))),
    ),
  );
}

function plain(duid: string): string {
  return duid.replaceAll(':', '').toLowerCase();
}

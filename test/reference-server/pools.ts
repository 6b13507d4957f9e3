import { createHash } from 'node:crypto';
import type { AddressPool, PrefixPool, ServerModel, Subnet } from '../../src/servers/model.js';
import type { Leases, Owner, Thing } from './leases.js';
import { addressNumber, addressText, isReservedIdentifier, prefixNumber } from './numbers.js';
import { isKeptForAnother, reservationsFor } from './subnets.js';

/** What was found for an IA, and the subnet that it is of. */
export interface Choice {
  readonly thing: Thing;
  readonly subnet: Subnet;
}

interface Search {
  readonly model: ServerModel;
  readonly subnets: readonly Subnet[];
  readonly owner: Owner;
  /** What the client would like: addresses, prefixes, or `::` with the length that it wants. */
  readonly hints: readonly Thing[];
  readonly leases: Leases;
  /** Chosen for other IAs of the same message. */
  readonly taken: ReadonlySet<string>;
  /** Passes over the first that is free. */
  readonly another: boolean;
}

/**
 * An address or prefix that is free: one that is kept for the client, else a hint that fits, else one that hangs on the client's
 * identity, so that it gets the same one again and others cannot guess it (RFC 8415, section 13.1).
 */
export function choose(search: Search): Choice | undefined {
  let passed = !search.another;
  for (const choice of candidates(search)) {
    if (!isFree(search, choice)) continue;
    if (passed) return choice;
    passed = true;
  }
  return undefined;
}

/** `3001::/96`, to tell what is taken. */
export function thingText({ address, prefixLength }: Thing): string {
  return `${address}/${prefixLength}`;
}

function isFree({ leases, subnets, owner, taken }: Search, { thing }: Choice): boolean {
  return (
    !taken.has(thingText(thing)) &&
    leases.holder(thing) === undefined &&
    !isKeptForAnother(subnets, owner.duid, thing) &&
    !(thing.prefixLength === 128 && isReservedIdentifier(addressNumber(thing.address)))
  );
}

function* candidates(search: Search): Generator<Choice> {
  const { subnets, owner, hints } = search;
  const delegates = owner.kind === 'IA_PD';
  for (const { subnet, reservation } of reservationsFor(subnets, owner.duid)) {
    const kept = delegates
      ? reservation.prefixes.map(({ prefix, length }) => ({ address: prefix, prefixLength: length }))
      : reservation.addresses.map((address) => ({ address, prefixLength: 128 }));
    for (const { address, prefixLength } of kept) {
      yield { subnet, thing: { address: addressText(addressNumber(address)), prefixLength } };
    }
  }
  const ranges = subnets.flatMap((subnet) =>
    delegates
      ? subnet.prefixPools.map((pool) => ({ subnet, range: prefixRange(pool) }))
      : subnet.pools.map((pool) => ({ subnet, range: addressRange(pool) })),
  );
  for (const hint of hints) {
    for (const { subnet, range } of ranges) if (range.holds(hint)) yield { subnet, thing: hint };
  }
  // A wanted length decides between pools; none of it, any other (RFC 8168, section 3.2).
  const wanted = new Set(hints.map((hint) => hint.prefixLength));
  const ordered = delegates
    ? ranges.toSorted((a, b) => Number(wanted.has(b.range.length)) - Number(wanted.has(a.range.length)))
    : ranges;
  for (const { subnet, range } of ordered) {
    const start = scatter(search.owner, range.size);
    // More steps than things in use: one of them must be free, or there is none.
    const steps = least(range.size, BigInt(search.leases.all().length + search.taken.size + 512));
    for (let i = 0n; i < steps; i++) yield { subnet, thing: range.at((start + i) % range.size) };
  }
}

interface Range {
  readonly size: bigint;
  readonly length: number;
  at(index: bigint): Thing;
  holds(thing: Thing): boolean;
}

function addressRange({ from, to }: AddressPool): Range {
  const first = addressNumber(from);
  const last = addressNumber(to);
  return {
    size: last - first + 1n,
    length: 128,
    at: (index) => ({ address: addressText(first + index), prefixLength: 128 }),
    holds: ({ address, prefixLength }) => {
      const number = addressNumber(address);
      return prefixLength === 128 && number >= first && number <= last;
    },
  };
}

function prefixRange({ prefix, length, delegatedLength }: PrefixPool): Range {
  const { first } = prefixNumber(`${prefix}/${length}`);
  const step = 1n << BigInt(128 - delegatedLength);
  const size = 1n << BigInt(delegatedLength - length);
  return {
    size,
    length: delegatedLength,
    at: (index) => ({ address: addressText(first + index * step), prefixLength: delegatedLength }),
    holds: ({ address, prefixLength }) => {
      const offset = addressNumber(address) - first;
      return prefixLength === delegatedLength && offset >= 0n && offset < size * step && offset % step === 0n;
    },
  };
}

function scatter({ duid, kind, iaid }: Owner, size: bigint): bigint {
  const digest = createHash('sha256').update(`${duid}/${kind}/${iaid}`).digest('hex');
  return BigInt(`0x${digest}`) % size;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

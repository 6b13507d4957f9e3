import {
  all,
  type ClientServerMessage,
  type DhcpOption,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  iaTa,
  pdExclude,
  statusCode,
} from '../../src/dhcp6/index.js';
import type { PrefixPool, Subnet } from '../../src/servers/model.js';
import type { IaKind, Thing } from './leases.js';
import { addressNumber, liesIn, prefixNumber } from './numbers.js';

/** An IA that a client sent. The lifetimes and timers in it mean nothing to a server, but one that obeys hints. */
export interface AskedIa {
  readonly kind: IaKind;
  readonly iaid: number;
  /** Unspecified addresses included: they are hints for a length. */
  readonly things: readonly (Thing & { readonly preferred: number; readonly valid: number })[];
}

/** One lease of an answer. Lifetimes of 0: the client must give it up. */
export interface GivenLease extends Thing {
  readonly preferred: number;
  readonly valid: number;
  /** Where it is from; undefined for one that does not fit the link. */
  readonly subnet?: Subnet;
}

/** An IA of an answer. */
export interface GivenIa {
  readonly kind: IaKind;
  readonly iaid: number;
  readonly leases: readonly GivenLease[];
  readonly status?: { readonly code: number; readonly text: string };
}

/** The IAs of a message in their order; those that cannot be decoded are left out. */
export function askedIas(message: ClientServerMessage): AskedIa[] {
  return message.options.flatMap((option): AskedIa[] => {
    const [na] = all({ options: [option] }, iaNa);
    if (na?.value !== undefined) return [{ kind: 'IA_NA', iaid: na.value.iaid, things: addresses(na) }];
    const [ta] = all({ options: [option] }, iaTa);
    if (ta?.value !== undefined) return [{ kind: 'IA_TA', iaid: ta.value.iaid, things: addresses(ta) }];
    const [pd] = all({ options: [option] }, iaPd);
    if (pd?.value !== undefined) return [{ kind: 'IA_PD', iaid: pd.value.iaid, things: prefixes(pd) }];
    return [];
  });
}

/** The IA as an option. `excludes`: the client understands an excluded prefix (RFC 6603). */
export function iaOption(ia: GivenIa, timers: { t1: number; t2: number }, excludes: boolean): DhcpOption {
  const { kind, iaid, status } = ia;
  const holds = ia.leases.some((lease) => lease.valid > 0);
  const { t1, t2 } = holds ? timers : { t1: 0, t2: 0 };
  const options = [
    ...ia.leases.map((lease) => leaseOption(lease, kind, excludes)),
    ...(status === undefined ? [] : [statusCode({ code: status.code, message: status.text })]),
  ];
  switch (kind) {
    case 'IA_NA':
      return iaNa({ iaid, t1, t2, options });
    case 'IA_TA':
      return iaTa({ iaid, options });
    case 'IA_PD':
      return iaPd({ iaid, t1, t2, options });
  }
}

function leaseOption(lease: GivenLease, kind: IaKind, excludes: boolean): DhcpOption {
  const { address, prefixLength, preferred, valid, subnet } = lease;
  const lifetimes = { preferredLifetime: preferred, validLifetime: valid };
  if (kind !== 'IA_PD') return iaAddress({ address, ...lifetimes });
  const pool = excludes ? subnet?.prefixPools.find((one) => excludedWithin(one, lease)) : undefined;
  const options = pool?.excluded === undefined ? [] : [excludeOption(lease, pool.excluded)];
  return iaPrefix({ prefix: address, prefixLength, ...lifetimes, options });
}

function excludedWithin({ excluded }: PrefixPool, { address, prefixLength }: Thing): boolean {
  if (excluded === undefined || excluded.length <= prefixLength) return false;
  return liesIn(excluded.prefix, excluded.length, prefixNumber(`${address}/${prefixLength}`));
}

/** Its bits after those of the delegated prefix, from the left, padded with zeros (RFC 6603, section 4.2). */
function excludeOption(delegated: Thing, excluded: { prefix: string; length: number }): DhcpOption {
  const bits = excluded.length - delegated.prefixLength;
  const bytes = Math.ceil(bits / 8);
  const below = (1n << BigInt(128 - delegated.prefixLength)) - 1n;
  const own = ((addressNumber(excluded.prefix) & below) >> BigInt(128 - excluded.length)) << BigInt(8 * bytes - bits);
  const subnetId = Uint8Array.from({ length: bytes }, (_, i) => Number((own >> BigInt(8 * (bytes - 1 - i))) & 0xffn));
  return pdExclude({ prefixLength: excluded.length, subnetId });
}

function addresses(ia: DhcpOption): AskedIa['things'] {
  return all(ia, iaAddress).flatMap(({ value }) =>
    value === undefined
      ? []
      : {
          address: value.address,
          prefixLength: 128,
          preferred: value.preferredLifetime,
          valid: value.validLifetime,
        },
  );
}

function prefixes(ia: DhcpOption): AskedIa['things'] {
  return all(ia, iaPrefix).flatMap(({ value }) =>
    value === undefined
      ? []
      : {
          address: value.prefix,
          prefixLength: value.prefixLength,
          preferred: value.preferredLifetime,
          valid: value.validLifetime,
        },
  );
}

import {
  all,
  type ClientServerMessage,
  type DhcpOption,
  first,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  iaTa,
  statusCode,
} from '../dhcp6/index.js';

export type IaKind = 'IA_NA' | 'IA_TA' | 'IA_PD';

/** Names one IA of a client: kind and IAID together (RFC 8415, section 12). */
export interface IaName {
  readonly kind: IaKind;
  readonly iaid: number;
}

/** One address (prefix length 128) or delegated prefix. Lifetimes in seconds. */
export interface HeldLease {
  readonly address: string;
  readonly prefixLength: number;
  readonly preferred: number;
  readonly valid: number;
}

/** What a received IA option says. */
export interface IaContent {
  readonly name: IaName;
  readonly option: DhcpOption;
  readonly t1: number;
  readonly t2: number;
  readonly leases: readonly (HeldLease & { readonly option: DhcpOption })[];
  /** Status Code inside the IA, if there is one. */
  readonly status: number | undefined;
}

/** One IA that the client wants, with what it holds. */
export interface Ia extends IaName {
  /** Sent in a Solicit, or in an IA that holds nothing yet. */
  hints: HeldLease[];
  /** From the last Advertise. */
  offered: HeldLease[];
  /** From Replies: leases with a valid lifetime above 0. */
  held: HeldLease[];
  t1: number;
  t2: number;
}

export function newIa(name: IaName): Ia {
  return { ...name, hints: [], offered: [], held: [], t1: 0, t2: 0 };
}

export function sameIa(a: IaName, b: IaName): boolean {
  return a.kind === b.kind && a.iaid === b.iaid;
}

export function iaText(name: IaName): string {
  return `${name.kind} ${name.iaid}`;
}

/** Every IA of a message, in order; those that cannot be decoded are left out (validation names them). */
export function iasOf(message: ClientServerMessage): IaContent[] {
  const found: { at: number; content: IaContent }[] = [];
  const add = (kind: IaKind, option: DhcpOption, iaid: number, t1: number, t2: number): void => {
    const leases = leasesOf(option);
    const status = first(option, statusCode)?.value?.code;
    found.push({
      at: message.options.indexOf(option),
      content: { name: { kind, iaid }, option, t1, t2, leases, status },
    });
  };
  for (const option of all(message, iaNa)) {
    if (option.value !== undefined) add('IA_NA', option, option.value.iaid, option.value.t1, option.value.t2);
  }
  for (const option of all(message, iaTa))
    if (option.value !== undefined) add('IA_TA', option, option.value.iaid, 0, 0);
  for (const option of all(message, iaPd)) {
    if (option.value !== undefined) add('IA_PD', option, option.value.iaid, option.value.t1, option.value.t2);
  }
  return found.sort((a, b) => a.at - b.at).map((entry) => entry.content);
}

function leasesOf(ia: DhcpOption): (HeldLease & { option: DhcpOption })[] {
  const addresses = all(ia, iaAddress).flatMap((option) =>
    option.value === undefined
      ? []
      : {
          option,
          address: option.value.address,
          prefixLength: 128,
          preferred: option.value.preferredLifetime,
          valid: option.value.validLifetime,
        },
  );
  const prefixes = all(ia, iaPrefix).flatMap((option) =>
    option.value === undefined
      ? []
      : {
          option,
          address: option.value.prefix,
          prefixLength: option.value.prefixLength,
          preferred: option.value.preferredLifetime,
          valid: option.value.validLifetime,
        },
  );
  return [...addresses, ...prefixes];
}

/** An IA option as a client sends it: T1, T2 and lifetimes 0, which servers ignore (RFC 8415, sections 21.4, 21.6, 21.22). */
export function iaOption(name: IaName, leases: readonly HeldLease[]): DhcpOption {
  const { kind, iaid } = name;
  const addresses = () =>
    leases.map((lease) =>
      iaAddress({
        address: lease.address,
        preferredLifetime: lease.preferred,
        validLifetime: lease.valid,
        options: [],
      }),
    );
  switch (kind) {
    case 'IA_NA':
      return iaNa({ iaid, t1: 0, t2: 0, options: addresses() });
    case 'IA_TA':
      return iaTa({ iaid, options: addresses() });
    case 'IA_PD':
      return iaPd({
        iaid,
        t1: 0,
        t2: 0,
        options: leases.map((lease) =>
          iaPrefix({
            prefix: lease.address,
            prefixLength: lease.prefixLength,
            preferredLifetime: lease.preferred,
            validLifetime: lease.valid,
            options: [],
          }),
        ),
      });
  }
}

/** The leases with lifetimes 0, as they stand in a client's messages. */
export function withoutLifetimes(leases: readonly HeldLease[]): HeldLease[] {
  return leases.map((lease) => ({ ...lease, preferred: 0, valid: 0 }));
}

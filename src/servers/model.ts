/** Seconds; 4294967295 is infinity (RFC 8415, section 7.7). */
export type Seconds = number;

/** What a product may or may not be able to do; declared by its adapter, asked for by scenarios. */
export type Capability =
  | 'addresses'
  | 'prefixes'
  | 'stateless'
  | 'rapid-commit'
  | 'preference'
  | 'reservations'
  | 'unserved-clients'
  | 'relay'
  | 'shared-networks'
  | 'unicast'
  | 'leases'
  | 'leases-survive-restart'
  | 'lifetimes'
  | 'timers'
  | 'option-data'
  | 'new-leases-on-renew'
  | 'no-new-leases-on-renew'
  | 'new-leases-on-rebind'
  | 'no-new-leases-on-rebind'
  | 'delegated-length-hints'
  | 'decline-probation'
  | 'prompt-expiry';

/** Preferred and valid lifetime, T1 and T2, where set. */
export interface Lifetimes {
  preferred?: Seconds;
  valid?: Seconds;
  t1?: Seconds;
  t2?: Seconds;
}

/** An option that the server hands out. The code decides; the name is for messages. */
export interface OptionData {
  code: number;
  name: string;
  /** Text in the option's usual notation (an address list, a name, a number), or its bytes as `0x…`. */
  value: string;
  /** Sent also when the client did not ask for it. */
  always?: boolean;
}

export interface AddressPool {
  from: string;
  to: string;
}

/** `prefix`/`length` is cut into prefixes of `delegatedLength`. */
export interface PrefixPool {
  prefix: string;
  length: number;
  delegatedLength: number;
  excluded?: { prefix: string; length: number };
}

export interface Reservation {
  /** DUID in lower-case hex without separators. */
  duid: string;
  addresses: string[];
  prefixes: { prefix: string; length: number }[];
  options: OptionData[];
}

export interface Subnet {
  /** Running number from 1. */
  id: number;
  /** `2001:db8:1::/64` */
  prefix: string;
  /** The link (1 = first link of the configuration) that it is on; undefined: only behind relays. */
  link?: number;
  pools: AddressPool[];
  prefixPools: PrefixPool[];
  lifetimes: Lifetimes;
  rapidCommit?: boolean;
  options: OptionData[];
  reservations: Reservation[];
  /** How relayed clients of this subnet are recognised beside the link-address lying in `prefix`. */
  relay?: { addresses?: string[]; interfaceId?: string };
  /** Subnets with the same name share a link. */
  sharedNetwork?: string;
}

/**
 * The configuration of a DHCPv6 server in the terms of the DHCPv6 YANG model (RFC 9243), free of any product.
 * An adapter renders it to the product's own files.
 */
export interface ServerModel {
  subnets: Subnet[];
  lifetimes: Lifetimes;
  options: OptionData[];
  rapidCommit?: boolean;
  /** Value of the Preference option, 0 to 255 (RFC 8415, section 21.8). */
  preference?: number;
  /** DUID of the server in hex, where a scenario fixes it. */
  serverDuid?: string;
  /** An IA that the server sees first in a Renew or Rebind gets leases. Undefined: the product's default. */
  newLeasesOnRenew?: boolean;
  newLeasesOnRebind?: boolean;
  /** How long a declined address is withheld. Undefined: the product's default. */
  declineProbation?: Seconds;
  /** Expired leases are free again within about two seconds. Undefined: in the product's own time. */
  promptExpiry?: boolean;
  /** DUIDs in hex of clients that policy does not serve at all: they get no answer. */
  unserved?: string[];
  /** Capabilities that the scenario asks for beside those that follow from the rest. */
  requires: Capability[];
}

export function emptyModel(): ServerModel {
  return { subnets: [], lifetimes: {}, options: [], requires: [] };
}

/** The capabilities that a server must have for this configuration. */
export function neededCapabilities(model: ServerModel): Set<Capability> {
  const needed = new Set<Capability>(model.requires);
  const subnets = model.subnets;
  if (subnets.some((subnet) => subnet.pools.length > 0)) needed.add('addresses');
  if (subnets.some((subnet) => subnet.prefixPools.length > 0)) needed.add('prefixes');
  if (subnets.some((subnet) => subnet.reservations.length > 0)) needed.add('reservations');
  if (subnets.some((subnet) => subnet.sharedNetwork !== undefined)) needed.add('shared-networks');
  if (model.rapidCommit || subnets.some((subnet) => subnet.rapidCommit)) needed.add('rapid-commit');
  if (model.preference !== undefined) needed.add('preference');
  if (model.unserved !== undefined) needed.add('unserved-clients');
  if (model.options.length > 0 || subnets.some((subnet) => subnet.options.length > 0)) needed.add('option-data');
  const lifetimes = [model.lifetimes, ...subnets.map((subnet) => subnet.lifetimes)];
  if (lifetimes.some((one) => one.preferred !== undefined || one.valid !== undefined)) needed.add('lifetimes');
  if (lifetimes.some((one) => one.t1 !== undefined || one.t2 !== undefined)) needed.add('timers');
  if (model.newLeasesOnRenew === true) needed.add('new-leases-on-renew');
  if (model.newLeasesOnRenew === false) needed.add('no-new-leases-on-renew');
  if (model.newLeasesOnRebind === true) needed.add('new-leases-on-rebind');
  if (model.newLeasesOnRebind === false) needed.add('no-new-leases-on-rebind');
  if (model.declineProbation !== undefined) needed.add('decline-probation');
  if (model.promptExpiry) needed.add('prompt-expiry');
  return needed;
}

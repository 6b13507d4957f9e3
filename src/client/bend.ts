import {
  type ClientServerMessage,
  type DhcpOption,
  encode,
  type MessageName,
  messageTypes,
  serverId,
} from '../dhcp6/index.js';
import { type HeldLease, type IaName, iaOption, iasOf, sameIa } from './bindings.js';
import type { Bend } from './client.js';

/** The message names these leases in the IA: instead of what it would have named, or beside it. An IA that it lacks is added. */
export function nameLeases(name: IaName, leases: readonly HeldLease[], how: 'instead' | 'also'): Bend {
  return (message) => {
    const named = iaOption(name, leases);
    const option = iaIn(message, name);
    if (option === undefined) message.options.push(named);
    else if (how === 'also') option.options.push(...named.options);
    else option.options.splice(0, option.options.length, ...named.options);
  };
}

/** T1 and T2 of the IA, in seconds. */
export function setTimers(name: IaName, t1: number, t2: number): Bend {
  return (message) => {
    const value = iaIn(message, name)?.value;
    if (isTimed(value)) Object.assign(value, { t1, t2 });
  };
}

/** Lifetimes of all leases in the IA, in seconds. */
export function setLifetimes(name: IaName, preferredLifetime: number, validLifetime: number): Bend {
  return (message) => {
    for (const lease of iaIn(message, name)?.options ?? []) {
      if (typeof lease.value === 'object' && lease.value !== null)
        Object.assign(lease.value, { preferredLifetime, validLifetime });
    }
  };
}

/** The message names this server, whether its type wants that or not. */
export function nameServer(duid: Uint8Array): Bend {
  return (message) => {
    message.options = message.options.filter((option) => option.code !== serverId.code);
    message.options.push(serverId({ duid }));
  };
}

/** Where an option is put: at the end or the beginning of the message, in an IA, or in every lease of an IA. */
export type Place = 'last' | 'first' | { readonly ia: IaName } | { readonly leasesOf: IaName };

/** The message carries this option as well. An IA or lease that it lacks gets nothing. */
export function addOption(option: DhcpOption, place: Place): Bend {
  return (message) => {
    if (place === 'last') message.options.push(option);
    else if (place === 'first') message.options.unshift(option);
    else if ('ia' in place) iaIn(message, place.ia)?.options.push(option);
    else for (const lease of iaIn(message, place.leasesOf)?.options ?? []) lease.options.push(structuredClone(option));
  };
}

/** The message goes under another type, by its name or number; the contents stay. */
export function setType(type: MessageName | number): Bend {
  return (message) => {
    const known = messageTypes.find((one) => (typeof type === 'number' ? one.code === type : one.name === type));
    message.type = known?.code ?? Number(type);
    message.name = known?.name ?? `message ${Number(type)}`;
  };
}

/** Only the first bytes of the message go out. */
export function cutTo(bytes: number): Bend {
  return (message) => {
    message.raw = encode(message).slice(0, bytes);
    message.broken = true;
    // What is cut off is not there to be shown either.
    message.options = [];
  };
}

function iaIn(message: ClientServerMessage, name: IaName): DhcpOption | undefined {
  return iasOf(message).find((ia) => sameIa(ia.name, name))?.option;
}

function isTimed(value: unknown): value is { t1: number; t2: number } {
  return typeof value === 'object' && value !== null && 't1' in value && 't2' in value;
}

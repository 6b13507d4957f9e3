/**
 * The parts of a sentence that carry a value. Expressions are loose on purpose: the plan pass converts every argument and a
 * wrong one is reported with the known words, before the server is touched.
 */

import type { HeldLease, IaKind, IaName } from '../client/bindings.js';
import type { ClientMessageName } from '../client/client.js';
import type { DuidType } from '../client/identity.js';
import { nearest, Problem } from '../config/problem.js';
import {
  formatIpv6,
  infinity,
  lieFault,
  messageByTitle,
  messageTitle,
  messageTypes,
  optionByName,
  options,
  parseIpv6,
  statusByName,
  statusCodes,
} from '../dhcp6/index.js';
import { unspoken } from './define.js';

export interface ParameterType {
  readonly name: string;
  readonly regexp: RegExp;
  /** Throws a Problem (its place is filled in by the plan) on what is not such a value. */
  readonly convert: (text: string) => unknown;
}

/** A prefix in canonical text with its length. */
export interface Prefix {
  readonly address: string;
  readonly length: number;
}

/** A DHCPv6 option by code and name. */
export interface NamedOption {
  readonly code: number;
  readonly name: string;
}

export const parameterTypes: readonly ParameterType[] = [
  { name: 'message', regexp: /[A-Z][A-Za-z]*(?:-[A-Za-z]+)?/, convert: toMessage },
  { name: 'clientMessage', regexp: /[A-Z][A-Za-z]*(?:-[A-Za-z]+)?/, convert: toClientMessage },
  { name: 'ia', regexp: /IA_[A-Z]+ \d+/, convert: toIa },
  { name: 'ias', regexp: /IA_[A-Z]+ \d+(?:(?:,| and|, and) IA_[A-Z]+ \d+)*/, convert: toIas },
  { name: 'option', regexp: /[A-Z0-9][\w-]*(?: [A-Z][\w-]*)*/, convert: toOption },
  { name: 'status', regexp: /[A-Z][A-Za-z]+/, convert: toStatus },
  { name: 'statuses', regexp: /[A-Z][A-Za-z]+(?:(?:,| or) [A-Z][A-Za-z]+)*/, convert: toStatuses },
  { name: 'leases', regexp: /[0-9a-fA-F:.]+(?:\/\d+)?(?:(?:,| and) [0-9a-fA-F:.]+(?:\/\d+)?)*/, convert: toLeases },
  { name: 'address', regexp: /[0-9a-fA-F:.]+/, convert: toAddress },
  { name: 'prefix', regexp: /[0-9a-fA-F:.]+\/\d+/, convert: toPrefix },
  { name: 'bytes', regexp: /[0-9a-f]{2}(?: [0-9a-f]{2})*/, convert: toBytes },
  { name: 'lifetime', regexp: /\d+|infinity/, convert: toLifetime },
  { name: 'linkNumber', regexp: /\d+/, convert: toLinkNumber },
  { name: 'duidType', regexp: /DUID-[A-Z]+/, convert: toDuidType },
  { name: 'client', regexp: /it|the client|(?:the )?client [A-Z]/, convert: toClient },
  { name: 'whose', regexp: /its|(?:the )?client(?: [A-Z])?'s/, convert: toWhose },
  { name: 'lie', regexp: /"[^"]+"/, convert: (text) => toLie(text.slice(1, -1)) },
  { name: 'server', regexp: /the server|it/, convert: () => unspoken },
  { name: 'clause', regexp: /(?: \[[^\]]*\])?/, convert: (text) => (text === '' ? undefined : text.slice(2, -1)) },
];

function unknown(kind: string, text: string, known: string[]): Problem {
  const near = nearest(text, known);
  return new Problem('', `there is no ${kind} "${text}".`, {
    mend:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `There are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`,
  });
}

const titles = (): string[] => messageTypes.map((type) => messageTitle(type.name));

function toMessage(text: string): string {
  const type = messageByTitle(text);
  if (type === undefined) throw unknown('message', text, titles());
  return type.name;
}

const clientMessages: readonly ClientMessageName[] = [
  'SOLICIT',
  'REQUEST',
  'CONFIRM',
  'RENEW',
  'REBIND',
  'RELEASE',
  'DECLINE',
  'INFORMATION-REQUEST',
];

function toClientMessage(text: string): ClientMessageName {
  const name = clientMessages.find((candidate) => candidate === messageByTitle(text)?.name);
  if (name === undefined) throw unknown('message of a client', text, clientMessages.map(messageTitle));
  return name;
}

function toIa(text: string): IaName {
  const [kind = '', iaid = ''] = text.split(' ');
  const kinds: readonly IaKind[] = ['IA_NA', 'IA_TA', 'IA_PD'];
  const known = kinds.find((candidate) => candidate === kind);
  if (known === undefined) throw unknown('kind of IA', kind, [...kinds]);
  const number = Number(iaid);
  if (number > 0xffffffff) throw new Problem('', `an IAID has 32 bits: ${iaid} is too large.`);
  return { kind: known, iaid: number };
}

function toIas(text: string): IaName[] {
  return text.split(/, and |, | and /).map(toIa);
}

function toOption(text: string): NamedOption {
  if (/^\d+$/.test(text)) {
    const code = Number(text);
    if (code > 0xffff) throw new Problem('', `an option code has 16 bits: ${text} is too large.`);
    return { code, name: `option ${text}` };
  }
  const found = optionByName(text);
  if (found === undefined) {
    throw unknown(
      'option',
      text,
      options().flatMap((option) => [option.name, option.title]),
    );
  }
  return { code: found.code, name: found.name };
}

function toStatus(text: string): number {
  const status = statusByName(text);
  if (status === undefined)
    throw unknown(
      'status code',
      text,
      statusCodes.map((known) => known.name),
    );
  return status.code;
}

function toStatuses(text: string): number[] {
  return text.split(/, | or /).map(toStatus);
}

/** Addresses and prefixes as they stand in an IA of a client: with lifetimes 0. */
function toLeases(text: string): HeldLease[] {
  return text.split(/, | and /).map((one) => {
    const { address, length } = toPrefix(one.includes('/') ? one : `${one}/128`);
    return { address, prefixLength: length, preferred: 0, valid: 0 };
  });
}

function toAddress(text: string): string {
  const bytes = parseIpv6(text);
  if (bytes === undefined) throw new Problem('', `"${text}" is not an IPv6 address.`);
  return formatIpv6(bytes);
}

function toPrefix(text: string): Prefix {
  const [address = '', length = ''] = text.split('/');
  if (Number(length) > 128) throw new Problem('', `"${text}" is not an IPv6 prefix: its length is above 128.`);
  return { address: toAddress(address), length: Number(length) };
}

function toBytes(text: string): Uint8Array {
  return Uint8Array.from(text.split(' '), (byte) => Number.parseInt(byte, 16));
}

function toLifetime(text: string): number {
  const seconds = text === 'infinity' ? infinity : Number(text);
  if (seconds > infinity) throw new Problem('', `a lifetime has 32 bits: ${text} is too large.`);
  return seconds;
}

/** A sentence of `bend` in the protocol library: what to change in a message before it is sent. */
export function toLie(text: string): string {
  const fault = lieFault(text);
  if (fault !== undefined) throw new Problem('', `"${text}": ${fault}.`, { mend: 'docs/dhcp6.md lists the lies.' });
  return text;
}

function toLinkNumber(text: string): number {
  const link = Number(text);
  if (link < 1) throw new Problem('', 'links are numbered from 1.');
  return link;
}

function toDuidType(text: string): DuidType {
  const types: readonly DuidType[] = ['DUID-LLT', 'DUID-EN', 'DUID-LL', 'DUID-UUID'];
  const found = types.find((type) => type === text);
  if (found === undefined) throw unknown('DUID type', text, [...types]);
  return found;
}

/** `it` and `the client` are the client that acted last; others are told apart by a letter. */
function toClient(text: string): string {
  if (text === 'it' || text === 'the client') return '';
  return text.replace(/^the /, '');
}

function toWhose(text: string): string {
  return toClient(text === 'its' ? 'it' : text.replace(/'s$/, ''));
}

import {
  type ClientServerMessage,
  clientId,
  hex,
  type MessageName,
  messageTitle,
  optionRequest,
  serverId,
  value,
  values,
} from '../../src/dhcp6/index.js';
import type { Subnet } from '../../src/servers/model.js';
import type { Habits } from './faults/habits.js';
import { type AskedIa, askedIas } from './ias.js';
import type { Arrival } from './subnets.js';

/** The messages that a client sends to a server. */
export type ClientMessage =
  | 'SOLICIT'
  | 'REQUEST'
  | 'CONFIRM'
  | 'RENEW'
  | 'REBIND'
  | 'RELEASE'
  | 'DECLINE'
  | 'INFORMATION-REQUEST';

/** A client's message, with all that the server knows of its way here. */
export interface Question extends Arrival {
  readonly type: ClientMessage;
  readonly message: ClientServerMessage;
  /** The datagram went to an address of the server's own, and no relay agent brought it. */
  readonly unicast: boolean;
  readonly subnets: readonly Subnet[];
  /** In hex; empty where the client sent none. */
  readonly duid: string;
  readonly ias: readonly AskedIa[];
  readonly requested: ReadonlySet<number>;
  /** Bad habits of the server that show in the answer to this message. */
  readonly habits: Habits;
}

export function question(
  message: ClientServerMessage,
  arrival: Arrival & Pick<Question, 'unicast' | 'subnets' | 'habits'>,
): Question {
  return {
    ...arrival,
    type: message.name as ClientMessage,
    message,
    duid: hex(value(message, clientId)?.duid ?? new Uint8Array(0)),
    ias: askedIas(message),
    requested: new Set(values(message, optionRequest).flatMap((oro) => oro.codes)),
  };
}

/** Whether a message must or must not name a server, by type (RFC 8415, sections 16.2 to 16.12). */
const serverIdentifier: Readonly<Record<ClientMessage, 'ours' | 'none' | 'ours or none'>> = {
  SOLICIT: 'none',
  REQUEST: 'ours',
  CONFIRM: 'none',
  RENEW: 'ours',
  REBIND: 'none',
  RELEASE: 'ours',
  DECLINE: 'ours',
  'INFORMATION-REQUEST': 'ours or none',
};

/** Messages that are never accepted at the server's own address (RFC 8415, section 16); the others have UseMulticast for an answer. */
export const multicastOnly: ReadonlySet<ClientMessage> = new Set([
  'SOLICIT',
  'CONFIRM',
  'REBIND',
  'INFORMATION-REQUEST',
]);

export function isClientMessage(name: string): name is ClientMessage {
  return Object.hasOwn(serverIdentifier, name);
}

/** Why the message has to be discarded (RFC 8415, section 16); undefined where it is valid. */
export function whyInvalid({ message, type, ias }: Question, serverDuid: string): string | undefined {
  const title = messageTitle(type as MessageName);
  const clients = values(message, clientId);
  const servers = message.options.filter((option) => option.code === serverId.code);
  const named = value(message, serverId)?.duid;
  if (clients.length === 0 && type !== 'INFORMATION-REQUEST') return `${title} without Client Identifier`;
  if (servers.length > 0 && serverIdentifier[type] === 'none') return `${title} with Server Identifier`;
  if (servers.length === 0 && serverIdentifier[type] === 'ours') return `${title} without Server Identifier`;
  if (servers.length > 0 && (named === undefined || hex(named) !== serverDuid)) return `${title} for another server`;
  if (type === 'INFORMATION-REQUEST' && ias.length > 0) return `${title} with an IA`;
  return undefined;
}

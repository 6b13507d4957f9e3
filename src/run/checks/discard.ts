/** What may come back to a message that must be discarded (RFC 8415, sections 14, 16 and 18.4). */
import { iasOf } from '../../client/bindings.js';
import type { Received } from '../../client/exchange.js';
import {
  type ClientServerMessage,
  innermost,
  type Message,
  messageTitle,
  relayLayers,
  summary,
} from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import type { Transcript } from '../transcript.js';
import { article, identifiers, statusText, topLevelStatus } from './answer.js';

/** A message that was sent and may have an answer although it should be discarded. */
export interface Refusable {
  readonly answer: Received;
  readonly sent: ClientServerMessage;
  /** As it went on the wire. */
  readonly outer: Message;
  /** The server's DUID, where it is known. */
  readonly server: Uint8Array | undefined;
}

/**
 * The answer does nothing but refuse: Reply (Advertise to a Solicit), the identifiers, one of these top-level statuses, no lease;
 * through the relay agents that brought the message (RFC 8415, section 16).
 */
export function onlyRefuses({ answer, sent, outer, server }: Refusable, statuses: readonly number[]): Complaint[] {
  const { message } = answer;
  const type = sent.name === 'SOLICIT' ? 'ADVERTISE' : 'REPLY';
  const { codes, options } = topLevelStatus(message);
  const expected = `no answer, or ${article(messageTitle(type))} with ${statuses.map(statusText).join(' or ')} and no lease`;
  const leases = iasOf(message).filter((ia) => ia.leases.length > 0);
  const wrong: string[] = [];
  if (message.name !== type) wrong.push(article(messageTitle(message.name)));
  if (codes.length !== 1 || !statuses.includes(codes[0] as number)) {
    wrong.push(codes.length === 0 ? 'an answer without status' : codes.map(statusText).join(' and '));
  }
  if (leases.length > 0) wrong.push('a lease');
  const layers = relayLayers(answer.outer).length;
  if (layers !== relayLayers(outer).length) wrong.push(`${layers} levels of Relay-reply`);
  const complaints = identifiers(message, sent, server);
  if (wrong.length === 0) return complaints;
  const marked = [...(message.name === type ? [] : [message]), ...options, ...leases.map((ia) => ia.option)];
  return [
    {
      expected,
      received: wrong.join(', '),
      message: answer.outer,
      wrong: marked.length > 0 ? marked : [message],
    },
    ...complaints,
  ];
}

/** Messages of the server that belong to no exchange, sent since then: what comes back to a datagram that has no transaction id. */
export function strays(transcript: Transcript, since: number): Complaint[] {
  const unspecFail = 1;
  return transcript.events.flatMap(({ event }) => {
    if (event.direction !== 'received' || event.at < since) return [];
    if (event.note !== 'unasked' && event.note !== 'malformed') return [];
    const message = innermost(event.message);
    if (message !== undefined && topLevelStatus(message).codes.includes(unspecFail)) return [];
    return [{ expected: 'nothing at all', received: summary(event.message), message: event.message }];
  });
}

/** The UDP destination port of the answer. */
export function cameToPort({ datagram, outer }: Received, port: number): Complaint[] {
  if (datagram.destinationPort === port) return [];
  return [{ expected: `UDP destination port ${port}`, received: `${datagram.destinationPort}`, message: outer }];
}

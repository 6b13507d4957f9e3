import {
  type ClientServerMessage,
  type DhcpOption,
  decode,
  echoRequest,
  encode,
  fromHex,
  hex,
  innermost,
  interfaceId,
  type Message,
  message,
  type RelayMessage,
  relay,
  relayLayers,
  relayMessage,
  relayPort,
  serverUnicast,
  summary,
  values,
} from '../../src/dhcp6/index.js';
import type { ServerModel } from '../../src/servers/model.js';
import { answerTo, anyAnswer, type Knowledge, spoilRecord, useMulticast } from './answers.js';
import type { Counts } from './counts.js';
import { bend } from './faults/bend.js';
import { deathBy, delivered, type Outgoing } from './faults/deliver.js';
import { type AnswerFault, applies, type Death, type Fault, isBend } from './faults/fault.js';
import { Habits } from './faults/habits.js';
import type { Leases } from './leases.js';
import { type ClientMessage, isClientMessage, multicastOnly, type Question, question, whyInvalid } from './question.js';
import { subnetsOf } from './subnets.js';

export interface ServerOptions {
  readonly model: ServerModel;
  readonly leases: Leases;
  readonly counts: Counts;
  /** The server's DUID where the model has none. */
  readonly duid: Uint8Array;
  readonly faults: readonly Fault[];
  readonly log: (line: string) => void;
}

/** A datagram that came in. */
export interface Datagram {
  readonly payload: Uint8Array;
  readonly link: number;
  readonly source: string;
  readonly sourcePort: number;
  readonly unicast: boolean;
}

/** What follows from a datagram: datagrams to its sender, then, for a server that dies of it, its end. */
export interface Outcome {
  /** The port that its sender listens on (RFC 8415, section 7.2). */
  readonly port: number;
  readonly datagrams: readonly Outgoing[];
  readonly death?: Death;
}

/**
 * A DHCPv6 server without sockets and clock: datagrams in, datagrams out, the lease record written in between
 * (RFC 8415, section 18.3). It does everything right but for its faults.
 */
export class ReferenceServer {
  readonly #options: ServerOptions;
  readonly #knowledge: Knowledge;
  /** Clients that were given Server Unicast: they may send to the server's own address (section 18.4). */
  readonly #mayUnicast = new Set<string>();

  constructor(options: ServerOptions) {
    this.#options = options;
    const { model, leases } = options;
    const own = model.serverDuid === undefined ? undefined : fromHex(model.serverDuid.replaceAll(':', ''));
    this.#knowledge = { model, leases, serverDuid: own ?? options.duid };
  }

  receive({ payload, link, source, sourcePort, unicast }: Datagram): Outcome {
    const { log, faults, model, counts, leases } = this.#options;
    const outer = decode(payload);
    const inner = innermost(outer) ?? nothing;
    const layers = relayLayers(outer);
    log(`received ${summary(outer)} on link ${link} from ${source}`);
    const readable = inner.broken !== true && isClientMessage(inner.name);
    const fromClient = readable && layers.every((layer) => layer.name === 'RELAY-FORW');
    const type = fromClient ? (inner.name as ClientMessage) : 'OTHER';
    const nth = counts.next(type);
    const active = faults.filter((fault) => applies(fault, type, nth));
    const arrival = { link, source, layers };
    const asked = question(inner, {
      ...arrival,
      unicast: unicast && layers.length === 0,
      subnets: subnetsOf(model, arrival),
      habits: new Habits(active),
    });
    const right = fromClient ? this.#rightAnswer(asked) : 'no message of a client or a relay agent';
    spoilRecord(asked, leases);
    // Committed before the answer leaves (RFC 8415, section 18.3.1).
    leases.save();
    const discards = typeof right === 'string' && !asked.habits.has('answers what it should discard');
    if (discards) return this.#discard(right);
    const answer = typeof right === 'string' ? anyAnswer(asked, this.#knowledge) : right;
    return this.#outcome(answer, layers, active, portOf(layers, sourcePort));
  }

  #rightAnswer(asked: Question): ClientServerMessage | string {
    if (this.#options.model.unserved?.includes(asked.duid)) return 'a client that is not served';
    const invalid = whyInvalid(asked, hex(this.#knowledge.serverDuid));
    if (invalid !== undefined) return invalid;
    if (asked.unicast && !this.#mayBeUnicast(asked)) {
      if (multicastOnly.has(asked.type)) return `a ${asked.type} that was not sent to the multicast address`;
      return useMulticast(asked, this.#knowledge);
    }
    const answer = answerTo(asked, this.#knowledge);
    if (typeof answer !== 'string' && answer.options.some((option) => option.code === serverUnicast.code)) {
      this.#mayUnicast.add(asked.duid);
    }
    return answer;
  }

  #mayBeUnicast({ type, duid }: Question): boolean {
    if (type === 'SOLICIT' || type === 'CONFIRM' || type === 'REBIND') return false;
    return this.#mayUnicast.has(duid);
  }

  #outcome(
    answer: ClientServerMessage,
    layers: readonly RelayMessage[],
    active: readonly AnswerFault[],
    port: number,
  ): Outcome {
    const { log } = this.#options;
    for (const fault of active) log(`fault ${JSON.stringify(fault)}`);
    const bends = active.filter(isBend);
    for (const fault of bends) if (fault.relay !== true) bend(answer, fault);
    const wrapped = bends.some((fault) => fault.what === 'lost-layer') ? layers.slice(1) : layers;
    const whole = wrapped.reduceRight<Message>((inside, layer) => {
      const reply = relayReply(inside, layer);
      for (const fault of bends) if (fault.relay === true) bend(reply, fault);
      return reply;
    }, answer);
    const datagrams = delivered(encode(whole), active);
    log(`sends ${summary(whole)}${datagrams.length === 1 ? '' : `, as ${datagrams.length} datagrams`}`);
    const death = deathBy(active);
    if (death === undefined) return { port, datagrams };
    return { port, datagrams: death.after === 'answer' ? datagrams : [], death };
  }

  #discard(why: string): Outcome {
    this.#options.log(`discards it: ${why}`);
    return { port: 546, datagrams: [] };
  }
}

/** What stands for the message in a relay message that holds none. */
const nothing: ClientServerMessage = message('REPLY', { transactionId: 0 });

/** Where the sender listens (RFC 8415, section 7.2); a relay agent may have a port of its own (RFC 8357, section 5.2). */
function portOf([outermost]: readonly RelayMessage[], sourcePort: number): number {
  if (outermost === undefined) return 546;
  return outermost.options.some((option) => option.code === relayPort.code) ? sourcePort : 547;
}

/** The way back through one relay agent (RFC 8415, section 19.3), with the options that it wants back (21.18; RFC 4994). */
function relayReply(inside: Message, { hopCount, linkAddress, peerAddress, options }: RelayMessage): RelayMessage {
  const wanted = new Set([
    interfaceId.code,
    relayPort.code,
    ...values({ options }, echoRequest).flatMap((echo) => echo.codes),
  ]);
  const back: DhcpOption[] = options.filter((option) => wanted.has(option.code) && option.code !== relayMessage.code);
  return relay('RELAY-REPL', {
    hopCount,
    linkAddress,
    peerAddress,
    options: [...back, relayMessage({ message: inside })],
  });
}

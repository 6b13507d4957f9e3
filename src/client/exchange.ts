import { type ClientServerMessage, decode, innermost, type Message } from '../dhcp6/index.js';
import type { IncomingDatagram, Link, OutgoingPacket } from '../net/types.js';

/** A DHCPv6 message that came in, with what it was wrapped in. */
export interface Received {
  /** What the client gets: the message itself, or the innermost one of a Relay-reply. */
  readonly message: ClientServerMessage;
  readonly outer: Message;
  readonly datagram: IncomingDatagram;
  /** From 1. */
  readonly link: number;
}

/** A packet that went out or came in, told to whoever keeps the transcript. */
export interface WireEvent {
  readonly direction: 'sent' | 'received';
  /** `performance.now()` */
  readonly at: number;
  readonly link: number;
  readonly from: string;
  readonly to: string;
  readonly message: Message;
  readonly payload: Uint8Array;
  /** `stranger`: not from the server under test; `unasked`: belongs to no open exchange; `wrong link`: to one on another link. */
  readonly note?: 'stranger' | 'unasked' | 'malformed' | 'wrong link';
}

/** One message of a client and the answers to it, until it is closed. */
export interface Exchange {
  readonly sent: ClientServerMessage;
  /** `performance.now()` when the kernel took the (last) packet. */
  readonly sentAt: number;
  readonly link: number;
  /** All answers so far. */
  readonly answers: readonly Received[];
  /** The next answer that was not yet taken, at once if it is there; undefined when none comes within `deadline` milliseconds. */
  next(deadline: number, signal?: AbortSignal): Promise<Received | undefined>;
  close(): void;
}

/** What the wire needs to know to tell the server under test from strangers. */
export type IsSubject = (source: string, link: number) => boolean;

/**
 * The links of a run, opened: sends packets and hands every answer to the exchange that waits for its transaction id.
 * Several clients and relay agents share it.
 */
export class Wire {
  readonly links: readonly Link[];
  readonly #isSubject: IsSubject;
  readonly #open = new Map<number, OpenExchange>();
  readonly #stop: (() => void)[];
  #observer: (event: WireEvent) => void = () => {};

  constructor(links: readonly Link[], isSubject: IsSubject) {
    this.links = links;
    this.#isSubject = isSubject;
    this.#stop = links.map((link, index) => link.onDatagram((datagram) => this.#receive(datagram, index + 1)));
  }

  /** Whoever keeps the transcript; one at a time. */
  observe(observer: (event: WireEvent) => void): void {
    this.#observer = observer;
  }

  link(number: number): Link {
    const link = this.links[number - 1];
    if (link === undefined) throw new RangeError(`there is no link ${number}`);
    return link;
  }

  /** Sends `inner` as `outer` (itself, or wrapped by relay agents) and opens the exchange for the answers to it. */
  async exchange(
    linkNumber: number,
    inner: ClientServerMessage,
    outer: Message,
    packet: OutgoingPacket,
  ): Promise<Exchange> {
    const open = new OpenExchange(inner, linkNumber, () => this.#open.delete(inner.transactionId));
    // Before sending: the answer can be there before the send call returns.
    this.#open.set(inner.transactionId, open);
    open.sentAt = await this.send(linkNumber, outer, packet);
    return open;
  }

  /** Sends one packet without waiting for anything. */
  async send(linkNumber: number, message: Message, packet: OutgoingPacket): Promise<number> {
    const link = this.link(linkNumber);
    const at = await link.send(packet);
    this.#observer({
      direction: 'sent',
      at,
      link: linkNumber,
      from: packet.source ?? link.linkLocal,
      to: packet.destination ?? 'ff02::1:2',
      message,
      payload: packet.payload,
    });
    return at;
  }

  /** Ends all exchanges: what comes for them later is `unasked`. */
  forget(): void {
    for (const open of [...this.#open.values()]) open.close();
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    this.forget();
    await Promise.all(this.links.map((link) => link.close()));
  }

  #receive(datagram: IncomingDatagram, link: number): void {
    const outer = decode(datagram.payload);
    const message = innermost(outer);
    const asClient = message?.kind === 'client-server' ? message : undefined;
    const waiting = asClient === undefined ? undefined : this.#open.get(asClient.transactionId);
    const stranger = !this.#isSubject(datagram.source, link);
    const note = stranger ? 'stranger' : misplaced(asClient, waiting, link);
    this.#observer({
      direction: 'received',
      at: datagram.at,
      link,
      from: datagram.source,
      to: this.link(link).linkLocal,
      message: outer,
      payload: datagram.payload,
      ...(note === undefined ? {} : { note }),
    });
    if (note === undefined && waiting !== undefined && asClient !== undefined) {
      waiting.take({ message: asClient, outer, datagram, link });
    }
  }
}

/** Why an answer of the server under test is none to an open exchange. */
function misplaced(
  message: ClientServerMessage | undefined,
  waiting: OpenExchange | undefined,
  link: number,
): WireEvent['note'] {
  if (message === undefined) return 'malformed';
  if (waiting === undefined) return 'unasked';
  return waiting.link === link ? undefined : 'wrong link';
}

class OpenExchange implements Exchange {
  readonly sent: ClientServerMessage;
  readonly link: number;
  readonly answers: Received[] = [];
  sentAt = 0;
  readonly #onClose: () => void;
  #taken = 0;
  #wake: (() => void) | undefined;

  constructor(sent: ClientServerMessage, link: number, onClose: () => void) {
    this.sent = sent;
    this.link = link;
    this.#onClose = onClose;
  }

  take(received: Received): void {
    this.answers.push(received);
    this.#wake?.();
  }

  async next(deadline: number, signal?: AbortSignal): Promise<Received | undefined> {
    signal?.throwIfAborted();
    if (this.#taken >= this.answers.length) {
      await new Promise<void>((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
          this.#wake = undefined;
          resolve();
        };
        const abort = (): void => {
          end();
          reject(signal?.reason);
        };
        const timer = setTimeout(end, deadline);
        signal?.addEventListener('abort', abort, { once: true });
        this.#wake = end;
      });
      signal?.throwIfAborted();
    }
    const answer = this.answers[this.#taken];
    if (answer !== undefined) this.#taken++;
    return answer;
  }

  close(): void {
    this.#onClose();
    this.#wake?.();
  }
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ClientServerMessage, encode, type Message, message } from '../dhcp6/index.js';
import type { IncomingDatagram, Link, OutgoingPacket } from '../net/types.js';
import { Wire, type WireEvent } from './exchange.js';
import { newRelay, relayed } from './relay.js';

/** A link without a kernel behind it: what is sent is kept, what comes is said by the test. */
class ScriptedLink implements Link {
  readonly interface = 'test0';
  readonly linkLocal = 'fe80::1';
  readonly mac = '02:00:00:00:00:01';
  readonly sent: OutgoingPacket[] = [];
  #listener: ((datagram: IncomingDatagram) => void) | undefined;

  async send(packet: OutgoingPacket): Promise<number> {
    this.sent.push(packet);
    return performance.now();
  }
  onDatagram(listener: (datagram: IncomingDatagram) => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = undefined;
    };
  }
  async close(): Promise<void> {}

  comes(answer: Message | Uint8Array, source = 'fe80::fe'): void {
    const payload = answer instanceof Uint8Array ? answer : encode(answer);
    this.#listener?.({ at: performance.now(), source, sourcePort: 547, destinationPort: 546, payload });
  }
}

function setUp(): { link: ScriptedLink; wire: Wire; events: WireEvent[] } {
  const link = new ScriptedLink();
  const wire = new Wire([link], (source) => source === 'fe80::fe');
  const events: WireEvent[] = [];
  wire.observe((event) => events.push(event));
  return { link, wire, events };
}

const solicit = (transactionId: number): ClientServerMessage => message('SOLICIT', { transactionId, options: [] });
const advertise = (transactionId: number): ClientServerMessage => message('ADVERTISE', { transactionId, options: [] });
const open = (wire: Wire, sent: ClientServerMessage) => wire.exchange(1, sent, sent, { payload: encode(sent) });

describe('an exchange', () => {
  it('takes the answer with its transaction id, at once, and leaves others alone', async () => {
    const { link, wire, events } = setUp();
    const exchange = await open(wire, solicit(7));
    const waiting = exchange.next(5000);
    link.comes(advertise(8));
    link.comes(advertise(7));
    const answer = await waiting;
    assert.equal(answer?.message.name, 'ADVERTISE');
    assert.equal(answer?.message.transactionId, 7);
    assert.deepEqual(
      events.map((event) => [event.direction, event.note]),
      [
        ['sent', undefined],
        ['received', 'unasked'],
        ['received', undefined],
      ],
    );
  });

  it('gives an answer that came before anybody waited, and each answer once', async () => {
    const { link, wire } = setUp();
    const exchange = await open(wire, solicit(7));
    link.comes(advertise(7));
    link.comes(advertise(7));
    assert.notEqual(await exchange.next(0), undefined);
    assert.notEqual(await exchange.next(0), undefined);
    assert.equal(await exchange.next(1), undefined);
    assert.equal(exchange.answers.length, 2);
  });

  it('never takes the answer of a stranger', async () => {
    const { link, wire, events } = setUp();
    const exchange = await open(wire, solicit(7));
    link.comes(advertise(7), 'fe80::bad');
    assert.equal(await exchange.next(1), undefined);
    assert.equal(events.at(-1)?.note, 'stranger');
  });

  it('never takes an answer that comes on another link (RFC 8415, section 18.3.10)', async () => {
    const [one, two] = [new ScriptedLink(), new ScriptedLink()];
    const wire = new Wire([one, two], () => true);
    const events: WireEvent[] = [];
    wire.observe((event) => events.push(event));
    const exchange = await open(wire, solicit(7));
    two.comes(advertise(7));
    assert.equal(await exchange.next(1), undefined);
    assert.equal(events.at(-1)?.note, 'wrong link');
    one.comes(advertise(7));
    assert.notEqual(await exchange.next(1), undefined);
  });

  it('notes what is no message at all', async () => {
    const { link, wire, events } = setUp();
    const exchange = await open(wire, solicit(7));
    link.comes(Uint8Array.of(2, 0));
    assert.equal(await exchange.next(1), undefined);
    assert.equal(events.at(-1)?.direction, 'received');
    assert.notEqual(events.at(-1)?.note, undefined);
  });

  it('finds the answer inside of Relay-replies', async () => {
    const { link, wire } = setUp();
    const exchange = await open(wire, solicit(7));
    const relays = [newRelay('2001:db8:2::1', 'fe80::1'), newRelay('::', 'fe80::2')];
    const bytes = encode(relayed(advertise(7), relays));
    bytes[0] = 13;
    link.comes(bytes);
    const answer = await exchange.next(10);
    assert.equal(answer?.message.transactionId, 7);
    assert.equal(answer?.outer.kind, 'relay');
  });

  it('ends its wait when the run is interrupted', async () => {
    const { wire } = setUp();
    const exchange = await open(wire, solicit(7));
    const controller = new AbortController();
    const waiting = exchange.next(5000, controller.signal);
    controller.abort(new Error('Ctrl-C'));
    await assert.rejects(waiting, /Ctrl-C/);
  });

  it('takes nothing once it is closed', async () => {
    const { link, wire, events } = setUp();
    const exchange = await open(wire, solicit(7));
    exchange.close();
    link.comes(advertise(7));
    assert.equal(await exchange.next(1), undefined);
    assert.equal(events.at(-1)?.note, 'unasked');
  });
});

describe('relay agents', () => {
  it('wrap from the client outwards, counting hops (RFC 8415, section 19.1)', () => {
    const outer = relayed(solicit(7), [newRelay('2001:db8:2::1', 'fe80::1'), newRelay('::', 'fe80::2')]);
    assert.equal(outer.kind === 'relay' && outer.hopCount, 1);
    assert.equal(outer.kind === 'relay' && outer.peerAddress, 'fe80::2');
  });
});

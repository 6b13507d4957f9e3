import type { Socket } from 'raw-socket';
import { Client } from '../client/client.js';
import { ordinaryIdentity } from '../client/identity.js';
import { Random } from '../client/random.js';
import {
  type ClientServerMessage,
  decode,
  duidText,
  encode,
  first,
  formatIpv6,
  innermost,
  parseIpv6 as parseAddress,
  serverId,
} from '../dhcp6/index.js';
import { type Capture, startCapture } from '../net/capture.js';
import { dissect, linkType } from '../net/frames.js';
import { openLink } from '../net/link.js';
import { parseIpv6, udpChecksum } from '../net/packet.js';
import { openRawSocket } from '../net/raw.js';
import type { Frame, IncomingDatagram, Link } from '../net/types.js';
import { neighbourSolicitation } from './neighbour.js';

export interface Question {
  /** This machine's interface. */
  readonly interface: string;
  /** Link-local addresses of the server that are looked for on the link. */
  readonly wanted: readonly string[];
  /** Others of its addresses, looked for where none of these answers. */
  readonly others: readonly string[];
  /** Milliseconds that answers are waited for; all of them are waited out. */
  readonly deadline: number;
}

/** What came back on a link. */
export interface Heard {
  /** Own link-local address there. */
  readonly linkLocal: string;
  /** Of the addresses asked for, those that somebody answers for. */
  readonly neighbours: readonly string[];
  /** Answers to one Information-request. */
  readonly answers: readonly Answer[];
}

export interface Answer {
  readonly source: string;
  /** The DUID as people write it; undefined where the answer has no Server Identifier. */
  readonly serverIdentifier: string | undefined;
  /** Whether it came through to the socket, or was seen on the wire alone. */
  readonly received: boolean;
  /** Whether the UDP checksum on the wire is right; undefined where the wire did not show it. */
  readonly checksum: boolean | undefined;
}

/**
 * Asks on one link who is there: neighbour solicitations for the given addresses, and one Information-request to all servers.
 * The capture sees what comes before any firewall of this machine, the socket what comes after it.
 */
export async function listen(question: Question): Promise<Heard> {
  const link = await openLink(question.interface);
  try {
    const capture = await startCapture(question.interface);
    try {
      const [neighbours, answers] = await Promise.all([
        findNeighbours(link, capture, question),
        findServers(link, capture, question.deadline),
      ]);
      return { linkLocal: link.linkLocal, neighbours, answers };
    } finally {
      await capture.end();
    }
  } finally {
    await link.close();
  }
}

/** Sockets that wait to send: nothing else refers to them, and a collected raw socket never calls back. */
const sending = new Set<Socket>();

async function findNeighbours(link: Link, capture: Capture, question: Question): Promise<string[]> {
  const socket = await openRawSocket('own-header', link.interface);
  sending.add(socket);
  const find = async (address: string): Promise<string[]> => {
    const { packet, destination } = neighbourSolicitation(link, address);
    const since = capture.position;
    const answered = (frame: Frame) => advertises(frame, capture.linkType, address);
    // One may get lost where a switch has yet to learn.
    for (const _ of [1, 2, 3]) {
      await new Promise<void>((resolve, reject) => {
        socket.send(packet, 0, packet.length, destination, (error) => (error === null ? resolve() : reject(error)));
      });
      if (await capture.settle(answered, { since, deadline: patience })) return [address];
    }
    return [];
  };
  try {
    const found = (await Promise.all(question.wanted.map(find))).flat();
    return found.length > 0 ? found : (await Promise.all(question.others.map(find))).flat();
  } finally {
    sending.delete(socket);
    socket.close();
  }
}

/** Milliseconds between neighbour solicitations. */
const patience = 500;

/** A neighbour advertisement (RFC 4861, section 4.4) for the address. */
function advertises(frame: Frame, type: number, address: string): boolean {
  const seen = dissect(frame.bytes, type);
  return (
    seen.kind === 'icmpv6' &&
    seen.type === 136 &&
    seen.body.length >= 24 &&
    formatIpv6(seen.body.subarray(8, 24)) === address
  );
}

async function findServers(link: Link, capture: Capture, deadline: number): Promise<Answer[]> {
  const seed = Math.random().toString(36).slice(2);
  const asked = new Client('doctor', ordinaryIdentity(0xd0c), 1, new Random(seed)).compose('INFORMATION-REQUEST');
  const received: IncomingDatagram[] = [];
  const stop = link.onDatagram((datagram) => received.push(datagram));
  const since = capture.position;
  try {
    await link.send({ payload: encode(asked) });
    // Nobody knows how many will answer: the whole time is waited out.
    await capture.settle(() => false, { since, deadline });
  } finally {
    stop();
  }
  const answers = new Map<string, Answer>();
  for (const frame of capture.since(since)) {
    const seen = dissect(frame.bytes, capture.linkType);
    const message = seen.kind === 'udp' ? answerTo(asked, seen.payload) : undefined;
    if (seen.kind !== 'udp' || message === undefined) continue;
    answers.set(key(seen.source, message), {
      source: seen.source,
      serverIdentifier: identifier(message),
      received: false,
      checksum: capture.linkType === linkType.ethernet ? checksumRight(frame) : undefined,
    });
  }
  for (const datagram of received) {
    const message = answerTo(asked, datagram.payload);
    if (message === undefined) continue;
    const known = answers.get(key(datagram.source, message));
    answers.set(key(datagram.source, message), {
      source: datagram.source,
      serverIdentifier: identifier(message),
      checksum: known?.checksum,
      received: true,
    });
  }
  return [...answers.values()];
}

function answerTo(asked: ClientServerMessage, payload: Uint8Array): ClientServerMessage | undefined {
  const message = innermost(decode(payload));
  if (message?.kind !== 'client-server' || message.name === asked.name) return undefined;
  return message.transactionId === asked.transactionId ? message : undefined;
}

function identifier(message: ClientServerMessage): string | undefined {
  const id = first(message, serverId)?.value?.duid;
  return id === undefined ? undefined : duidText(id);
}

function key(source: string, message: ClientServerMessage): string {
  return `${source} ${identifier(message) ?? ''}`;
}

/** Whether the checksum in an Ethernet frame is that of its UDP datagram; undefined where that cannot be told. */
function checksumRight(frame: Frame): boolean | undefined {
  const ipv6 = frame.bytes[12] === 0x86 && frame.bytes[13] === 0xdd;
  const packet = ipv6 ? parseIpv6(frame.bytes.subarray(14)) : undefined;
  if (packet === undefined || packet.extensions.length > 0 || packet.nextHeader !== 17) return undefined;
  const [source, destination] = [parseAddress(packet.source), parseAddress(packet.destination)];
  if (source === undefined || destination === undefined) return undefined;
  const stated = ((packet.body[6] as number) << 8) | (packet.body[7] as number);
  return udpChecksum(source, destination, packet.body) === stated;
}

import type { Socket } from 'raw-socket';
import { Problem } from '../config/problem.js';
import { withoutScope } from './address.js';
import { type UsableInterface, usableInterface } from './interfaces.js';
import { allRelaysAndServers, buildPacket, clientPort, fragment, parseUdp, serverPort } from './packet.js';
import { type HeldPort, holdPort } from './ports.js';
import { openRawSocket } from './raw.js';
import type { IncomingDatagram, Link, OutgoingPacket } from './types.js';

export interface LinkOptions {
  /** Where the interface was named, for messages: `config.ts: links[0].interface`. */
  place?: string;
  /** Milliseconds to wait for carrier, link-local address and duplicate address detection. Default 3000. */
  deadline?: number;
}

/** Open links. Nothing else may refer to a link that only listens, and a collected raw socket goes deaf without a word. */
const open = new Set<Link>();

/**
 * Opens a link: raw sockets bound to the interface, and the ports 546 and 547 of its link-local address held.
 * Nothing is joined: all that a client or relay receives is unicast (RFC 8415, section 7.1).
 * Throws a Problem where the interface is not usable, a port is taken, rights are missing or raw-socket is not built.
 */
export async function openLink(interfaceName: string, options: LinkOptions = {}): Promise<Link> {
  const facts = await usableInterface(interfaceName, options);
  const receiver = await openRawSocket('udp', facts.name);
  let sender: Socket | undefined;
  const ports: HeldPort[] = [];
  try {
    sender = await openRawSocket('own-header', facts.name);
    for (const port of [clientPort, serverPort]) ports.push(await holdPort(facts.linkLocal, facts.name, port));
  } catch (error) {
    receiver.close();
    sender?.close();
    await Promise.all(ports.map((port) => port.release()));
    throw error;
  }
  const link = makeLink(facts, receiver, sender, ports);
  open.add(link);
  return link;
}

function makeLink(facts: UsableInterface, receiver: Socket, sender: Socket, ports: readonly HeldPort[]): Link {
  const listeners = new Set<(datagram: IncomingDatagram) => void>();
  const underWay = new Set<Promise<unknown>>();
  let identification = Math.floor(Math.random() * 0xffffffff);
  let broken: Error | undefined;
  let closed: Promise<void> | undefined;

  receiver.on('message', (buffer, source) => {
    const at = performance.now();
    const datagram = received(buffer, source, at);
    if (datagram !== undefined) for (const listener of [...listeners]) listener(datagram);
  });
  for (const socket of [receiver, sender]) {
    socket.on('error', (error) => {
      broken ??= error;
    });
  }

  const transmit = async (packet: OutgoingPacket): Promise<number> => {
    const bytes = buildPacket(packet, facts.linkLocal);
    const destination = packet.destination ?? allRelaysAndServers;
    identification = (identification + 1) >>> 0;
    for (const piece of fragment(bytes, facts.mtu, identification)) await write(sender, piece, destination);
    return performance.now();
  };

  const link: Link = {
    interface: facts.name,
    linkLocal: facts.linkLocal,
    mac: facts.mac,
    async send(packet) {
      if (closed !== undefined) throw new Error(`send on ${facts.name} after close`);
      if (broken !== undefined) throw await sendProblem(facts.name, packet, broken);
      const sent = transmit(packet).catch(async (error: unknown) => {
        throw error instanceof RangeError ? error : await sendProblem(facts.name, packet, error);
      });
      const done = sent.catch(() => {});
      underWay.add(done);
      void done.then(() => underWay.delete(done));
      return sent;
    },
    onDatagram(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      closed ??= (async () => {
        await Promise.all(underWay);
        listeners.clear();
        open.delete(link);
        receiver.close();
        sender.close();
        await Promise.all(ports.map((port) => port.release()));
      })();
      return closed;
    },
  };
  return link;
}

/** What came in, where it is for a DHCPv6 port. The source port does not matter: servers answer from ephemeral ones too. */
function received(buffer: Uint8Array, source: string, at: number): IncomingDatagram | undefined {
  // raw-socket writes the next message into the same buffer: everything that is handed on is a copy.
  const udp = parseUdp(Uint8Array.from(buffer));
  if (udp === undefined || (udp.destinationPort !== clientPort && udp.destinationPort !== serverPort)) return undefined;
  return {
    at,
    source: withoutScope(source) ?? source,
    sourcePort: udp.sourcePort,
    destinationPort: udp.destinationPort,
    payload: udp.payload,
    ...(udp.fault === undefined ? {} : { fault: udp.fault }),
  };
}

function write(socket: Socket, bytes: Buffer, destination: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(bytes, 0, bytes.length, destination, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}

/** raw-socket gives the system's message without a code, and the system's often hides that the interface has changed. */
async function sendProblem(interfaceName: string, packet: OutgoingPacket, error: unknown): Promise<Problem> {
  const to = packet.destination ?? allRelaysAndServers;
  const state = await usableInterface(interfaceName, { deadline: 0 }).then(
    () => undefined,
    (reason: unknown) => (reason instanceof Problem ? reason : undefined),
  );
  const what = state?.message ?? `${error instanceof Error ? error.message : String(error)}.`;
  const mend = /unreachable/i.test(what)
    ? `No route leads to ${to} through ${interfaceName}: give the interface an address of that prefix.`
    : state?.mend;
  return new Problem(`interface ${interfaceName}`, `sending to ${to} failed: ${what}`, {
    mend,
    kind: 'infrastructure',
    cause: error,
  });
}

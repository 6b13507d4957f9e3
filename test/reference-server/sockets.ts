import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';
import type { Outgoing } from './faults/deliver.js';

const serverPort = 547;
const allServersAndRelays = 'ff02::1:2';
/** An address that nobody expects of the server. */
const strangerAddress = 'fe80::bad:5eed';

export interface Received {
  readonly payload: Uint8Array;
  /** Without scope. */
  readonly source: string;
  readonly sourcePort: number;
  /** It was sent to an address of this machine's own. */
  readonly unicast: boolean;
}

/** The sockets of one interface: one for the multicast group, one for each of its own addresses, so that the two can be told apart. */
export class LinkSockets {
  readonly #name: string;
  readonly #own: Map<string, Socket>;
  readonly #all: readonly Socket[];
  #strange = false;

  private constructor(name: string, own: Map<string, Socket>, multicast: Socket) {
    this.#name = name;
    this.#own = own;
    this.#all = [multicast, ...own.values()];
  }

  /** Resolves when everything is bound; throws a sentence that says what is not. */
  static async open(name: string, receive: (datagram: Received) => void): Promise<LinkSockets> {
    const addresses = (networkInterfaces()[name] ?? [])
      .filter((one) => one.family === 'IPv6')
      .map((one) => one.address);
    if (!addresses.some(isLinkLocal)) throw new Error(`${name} is not up, or has no link-local address`);
    const own = new Map<string, Socket>();
    try {
      for (const address of addresses)
        own.set(address, await bound(address, serverPort, name, listener(true, receive)));
      const multicast = await bound(allServersAndRelays, serverPort, name, listener(false, receive));
      multicast.addMembership(allServersAndRelays, `::%${name}`);
      return new LinkSockets(name, own, multicast);
    } catch (error) {
      for (const socket of own.values()) socket.close();
      throw new Error(`no socket on ${name}: ${(error as Error).message}`);
    }
  }

  /** Sends at once; resolves when the kernel has taken it. */
  async send(
    { payload, from, toPort }: Pick<Outgoing, 'payload' | 'from' | 'toPort'>,
    to: string,
    port: number,
  ): Promise<void> {
    const source = [...this.#own.keys()].find((address) => isGlobal(address) === isGlobal(to)) ?? this.#linkLocal;
    if (from === 'server') {
      await put(this.#own.get(source) as Socket, payload, toPort ?? port, this.#scoped(to));
      return;
    }
    if (from === 'stranger') this.#addStranger();
    const [address, sourcePort] = from === 'stranger' ? [strangerAddress, serverPort] : [source, 0];
    const socket = await bound(address, sourcePort, this.#name, () => {});
    await put(socket, payload, toPort ?? port, this.#scoped(to));
    socket.close();
  }

  close(): void {
    for (const socket of this.#all) socket.close();
    this.forgetStranger();
  }

  /** Else the next run would take the stranger's address for the server's own. */
  forgetStranger(): void {
    if (this.#strange) execFileSync('ip', ['-6', 'address', 'del', `${strangerAddress}/64`, 'dev', this.#name]);
    this.#strange = false;
  }

  #addStranger(): void {
    if (this.#strange) return;
    execFileSync('ip', ['-6', 'address', 'add', `${strangerAddress}/64`, 'dev', this.#name, 'nodad']);
    this.#strange = true;
  }

  get #linkLocal(): string {
    return [...this.#own.keys()].find(isLinkLocal) as string;
  }

  #scoped(address: string): string {
    return isGlobal(address) ? address : `${address}%${this.#name}`;
  }
}

async function bound(address: string, port: number, name: string, receive: Listener): Promise<Socket> {
  const socket = createSocket({ type: 'udp6' });
  socket.on('message', receive);
  const listening = once(socket, 'listening');
  socket.bind({ address: isGlobal(address) ? address : `${address}%${name}`, port });
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

type Listener = (payload: Buffer, from: { address: string; port: number }) => void;

function listener(unicast: boolean, receive: (datagram: Received) => void): Listener {
  return (payload, from) =>
    receive({ payload, source: from.address.split('%')[0] as string, sourcePort: from.port, unicast });
}

function put(socket: Socket, payload: Uint8Array, port: number, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(payload, port, to, (error) => (error === null ? resolve() : reject(error)));
  });
}

function isLinkLocal(address: string): boolean {
  return /^fe[89ab]/.test(address);
}

/** Link-scope addresses need their interface beside them. */
function isGlobal(address: string): boolean {
  return !isLinkLocal(address) && !address.startsWith('ff');
}

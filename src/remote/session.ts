import { type Socket, connect as tcpConnect } from 'node:net';
import type { AnyAuthMethod, Client, ConnectConfig } from 'ssh2';
import ssh2 from 'ssh2';
import type { Problem } from '../config/problem.js';
import type { ServerConfig } from '../config/types.js';
import { type Failure, failed, refused } from './failures.js';
import type { Credentials } from './login.js';
import { withResolvers } from './with-resolvers.js';

type Server = ServerConfig & { port: number };

/** What decides whether the host is the right one. */
export interface HostCheck {
  /** The host key algorithms to offer. */
  readonly algorithms: readonly string[];
  /** A Problem if the key that the host shows is not to be trusted. */
  check(key: Buffer): Problem | undefined;
  /** The Problem when the host has none of the algorithms. */
  none(): Problem;
}

/**
 * Connects, checks the host key and logs in. Rejects with a Problem that says which of these went wrong and what to do.
 * Without credentials it ends, by the check's Problem, once the host key is shown.
 */
export async function openClient(
  server: Server,
  deadline: number,
  host: HostCheck,
  credentials: Credentials | undefined,
  keepalive: Keepalive = usualKeepalive,
): Promise<Client> {
  const { promise, resolve, reject } = withResolvers<Client>();
  // Of a name with several addresses Node gives up each after 250 ms, which is little for a far machine.
  const socket = tcpConnect({ host: server.host, port: server.port, autoSelectFamilyAttemptTimeout: 1000 });
  // Without it every command waits 40 ms for the other side's delayed acknowledgement.
  socket.setNoDelay(true);
  const client = new ssh2.Client();
  const failure: Failure = { stage: 'lookup', said: '', offered: [] };
  let problem: Problem | undefined;

  let settled = false;
  const fail = (error: Error & { level?: string; code?: string | number }) => {
    // It stays attached after the login: an error event without a listener would end the process.
    if (settled) return;
    settled = true;
    if (/no matching host key format/.test(error.message)) problem ??= host.none();
    reject(problem ?? failed(server, failure, error, credentials));
    client.destroy();
    socket.destroy();
  };
  const timer = setTimeout(() => {
    fail(Object.assign(new Error(`no answer within ${deadline / 1000} s`), { level: 'deadline' }));
  }, deadline);

  watchStages(socket, client, failure);
  client.on('error', fail);
  client.on('close', () => fail(new Error('the connection was closed')));
  client.on('ready', () => {
    settled = true;
    resolve(client);
  });
  client.on('change password', () => fail(new Error('the password has expired and must be changed')));
  const config: ConnectConfig = {
    sock: socket,
    username: server.user,
    readyTimeout: 0,
    keepaliveInterval: keepalive.interval,
    keepaliveCountMax: keepalive.count,
    algorithms: {
      serverHostKey: [...host.algorithms] as NonNullable<ConnectConfig['algorithms']>['serverHostKey'] & string[],
    },
    hostVerifier: (key: Buffer) => {
      problem = host.check(key);
      return problem === undefined;
    },
    // The types hide that ssh2 calls it with null at first. Trying `none` tells what the server offers, as ssh does it.
    authHandler: (offered: string[] | null, partial: boolean | null, next: (method: AnyAuthMethod | false) => void) => {
      if (offered === null) return next({ type: 'none', username: server.user });
      failure.offered = offered;
      if (partial) problem = refused(server, `wants more than ${credentials?.what}: ${offered.join(', ')}.`);
      next((partial ? undefined : credentials?.next(offered)) ?? false);
    },
  } as ConnectConfig;
  try {
    client.connect(config);
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** How often the server must show that it is there (milliseconds), and how often it may fail to. */
export interface Keepalive {
  readonly interval: number;
  readonly count: number;
}

/** A line that is cut shows itself after 15 seconds at most, also when nothing is asked. */
export const usualKeepalive: Keepalive = { interval: 5000, count: 2 };

function watchStages(socket: Socket, client: Client, failure: Failure): void {
  socket.once('lookup', (error: Error | null) => {
    if (!error) failure.stage = 'tcp';
  });
  socket.once('connect', () => {
    failure.stage = 'greeting';
    // The first bytes tell a server that is none of SSH. ssh2 has paused the socket, so listening takes nothing from it.
    socket.once('data', (bytes: Buffer) => {
      failure.said = bytes.toString('latin1', 0, 200).split(/[\r\n]/)[0] ?? '';
      failure.stage = 'handshake';
    });
  });
  client.once('handshake', () => {
    failure.stage = 'login';
  });
}

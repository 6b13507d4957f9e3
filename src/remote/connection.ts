import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ClientChannel } from 'ssh2';
import { Problem } from '../config/problem.js';
import type { ServerConfig } from '../config/types.js';
import { address } from './failures.js';
import type { Pipes } from './framed.js';
import type { Keepalive } from './session.js';

/** One SSH connection that is logged in. */
export class Connection {
  /** `user@host:port`. */
  readonly name: string;
  readonly #client: Client;
  readonly #lost = new AbortController();
  readonly #closed: Promise<void>;
  #closing = false;

  constructor(client: Client, server: ServerConfig & { port: number }, keepalive: Keepalive) {
    this.#client = client;
    this.name = `${server.user}@${server.host.includes(':') ? `[${server.host}]` : server.host}:${server.port}`;
    let why: Error | undefined;
    client.on('error', (error) => {
      why ??= error;
    });
    this.#closed = new Promise((resolve) => {
      client.once('close', () => {
        if (!this.#closing) this.#lost.abort(broken(server, why, keepalive));
        resolve();
      });
    });
  }

  /** Aborted, with a Problem as its reason, when the connection breaks. */
  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  /** Runs a command in a session of its own. */
  open(command: string): Promise<Pipes> {
    return new Promise((resolve, reject) => {
      if (this.#lost.signal.aborted) return reject(this.#lost.signal.reason);
      try {
        this.#client.exec(command, (error, channel) => {
          if (error === undefined) return resolve(pipesOf(channel));
          if (this.#lost.signal.aborted) return reject(this.#lost.signal.reason);
          const mend = 'forge needs up to ten sessions in one connection (sshd_config: MaxSessions 10, the default).';
          reject(
            new Problem('server', `${this.name} refuses one more session: ${error.message}.`, {
              mend,
              kind: 'infrastructure',
              cause: error,
            }),
          );
        });
      } catch (error) {
        reject(
          new Problem('server', `the connection to ${this.name} is closed.`, { kind: 'infrastructure', cause: error }),
        );
      }
    });
  }

  /** Ends it; resolves when it is gone. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#client.end();
    const over = new AbortController();
    // A line that is cut never says goodbye.
    const late = delay(1000, undefined, { signal: over.signal }).then(
      () => this.#client.destroy(),
      () => {},
    );
    await Promise.race([this.#closed, late]);
    over.abort();
  }
}

function broken(server: ServerConfig & { port: number }, why: Error | undefined, keepalive: Keepalive): Problem {
  const after = (keepalive.interval * (keepalive.count + 1)) / 1000;
  const code = (why as NodeJS.ErrnoException | undefined)?.code;
  const reason =
    why === undefined || code === 'EPIPE' || code === 'ECONNRESET'
      ? 'the server closed it'
      : why.message === 'Keepalive timeout'
        ? `no sign of life for ${after} s`
        : why.message;
  return new Problem('server', `the ssh connection to ${address(server)} broke: ${reason}.`, {
    kind: 'infrastructure',
    cause: why,
  });
}

function pipesOf(channel: ClientChannel): Pipes {
  let how = 'without an exit code';
  channel.on('exit', (code: number | null, signal?: string) => {
    how = code === null ? `signal ${signal}` : `exit code ${code}`;
  });
  return {
    input: channel,
    output: channel,
    errors: channel.stderr,
    ended: new Promise((resolve) => channel.once('close', () => resolve(how))),
    destroy: () => channel.destroy(),
  };
}

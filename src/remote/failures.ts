import { isIPv6 } from 'node:net';
import { Problem } from '../config/problem.js';
import type { ServerConfig } from '../config/types.js';
import type { Credentials } from './login.js';
import { shown } from './quote.js';

type Server = ServerConfig & { port: number };

/** How far a connection came. */
export interface Failure {
  stage: 'lookup' | 'tcp' | 'greeting' | 'handshake' | 'login';
  /** The first line that the other side said. */
  said: string;
  /** The ways to log in that the server offers. */
  offered: readonly string[];
}

type SshError = Error & { level?: string; code?: string | number; errors?: (Error & { code?: string })[] };

/** The problem of a connection that did not come about, in the words of the person who has to mend it. */
export function failed(
  server: Server,
  failure: Failure,
  error: SshError,
  credentials: Credentials | undefined,
): Problem {
  const code = error.code ?? error.errors?.[0]?.code;
  const where = address(server);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return infrastructure(
      'server.host',
      `there is no host "${server.host}" (${code}).`,
      `Try: getent hosts ${shown([server.host])}`,
      error,
    );
  }
  if (code === 'ECONNREFUSED') {
    const mend = 'Is sshd running there, and is server.port right?';
    return infrastructure('server', `${where} refused the connection: nothing listens there.`, mend, error);
  }
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL' || code === 'EINVAL') {
    const mend =
      isIPv6(server.host) && /^fe[89ab]/i.test(server.host) && !server.host.includes('%')
        ? `A link-local address needs its interface: ${server.host}%eth0`
        : `Try: ip route get ${shown([server.host])}`;
    return infrastructure('server', `${where} cannot be reached from here (${code}).`, mend, error);
  }
  if (error.level === 'client-authentication' && failure.offered.length > 0) {
    const offers = ` The server offers: ${failure.offered.join(', ')}.`;
    return infrastructure(
      'server',
      `ssh to ${where} refused ${credentials?.what}.${offers}`,
      credentials?.mend(failure.offered),
      error,
    );
  }
  if (error.level === 'agent') {
    const mend = 'Does it hold a key? Try: ssh-add -l';
    return infrastructure('server.login.agent', `the SSH agent does not answer (${error.message}).`, mend, error);
  }
  return byStage(server, failure, error, credentials);
}

/** A Problem of kind infrastructure about the server's sshd. */
export function refused(server: Server, what: string, mend?: string): Problem {
  return infrastructure('server', `ssh to ${address(server)} ${what}`, mend);
}

/** The host as messages name it: with the port where that is not 22. */
export function address(server: Server): string {
  return server.port === 22 ? server.host : `${server.host} port ${server.port}`;
}

function byStage(server: Server, failure: Failure, error: SshError, credentials: Credentials | undefined): Problem {
  const where = address(server);
  const late = error.level === 'deadline';
  switch (failure.stage) {
    case 'lookup':
    case 'tcp': {
      const code = error.code ?? error.errors?.[0]?.code;
      const what = late
        ? error.message
        : code === 'ETIMEDOUT'
          ? 'no answer (ETIMEDOUT)'
          : `no connection (${error.message || code})`;
      const mend = 'Are server.host and server.port right, and does a firewall on the way drop the packets?';
      return infrastructure('server', `${where}: ${what}.`, late || code === 'ETIMEDOUT' ? mend : undefined, error);
    }
    case 'greeting': {
      const what = late ? `says nothing (${error.message})` : 'hangs up at once';
      const mend = 'Is it an sshd? If so, it may lock this machine out or be too busy: its log says which.';
      return infrastructure('server', `${where} takes the connection, but ${what}.`, mend, error);
    }
    case 'handshake': {
      if (!failure.said.startsWith('SSH-')) {
        return infrastructure(
          'server',
          `${where} does not speak SSH; it says "${failure.said.slice(0, 60)}".`,
          'Is server.port right?',
          error,
        );
      }
      return infrastructure('server', `ssh to ${where} failed before the login: ${error.message}.`, undefined, error);
    }
    case 'login': {
      const mend = /too many authentication failures/i.test(error.message)
        ? "The agent holds more keys than the server lets one try (MaxAuthTries). Name the right one: login: { key: '~/.ssh/id_ed25519' }"
        : `Its log says why; try: ssh${server.port === 22 ? '' : ` -p ${server.port}`} -v ${shown([`${server.user}@${server.host}`])}`;
      const what = credentials === undefined ? '' : ` while it was offered ${credentials.what}`;
      return infrastructure('server', `ssh to ${where} gave up at the login${what}: ${error.message}.`, mend, error);
    }
  }
}

function infrastructure(place: string, what: string, mend: string | undefined, cause?: unknown): Problem {
  return new Problem(place, what, { mend, kind: 'infrastructure', cause });
}

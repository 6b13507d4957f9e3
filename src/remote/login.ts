import { existsSync, readFileSync } from 'node:fs';
import type { AnyAuthMethod, OpenSSHAgent, ParsedKey } from 'ssh2';
import ssh2 from 'ssh2';
import { Problem } from '../config/problem.js';
import type { Login, SecretSource, ServerConfig } from '../config/types.js';
import { type Account, agentSocket, expandHome, shortHome } from './account.js';
import { shown } from './quote.js';

/** Asks the person at the terminal for a secret, without echo. */
export type AskSecret = (prompt: string) => Promise<string>;

type Server = ServerConfig & { port: number };

/** How to prove who we are, with everything read and asked that it needs. */
export interface Credentials {
  /** What it is, for messages: "the key ~/.ssh/forge". */
  readonly what: string;
  /** The next thing to try with a server that offers these methods; undefined if nothing is left. */
  next(offered: readonly string[]): AnyAuthMethod | undefined;
  /** What makes the server accept it. */
  mend(offered: readonly string[]): string;
}

/**
 * Reads the key, finds the agent or asks for the password. What is wrong on our side is a Problem here, before the server is
 * bothered.
 */
export async function credentials(server: Server, account: Account, ask: AskSecret | undefined): Promise<Credentials> {
  const { login } = server;
  if ('key' in login) return withKey(server, login, account, ask);
  if ('agent' in login) return withAgent(server, login.agent, account);
  const prompt = `Password of ${server.user}@${server.host}: `;
  return withPassword(server, await secret(login.password, 'server.login.password', prompt, ask));
}

async function withKey(
  server: Server,
  login: Extract<Login, { key: string }>,
  account: Account,
  ask: AskSecret | undefined,
): Promise<Credentials> {
  const path = expandHome(login.key, account);
  const name = shortHome(path, account);
  const text = readKey(path, name);
  let key = parse(text);
  if (key instanceof Error && /no passphrase given/i.test(key.message)) {
    if (login.passphrase === undefined) {
      const mend = `Say where it comes from: login: { key: '${login.key}', passphrase: 'prompt' }, or use an agent: login: { agent: true }.`;
      throw wrong('server.login.key', `${name} is protected by a passphrase, and none is configured.`, mend);
    }
    const passphrase = await secret(login.passphrase, 'server.login.passphrase', `Passphrase of ${name}: `, ask);
    key = parse(text, passphrase);
    if (key instanceof Error) throw wrong('server.login.passphrase', `it does not open the key ${name}.`);
  }
  if (key instanceof Error) {
    const mend = `If ssh can use it, this rewrites it in the usual format: ssh-keygen -p -f ${shown([path])}`;
    throw wrong('server.login.key', `${name} is not a private key that forge can read (${key.message}).`, mend);
  }
  if (!key.isPrivateKey()) {
    const without = path.replace(/\.pub$/, '');
    const mend =
      without !== path && existsSync(without) ? `Name the private one: ${shortHome(without, account)}` : undefined;
    throw wrong('server.login.key', `${name} is a public key.`, mend);
  }
  const method: AnyAuthMethod = { type: 'publickey', username: server.user, key };
  return {
    what: `the key ${name}`,
    next: once('publickey', method),
    mend: (offered) =>
      offered.includes('publickey')
        ? `Try: ssh-copy-id -i ${shown([path])}${server.port === 22 ? '' : ` -p ${server.port}`} ${shown([`${server.user}@${server.host}`])}`
        : "It takes no keys: set server.login to { password: 'prompt' }, or allow keys there (PubkeyAuthentication).",
  };
}

async function withAgent(server: Server, agent: true | string, account: Account): Promise<Credentials> {
  const socket = agent === true ? agentSocket(account) : expandHome(agent, account);
  if (socket === undefined) {
    const mend =
      account.owner === undefined
        ? "Start one and add the key: eval $(ssh-agent) && ssh-add, or name the key: login: { key: '~/.ssh/id_ed25519' }."
        : "sudo dropped SSH_AUTH_SOCK. Try: sudo --preserve-env=SSH_AUTH_SOCK …, or name the key: login: { key: '~/.ssh/id_ed25519' }.";
    throw wrong('server.login.agent', 'there is no SSH agent (SSH_AUTH_SOCK is not set).', mend);
  }
  if (!existsSync(socket)) {
    const mend = 'Start one: eval $(ssh-agent) && ssh-add';
    throw wrong('server.login.agent', `there is no SSH agent at ${socket}.`, mend);
  }
  const client = new ssh2.OpenSSHAgent(socket);
  const keys = await agentKeys(client, socket);
  const look = `SSH_AUTH_SOCK=${shown([socket], 400)} ssh-add`;
  if (keys === 0) {
    throw wrong('server.login.agent', 'the SSH agent holds no key that forge can use.', `Add one: ${look}`);
  }
  return {
    what: 'every key of the SSH agent',
    next: once('publickey', { type: 'agent', username: server.user, agent: client }),
    mend: (offered) =>
      offered.includes('publickey')
        ? `These are its keys: ${look} -l. One of them must stand in ~${server.user}/.ssh/authorized_keys there.`
        : "It takes no keys: set server.login to { password: 'prompt' }.",
  };
}

/** How many keys the agent holds. */
function agentKeys(agent: OpenSSHAgent, socket: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const silent = (why: string) =>
      reject(wrong('server.login.agent', `the SSH agent at ${socket} does not answer (${why}).`));
    const timer = setTimeout(silent, 5000, 'nothing within 5 s');
    agent.getIdentities((error, found) => {
      clearTimeout(timer);
      if (error) silent(error.message);
      else resolve(found?.length ?? 0);
    });
  });
}

/** A password is given directly, or to the one hidden question of servers that only ask questions (PAM). */
function withPassword(server: Server, password: string): Credentials {
  const username = server.user;
  const direct = once('password', { type: 'password', username, password });
  const answers = once('keyboard-interactive', {
    type: 'keyboard-interactive',
    username,
    prompt: (_name, _instructions, _language, prompts, finish) =>
      finish(prompts.map((question) => (question.echo === true ? '' : password))),
  });
  return {
    what: `the password of ${username}`,
    // One of the two: a wrong password must not count twice towards a lock-out.
    next: (offered) => (offered.includes('password') ? direct(offered) : answers(offered)),
    mend: (offered) =>
      offered.includes('password') || offered.includes('keyboard-interactive')
        ? `Try: ssh${server.port === 22 ? '' : ` -p ${server.port}`} ${shown([`${username}@${server.host}`])}`
        : "It takes no passwords: set server.login to { key: '~/.ssh/id_ed25519' } or { agent: true }.",
  };
}

async function secret(
  source: SecretSource,
  place: string,
  prompt: string,
  ask: AskSecret | undefined,
): Promise<string> {
  if (source === 'prompt') {
    if (ask !== undefined) return ask(prompt);
    throw wrong(
      place,
      'it is to be asked for, but there is no terminal.',
      "Put it into an environment variable: { env: 'FORGE_SECRET' }",
    );
  }
  const value = process.env[source.env];
  if (value !== undefined && value !== '') return value;
  const sudo = process.env.SUDO_USER === undefined ? '' : `, and let sudo keep it: sudo --preserve-env=${source.env} …`;
  throw wrong(place, `the environment variable ${source.env} is not set.`, `Set it${sudo}.`);
}

function readKey(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      const mend = `Make a key: ssh-keygen -t ed25519 -f ${shown([path])}`;
      throw wrong('server.login.key', `there is no file ${name}.`, mend);
    }
    if (code === 'EACCES') {
      throw wrong('server.login.key', `${name} may not be read by this user.`, `Try: ls -l ${shown([path])}`);
    }
    if (code === 'EISDIR') throw wrong('server.login.key', `${name} is a directory.`);
    throw wrong('server.login.key', `${name} cannot be read (${code}).`);
  }
}

function parse(text: Buffer, passphrase?: string): ParsedKey | Error {
  const key: ParsedKey | Error | ParsedKey[] = ssh2.utils.parseKey(text, passphrase);
  return Array.isArray(key) ? (key[0] as ParsedKey) : key;
}

/** Tries a method once, with a server that offers its kind. */
function once(kind: string, method: AnyAuthMethod): (offered: readonly string[]) => AnyAuthMethod | undefined {
  let used = false;
  return (offered) => {
    if (used || !offered.includes(kind)) return undefined;
    used = true;
    return method;
  };
}

function wrong(place: string, what: string, mend?: string): Problem {
  return new Problem(place, what, { mend, kind: 'infrastructure' });
}

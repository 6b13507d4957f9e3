import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Login } from '../../src/config/types.js';
import { connect } from '../../src/remote/ssh.js';
import { assertProblem } from './assert-problem.js';
import { deadlines, keygen, password, startMachine, type TestMachine } from './sshd.js';

const settings = [
  'Match User keys-only',
  'AuthenticationMethods publickey',
  'Match User words-only',
  'AuthenticationMethods password',
  'Match User both',
  'AuthenticationMethods publickey,password',
];
let machine: TestMachine;
const agents: ChildProcess[] = [];
before(async () => {
  machine = await startMachine({
    passwords: true,
    users: [{ name: 'keys-only' }, { name: 'words-only' }, { name: 'both' }],
    settings,
  });
  for (const type of ['ed25519', 'rsa', 'ecdsa']) {
    keygen(at(`good_${type}`), type);
    appendFileSync(at('authorized_keys'), readFileSync(at(`good_${type}.pub`)));
  }
  keygen(at('locked'), 'ed25519', 'open sesame');
  appendFileSync(at('authorized_keys'), readFileSync(at('locked.pub')));
  keygen(at('wrong'), 'ed25519');
});
after(async () => {
  for (const agent of agents) agent.kill();
  await machine[Symbol.asyncDispose]();
});

const at = (name: string) => join(machine.folder, name);
const where = () => `127.0.0.1 port ${machine.port}`;

/** Logs in, and does nothing more. */
async function log(
  login: Login,
  more: { user?: string; ask?: (prompt: string) => Promise<string> } = {},
): Promise<void> {
  const options = more.ask === undefined ? {} : { askSecret: more.ask };
  const host = await connect(machine.server(more.user ?? 'tester', { login }), deadlines, options);
  assert.equal((await host.run(['echo', 'in'])).stdout, 'in\n');
  await host.close();
}

describe('a key', () => {
  it('of every usual kind logs in', async () => {
    for (const type of ['ed25519', 'rsa', 'ecdsa']) await log({ key: at(`good_${type}`) });
  });

  it('that is refused is named, with what the server offers and how to make it accepted', async () => {
    await assertProblem(
      log({ key: at('wrong') }),
      `server: ssh to ${where()} refused the key ${at('wrong')}. The server offers: publickey, password.`,
      `Try: ssh-copy-id -i ${at('wrong')} -p ${machine.port} tester@127.0.0.1`,
    );
  });

  it('cannot log in where only passwords can', async () => {
    await assertProblem(
      log({ key: at('client') }, { user: 'words-only' }),
      'The server offers: password. It takes no keys: set server.login to { password:',
    );
  });

  it('is not enough where two proofs are wanted', async () => {
    await assertProblem(
      log({ key: at('client') }, { user: 'both' }),
      `wants more than the key ${at('client')}: password.`,
    );
  });

  it('with a passphrase asks for it, or finds it in the environment', async () => {
    const prompts: string[] = [];
    await log(
      { key: at('locked'), passphrase: 'prompt' },
      {
        ask: async (prompt) => {
          prompts.push(prompt);
          return 'open sesame';
        },
      },
    );
    assert.deepEqual(prompts, [`Passphrase of ${at('locked')}: `]);
    process.env.FORGE_TEST_SECRET = 'open sesame';
    await log({ key: at('locked'), passphrase: { env: 'FORGE_TEST_SECRET' } });
    delete process.env.FORGE_TEST_SECRET;
  });

  it('with a passphrase that is missing or wrong is a problem before the server is asked', async () => {
    const lines = machine.log();
    await assertProblem(
      log({ key: at('locked') }),
      'server.login.key:',
      'is protected by a passphrase, and none is configured',
      "passphrase: 'prompt'",
    );
    await assertProblem(
      log({ key: at('locked'), passphrase: 'prompt' }),
      'server.login.passphrase: it is to be asked for, but there is no terminal.',
    );
    await assertProblem(
      log({ key: at('locked'), passphrase: 'prompt' }, { ask: async () => 'no' }),
      `server.login.passphrase: it does not open the key ${at('locked')}.`,
    );
    await assertProblem(
      log({ key: at('locked'), passphrase: { env: 'FORGE_TEST_SECRET' } }),
      'the environment variable FORGE_TEST_SECRET is not set.',
    );
    assert.equal(machine.log(), lines);
  });

  it('that is no key at all is a problem that says so', async () => {
    writeFileSync(at('text'), 'hello');
    await assertProblem(
      log({ key: at('none') }),
      `server.login.key: there is no file ${at('none')}. Make a key: ssh-keygen -t ed25519 -f ${at('none')}`,
    );
    await assertProblem(log({ key: machine.folder }), 'is a directory');
    await assertProblem(log({ key: at('text') }), 'is not a private key that forge can read');
    await assertProblem(
      log({ key: at('client.pub') }),
      `${at('client.pub')} is a public key. Name the private one: ${at('client')}`,
    );
  });

  it('in the old and in the common PEM format works, or is told how to be rewritten', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', at('pem')]);
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PKCS8', '-N', '', '-f', at('pkcs8')]);
    appendFileSync(at('authorized_keys'), readFileSync(at('pem.pub')));
    appendFileSync(at('authorized_keys'), readFileSync(at('pkcs8.pub')));
    await log({ key: at('pem') });
    await assertProblem(log({ key: at('pkcs8') }), `ssh-keygen -p -f ${at('pkcs8')}`);
    execFileSync('ssh-keygen', ['-q', '-p', '-N', '', '-f', at('pkcs8')]);
    await log({ key: at('pkcs8') });
  });

  it('that this user may not read is a problem', async () => {
    chmodSync(at('client'), 0o600);
    process.seteuid?.(64_000);
    try {
      await assertProblem(
        log({ key: at('client') }),
        `server.login.key: ${at('client')} may not be read by this user.`,
      );
    } finally {
      process.seteuid?.(0);
    }
  });
});

describe('a password', () => {
  it('logs in, from the environment or asked for', async () => {
    process.env.FORGE_TEST_SECRET = password;
    await log({ password: { env: 'FORGE_TEST_SECRET' } });
    delete process.env.FORGE_TEST_SECRET;
    const prompts: string[] = [];
    await log(
      { password: 'prompt' },
      {
        ask: async (prompt) => {
          prompts.push(prompt);
          return password;
        },
      },
    );
    assert.deepEqual(prompts, ['Password of tester@127.0.0.1: ']);
  });

  it('that is wrong is told without showing it, and is tried once only', async () => {
    const before = machine.log().length;
    await assertProblem(
      log({ password: 'prompt' }, { ask: async () => 'hunter2' }),
      `ssh to ${where()} refused the password of tester. The server offers: publickey, password.`,
    );
    assert.equal(
      machine
        .log()
        .slice(before)
        .match(/Failed password/g)?.length,
      1,
    );
  });

  it('cannot log in where only keys can', async () => {
    await assertProblem(
      log({ password: 'prompt' }, { user: 'keys-only', ask: async () => password }),
      'The server offers: publickey. It takes no passwords: set server.login to { key:',
    );
  });
});

describe('an agent', () => {
  /** A real ssh-agent that holds these keys. */
  async function agent(...keys: string[]): Promise<string> {
    const socket = at(`agent-${agents.length}`);
    const child = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
    agents.push(child);
    // The socket is there before it listens; what it says comes after.
    await once(child.stdout, 'data');
    for (const key of keys)
      execFileSync('ssh-add', ['-q', at(key)], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
    return socket;
  }

  it('logs in with the right one of its keys, named or found', async () => {
    const socket = await agent('wrong', 'good_rsa');
    await log({ agent: socket });
    process.env.SSH_AUTH_SOCK = socket;
    await log({ agent: true });
    delete process.env.SSH_AUTH_SOCK;
  });

  it('whose keys are all refused is told how to look at them', async () => {
    const socket = await agent('wrong');
    await assertProblem(
      log({ agent: socket }),
      'refused every key of the SSH agent',
      `SSH_AUTH_SOCK=${socket} ssh-add -l`,
      '~tester/.ssh/authorized_keys',
    );
  });

  it('that holds no key is told apart', async () => {
    await assertProblem(
      log({ agent: await agent() }),
      'the SSH agent holds no key that forge can use. Add one: SSH_AUTH_SOCK=',
    );
  });

  it('that holds more keys than the server lets one try is told apart', async () => {
    const keys = Array.from({ length: 7 }, (_, i) => `many_${i}`);
    for (const key of keys) keygen(at(key), 'ed25519');
    await assertProblem(
      log({ agent: await agent(...keys) }),
      'gave up at the login',
      'Too many authentication failures',
      'Name the right one',
    );
  });

  it('that is not there is a problem', async () => {
    delete process.env.SSH_AUTH_SOCK;
    await assertProblem(
      log({ agent: true }),
      'server.login.agent: there is no SSH agent (SSH_AUTH_SOCK is not set).',
      'ssh-agent',
    );
    await assertProblem(log({ agent: at('none') }), `server.login.agent: there is no SSH agent at ${at('none')}.`);
    mkdirSync(at('folder'));
    await assertProblem(log({ agent: at('folder') }), `the SSH agent at ${at('folder')} does not answer`);
  });
});

describe('questions at the login', () => {
  it('are answered with the password where the server asks instead of taking it', async () => {
    const asking = await startMachine({ passwords: true, pam: true });
    const before = process.env.FORGE_TEST_SECRET;
    process.env.FORGE_TEST_SECRET = password;
    try {
      const login = { password: { env: 'FORGE_TEST_SECRET' } };
      const host = await connect(asking.server('tester', { login }), deadlines);
      assert.equal((await host.run(['echo', 'in'])).stdout, 'in\n');
      await host.close();
      process.env.FORGE_TEST_SECRET = 'hunter2';
      await assertProblem(
        connect(asking.server('tester', { login }), deadlines),
        'refused the password of tester',
        'The server offers: publickey, keyboard-interactive.',
      );
    } finally {
      if (before === undefined) delete process.env.FORGE_TEST_SECRET;
      await asking[Symbol.asyncDispose]();
    }
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Problem } from '../../src/config/problem.js';
import { trust } from '../../src/remote/known-hosts.js';
import { connect } from '../../src/remote/ssh.js';
import { assertProblem } from './assert-problem.js';
import { deadlines, freePort, keygen, startMachine, type TestMachine } from './sshd.js';

let machine: TestMachine;
before(async () => {
  machine = await startMachine();
});
after(() => machine[Symbol.asyncDispose]());

const at = (name: string) => join(machine.folder, name);
const name = () => `[127.0.0.1]:${machine.port}`;
const publicKey = (key: string) =>
  readFileSync(at(`${key}.pub`), 'utf8')
    .split(' ')
    .slice(0, 2)
    .join(' ');
let count = 0;
/** A server with a known_hosts of this text. */
function knowing(text?: string) {
  const file = at(`trust-${++count}`);
  if (text !== undefined) writeFileSync(file, text);
  return { file, server: machine.server('tester', { knownHosts: file }) };
}

describe('trusting a host key', () => {
  it('takes the key that the machine shows, tells its fingerprint, and lets the next connection through', async () => {
    const { file, server } = knowing();
    const printed = execFileSync('ssh-keygen', ['-lf', at('host_ed25519.pub')], { encoding: 'utf8' }).split(' ')[1];
    assert.deepEqual(await trust(server), {
      line: `${name()} ${publicKey('host_ed25519')}`,
      fingerprint: printed,
      file,
      added: true,
    });
    assert.equal(readFileSync(file, 'utf8'), `${name()} ${publicKey('host_ed25519')}\n`);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    await (await connect(server, deadlines)).close();
    // ssh itself finds the line too.
    assert.match(execFileSync('ssh-keygen', ['-F', name(), '-f', file], { encoding: 'utf8' }), /found: line 1/);
  });

  it('makes the folder of known_hosts, for its user alone', async () => {
    const file = at('new/.ssh/known_hosts');
    await trust(machine.server('tester', { knownHosts: file }));
    assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
  });

  it('keeps what the file holds, its mode, and a last line without an end', async () => {
    const { file, server } = knowing('# mine\nother ssh-ed25519 AAAA');
    chmodSync(file, 0o644);
    await trust(server);
    assert.equal(
      readFileSync(file, 'utf8'),
      `# mine\nother ssh-ed25519 AAAA\n${name()} ${publicKey('host_ed25519')}\n`,
    );
    assert.equal(statSync(file).mode & 0o777, 0o644);
  });

  it('adds nothing for a key that is known, hashed or not', async () => {
    const { file, server } = knowing(`${name()} ${publicKey('host_rsa')}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
    const before = readFileSync(file, 'utf8');
    const { added, line } = await trust(server);
    assert.deepEqual([added, line], [false, `${name()} ${publicKey('host_rsa')}`]);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('does not take a key that contradicts a known one, or that is revoked', async () => {
    keygen(at('stranger'), 'ed25519');
    const changed = knowing(`${name()} ${publicKey('stranger')}\n`);
    await assertProblem(trust(changed.server), 'has changed', `ssh-keygen -f ${changed.file} -R '${name()}'`);
    const revoked = knowing(`@revoked * ${publicKey('host_ed25519')}\n`);
    await assertProblem(trust(revoked.server), 'is revoked by');
    assert.equal(readFileSync(revoked.file, 'utf8'), `@revoked * ${publicKey('host_ed25519')}\n`);
    // What it advises works.
    execFileSync('ssh-keygen', ['-q', '-f', changed.file, '-R', name()], { stdio: 'ignore' });
    assert.equal((await trust(changed.server)).added, true);
  });

  it('takes nothing that the person does not confirm', async () => {
    const { file, server } = knowing();
    const seen: string[] = [];
    const confirm = async (fingerprint: string) => {
      seen.push(fingerprint);
      return false;
    };
    await assert.rejects(
      trust(server, { confirm }),
      (error: unknown) => error instanceof Problem && error.message.includes('was not taken'),
    );
    assert.match(seen[0] ?? '', /^SHA256:/);
    assert.equal(existsSync(file), false);
  });

  it('never logs in, and says why a machine cannot be reached', async () => {
    const { server } = knowing();
    const before = machine.log().length;
    await trust(server);
    assert.doesNotMatch(machine.log().slice(before), /Accepted|Failed/);
    const port = await freePort();
    await assertProblem(trust({ ...server, port }), `127.0.0.1 port ${port} refused the connection`);
  });
});

/** The real sudo, called by the ordinary user `tester` inside the machine. */
describe('under sudo', () => {
  const script = `
    import { connect } from '${new URL('../../src/remote/ssh.js', import.meta.url)}';
    import { trust } from '${new URL('../../src/remote/known-hosts.js', import.meta.url)}';
    const [what, config] = process.argv.slice(1);
    const server = JSON.parse(config);
    const deadlines = ${JSON.stringify(deadlines)};
    try {
      if (what === 'trust') console.log((await trust(server)).file);
      else {
        const host = await connect(server, deadlines);
        console.log((await host.run(['id', '-un'])).stdout.trim());
        await host.close();
      }
    } catch (error) {
      console.log(error.line ?? error);
    }
  `;
  /** Runs the script as root through sudo, by tester, who has this in the environment. */
  function sudo(what: 'trust' | 'connect', change: object, environment = ''): string {
    const { knownHosts: _, ...server } = machine.server('tester', change);
    writeFileSync(
      at('call.sh'),
      `exec env ${environment} sudo -n ${process.execPath} --input-type=module -e "$(cat ${at('script.mjs')})" ${what} '${JSON.stringify(server)}'\n`,
    );
    return machine.inside(`su tester -s /bin/sh -c 'cd / && exec sh ${at('call.sh')}'`).trim();
  }
  const rootHad = existsSync('/root/.ssh/known_hosts');
  before(() => {
    writeFileSync(at('script.mjs'), script);
    machine.inside(
      `su tester -s /bin/sh -c 'mkdir -m 700 ~/.ssh && cat >~/.ssh/forge && chmod 600 ~/.ssh/forge' <'${at('client')}'`,
    );
  });

  it('takes the host key into the known_hosts of the person, to whom it then belongs', () => {
    assert.equal(sudo('trust', {}), '/run/home/tester/.ssh/known_hosts');
    assert.equal(machine.inside('stat -c "%U:%G %a" /run/home/tester/.ssh/known_hosts').trim(), 'tester:tester 600');
    assert.equal(existsSync('/root/.ssh/known_hosts'), rootHad);
  });

  it("finds the person's key by ~, and names it so", () => {
    assert.equal(sudo('connect', { login: { key: '~/.ssh/forge' } }), 'tester');
    assert.match(
      sudo('connect', { login: { key: '~/.ssh/none' } }),
      /^server\.login\.key: there is no file ~\/\.ssh\/none\. Make a key: ssh-keygen -t ed25519 -f \/run\/home\/tester\/\.ssh\/none$/,
    );
  });

  it("finds the person's agent, though sudo has dropped SSH_AUTH_SOCK", () => {
    machine.inside(
      `su tester -s /bin/sh -c 'ssh-agent -a ~/agent >/dev/null; SSH_AUTH_SOCK=~/agent ssh-add -q ~/.ssh/forge'`,
    );
    assert.equal(sudo('connect', { login: { agent: true } }, 'SSH_AUTH_SOCK=/run/home/tester/agent'), 'tester');
    assert.match(
      sudo('connect', { login: { agent: true } }),
      /there is no SSH agent.*sudo --preserve-env=SSH_AUTH_SOCK/,
    );
  });

  it('tells that sudo has dropped the secret', () => {
    assert.match(
      sudo('connect', { login: { password: { env: 'FORGE_SECRET' } } }, 'FORGE_SECRET=x'),
      /FORGE_SECRET is not set\. Set it, and let sudo keep it: sudo --preserve-env=FORGE_SECRET …/,
    );
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { connect } from '../../src/remote/ssh.js';
import { assertProblem } from './assert-problem.js';
import { deadlines, freePort, keygen, machineFolder, startMachine, type TestMachine } from './sshd.js';

let machine: TestMachine;
before(async () => {
  const folder = machineFolder();
  const bare = join(folder, 'bare');
  mkdirSync(bare);
  const most = join(folder, 'most');
  mkdirSync(most);
  const needed = ['sh', 'id', 'mktemp', 'rm', 'setsid', 'cat', 'cp', 'mv', 'chmod', 'chown', 'tail', 'readlink'];
  for (const tool of needed.slice(0, 4)) symlinkSync(`/usr/bin/${tool}`, join(bare, tool));
  for (const tool of needed) symlinkSync(`/usr/bin/${tool}`, join(most, tool));
  machine = await startMachine({
    folder,
    users: [
      { name: 'nologin', shell: '/usr/sbin/nologin' },
      { name: 'few' },
      { name: 'talks' },
      { name: 'bare', env: { PATH: bare } },
      { name: 'no-sudo', env: { PATH: most } },
      { name: 'nothing', env: { PATH: '/nowhere' } },
    ],
    settings: ['Match User talks', 'ForceCommand cat >/dev/null; exec sleep 60', 'Match User few', 'MaxSessions 1'],
  });
});
after(() => machine[Symbol.asyncDispose]());

const at = (name: string) => join(machine.folder, name);
const publicKey = (name: string) => readFileSync(at(`${name}.pub`), 'utf8').trim();

describe('reaching the machine', () => {
  it('logs in over IPv4, IPv6 and by name', async () => {
    for (const host of ['127.0.0.1', '::1', 'localhost']) {
      const remote = await connect(machine.server('tester', { host }), deadlines);
      assert.equal((await remote.run(['id', '-un'])).stdout, 'tester\n');
      await remote.close();
    }
  });

  it('says that there is no such host', async () => {
    await assertProblem(
      connect(machine.server('tester', { host: 'no-such-host.invalid' }), deadlines),
      'server.host: there is no host "no-such-host.invalid"',
      'Try: getent hosts no-such-host.invalid',
    );
  });

  it('says that nothing listens there', async () => {
    const port = await freePort();
    await assertProblem(
      connect(machine.server('tester', { port }), deadlines),
      `server: 127.0.0.1 port ${port} refused the connection: nothing listens there.`,
    );
  });

  it('says that the other side is no SSH server', async () => {
    await withServer(
      (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      (port) =>
        assertProblem(
          connect(machine.server('tester', { port }), deadlines),
          `127.0.0.1 port ${port} does not speak SSH; it says "HTTP/1.1 400 Bad Request". Is server.port right?`,
        ),
    );
  });

  it('says that the other side hangs up', async () => {
    await withServer(
      (socket) => socket.end(),
      (port) =>
        assertProblem(
          connect(machine.server('tester', { port }), deadlines),
          `port ${port} takes the connection, but hangs up at once.`,
        ),
    );
  });

  it('says that the other side keeps silent, at the deadline', async () => {
    await withServer(
      () => {},
      (port) =>
        assertProblem(
          connect(machine.server('tester', { port }), { ...deadlines, connect: 1000 }),
          `port ${port} takes the connection, but says nothing (no answer within 1 s)`,
        ),
    );
  });

  it('says that the other side stops in the middle of the login', async () => {
    await withServer(
      (socket) => socket.write('SSH-2.0-Test\r\n'),
      (port) =>
        assertProblem(
          connect(machine.server('tester', { port }), { ...deadlines, connect: 1000 }),
          `ssh to 127.0.0.1 port ${port} failed before the login: no answer within 1 s.`,
        ),
    );
  });
});

describe('the host key', () => {
  /** With a known_hosts of these lines. */
  const knowing = (...lines: string[]) => {
    const file = at(`known-${Math.random()}`);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return { file, attempt: () => connect(machine.server('tester', { knownHosts: file }), deadlines) };
  };
  const name = () => `[127.0.0.1]:${machine.port}`;
  const print = (key: string) =>
    execFileSync('ssh-keygen', ['-lf', at(`${key}.pub`)], { encoding: 'utf8' }).split(' ')[1] ?? '';

  it('is refused when it is unknown, with its fingerprint and how to take it', async () => {
    const { attempt, file } = knowing();
    await assertProblem(
      attempt(),
      `the host key of 127.0.0.1 port ${machine.port} is not known: ssh-ed25519 ${print('host_ed25519')}.`,
      `take it into ${file} once: forge doctor --trust`,
    );
  });

  it('is refused when known_hosts does not exist', async () => {
    await assertProblem(connect(machine.server('tester', { knownHosts: at('none') }), deadlines), 'is not known');
  });

  it('is refused when it has changed, with both fingerprints, the line, and how to remove it', async () => {
    keygen(at('stranger'), 'ed25519');
    const { attempt, file } = knowing('# first', `${name()} ${publicKey('stranger')}`);
    await assertProblem(
      knowing(`[127.0.0.*]:* ${publicKey('stranger')}`).attempt(),
      'has changed',
      'remove the old key: sed -i 1d',
    );
    await assertProblem(
      attempt(),
      'has changed',
      `it shows ssh-ed25519 ${print('host_ed25519')}, ${file} line 2 holds ssh-ed25519 ${print('stranger')}`,
      `ssh-keygen -f ${file} -R '${name()}', then forge doctor --trust`,
    );
  });

  it('is refused when it is revoked', async () => {
    const { attempt, file } = knowing(
      `${name()} ${publicKey('host_ed25519')}`,
      `@revoked * ${publicKey('host_ed25519')}`,
    );
    await assertProblem(attempt(), `is revoked by ${file} line 2`);
  });

  it('mentions a certificate authority, which forge does not use', async () => {
    const { attempt } = knowing(`@cert-authority ${name()} ${publicKey('host_ed25519')}`);
    await assertProblem(attempt(), 'is not known', 'forge does not check host certificates');
  });

  it('is asked for in the kinds that are known', async () => {
    for (const type of ['rsa', 'ecdsa', 'ed25519']) {
      const host = await knowing(`${name()} ${publicKey(`host_${type}`)}`).attempt();
      await host.close();
    }
  });

  it('is refused when the machine has none of the known kind', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-b', '521', '-N', '', '-f', at('nistp521')]);
    await assertProblem(
      knowing(`${name()} ${publicKey('nistp521')}`).attempt(),
      'shows no host key of the kind that',
      '(ecdsa-sha2-nistp521); it may be another machine',
    );
  });
});

describe('the shell there', () => {
  it('says that the account has none', async () => {
    await assertProblem(
      connect(machine.server('nologin'), deadlines),
      'the shell of nologin on 127.0.0.1 ended at once',
      'This account is currently not available',
    );
  });

  it('says that it does not answer', async () => {
    await assertProblem(
      connect(machine.server('talks'), { ...deadlines, connect: 3000 }),
      'the shell of talks on 127.0.0.1 does not answer',
    );
  });

  it('says that root needs sudo, with the line for sudoers', async () => {
    const host = await connect(machine.server('plain'), deadlines);
    assert.equal((await host.run(['true'])).code, 0);
    for (let i = 0; i < 2; i++) {
      await assertProblem(
        host.run(['true'], { root: true }),
        'plain may not use sudo on 127.0.0.1 without a password (sudo: a password is required)',
        "as root: echo 'plain ALL=(root) NOPASSWD: ALL' >> /etc/sudoers.d/zz-forge",
      );
    }
    await assertProblem(host.waitFor('/x', /x/, { deadline: 1000, root: true }), 'plain may not use sudo');
    assert.equal((await host.run(['echo', 'still'])).stdout, 'still\n');
    await host.close();
  });

  it('says that there is no sudo, or that it wants a terminal, and how to mend it', async () => {
    const without = await connect(machine.server('no-sudo'), deadlines);
    await assertProblem(without.run(['true'], { root: true }), 'there is no sudo on 127.0.0.1.', 'Install it there');
    await without.close();
    const host = await connect(machine.server('plain'), deadlines);
    const add = (line: string) => machine.inside(`echo '${line}' >> /etc/sudoers.d/zz-forge`);
    add('plain ALL=(root) NOPASSWD: ALL');
    add('Defaults:plain requiretty');
    await assertProblem(
      host.run(['true'], { root: true }),
      'sudo on 127.0.0.1 wants a terminal (requiretty)',
      "echo 'Defaults:plain !requiretty' >> /etc/sudoers.d/zz-forge",
    );
    add('Defaults:plain !requiretty');
    assert.equal((await host.run(['id', '-u'], { root: true })).stdout, '0\n');
    await host.close();
    machine.inside('rm /etc/sudoers.d/zz-forge');
  });

  it('accepts what it said for sudoers', async () => {
    const line = 'plain ALL=(root) NOPASSWD: ALL';
    machine.inside(`echo '${line}' >> /etc/sudoers.d/zz-forge`);
    const host = await connect(machine.server('plain'), deadlines);
    assert.equal((await host.run(['id', '-u'], { root: true })).stdout, '0\n');
    await host.close();
    machine.inside('rm /etc/sudoers.d/zz-forge');
  });

  it('says that sudo is not to be used', async () => {
    const host = await connect(machine.server('tester', { sudo: false }), deadlines);
    await assertProblem(
      host.run(['true'], { root: true }),
      'true needs root, and tester is not root.',
      'Set server.sudo to true',
    );
    await host.close();
  });

  it('says that there are too few sessions', async () => {
    const host = await connect(machine.server('few'), deadlines);
    await assertProblem(
      host.waitFor('/etc/hostname', /x/, { deadline: 1000 }),
      'refuses one more session',
      'MaxSessions',
    );
    await host.close();
  });

  it('says which tools are missing', async () => {
    await assertProblem(
      connect(machine.server('bare'), deadlines),
      '127.0.0.1 lacks what forge needs there: setsid, cat, cp, mv, chmod, chown, tail, readlink.',
      'Install it (Debian: coreutils, util-linux).',
    );
  });

  it('says that there is no sh', async () => {
    await assertProblem(
      connect(machine.server('nothing'), deadlines),
      'the shell of nothing on 127.0.0.1 ended at once (exit code 127',
    );
  });
});

describe('losing the machine', () => {
  it('names the command that was running, tells everybody, and refuses all that follows', async () => {
    const host = await connect(machine.server('tester'), deadlines);
    const told = new Promise((resolve) => host.lost.addEventListener('abort', resolve, { once: true }));
    const running = host.run(['sleep', '60']);
    const queued = host.run(['echo', 'later']);
    const waiting = host.waitFor('/etc/hostname', /never/, { deadline: 60_000 });
    await host.waitFor('/proc/uptime', /./, { deadline: 5000 });
    machine.inside('pkill -u tester -x sshd');
    await Promise.all([
      assertProblem(
        running,
        `server: the ssh connection to 127.0.0.1 port ${machine.port} broke: the server closed it (while: sleep 60).`,
      ),
      assertProblem(queued, '(while: echo later)'),
      assertProblem(waiting, '(while: waiting for a line of /etc/hostname)'),
      told,
    ]);
    await assertProblem(host.run(['true'], { root: true }), 'broke', '(while: true)');
    await assertProblem(host.write('/x', ''), '(while: writing /x)');
    await host.close();
  });

  it('notices a machine that shows no sign of life', async () => {
    const host = await connect(machine.server('tester'), deadlines, { keepalive: { interval: 300, count: 2 } });
    const pid = machine.inside('pgrep -u tester -x sshd').trim();
    const running = host.run(['sleep', '60']);
    machine.inside(`kill -STOP ${pid}`);
    await assertProblem(running, 'broke: no sign of life for 0.9 s (while: sleep 60)');
    machine.inside(`kill -KILL ${pid}`);
    await host.close();
  });

  it('ends what is running when it is closed', async () => {
    const host = await connect(machine.server('tester'), deadlines);
    const running = host.run(['sleep', '5']);
    await host.run(['true'], { root: true });
    await host.close();
    await assertProblem(running, 'the connection was closed during sleep 5');
    assert.equal(host.lost.aborted, false);
  });
});

async function withServer(talk: (socket: Socket) => void, use: (port: number) => Promise<void>): Promise<void> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  try {
    await use(address !== null && typeof address === 'object' ? address.port : 0);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

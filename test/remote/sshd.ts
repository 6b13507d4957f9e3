import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ResolvedConfig } from '../../src/config/types.js';
import { provision } from '../../src/lab/provision.js';

/** A user of the test machine, with this login shell. */
export interface TestUser {
  readonly name: string;
  readonly shell?: string;
  /** What sshd sets in its environment; a PATH is also root's, through sudo. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A real sshd on the loopback interface, in mount and PID namespaces of its own: its users exist nowhere else. */
export interface TestMachine extends AsyncDisposable {
  readonly port: number;
  /** A folder for keys and known_hosts of the client's side, and for files that both sides see. */
  readonly folder: string;
  /** What sshd printed so far. */
  log(): string;
  /** Where to connect as this user, with the right key and a known_hosts that knows the machine. */
  server(user: string, change?: Partial<ResolvedConfig['server']>): ResolvedConfig['server'];
  /** Runs a script as root inside, and returns what it printed. */
  inside(script: string): string;
  /** The process id of the namespaces' first process, as this machine sees it. */
  readonly pid: number;
}

export const deadlines: ResolvedConfig['deadlines'] = {
  answer: 1000,
  grace: 5,
  connect: 10_000,
  command: 20_000,
  ready: 10_000,
};

export const password = 'correct horse';

/** The machine's folder for temporary files; its /tmp is that of this machine, where this clone may be. */
export const temporary = '/run/tmp';

/** sudo may be used by tester and by users whose name begins with `sudo-`. */
export async function startMachine(
  options: {
    users?: readonly TestUser[];
    settings?: readonly string[];
    passwords?: boolean;
    /** Passwords are not taken, but asked for by PAM. */
    pam?: boolean;
    folder?: string;
    hostKeys?: readonly string[];
  } = {},
): Promise<TestMachine> {
  const [base] = await provision([]);
  if (base === undefined) throw new Error('the SSH server was not unpacked');
  const folder = options.folder ?? machineFolder();
  const hostKeys = options.hostKeys ?? ['ed25519', 'ecdsa', 'rsa'];
  for (const type of hostKeys) keygen(join(folder, `host_${type}`), type);
  keygen(join(folder, 'client'), 'ed25519');
  const authorized = join(folder, 'authorized_keys');
  writeFileSync(authorized, readFileSync(join(folder, 'client.pub')));

  const users: TestUser[] = [{ name: 'tester' }, { name: 'plain' }, ...(options.users ?? [])];
  accounts(folder, users, options.passwords === true);
  const port = await freePort();
  writeFileSync(
    join(folder, 'sshd_config'),
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      'ListenAddress ::1',
      ...hostKeys.map((type) => `HostKey ${join(folder, `host_${type}`)}`),
      `AuthorizedKeysFile ${authorized}`,
      'StrictModes no',
      `UsePAM ${options.pam === true ? 'yes' : 'no'}`,
      'PermitRootLogin prohibit-password',
      'PidFile none',
      `PasswordAuthentication ${options.passwords === true && options.pam !== true ? 'yes' : 'no'}`,
      `KbdInteractiveAuthentication ${options.pam === true ? 'yes' : 'no'}`,
      ...(options.settings ?? []),
      ...users.flatMap(({ name, env = {} }) => {
        const settings = Object.entries({ ...env, TMPDIR: temporary }).map(
          ([variable, value]) => `${variable}=${value}`,
        );
        return [`Match User ${name}`, `SetEnv ${settings.join(' ')}`];
      }),
      'Match User root',
      `SetEnv TMPDIR=${temporary}`,
      '',
    ].join('\n'),
  );

  const libraries = join(base.root, 'usr/lib');
  const triplet = readdirSync(libraries).find((name) => name.endsWith('-linux-gnu')) ?? '';
  const homes = users.map(({ name }) => name);
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child=KILL',
      'sh',
      '-euc',
      inside,
      'sh',
      folder,
      join(base.root, 'usr/sbin/sshd'),
      join(libraries, triplet),
      ...homes,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const log = await listening(child);
  const first = execFileSync('pgrep', ['-P', String(child.pid)], { encoding: 'utf8' }).trim();
  writeKnownHosts(folder, port, hostKeys);
  return {
    port,
    folder,
    log,
    pid: Number(first),
    server: (user, change = {}) => ({
      product: 'none',
      host: '127.0.0.1',
      port,
      user,
      sudo: user !== 'root',
      login: { key: join(folder, 'client') },
      knownHosts: join(folder, 'known_hosts'),
      ...change,
    }),
    inside: (script) => execFileSync('nsenter', ['-t', first, '-m', '-p', 'sh', '-c', script], { encoding: 'utf8' }),
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

/** A new folder that all users may enter. */
export function machineFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `remote-test-${process.pid}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Makes a key without a passphrase, unless one is given. */
export function keygen(path: string, type: string, passphrase = ''): void {
  execFileSync('ssh-keygen', [
    '-q',
    '-t',
    type,
    ...(type === 'rsa' ? ['-b', '2048'] : []),
    '-N',
    passphrase,
    '-C',
    'test',
    '-f',
    path,
  ]);
}

/**
 * The first process of the machine. It ends, and with it everything inside, when its stdin does: also when the test is
 * killed. As it reaps nobody, dead processes that it inherits stay zombies.
 */
const inside = `
folder=$1 sshd=$2 library=$3
shift 3
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir /run/sshd /run/home
mkdir -m 1777 /run/tmp
for file in passwd group shadow; do mount --bind "$folder/$file" "/etc/$file"; done
mount --bind "$folder/sudoers.d" /etc/sudoers.d
for name; do mkdir -m 755 "/run/home/$name"; chown "$name:" "/run/home/$name"; done
LD_LIBRARY_PATH=$library "$sshd" -D -e -f "$folder/sshd_config" 3<&- &
cat >/dev/null
`;

/** User database and sudoers of the machine, as files that are laid over the real ones. */
function accounts(folder: string, users: readonly TestUser[], passwords: boolean): void {
  const names = users.map(({ name }) => name);
  const fresh = (path: string) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && ![...names, 'sshd'].includes(line.split(':')[0] ?? ''));
  const hash = passwords ? execFileSync('openssl', ['passwd', '-6', password], { encoding: 'utf8' }).trim() : '*';
  const passwd = users.map(
    ({ name, shell }, i) => `${name}:x:${64_000 + i}:${64_000 + i}::/run/home/${name}:${shell ?? '/bin/sh'}`,
  );
  const separate = 'sshd:x:63999:65534::/run/sshd:/usr/sbin/nologin';
  write(folder, 'passwd', [...fresh('/etc/passwd'), separate, ...passwd], 0o644);
  write(folder, 'group', [...fresh('/etc/group'), ...names.map((name, i) => `${name}:x:${64_000 + i}:`)], 0o644);
  write(
    folder,
    'shadow',
    [...fresh('/etc/shadow'), 'sshd:*:19000::::::', ...names.map((name) => `${name}:${hash}:19000::::::`)],
    0o600,
  );
  mkdirSync(join(folder, 'sudoers.d'));
  // No variable kept: the loader drops TMPDIR before sudo, which is set-user-id, sees it.
  write(folder, 'environment', [`TMPDIR=${temporary}`], 0o644);
  const allowed = users.filter(({ name }) => name === 'tester' || name.startsWith('sudo-'));
  const rules = allowed.flatMap(({ name, env }) => [
    `${name} ALL=(root) NOPASSWD: ALL`,
    ...(env?.PATH === undefined ? [] : [`Defaults:${name} !secure_path`]),
  ]);
  write(join(folder, 'sudoers.d'), 'test', [`Defaults env_file=${join(folder, 'environment')}`, ...rules], 0o440);
}

function write(folder: string, name: string, lines: readonly string[], mode: number): void {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`, { mode });
  chmodSync(join(folder, name), mode);
}

function writeKnownHosts(folder: string, port: number, hostKeys: readonly string[]): void {
  const lines = ['127.0.0.1', '::1', 'localhost'].flatMap((host) =>
    hostKeys.map((type) => `[${host}]:${port} ${readFileSync(join(folder, `host_${type}.pub`), 'utf8').trim()}`),
  );
  writeFileSync(join(folder, 'known_hosts'), `${lines.join('\n')}\n`);
}

/** A TCP port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Waits until sshd listens on both addresses; from then on returns what it prints. */
function listening(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<() => string> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`sshd ended with ${code}: ${text}`)));
    const take = (chunk: Buffer) => {
      text += chunk.toString();
      if ((text.match(/Server listening on/g) ?? []).length === 2) resolve(() => text);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
  });
}

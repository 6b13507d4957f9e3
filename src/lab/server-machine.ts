import { type ChildProcess, spawn } from 'node:child_process';
import { chownSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../config/problem.js';
import { accounts } from './accounts.js';
import { interfaceSettings } from './network.js';
import { childrenOf, processEntry, until } from './process.js';
import { basePackages, type LabProduct } from './products.js';
import type { Unpacked } from './provision.js';
import { firstPart, secondPart } from './server-script.js';

/** The machine of the server under test: PID, mount, network, host-name and IPC namespaces of its own. */
export interface ServerMachine {
  /** Its first process, in the numbering of the caller. */
  readonly pid: number;
  /** Starts its SSH daemon. */
  boot(): void;
  /** What its SSH daemon has logged. */
  sshLog(): string;
  /** Ends it with everything in it; resolves when it is gone. */
  end(): Promise<void>;
}

/** Builds the machine and puts into it what its packages would have set up. Its SSH daemon waits for `boot`. */
export async function buildServerMachine(options: {
  /** The lab's. */
  id: string;
  layers: readonly Unpacked[];
  products: readonly LabProduct[];
  /** Folders of this machine that it can read, at the same path. */
  shown: readonly string[];
  /** An empty folder to mount on, in the machine's own mount namespace. */
  mountPoint: string;
  keys: { host: string; authorized: string };
  /** Outlives this process. */
  keep: boolean;
}): Promise<ServerMachine> {
  const { id, layers, products, shown, mountPoint, keys, keep } = options;
  const settings = interfaceSettings.map(([name, value]) => `${name}=${value}`).join(' ');
  const namespaces = ['--net', '--mount', '--propagation', 'unchanged', '--pid', '--uts', '--ipc'];
  const machine = ['unshare', ...namespaces, '--fork', '--kill-child'];
  // By way of the environment, so that a list of processes stays readable.
  const command = ['sh', '-c', 'eval "$FIRST"', `forge-lab-${id}-server`, mountPoint, settings];
  const [program = 'unshare', ...args] = keep ? machine : ['setpriv', '--pdeathsig', 'KILL', ...machine];
  const child = spawn(
    program,
    [...args, ...command, ...layers.map(({ root }) => root), ...shown.map((path) => `+${path}`)],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: keep,
      cwd: '/',
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        LC_ALL: 'C.UTF-8',
        FIRST: firstPart,
        SECOND: secondPart,
      },
    },
  );
  await built(child);
  const pid = childrenOf(child.pid as number)[0];
  if (pid === undefined) throw new Error('the server machine has no first process');
  furnish(`/proc/${pid}/root`, layers, products, keys);
  // The machine keeps no run that is over from ending.
  child.stdout.destroy();
  child.stderr.destroy();
  child.unref();
  return {
    pid,
    boot: () => {
      child.stdin?.end('boot\n');
    },
    sshLog: () => readOrEmpty(`/proc/${pid}/root/var/log/sshd.log`),
    end: () => ended(child, pid),
  };
}

/** Resolves at the line `built`; rejects with what the machine said if it ends before. */
function built(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.stdin?.on('error', () => {});
    child.stdout?.once('data', () => resolve());
    child.once('error', reject);
    child.once('close', () => reject(notBuilt(said.trim())));
  });
}

/** What the machine's first process said when it could not go on, as the user should read it. */
export function notBuilt(said: string): Problem {
  const overlay = /overlay/.test(said);
  const denied = /Operation not permitted|Permission denied/i.test(said);
  const mend = overlay
    ? 'The lab lays packages over /usr with overlayfs, which this kernel or container refuses. ' +
      'In a container, run it with --privileged; else give a server machine in config.ts.'
    : denied
      ? 'The lab needs namespaces and mounts. In a container, run it with --privileged; else give a server machine in config.ts.'
      : undefined;
  return new Problem('lab', `the server machine could not be built: ${said}`, { kind: 'infrastructure', mend });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}

async function ended(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    child.kill('SIGKILL');
    await gone;
  }
  // A zombie is gone: whoever inherited it may never reap it.
  await until(() => ((processEntry(pid)?.state ?? 'Z') === 'Z' ? true : undefined), 5000);
}

/** Debian's settings as they are, but for what the lab decides: keys only, and no PAM, whose modules the host has set up. */
const sshdSettings = `\
# The server machine of a lab of forge.
HostKey /etc/ssh/ssh_host_ed25519_key
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
PrintMotd no
UseDNS no
AcceptEnv LANG LC_*
Subsystem sftp /usr/lib/openssh/sftp-server
`;

/** Accounts, folders, keys and settings, as the packages' installation and the service manager would have made them. */
function furnish(
  root: string,
  layers: readonly Unpacked[],
  products: readonly LabProduct[],
  keys: { host: string; authorized: string },
): void {
  const brought = [...products, basePackages];
  const { files, ids } = accounts(
    (name) => readFileSync(join('/etc', name), 'utf8'),
    brought.flatMap((product) => product.user ?? []),
  );
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(root, 'etc', name), text, { mode: name === 'shadow' ? 0o640 : 0o644 });
  }
  brought.forEach((product, index) => {
    for (const name of product.settings) {
      rmSync(join(root, 'etc', name), { recursive: true, force: true });
      cpSync(join(layers[index]?.root ?? '', 'etc', name), join(root, 'etc', name), { recursive: true });
    }
    const id = product.user === undefined ? undefined : ids.get(product.user);
    for (const { path, mode } of product.folders) {
      mkdirSync(join(root, path), { mode, recursive: true });
      if (id !== undefined) chownSync(join(root, path), id.uid, id.gid);
    }
  });
  writeFileSync(join(root, 'etc/ssh/ssh_host_ed25519_key'), keys.host, { mode: 0o600 });
  writeFileSync(join(root, 'etc/ssh/sshd_config'), sshdSettings, { mode: 0o644 });
  mkdirSync(join(root, 'root/.ssh'), { mode: 0o700 });
  writeFileSync(join(root, 'root/.ssh/authorized_keys'), `${keys.authorized}\n`, { mode: 0o600 });
}

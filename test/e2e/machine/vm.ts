import { appendFileSync, chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeKeys } from '../../../src/lab/keys.js';
import { applySettings, connect, links, managementAddress } from '../../../src/lab/network.js';
import { run } from '../../../src/lab/process.js';
import { labProduct } from '../../../src/lab/products.js';
import { provision } from '../../../src/lab/provision.js';
import { buildServerMachine, type ServerMachine } from '../../../src/lab/server-machine.js';
import { sshBanner } from '../../../src/lab/ssh-banner.js';
import { look, somebodysKea, stable } from './kea.js';

/** What of the machine a test wants otherwise. */
export interface VmOptions {
  /** Lines of sshd_config; the first of a keyword wins. */
  readonly sshd?: readonly string[];
  /** The ordinary user's password; default: none, keys only. */
  readonly password?: string;
  /** The line of sudoers; default: everything without a password. */
  readonly sudoers?: string;
  /** Whether a Kea runs there that belongs to somebody else. Default: yes. */
  readonly kea?: boolean;
}

/**
 * A "VM": a server machine that forge knows nothing of but what its config.ts says. Namespaces and a root of its own, an sshd
 * on a port of its own, an ordinary user who may use sudo, and a Kea that somebody else set up and started, with leases.
 * Two links and a management network join it to the namespace that the test runs in (`inNamespace`).
 */
export interface Vm extends AsyncDisposable {
  /** Its first process. */
  readonly pid: number;
  /** Of the tester's side: `id_ed25519`, `known_hosts`, `config.ts`. */
  readonly folder: string;
  readonly configFile: string;
  /** Runs a script on the machine as root, not through SSH; gives its output. */
  sh(script: string): Promise<string>;
  /** Everything that forge must leave as it was, as text. */
  state(): Promise<string>;
  /** Writes config.ts anew with these parts of `server` changed; undefined takes a key out. */
  configure(change: Readonly<Record<string, unknown>>): void;
}

export const port = 2222;
export const user = 'tester';
const uid = 64_000;

/** Builds the machine; resolves when its SSH daemon answers and its Kea serves. Once a process: the links have fixed names. */
export async function startVm(options: VmOptions = {}): Promise<Vm> {
  const layers = await provision(['kea']);
  const keys = await makeKeys();
  const folder = mkdtempSync(join(tmpdir(), `forge-vm-${process.pid}-`));
  applySettings();
  // The host's view of interfaces would still be there, from before this process had a network of its own.
  await run('mount', ['-t', 'sysfs', '-o', 'nosuid,nodev,noexec', 'sysfs', '/sys']);
  const machine = await buildServerMachine({
    id: `vm-${process.pid}`,
    layers,
    products: [labProduct('kea')],
    shown: [],
    mountPoint: '/mnt',
    keys: { host: keys.host.private, authorized: keys.client.public },
    keep: false,
  });
  const end = async () => {
    await machine.end();
    // The kernel takes the links away with the machine's namespace, sooner or later than this.
    await run('ip', ['-batch', '-', '-force'], {
      stdin: [...links.map((link) => link.interface), 'mgmt'].map((name) => `link del ${name}\n`).join(''),
    });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await settle(machine, keys.client.public, options);
    writeFileSync(join(folder, 'id_ed25519'), keys.client.private, { mode: 0o600 });
    writeFileSync(join(folder, 'known_hosts'), `[${managementAddress}]:${port} ${keys.host.public}\n`);
    machine.boot();
    await connect(machine.pid);
    await sshBanner(managementAddress, port, { deadline: 5000, log: () => machine.sshLog() });
    const vm = reached(machine, folder, end);
    if (options.kea !== false) await vm.sh(somebodysKea);
    vm.configure({});
    return vm;
  } catch (error) {
    await end();
    throw error;
  }
}

function reached(machine: ServerMachine, folder: string, end: () => Promise<void>): Vm {
  const configFile = join(folder, 'config.ts');
  const sh = async (script: string): Promise<string> => {
    const namespaces = ['--net', '--mount', '--root', '--pid', '--uts', '--ipc', '--wd=/'];
    const done = await run('nsenter', ['--target', String(machine.pid), ...namespaces, 'sh', '-euc', script]);
    if (done.code !== 0) throw new Error(`${script}\n${done.stdout}${done.stderr}`);
    return done.stdout.trim();
  };
  return {
    pid: machine.pid,
    folder,
    configFile,
    sh,
    state: async () => stable(await sh(look)),
    configure: (change) => writeFileSync(configFile, configText(folder, change)),
    [Symbol.asyncDispose]: end,
  };
}

/** An ordinary user with a key, a password if wanted, and sudo; sshd as on a machine that no lab of forge set up. */
async function settle(machine: ServerMachine, key: string, options: VmOptions): Promise<void> {
  const root = `/proc/${machine.pid}/root`;
  const { password, sudoers = `${user} ALL=(ALL:ALL) NOPASSWD: ALL`, sshd = [] } = options;
  const hash = password === undefined ? '*' : (await run('openssl', ['passwd', '-6', password])).stdout.trim();
  appendFileSync(`${root}/etc/passwd`, `${user}:x:${uid}:${uid}::/home/${user}:/bin/bash\n`);
  appendFileSync(`${root}/etc/group`, `${user}:x:${uid}:\n`);
  appendFileSync(`${root}/etc/shadow`, `${user}:${hash}:19000:0:99999:7:::\n`);
  rmSync(`${root}/etc/sudoers.d`, { recursive: true, force: true });
  mkdirSync(`${root}/etc/sudoers.d`, { mode: 0o750 });
  writeFileSync(`${root}/etc/sudoers.d/${user}`, `${sudoers}\n`, { mode: 0o440 });
  // Root of the lab's machine has a key there; nobody logs in as root here.
  rmSync(`${root}/root/.ssh`, { recursive: true });
  const home = `${root}/home/${user}`;
  mkdirSync(`${home}/.ssh`, { recursive: true, mode: 0o700 });
  writeFileSync(`${home}/.ssh/authorized_keys`, `${key}\n`, { mode: 0o600 });
  for (const path of [home, `${home}/.ssh`, `${home}/.ssh/authorized_keys`]) chownSync(path, uid, uid);
  chmodSync(home, 0o755);
  const settings = [
    ...sshd,
    `Port ${port}`,
    'HostKey /etc/ssh/ssh_host_ed25519_key',
    'PermitRootLogin no',
    `PasswordAuthentication ${password === undefined ? 'no' : 'yes'}`,
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'UseDNS no',
  ];
  writeFileSync(`${root}/etc/ssh/sshd_config`, `${settings.join('\n')}\n`);
}

/** As a person writes it by hand. */
function configText(folder: string, change: Readonly<Record<string, unknown>>): string {
  const server = {
    product: 'kea',
    host: managementAddress,
    port,
    user,
    login: { key: `${folder}/id_ed25519` },
    knownHosts: `${folder}/known_hosts`,
    wipeLeases: true,
    ...change,
  };
  const ends = links.map((link) => ({ interface: link.interface, serverInterface: link.serverInterface }));
  return [
    "import { defineConfig } from 'dhcpv6-forge';",
    '',
    'export default defineConfig({',
    `  server: ${JSON.stringify(server)},`,
    `  links: ${JSON.stringify(ends)},`,
    '});',
    '',
  ].join('\n');
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { provision } from '../../src/lab/provision.js';
import type { Site } from '../../src/servers/adapter.js';
import { LocalHost } from './local-host.js';

/**
 * A server machine for tests: net, mount and PID namespaces of its own, the product's packages laid over /usr, /etc as an
 * overlay, everything that is written in memory. Two links to a client namespace. Nothing outlives `end` or this process.
 */
export class Machine {
  readonly host: LocalHost;
  readonly #first: ChildProcess;
  readonly #client: ChildProcess;
  readonly pid: number;

  private constructor(first: ChildProcess, client: ChildProcess, pid: number) {
    this.#first = first;
    this.#client = client;
    this.pid = pid;
    this.host = this.tester();
  }

  /** `systemd`: with a real one as its first process, as most server machines have it, and the product as its service. */
  static async up(product: string, options: { systemd?: boolean } = {}): Promise<Machine> {
    const layers = (await provision([product])).map((layer) => layer.root);
    const client = hold(['unshare', '--net'], quietLinks, 'exec sleep infinity');
    const namespaces = ['unshare', '--net', '--mount', '--pid', '--cgroup', '--ipc', '--fork', '--kill-child'];
    // As first process of its PID namespace, a shell that waits also reaps what others leave behind.
    const wait = options.systemd ? systemdScript : 'sleep infinity & wait "$!"';
    const first = hold(namespaces, machineScript, wait, [`${layers[0]}/usr`]);
    try {
      await Promise.all([built(client), built(first)]);
      const children = readFileSync(`/proc/${first.pid}/task/${first.pid}/children`, 'utf8');
      const machine = new Machine(first, client, Number(children.trim().split(' ')[0]));
      await machine.sh(linkScript.replaceAll('CLIENT', String(client.pid)), { host: true });
      if (options.systemd) await machine.sh('until systemctl is-active forge.target >/dev/null; do sleep 0.05; done');
      return machine;
    } catch (error) {
      first.kill('SIGKILL');
      client.kill('SIGKILL');
      throw error;
    }
  }

  /** One more tester, with a connection of its own. */
  tester(): LocalHost {
    return reach(this.pid);
  }

  /** Runs a script of the test on the machine (or on the host, which can join the two); gives its output. */
  async sh(script: string, options: { host?: boolean } = {}): Promise<string> {
    const host = options.host ? new LocalHost('host', ['nsenter', '-t', String(this.pid), '-n']) : this.host;
    const result = await host.run(['/bin/sh', '-c', script]);
    if (result.code !== 0) throw new Error(`${script}\n${result.stdout}${result.stderr}`);
    return result.stdout.trim();
  }

  /** Runs a program in the client's namespace, at the other end of the links cli1, cli2. */
  async client(argv: readonly [string, ...string[]]): Promise<string> {
    const prefix = ['nsenter', '-t', String(this.#client.pid), '-n'];
    const result = await new LocalHost('client', prefix).run(argv);
    if (result.code !== 0) throw new Error(`${argv.join(' ')}\n${result.stdout}${result.stderr}`);
    return result.stdout.trim();
  }

  async end(): Promise<void> {
    for (const child of [this.#first, this.#client]) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
}

/** The site that `Machine` offers. */
export function site(config: Partial<Site['config']> = {}): Site {
  return {
    interfaces: ['srv1', 'srv2'],
    addresses: ['2001:db8:1::1', '2001:db8:2::1'],
    config: {
      product: 'kea',
      host: 'machine',
      port: 22,
      user: 'root',
      login: { agent: true },
      sudo: false,
      ...config,
    },
  };
}

/** A connection to the machine with this first process. */
export function reach(pid: number): LocalHost {
  return new LocalHost('root@machine', [
    'nsenter',
    '-t',
    String(pid),
    '--net',
    '--mount',
    '--pid',
    '--cgroup',
    '--ipc',
    '--root',
    '--wd=/',
  ]);
}

function hold(namespaces: readonly string[], script: string, wait: string, args: readonly string[] = []): ChildProcess {
  const text = `${script}\necho built; exec </dev/null >/dev/null 2>&1; ${wait}`;
  const command = [...namespaces, '/bin/sh', '-c', text, 'machine', ...args];
  return spawn('setpriv', ['--pdeathsig', 'KILL', ...command], { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' });
}

async function built(child: ChildProcess): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error(`the machine was not built: ${said}`)));
  });
}

/** Addresses are ready at once. */
const quietLinks = `
for scope in all default; do
  echo 0 >/proc/sys/net/ipv6/conf/$scope/accept_dad
  echo 0 >/proc/sys/net/ipv6/conf/$scope/dad_transmits
done
ip link set lo up
`;

const machineScript = `
set -e
mount -t tmpfs -o mode=755 work /mnt
mkdir /mnt/usr /mnt/usr.work /mnt/etc /mnt/etc.work
mount -t overlay -o "lowerdir=$1:/usr,upperdir=/mnt/usr,workdir=/mnt/usr.work" overlay /usr
mount -t overlay -o lowerdir=/etc,upperdir=/mnt/etc,workdir=/mnt/etc.work overlay /etc
for path in /run /var/lib /var/log; do mount -t tmpfs -o mode=755 machine "$path"; done
mkdir /run/lock /etc/kea
mount -t proc proc /proc
${quietLinks}
`;

/** Nothing but the service manager itself and what the product's unit asks for. */
const systemdScript = `
mount -t tmpfs -o mode=1777 machine /tmp
mount -t sysfs sysfs /sys
mount -t cgroup2 cgroup2 /sys/fs/cgroup
rm -rf /etc/systemd/system/*
: >/etc/fstab
echo 0123456789abcdef0123456789abcdef >/etc/machine-id
printf '[Unit]\\nDefaultDependencies=no\\n' >/etc/systemd/system/forge.target
echo _kea:x:990: >>/etc/group
echo _kea:x:990:990::/var/lib/kea:/usr/sbin/nologin >>/etc/passwd
exec env -i container=forge PATH=/usr/sbin:/usr/bin /lib/systemd/systemd --system --unit=forge.target --log-target=null --show-status=no
`;

const linkScript = `
set -e
for n in 1 2; do
  ip link add srv$n type veth peer name cli$n netns CLIENT
  ip link set srv$n up
  ip address add 2001:db8:$n::1/64 dev srv$n nodad
  nsenter -t CLIENT -n ip link set cli$n up
done
for i in $(seq 500); do
  here=$(ip -6 address show scope link | grep -c 'inet6 fe80' || :)
  there=$(nsenter -t CLIENT -n ip -6 address show scope link | grep -c 'inet6 fe80' || :)
  [ "$here" -eq 2 ] && [ "$there" -eq 2 ] && exit 0
  sleep 0.01
done
exit 1
`;

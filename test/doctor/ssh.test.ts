/** What is wrong with the way to the server machine: each in one line, with its mend. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load.js';
import { connect } from '../../src/remote/ssh.js';
import { claim, endJournal } from '../../src/servers/machine/journal.js';
import { inNamespace } from '../net/namespace.js';
import { keygen } from '../remote/sshd.js';
import { type Broken, defineBroken } from './setting.js';

/** The clock of the server machine runs apart: its `date` is not to be set here, since the host's is the same. */
const clock = (seconds: number): Partial<Broken> => ({
  host: (real) => ({
    run: async (argv, options) => {
      const done = await real.run(argv, options);
      return argv[0] === 'date' ? { ...done, stdout: String(Number(done.stdout) + seconds) } : done;
    },
  }),
});

const cases: readonly Broken[] = [
  {
    name: 'a port where nothing listens',
    id: 'server.ssh',
    says: /192\.0\.2\.1 port 2223 refused the connection: nothing listens there\. Is sshd running there/,
    server: () => ({ port: 2223 }),
  },
  {
    name: 'a machine that does not answer',
    id: 'server.ssh',
    says: /192\.0\.2\.99 port 2222(: no connection|: no answer| cannot be reached)/,
    server: () => ({ host: '192.0.2.99' }),
  },
  {
    name: 'a name that nobody knows',
    id: 'server.ssh',
    says: /there is no host "nowhere\.invalid"/,
    server: () => ({ host: 'nowhere.invalid' }),
  },
  {
    name: 'a port where something else than ssh listens',
    id: 'server.ssh',
    says: /192\.0\.2\.2 port 2299 does not speak SSH; it says "220 mail\.example\.net ESMTP"/,
    server: () => ({ host: '192.0.2.2', port: 2299 }),
    here: async () => {
      const server = createServer((socket) => socket.end('220 mail.example.net ESMTP\r\n'));
      await new Promise<void>((resolve) => server.listen(2299, '192.0.2.2', resolve));
      return () => server.close();
    },
  },
  {
    name: 'an unknown host key',
    id: 'server.ssh',
    says: /the host key of 192\.0\.2\.1 port 2222 is not known: ssh-ed25519 SHA256:.* take it into \S+ once: forge doctor --trust/,
    server: (vm) => ({ knownHosts: join(vm.folder, 'nobody') }),
    here: (vm) => writeFileSync(join(vm.folder, 'nobody'), '') as undefined,
  },
  {
    name: 'a known_hosts file that is not there',
    id: 'server.ssh',
    says: /the host key of 192\.0\.2\.1 port 2222 is not known/,
    server: (vm) => ({ knownHosts: join(vm.folder, 'no', 'such', 'file') }),
  },
  {
    name: 'a host key that has changed',
    id: 'server.ssh',
    says: /the host key of 192\.0\.2\.1 port 2222 has changed: .* It is another machine, or somebody is in between\. .*ssh-keygen -f/,
    server: (vm) => ({ knownHosts: join(vm.folder, 'changed') }),
    here: (vm) => {
      keygen(join(vm.folder, 'other_host'), 'ed25519');
      const key = execFileSync('ssh-keygen', ['-y', '-f', join(vm.folder, 'other_host')], { encoding: 'utf8' });
      writeFileSync(join(vm.folder, 'changed'), `[192.0.2.1]:2222 ${key}`);
      return undefined;
    },
  },
  {
    name: 'a key that the server does not take',
    id: 'server.ssh',
    says: /refused the key \S+other_client\. The server offers: .*Try: ssh-copy-id -i/,
    server: (vm) => ({ login: { key: join(vm.folder, 'other_client') } }),
    here: (vm) => keygen(join(vm.folder, 'other_client'), 'ed25519') as undefined,
  },
  {
    name: 'a key file that is not there',
    id: 'server.ssh',
    says: /^server\.login\.key: there is no file \S+missing\. Make a key: ssh-keygen/,
    server: (vm) => ({ login: { key: join(vm.folder, 'missing') } }),
  },
  {
    name: 'a key with a passphrase that nobody names',
    id: 'server.ssh',
    says: /^server\.login\.key: \S+locked is protected by a passphrase/,
    server: (vm) => ({ login: { key: join(vm.folder, 'locked') } }),
    here: (vm) => keygen(join(vm.folder, 'locked'), 'ed25519', 'open sesame') as undefined,
  },
  {
    name: 'a public key in place of the private one',
    id: 'server.ssh',
    says: /^server\.login\.key: \S+client\.pub is a public key/,
    server: (vm) => ({ login: { key: join(vm.folder, 'pair_client.pub') } }),
    here: (vm) => keygen(join(vm.folder, 'pair_client'), 'ed25519') as undefined,
  },
  {
    name: 'no agent',
    id: 'server.ssh',
    says: /^server\.login\.agent: there is no SSH agent at \/run\/no-agent\. Start one/,
    server: () => ({ login: { agent: '/run/no-agent' } }),
  },
  {
    name: 'an agent without keys',
    id: 'server.ssh',
    says: /^server\.login\.agent: the SSH agent holds no key that forge can use\. Add one/,
    server: (vm) => ({ login: { agent: join(vm.folder, 'agent') } }),
    here: (vm) => {
      const said = execFileSync('ssh-agent', ['-a', join(vm.folder, 'agent')], { encoding: 'utf8' });
      const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(said)?.[1]);
      return () => process.kill(pid);
    },
  },
  {
    name: 'a wrong password',
    id: 'server.ssh',
    says: /refused the password of tester\. The server offers: publickey\. It takes no passwords: set server\.login to/,
    server: () => ({ login: { password: { env: 'FORGE_DOCTOR_SECRET' } } }),
    here: () => {
      process.env.FORGE_DOCTOR_SECRET = 'wrong';
      return () => {
        delete process.env.FORGE_DOCTOR_SECRET;
      };
    },
  },
  {
    name: 'a password whose variable is not set',
    id: 'server.ssh',
    says: /^server\.login\.password: the environment variable FORGE_DOCTOR_NOTHING is not set/,
    server: () => ({ login: { password: { env: 'FORGE_DOCTOR_NOTHING' } } }),
  },
  {
    name: 'a user who does not exist there',
    id: 'server.ssh',
    says: /refused the key .*ssh-copy-id -i \S+ -p 2222 nobody-here@192\.0\.2\.1/,
    server: () => ({ user: 'nobody-here' }),
  },
  {
    name: 'a login that may run nothing',
    id: 'server.ssh',
    says: /the shell of tester on 192\.0\.2\.1 ended at once .*A login that may run commands is needed/,
    there: 'sed -i "/^tester:/s,/bin/bash,/usr/sbin/nologin," /etc/passwd',
    mended: 'sed -i "/^tester:/s,/usr/sbin/nologin,/bin/bash," /etc/passwd',
  },
  {
    name: 'sudo that asks for a password',
    works: 'there',
    id: 'server.sudo',
    says: /tester may not use sudo on 192\.0\.2\.1 without a password .*echo 'tester ALL=\(root\) NOPASSWD: ALL' >+ \/etc\/sudoers\.d\/zz-forge/,
    there: 'sed -i s/NOPASSWD:// /etc/sudoers.d/tester',
    mended: 'sed -i "s/ALL$/NOPASSWD: ALL/" /etc/sudoers.d/tester; rm -f /etc/sudoers.d/zz-forge',
  },
  {
    name: 'sudo that is not for this user',
    works: 'there',
    id: 'server.sudo',
    says: /tester may not use sudo on 192\.0\.2\.1/,
    there: 'mv /etc/sudoers.d/tester /etc/aside',
    mended: 'mv /etc/aside /etc/sudoers.d/tester; rm -f /etc/sudoers.d/zz-forge',
  },
  {
    name: 'no sudo',
    id: 'server.sudo',
    says: /there is no sudo on 192\.0\.2\.1\. Install it there, or set server\.user to root\./,
    there: 'mv /usr/bin/sudo /usr/bin/aside',
    mended: 'mv /usr/bin/aside /usr/bin/sudo',
  },
  {
    name: 'sudo switched off in the configuration',
    id: 'server.sudo',
    says: /id -u needs root, and tester is not root\. Set server\.sudo to true/,
    server: () => ({ sudo: false }),
  },
  {
    name: 'a server machine without iproute2',
    id: 'server.tools',
    says: /it has no ip\. On the server machine: apt-get install iproute2/,
    there:
      'mkdir /aside; for f in /usr/bin/ip /usr/sbin/ip; do [ ! -e $f ] || mv $f /aside/$(basename $(dirname $f)); done',
    mended: 'for f in bin sbin; do [ ! -e /aside/$f ] || mv /aside/$f /usr/$f/ip; done; rmdir /aside',
  },
  {
    name: 'a clock that is ahead',
    id: 'server.clock',
    state: 'doubtful',
    says: /the server machine's clock is 3 hours ahead of this one: .*timedatectl set-ntp true/,
    ...clock(10_800),
  },
  {
    name: 'a clock that is behind',
    id: 'server.clock',
    state: 'doubtful',
    says: /clock is 5 minutes behind of this one/,
    ...clock(-300),
  },
  {
    name: 'the journal of a run that was killed',
    id: 'server.journal',
    state: 'doubtful',
    says: /the run of ada@tester from 2026\S+ was killed and had changed nothing yet; .* Now: forge doctor --restore/,
    there: `mkdir -p /var/lib/dhcpv6-forge; cat >/var/lib/dhcpv6-forge/journal.json <<'END'
{"schema":1,"product":"kea","tester":{"name":"ada@tester","pid":1,"born":"1","boot":"-","namespace":"-"},
"session":{"pid":999999,"born":"1","boot":"-"},"since":"2026-01-02T03:04:05.678Z"}
END`,
    mended: 'rm -r /var/lib/dhcpv6-forge',
  },
  {
    name: 'another tester at work',
    id: 'server.journal',
    says: /\S+@\S+ \(process \d+\) has been testing kea on this machine since 20\S+\. Wait until that run has ended/,
    here: async (vm) => {
      const { server, deadlines } = await loadConfig(vm.configFile);
      const host = await connect(server, deadlines);
      await claim(host, 'kea');
      return async () => {
        await endJournal(host);
        await host.close();
      };
    },
  },
];

inNamespace(import.meta.url, () => defineBroken(cases));

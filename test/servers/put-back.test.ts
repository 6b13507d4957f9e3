import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../src/config/problem.js';
import { kea } from '../../src/servers/kea/index.js';
import { restore } from '../../src/servers/machine/restore.js';
import { deadlines, twoLinks } from './fixtures.js';
import { Machine, site } from './machine.js';

/** A machine with a Kea of somebody's: own user, arguments, environment, folder, leases with what the lease file clean-up left. */
const somebodysKea = `
set -e
grep -q ^_kea: /etc/group || { echo _kea:x:990: >>/etc/group; echo _kea:x:990:990::/:/bin/sh >>/etc/passwd; }
mkdir -p /var/lib/kea /run/kea /var/log/kea /srv/kea
chown _kea:_kea /var/lib/kea /run/kea /var/log/kea; chmod 750 /run/kea
cat >/etc/kea/kea-dhcp6.conf <<END
{ "Dhcp6": {
  "interfaces-config": { "interfaces": [ "srv1" ] },
  "lease-database": { "type": "memfile", "name": "/var/lib/kea/kea-leases6.csv", "lfc-interval": 0 },
  "subnet6": [ { "id": 9, "subnet": "2001:db8:1::/64", "interface": "srv1" } ] } }
END
chown root:_kea /etc/kea/kea-dhcp6.conf; chmod 640 /etc/kea/kea-dhcp6.conf; touch -d 2020-02-02 /etc/kea/kea-dhcp6.conf
header=address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source
for file in kea-leases6.csv kea-leases6.csv.2 kea-leases6.csv.completed; do
  printf '%s\\n2001:db8:1::%s,00:03:00:01:02:00:00:00:00:65,400,4095443915,9,300,0,1,128,0,0,,,0,,,\\n' $header 7 >/var/lib/kea/$file
done
chown _kea:_kea /var/lib/kea/*; chmod 600 /var/lib/kea/kea-leases6.csv
cd /srv/kea
setsid env -i FLAVOUR='of the day' PATH=/usr/sbin:/usr/bin setpriv --reuid=990 --regid=990 --clear-groups --inh-caps=+net_bind_service \\
  --ambient-caps=+net_bind_service kea-dhcp6 -c /etc/kea/kea-dhcp6.conf </dev/null >>/var/log/kea/out 2>&1 &
until grep -q :0223 /proc/net/udp6; do :; done
until [ -s /var/lib/kea/kea-dhcp6-serverid ]; do :; done
`;

/** Everything of that machine that forge must leave as it is. */
const look = `
cd /
find etc/kea var/lib run srv var/log -type f ! -name out -exec stat -c '%n %A %U %G %s %y' {} + | sort
find etc/kea var/lib run srv var/log -type d -exec stat -c '%n %A %U %G' {} + | sort
md5sum etc/kea/* var/lib/kea/*
for p in $(pgrep -x kea-dhcp6); do
  tr '\\0' ' ' <"/proc/$p/cmdline"; tr '\\0' ' ' <"/proc/$p/environ"; readlink "/proc/$p/cwd" "/proc/$p/fd/1"
  grep -e ^Uid -e ^Gid -e ^Groups -e ^Cap "/proc/$p/status"
done
grep -c :0223 /proc/net/udp6
`;

describe('the machine is put back', () => {
  let machine: Machine;
  let was: string;
  beforeEach(async () => {
    machine = await Machine.up('kea');
    await machine.sh(somebodysKea);
    was = await state();
  });
  afterEach(async () => {
    await machine.end();
  });

  /** But for the number in the pid file, and the time of the DUID's file, which Kea writes anew at every start. */
  const state = async () => (await machine.sh(look)).replaceAll(/((?:kea-dhcp6\.pid|serverid) \S+ \S+ \S+) .*/g, '$1');
  const attach = () => kea.attach(machine.host, site({ wipeLeases: true }), deadlines);

  test('after a run', async () => {
    const server = await attach();
    assert.match(await state(), /journal\.json/, 'the machine is taken from attach on');
    await server.configure(twoLinks(), 'clean');
    await server.configure(twoLinks(), 'keep');
    await server.putBack();
    assert.equal(await state(), was);
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('after a run that changed nothing', async () => {
    const server = await attach();
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('after a configuration that Kea refused', async () => {
    const server = await attach();
    const model = { ...twoLinks(), options: [{ code: 23, name: 'DNS_SERVERS', value: 'banana' }] };
    await assert.rejects(server.configure(model, 'clean'), /banana/);
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('after a Kea that died', async () => {
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    await machine.sh('pkill -KILL -x kea-dhcp6; while pgrep -x kea-dhcp6; do :; done');
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('while a configuration is still under way', async () => {
    const server = await attach();
    const underWay = server.configure(twoLinks(), 'clean');
    await server.putBack();
    await underWay;
    assert.equal(await state(), was);
  });

  test('a second tester is refused and told who is there', async () => {
    const server = await attach();
    await assert.rejects(
      kea.attach(machine.tester(), site(), deadlines),
      (error) =>
        error instanceof Problem &&
        /^root@machine: \S+@\S+ \(process \d+\) has been testing kea on this machine since 20/.test(error.line),
    );
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('by the next run, after one that was killed', async () => {
    await killedRun(machine);
    assert.notEqual(await state(), was);
    const server = await attach();
    assert.equal(server.notes.length, 1);
    assert.match(server.notes[0] ?? '', /put back first what the run of \S+@\S+ from 20.* had left changed/);
    await server.configure(twoLinks(), 'clean');
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('by restore alone, after a run that was killed', async () => {
    await killedRun(machine);
    const journal = await restore(machine.host);
    assert.equal(journal?.product, 'kea');
    assert.equal(await state(), was);
    assert.equal(await restore(machine.host), undefined);
  });

  test('by restore with force, while a run is at work; not without', async () => {
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    await assert.rejects(restore(machine.tester()), Problem);
    await restore(machine.tester(), { force: true });
    assert.equal(await state(), was);
  });

  test('a cut line leaves it to the next run, and says so', async () => {
    const tester = machine.tester();
    const server = await kea.attach(tester, site({ wipeLeases: true }), deadlines);
    await server.configure(twoLinks(), 'clean');
    tester.cut();
    await assert.rejects(server.configure(twoLinks(), 'clean'), /the connection is lost/);
    await assert.rejects(
      server.putBack(),
      (error) => error instanceof Problem && /lost before the machine was put back\. The next run/.test(error.line),
    );
    // This process is still there, and so is its claim: the next run is another process.
    await restore(machine.tester(), { force: true });
    assert.equal(await state(), was);
  });
});

/** A forge process that has configured the server and is then killed. */
async function killedRun(machine: Machine): Promise<void> {
  const program = fileURLToPath(new URL('./killed-run.js', import.meta.url));
  const child = spawn(process.execPath, [program, String(machine.pid)], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

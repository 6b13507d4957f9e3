import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Problem } from '../../src/config/problem.js';
import { kea } from '../../src/servers/kea/index.js';
import { deadlines, twoLinks } from './fixtures.js';
import { Machine, site } from './machine.js';

/** Debian's own unit serves somebody's network. */
const running = `
cat >/etc/kea/kea-dhcp6.conf <<END
{ "Dhcp6": {
  "interfaces-config": { "interfaces": [ "srv1" ] },
  "lease-database": { "type": "memfile", "name": "/var/lib/kea/kea-leases6.csv" },
  "subnet6": [ { "id": 9, "subnet": "2001:db8:1::/64", "interface": "srv1", "pools": [ { "pool": "2001:db8:1::/96" } ] } ] } }
END
chown root:_kea /etc/kea/kea-dhcp6.conf; chmod 640 /etc/kea/kea-dhcp6.conf
systemctl start UNIT
until grep -q :0223 /proc/net/udp6; do sleep 0.01; done
until [ -s /var/lib/kea/kea-dhcp6-serverid ]; do sleep 0.01; done
`;

const look = `
systemctl show -p ActiveState -p SubState -p UnitFileState -p NRestarts UNIT
find /etc/kea /var/lib /run/kea /var/log/kea -type f 2>/dev/null -exec stat -c '%n %A %U %G' {} + | grep -v private | sort
stat -c '%n %A %U %G' /etc/kea /var/lib/kea /run/kea /var/log/kea 2>/dev/null || :
md5sum /etc/kea/* /var/lib/kea/* 2>/dev/null || :
ps -o user=,args= -C kea-dhcp6 || :
`;

describe('Kea as a system service', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await Machine.up('kea', { systemd: true });
  });
  afterEach(async () => {
    await machine.end();
  });

  const start = (unit = 'kea-dhcp6-server') => machine.sh(running.replaceAll('UNIT', unit));
  const state = (unit = 'kea-dhcp6-server') => machine.sh(look.replaceAll('UNIT', unit));
  const attach = (config: Parameters<typeof site>[0] = {}) => kea.attach(machine.host, site(config), deadlines);
  const processes = () => machine.sh('ps -o user=,ppid=,args= -C kea-dhcp6 || :');

  test('is stopped and started through its unit, quicker than systemd usually allows, and put back', async () => {
    await start();
    const was = await state();
    const server = await attach();
    for (let round = 0; round < 8; round++) await server.configure(twoLinks(), 'clean');
    assert.match(await processes(), /^_kea +1 \/usr\/sbin\/kea-dhcp6 -c \/etc\/kea\/kea-dhcp6\.conf$/);
    assert.deepEqual(await server.health(), { alive: true });
    await server.stop();
    assert.equal((await server.health()).alive, false);
    await server.restart();
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('that dies is noticed, also when systemd starts it again', async () => {
    await machine.sh(
      'mkdir -p /run/systemd/system/kea-dhcp6-server.service.d; printf "[Service]\\nRestart=always\\nRestartSec=0\\n" >/run/systemd/system/kea-dhcp6-server.service.d/again.conf; systemctl daemon-reload',
    );
    await start();
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    await machine.sh(
      'was=$(pgrep -x kea-dhcp6); kill -SEGV $was; while kill -0 $was 2>/dev/null; do :; done; until pgrep -x kea-dhcp6; do :; done',
    );
    const health = await server.health();
    assert.ok(!health.alive);
    await server.configure(twoLinks(), 'clean');
    assert.deepEqual(await server.health(), { alive: true });
    await server.putBack();
    assert.match(await state(), /ActiveState=active/);
  });

  test('that cannot start tells why', async () => {
    await start();
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    await server.stop();
    await machine.sh('mv /usr/sbin/kea-dhcp6 /usr/sbin/aside');
    await assert.rejects(server.restart(), (error) => error instanceof Problem && /Kea 2\.\S+ ended/.test(error.line));
    await machine.sh('mv /usr/sbin/aside /usr/sbin/kea-dhcp6');
    await server.putBack();
    assert.match(await state(), /ActiveState=active/);
  });

  test('of another name, with another configuration file, is found by its process', async () => {
    await machine.sh(
      'sed s,kea-dhcp6.conf,dhcp6.conf, /usr/lib/systemd/system/kea-dhcp6-server.service >/etc/systemd/system/our-kea.service; systemctl daemon-reload',
    );
    await machine.sh(running.replaceAll('UNIT', 'our-kea').replaceAll('kea-dhcp6.conf', 'dhcp6.conf'));
    const was = await state('our-kea');
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    const { config } = await server.artefacts();
    assert.equal(config[0]?.path, '/etc/kea/dhcp6.conf');
    assert.match(await processes(), /^_kea +1 /);
    await server.putBack();
    assert.equal(await state('our-kea'), was);
  });

  test('is stopped for a process of forge where the config says so, and started again at the end', async () => {
    await start();
    const was = await state();
    const server = await attach({ service: false });
    await server.configure(twoLinks(), 'clean');
    assert.match(await processes(), /^root /);
    assert.match(await state(), /ActiveState=inactive/);
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('that is installed and does not run is used, and is off again afterwards', async () => {
    await machine.sh('rm -r /etc/kea');
    const server = await attach();
    await server.configure(twoLinks(), 'clean');
    assert.match(await processes(), /^_kea +1 /);
    await server.putBack();
    assert.match(await state(), /ActiveState=inactive/);
    assert.equal(await processes(), '');
    const left =
      'ls -d /etc/kea /run/kea /run/lock/kea /var/lib/kea /var/log/kea /var/lib/dhcpv6-forge 2>/dev/null || :';
    assert.equal(await machine.sh(left), '');
  });

  test('of another Kea than the one to be tested is stopped, and started again at the end', async () => {
    await start();
    const was = await state();
    await machine.sh('cp /usr/sbin/kea-dhcp6 /run/kea-dhcp6');
    const server = await attach({ programs: { 'kea-dhcp6': '/run/kea-dhcp6' } });
    await server.configure(twoLinks(), 'clean');
    assert.match(await processes(), /^root +\d+ \/run\/kea-dhcp6 /);
    await server.putBack();
    await machine.sh('rm /run/kea-dhcp6');
    assert.equal(await state(), was);
  });

  test('that may not be read by others is checked as its own user', async () => {
    await start();
    await machine.sh('chown _kea:_kea /etc/kea; chmod 750 /etc/kea');
    const was = await state();
    const server = await attach();
    const refused = { ...twoLinks(), options: [{ code: 23, name: 'DNS_SERVERS', value: 'banana' }] };
    await assert.rejects(server.configure(refused, 'clean'), /banana/);
    await server.configure(twoLinks(), 'clean');
    await server.putBack();
    assert.equal(await state(), was);
  });

  test('that is named and not there', async () => {
    await assert.rejects(
      attach({ service: 'kea6' }),
      (error) => error instanceof Problem && /^server\.service: there is no system service "kea6"/.test(error.line),
    );
  });
});

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { Problem } from '../../src/config/problem.js';
import type { ServerHandle, Site } from '../../src/servers/adapter.js';
import { kea } from '../../src/servers/kea/index.js';
import { deadlines, twoLinks } from './fixtures.js';
import { Machine, site } from './machine.js';

describe('what goes wrong with Kea is told in plain words', () => {
  let machine: Machine;
  let server: ServerHandle | undefined;
  before(async () => {
    machine = await Machine.up('kea');
  });
  afterEach(async () => {
    await server?.putBack();
    server = undefined;
    assert.equal(await machine.sh('ls -d /var/lib/dhcpv6-forge 2>/dev/null; pgrep -x kea-dhcp6; true'), '');
  });
  after(async () => {
    await machine.end();
  });

  const attach = async (config: Partial<Site['config']> = {}, ready = deadlines.ready) => {
    server = await kea.attach(machine.host, site(config), { ...deadlines, ready });
    return server;
  };

  /** The line of the Problem that this ends with. */
  const line = async (work: Promise<unknown>): Promise<string> => {
    const error = await work.then(
      () => assert.fail('nothing went wrong'),
      (reason: unknown) => reason,
    );
    if (!(error instanceof Problem)) throw error;
    return error.line;
  };

  test('a program that is not there', async () => {
    await machine.sh('mv /usr/sbin/kea-dhcp6 /usr/sbin/aside');
    try {
      const said = await line(attach());
      assert.match(said, /^root@machine: Kea is not on this machine: no \/usr\/sbin\/kea-dhcp6, /);
      assert.match(said, /server\.prefix or server\.programs/);
    } finally {
      await machine.sh('mv /usr/sbin/aside /usr/sbin/kea-dhcp6');
    }
    const named = await line(attach({ programs: { 'kea-dhcp6': '/opt/kea/kea-dhcp6' } }));
    assert.equal(named, 'server.programs["kea-dhcp6"]: there is no program /opt/kea/kea-dhcp6 on root@machine.');
  });

  test('a program that is something else', async () => {
    const said = await line(attach({ programs: { 'kea-dhcp6': '/bin/true' } }));
    assert.match(said, /\/bin\/true -v does not tell a version of Kea/);
  });

  test('an interface that the machine does not have', async () => {
    const elsewhere = { ...site(), interfaces: ['srv1', 'eth7'] };
    const said = await line(kea.attach(machine.host, elsewhere, deadlines));
    assert.equal(
      said,
      'links[1].serverInterface: there is no interface "eth7" on root@machine. There are: srv1, srv2.',
    );
  });

  test('a configuration that Kea refuses, with its words and the line; the running server goes on', async () => {
    const running = await attach();
    await running.configure(twoLinks(), 'clean');
    const model = twoLinks();
    model.subnets[1]?.pools.push({ from: '2001:db8:9::1', to: '2001:db8:9::2' });
    const said = await line(running.configure(model, 'clean'));
    assert.match(
      said,
      /^root@machine: Kea 2\.\S+ refuses the configuration: .*2001:db8:9::1-2001:db8:9::2 does not match the prefix of a subnet: 2001:db8:2::\/64/,
    );
    assert.match(said, /\n {2}\/etc\/kea\/kea-dhcp6\.conf, line \d+: \{ "id": 2, "subnet": "2001:db8:2::\/64", …$/);
    assert.doesNotMatch(said, /forge-new/);
    assert.deepEqual(await running.health(), { alive: true });
    await running.configure(twoLinks(), 'clean');
  });

  test('a refused option, with its line', async () => {
    const model = { ...twoLinks(), options: [{ code: 23, name: 'DNS_SERVERS', value: 'banana' }] };
    const said = await line((await attach()).configure(model, 'clean'));
    assert.match(said, /'banana'/);
    assert.match(said, /line \d+: \{ "name": "dns-servers", "code": 23, "data": "banana" \}$/);
  });

  test('UDP port 547 taken, with who has it', async () => {
    const running = await attach();
    const listen = `require('dgram').createSocket('udp6').bind(547, '::', () => console.log('bound'))`;
    await machine.sh(
      `${process.execPath} -e "${listen}" </dev/null >/run/bound 2>&1 & echo $! >/run/holder; while [ ! -s /run/bound ]; do :; done`,
    );
    const said = await line(running.configure(twoLinks(), 'clean'));
    await machine.sh('kill $(cat /run/holder); rm /run/bound /run/holder');
    assert.match(
      said,
      /^root@machine: Kea 2\.\S+ runs, but it is deaf: no socket on srv1 \(link 1\): UDP port 547 is taken by process \d+: \S+node/,
    );
    assert.match(said, /srv2 \(link 2\)/);
    await running.configure(twoLinks(), 'clean');
  });

  test('an interface that is down', async () => {
    const running = await attach();
    await machine.sh('ip link set srv2 down');
    const said = await line(running.configure(twoLinks(), 'clean'));
    await machine.sh('ip link set srv2 up; until ip -6 -o address show dev srv2 scope link | grep -q fe80; do :; done');
    assert.match(
      said,
      /deaf: no socket on srv2 \(link 2\): the interface is down\. On the server machine: ip link set srv2 up\.$/,
    );
  });

  test('an interface without a link-local address', async () => {
    const running = await attach();
    await machine.sh(
      'address=$(ip -6 -o address show dev srv1 scope link | grep -o "fe80[^ ]*"); echo $address >/run/address; ip address del $address dev srv1',
    );
    const said = await line(running.configure(twoLinks(), 'clean'));
    await machine.sh('ip address add $(cat /run/address) dev srv1 nodad; rm /run/address');
    assert.match(said, /deaf: no socket on srv1 \(link 1\): the interface has no link-local address/);
    assert.doesNotMatch(said, /srv2/);
  });

  test('a Kea that ends at its start, with its last words', async () => {
    const running = await attach();
    await machine.sh('mkdir -p /run && rm -rf /run/kea');
    await running.configure(twoLinks(), 'clean');
    await running.stop();
    await machine.sh('rm -rf /run/kea');
    const said = await line(running.restart());
    await machine.sh('mkdir -m 750 /run/kea');
    assert.match(said, /ended with exit code 1 at its start\.\n(.*\n)?.*Unable to open PID file/);
    assert.equal((await running.health()).alive, false);
  });

  test('a Kea that is not ready in time', async () => {
    await machine.sh(
      `printf '#!/bin/sh\\n[ "$1" != -c ] || sleep 5\\nexec /usr/sbin/kea-dhcp6 "$@"\\n' >/usr/sbin/slow && chmod 755 /usr/sbin/slow`,
    );
    const running = await attach({ programs: { 'kea-dhcp6': '/usr/sbin/slow' } }, 300);
    const said = await line(running.configure(twoLinks(), 'clean'));
    assert.match(
      said,
      /Kea 2\.\S+ was not ready after 0\.3 s\. Sockets are missing: no socket on srv1 \(link 1\); no socket on srv2/,
    );
    await running.putBack();
    await machine.sh('rm /usr/sbin/slow');
  });

  test('leases that are not ours are not touched without consent', async () => {
    await machine.sh(
      'mkdir -p /var/lib/kea; printf "address,duid\\n2001:db8::1,00:01\\n" >/var/lib/kea/kea-leases6.csv',
    );
    const said = await line(attach());
    assert.match(said, /^server\.wipeLeases: \/var\/lib\/kea\/kea-leases6\.csv on root@machine holds 1 lease record/);
    await attach({ wipeLeases: true });
    await server?.putBack();
    assert.equal(await machine.sh('cat /var/lib/kea/kea-leases6.csv'), 'address,duid\n2001:db8::1,00:01');
    await machine.sh('rm -r /var/lib/kea');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../src/config/problem.js';
import type { ServerHandle } from '../../src/servers/adapter.js';
import { kea } from '../../src/servers/kea/index.js';
import { deadlines, twoLinks } from './fixtures.js';
import { Machine, site } from './machine.js';

const client = fileURLToPath(new URL('./dhcp-client.js', import.meta.url));

describe('a real Kea', () => {
  let machine: Machine;
  let server: ServerHandle;
  before(async () => {
    machine = await Machine.up('kea');
    server = await kea.attach(machine.host, site(), deadlines);
  });
  after(async () => {
    await machine.end();
  });

  const talk = async (link: number, id: string, ...words: string[]) =>
    (await machine.client([process.execPath, client, `cli${link}`, id, ...words])).split('\n');

  const received = async () => (await server.received?.()) ?? Number.NaN;

  test('runs the model that it was given, ten times alike', async () => {
    for (let round = 0; round < 10; round++) {
      const timings = await server.configure(twoLinks(), 'clean');
      assert.deepEqual(Object.keys(timings).includes('check'), round === 0, 'a text is checked once');
      assert.deepEqual(await talk(1, '01', 'SOLICIT', 'REQUEST'), ['answer 2', 'answer 7']);
      assert.deepEqual(await talk(2, '02', 'SOLICIT', 'REQUEST'), ['answer 2', 'answer 7']);
      const leases = await server.leases();
      assert.deepEqual(
        leases.map(({ expires: _, ...lease }) => lease),
        [
          lease('IA_NA', '2001:db8:1::100', 128, '01', 1),
          lease('IA_PD', '3001::', 96, '01', 2),
          lease('IA_NA', '2001:db8:2::100', 128, '02', 1),
          lease('IA_PD', '3002::', 96, '02', 2),
        ],
      );
      for (const one of leases) assert.ok(Math.abs(one.expires - Date.now() / 1000 - 400) < 5);
    }
  });

  test('released leases are gone, declined ones have no owner', async () => {
    await server.configure(twoLinks(), 'clean');
    await talk(1, '01', 'SOLICIT', 'REQUEST', 'RELEASE');
    assert.deepEqual(await server.leases(), []);
    await talk(1, '01', 'SOLICIT', 'REQUEST', 'DECLINE');
    const states = (await server.leases()).map(({ kind, state, duid }) => ({ kind, state, duid }));
    assert.deepEqual(states, [
      { kind: 'IA_PD', state: 'assigned', duid: '0003000102000000aa01' },
      { kind: 'IA_NA', state: 'declined', duid: '' },
    ]);
  });

  test('the log begins at the mark and names what was dropped', async () => {
    await server.configure(twoLinks(), 'clean');
    assert.match(await server.log(), /DHCP6_STARTED/);
    await server.mark();
    assert.equal(await server.log(), '');
    const before = await received();
    assert.deepEqual(await talk(1, '01', 'BAD'), ['silence']);
    assert.equal(await received(), before + 1);
    const log = await server.log();
    assert.match(log, /DHCP6_PACKET_DROP_SERVERID_MISMATCH/);
    assert.doesNotMatch(log, /DHCP6_STARTED/);
  });

  test('a killed server is noticed, with the signal', async () => {
    for (const [signal, name] of [
      ['KILL', /signal 9 \(SIGKILL\)/],
      ['SEGV', /signal 11 \(SIGSEGV, segmentation fault\)/],
    ] as const) {
      await server.configure(twoLinks(), 'clean');
      await machine.sh(`pkill -${signal} -x kea-dhcp6; while pgrep -x kea-dhcp6; do :; done`);
      const health = await server.health();
      assert.ok(!health.alive);
      assert.match(health.cause, name);
      assert.match(health.log, /DHCP6_STARTED/);
    }
    await server.configure(twoLinks(), 'clean');
    assert.deepEqual(await server.health(), { alive: true });
  });

  test('unicast opens the global addresses', async () => {
    await server.configure({ ...twoLinks(), requires: ['unicast'] }, 'clean');
    const sockets = await machine.sh('cat /proc/net/udp6');
    assert.match(sockets, /B80D0120000001000000000001000000:0223/);
    assert.match(sockets, /B80D0120000002000000000001000000:0223/);
    assert.deepEqual(await talk(1, '01', 'SOLICIT', 'REQUEST'), ['answer 2', 'answer 7']);
  });

  test('a model with everything is accepted', async () => {
    const everything = twoLinks();
    const [one, two] = everything.subnets;
    assert.ok(one && two);
    one.rapidCommit = true;
    one.reservations.push({
      duid: '0003000102000000aa01',
      addresses: ['2001:db8:1::150'],
      prefixes: [{ prefix: '3001:0:0:0:abc::', length: 96 }],
      options: [{ code: 24, name: 'DOMAIN_LIST', value: 'a.example' }],
    });
    one.relay = { addresses: ['2001:db8:88::1'] };
    two.sharedNetwork = 'office';
    const none = { pools: [], prefixPools: [], lifetimes: {}, options: [], reservations: [] };
    everything.subnets.push({ ...none, id: 3, prefix: '2001:db8:3::/64', link: 2, sharedNetwork: 'office' });
    everything.subnets.push({ ...none, id: 4, prefix: '2001:db8:4::/64', relay: { interfaceId: 'eth7' } });
    Object.assign(everything, {
      preference: 255,
      serverDuid: '00030001020000000001',
      declineProbation: 2,
      promptExpiry: true,
      options: [
        { code: 23, name: 'DNS_SERVERS', value: '2001:db8::53' },
        { code: 82, name: 'SOL_MAX_RT', value: '7200' },
        { code: 60000, name: 'option 60000', value: '0x0a0b', always: true },
      ],
    });
    await server.configure(everything, 'clean');
    assert.deepEqual(await talk(1, '01', 'SOLICIT', 'REQUEST'), ['answer 2', 'answer 7']);
    const leases = (await server.leases()).map((one) => one.address);
    assert.deepEqual(leases, ['2001:db8:1::150', '3001::abc:0:0:0']);
  });

  test('after putBack nothing of forge is left, and a second one is harmless', async () => {
    await server.putBack();
    await server.putBack();
    const left = await machine.sh(
      'find /etc/kea /run/kea /var/lib/kea /var/log/kea /var/lib/dhcpv6-forge 2>/dev/null; true',
    );
    assert.equal(left, '/etc/kea');
    assert.equal(await machine.sh('pgrep kea-dhcp6 | wc -l'), '0');
    await assert.rejects(server.configure(twoLinks(), 'clean'), Problem);
  });
});

function lease(kind: string, address: string, prefixLength: number, id: string, iaid: number) {
  return {
    kind,
    address,
    prefixLength,
    duid: `0003000102000000aa${id}`,
    iaid,
    preferredLifetime: 300,
    validLifetime: 400,
    state: 'assigned',
  };
}

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../src/config/problem.js';
import { inPrefix } from '../../src/dhcp6/address.js';
import type { Lease, ServerHandle } from '../../src/servers/adapter.js';
import { emptyModel, neededCapabilities } from '../../src/servers/model.js';
import { adapters } from '../../src/servers/registry.js';
import { deadlines, twoLinks } from './fixtures.js';
import { Machine, site } from './machine.js';

const client = fileURLToPath(new URL('./dhcp-client.js', import.meta.url));

/** What every adapter promises, tried on its real product. Its own ways are tested in a file of its own. */
for (const adapter of adapters) {
  describe(`the adapter of ${adapter.title}`, () => {
    let machine: Machine;
    let server: ServerHandle;
    let found: string;
    before(async () => {
      machine = await Machine.up(adapter.name);
      found = await look();
      server = await adapter.attach(machine.host, place, deadlines);
    });
    after(async () => {
      await machine.end();
    });

    const place = site({ product: adapter.name });
    const look = () =>
      machine.sh('find /etc /run /var/lib /var/log /srv ! -path "*/private*" -exec stat -c "%n %A %U %G" {} + | sort');
    const has = (capability: Parameters<typeof adapter.capabilities.has>[0]) => adapter.capabilities.has(capability);
    const talk = async (link: number, ...words: string[]) =>
      (await machine.client([process.execPath, client, `cli${link}`, '01', ...words])).split('\n');
    const bind = async (link: number) =>
      assert.deepEqual(await talk(link, 'SOLICIT', 'REQUEST'), ['answer 2', 'answer 7']);
    /** What its capabilities can express of the two links. */
    const model = () => {
      const all = twoLinks();
      if (!has('prefixes')) for (const subnet of all.subnets) subnet.prefixPools = [];
      if (!has('lifetimes') || !has('timers')) all.lifetimes = {};
      return all;
    };

    test('can do what it declares', () => {
      for (const capability of neededCapabilities(model())) assert.ok(has(capability), capability);
    });

    test('renders the same text for the same model, with nothing of it changed but the nonce', () => {
      const one = adapter.render(model(), place, 'nonce-1');
      assert.deepEqual(one, adapter.render(model(), place, 'nonce-1'));
      const other = adapter.render(model(), place, 'nonce-2');
      assert.deepEqual(
        one.map((file) => file.text.replaceAll('nonce-1', 'nonce-2')),
        other.map((file) => file.text),
      );
      assert.notDeepEqual(one, other);
      for (const file of one) assert.match(file.path, /^\//);
    });

    test('tells a version', () => {
      assert.match(server.product.version, /^\d+\.\d+/);
    });

    test('runs what it was given, ten times alike', async () => {
      for (let round = 0; round < 10; round++) {
        const timings = await server.configure(model(), 'clean');
        assert.ok(Object.values(timings).every(Number.isFinite));
        for (const link of [1, 2]) {
          await bind(link);
          const leases = (await server.leases()).filter((one) => on(link, one));
          assert.deepEqual(leases.map(shape), [
            { kind: 'IA_NA', prefixLength: 128, iaid: 1, state: 'assigned' },
            ...(has('prefixes') ? [{ kind: 'IA_PD', prefixLength: 96, iaid: 2, state: 'assigned' }] : []),
          ]);
          for (const one of leases) {
            assert.equal(one.duid, '0003000102000000aa01');
            assert.ok(one.expires > Date.now() / 1000);
          }
        }
      }
    });

    test('begins clean, or keeps the leases', async () => {
      await server.configure(model(), 'clean');
      await bind(1);
      const leases = await server.leases();
      assert.notEqual(leases.length, 0);
      await server.configure(model(), 'keep');
      assert.deepEqual(await server.leases(), leases);
      await server.configure(model(), 'clean');
      assert.deepEqual(await server.leases(), []);
    });

    test('keeps leases over a restart', async () => {
      await server.configure(model(), 'clean');
      await bind(1);
      const leases = await server.leases();
      await server.restart();
      if (has('leases-survive-restart')) assert.deepEqual(await server.leases(), leases);
      assert.deepEqual(await server.health(), { alive: true });
    });

    test('serves no link that the model does not name', async () => {
      await server.configure({ ...model(), subnets: model().subnets.slice(0, 1) }, 'clean');
      await bind(1);
      assert.equal(
        (await server.leases()).some((one) => on(2, one)),
        false,
      );
      await server.configure(emptyModel(), 'clean');
      assert.deepEqual(await server.health(), { alive: true });
    });

    test('gives the log since the mark', async () => {
      await server.configure(model(), 'clean');
      assert.notEqual(await server.log(), '');
      await server.mark();
      assert.equal(await server.log(), '');
      await bind(1);
      assert.notEqual(await server.log(), '');
    });

    test('hands over what it pushed, the raw leases and the log', async () => {
      await server.configure(model(), 'clean');
      await bind(1);
      const { config, leases, log } = await server.artefacts();
      assert.notEqual(config.length, 0);
      for (const { path, text } of config) assert.equal(await machine.sh(`cat '${path}'`), text.trim());
      if (has('leases')) assert.match(leases ?? '', /2001:db8:1::/);
      assert.equal(log, await server.log());
    });

    test('stops, and starts again with what it had', async () => {
      await server.configure(model(), 'clean');
      await server.stop();
      assert.equal((await server.health()).alive, false);
      assert.equal(await machine.sh('grep -c :0223 /proc/net/udp6 || :'), '0');
      await server.restart();
      await bind(1);
    });

    test('notices a death and what it died of', async () => {
      await server.configure(model(), 'clean');
      await machine.sh(killServer);
      const health = await server.health();
      assert.ok(!health.alive);
      assert.match(health.cause, /SIGSEGV/);
      await server.configure(model(), 'clean');
      await bind(1);
    });

    test('counts what it has received', async () => {
      await server.configure(model(), 'clean');
      if (server.received === undefined) return;
      const first = await server.received();
      await bind(1);
      assert.equal(await server.received(), first + 2);
    });

    test('puts the machine back as it was, twice', async () => {
      await server.putBack();
      assert.equal(await look(), found);
      await server.putBack();
      assert.equal(await machine.sh('grep -c :0223 /proc/net/udp6 || :'), '0');
      await assert.rejects(server.configure(model(), 'clean'), Problem);
    });
  });
}

function on(link: number, lease: Lease): boolean {
  return inPrefix(lease.address, lease.kind === 'IA_PD' ? `300${link}::/64` : `2001:db8:${link}::/64`);
}

function shape({ kind, prefixLength, iaid, state }: Lease) {
  return { kind, prefixLength, iaid, state };
}

/** A segmentation fault of whatever holds UDP port 547, and the wait until it is gone. */
const killServer = `
for inode in $(sed -n 's/.*:0223 0.* 0 *\\([0-9]*\\) 2 .*/\\1/p' /proc/net/udp6); do
  for fd in /proc/[0-9]*/fd/*; do
    if [ "$(readlink "$fd")" = "socket:[$inode]" ]; then pid=\${fd#/proc/}; pid=\${pid%%/*}; break 2; fi
  done
done
kill -SEGV "$pid"
while kill -0 "$pid" 2>/dev/null; do :; done
`;

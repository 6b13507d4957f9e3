import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Problem } from '../../src/config/problem.js';
import { linkLocalOf } from '../../src/net/address.js';
import { type Addresses, openAddresses } from '../../src/net/addresses.js';
import { interfaceFacts } from '../../src/net/interfaces.js';
import { openLink } from '../../src/net/link.js';
import type { IncomingDatagram, Link } from '../../src/net/types.js';
import { eventually, inNamespace, makePeer, type Peer, run } from './namespace.js';

const second = linkLocalOf('02:00:00:00:00:02');

/** What a child says first; nothing where it ends without a word. */
async function firstWords(child: ChildProcessByStdio<null, Readable, null>): Promise<string> {
  const said = once(child.stdout, 'data').then(([words]) => String(words));
  return Promise.race([said, once(child, 'exit').then(() => '')]);
}

async function addressesOf(name: string): Promise<string[]> {
  return (await interfaceFacts(name)).addresses.map((one) => `${one.address}/${one.prefixLength}`).sort();
}

inNamespace(import.meta.url, () => {
  describe('further addresses', () => {
    let peer: Peer;
    let link: Link;
    let own: string;
    let addresses: Addresses;
    before(async () => {
      peer = await makePeer();
    });
    after(() => peer.close());
    beforeEach(async () => {
      link = await openLink('tester0');
      own = `${link.linkLocal}/64`;
      addresses = await openAddresses('tester0');
    });
    afterEach(async () => {
      await addresses.close();
      await link.close();
      assert.deepEqual(await addressesOf('tester0'), [own]);
    });

    it('are answered at once, also where addresses are checked for duplicates', async () => {
      run('sysctl', '-qw', 'net.ipv6.conf.tester0.accept_dad=1');
      const got: IncomingDatagram[] = [];
      link.onDatagram((datagram) => got.push(datagram));
      await addresses.add(second);
      await link.send({ payload: Buffer.from('second client'), source: second });
      await eventually(() => got.length > 0, 'answer');
      assert.equal(Buffer.from(got[0]?.payload ?? []).toString(), 'second client');
    });

    it('have their ports held as well', async () => {
      await addresses.add(second);
      const other = await openAddresses('tester0');
      await assert.rejects(other.add(second), /UDP port 546 of .* is in use by/);
      assert.ok((await addressesOf('tester0')).includes(`${second}/64`));
      await other.close();
    });

    it('are global ones too, and bring no route', async () => {
      const routes = run('ip', '-6', 'route');
      await addresses.add('2001:DB8:1::0099', 64);
      await addresses.add('2001:db8:2::99');
      assert.equal(run('ip', '-6', 'route').replaceAll(/ expires \d+sec/g, ''), routes);
      assert.deepEqual(await addressesOf('tester0'), ['2001:db8:1::99/64', '2001:db8:2::99/128', own]);
    });

    it('are never chosen by the machine itself, and do not replace the own one', async () => {
      await addresses.add('fe80::1');
      const facts = await interfaceFacts('tester0');
      const added = facts.addresses.find((one) => one.address === 'fe80::1');
      assert.deepEqual([added?.deprecated, added?.tentative], [true, false]);
      assert.ok((added?.valid ?? Infinity) <= 600);
      const linkLocal = link.linkLocal;
      await link.close();
      link = await openLink('tester0');
      assert.equal(link.linkLocal, linkLocal);
    });

    it('can be added and removed in any order, twice too', async () => {
      await Promise.all([addresses.add(second), addresses.add(second), addresses.add('fe80::5')]);
      await Promise.all([
        addresses.remove(second),
        addresses.add('fe80::6'),
        addresses.remove('fe80::6'),
        addresses.remove(second),
      ]);
      assert.deepEqual(await addressesOf('tester0'), ['fe80::5/64', own].sort());
      await addresses.close();
      await addresses.close();
    });

    it('that were there before stay there', async () => {
      run('ip', '-6', 'address', 'add', '2001:db8:7::1/64', 'dev', 'tester0', 'nodad');
      await addresses.add('2001:db8:7::1', 64);
      await addresses.close();
      assert.deepEqual(await addressesOf('tester0'), ['2001:db8:7::1/64', own]);
      run('ip', '-6', 'address', 'del', '2001:db8:7::1/64', 'dev', 'tester0');
    });

    it('that a killed run left behind end by themselves, or are taken over', async () => {
      const module = new URL('../../src/net/addresses.js', import.meta.url).href;
      const script = `const a = await (await import('${module}')).openAddresses('tester0');
        await a.add('${second}'); console.log('added'); setInterval(() => {}, 1000);`;
      const killed = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      assert.equal(await firstWords(killed), 'added\n');
      killed.kill('SIGKILL');
      await once(killed, 'close');
      const left = (await interfaceFacts('tester0')).addresses.find((one) => one.address === second);
      assert.ok(left !== undefined && left.valid <= 600);
      await addresses.add(second);
    });

    it('say what is wrong with them', async () => {
      await assert.rejects(addresses.add('server'), RangeError);
      await assert.rejects(openAddresses('eth7'), /there is no interface "eth7"/);
      await assert.rejects(addresses.add('ff02::1:2'), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(
          error.line,
          /^interface tester0: the address ff02::1:2 could not be added: .+\. Try: ip -6 address add/,
        );
        return true;
      });
    });

    it('vanish with their interface without an error', async () => {
      run('ip', 'link', 'add', 'left0', 'type', 'veth', 'peer', 'name', 'right0');
      for (const end of ['left0', 'right0']) run('ip', 'link', 'set', end, 'up');
      const doomed = await openAddresses('left0');
      await doomed.add(second);
      run('ip', 'link', 'del', 'left0');
      await doomed.close();
    });
  });
});

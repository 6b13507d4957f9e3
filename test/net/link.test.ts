import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Problem } from '../../src/config/problem.js';
import { openLink } from '../../src/net/link.js';
import type { IncomingDatagram, Link, OutgoingPacket } from '../../src/net/types.js';
import { eventually, inNamespace, makePeer, type Peer, run } from './namespace.js';

/** How many ICMPv6 "destination unreachable" this machine has sent. */
function unreachablesSent(): number {
  return Number(/^Icmp6OutDestUnreachs\s+(\d+)$/m.exec(readFileSync('/proc/self/net/snmp6', 'utf8'))?.[1]);
}

inNamespace(import.meta.url, () => {
  describe('a link', () => {
    let peer: Peer;
    let link: Link;
    let got: IncomingDatagram[];
    before(async () => {
      peer = await makePeer();
    });
    after(() => peer.close());
    beforeEach(async () => {
      await peer.tell({ order: 'echo', from: 'server port' });
      link = await openLink('tester0');
      got = [];
      link.onDatagram((datagram) => got.push(datagram));
    });
    afterEach(() => link.close());

    it('multicasts to the servers and receives their answer', async () => {
      const payload = Buffer.from('01abcdef', 'hex');
      const sent = await link.send({ payload });
      await eventually(() => got.length > 0, 'answer');
      assert.equal(got.length, 1);
      const answer = got[0] as IncomingDatagram;
      assert.deepEqual(Buffer.from(answer.payload), payload);
      assert.equal(answer.source, peer.linkLocal);
      assert.equal(answer.sourcePort, 547);
      assert.equal(answer.destinationPort, 546);
      assert.equal(answer.fault, undefined);
      assert.ok(answer.at >= sent);
    });

    it('sends to a link-local unicast address, and as a relay from port 547', async () => {
      await link.send({ payload: Buffer.from('unicast'), destination: peer.linkLocal, sourcePort: 547 });
      await eventually(() => got.length > 0, 'answer');
      assert.equal(got[0]?.destinationPort, 547);
      assert.equal(Buffer.from(got[0]?.payload ?? []).toString(), 'unicast');
    });

    it('accepts an answer that comes from an ephemeral port', async () => {
      await peer.tell({ order: 'echo', from: 'ephemeral port' });
      await link.send({ payload: Buffer.from('odd server') });
      await eventually(() => got.length > 0, 'answer');
      assert.ok((got[0]?.sourcePort ?? 0) > 1023);
    });

    it('passes by what is for other ports', async () => {
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 5353, size: 20, count: 3 });
      await link.send({ payload: Buffer.from('the last') });
      await eventually(() => got.length > 0, 'answer');
      assert.deepEqual(
        got.map((one) => one.destinationPort),
        [546],
      );
    });

    it('receives the largest datagram whole', async () => {
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 65_527, count: 1 });
      await eventually(() => got.length > 0, 'datagram');
      assert.equal(got[0]?.payload.length, 65_527);
      assert.equal(got[0]?.fault, undefined);
    });

    it('sends a datagram that is larger than the MTU in fragments', async () => {
      const payload = Buffer.alloc(9000, 7);
      await link.send({ payload });
      await eventually(() => got.length > 0, 'answer');
      assert.deepEqual(Buffer.from(got[0]?.payload ?? []), payload);
    });

    it('keeps each datagram as it came when others follow', async () => {
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 300, count: 100 });
      await eventually(() => got.length === 100, 'hundred datagrams');
      got.forEach((one, i) => {
        assert.ok(one.payload.every((byte) => byte === i));
      });
    });

    it('loses nothing of a burst while JavaScript is busy', async () => {
      await peer.tell({ order: 'echo', from: 'nowhere' });
      const told = peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 300, count: 2000 });
      const busyUntil = performance.now() + 300;
      while (performance.now() < busyUntil);
      await told;
      await eventually(() => got.length === 2000, 'two thousand datagrams');
    });

    it('goes on receiving after garbage collections', async () => {
      setFlagsFromString('--expose-gc');
      const collect = runInNewContext('gc') as () => void;
      // A second link that nobody but its listener knows: what a forgetful caller does.
      await link.close();
      let count = 0;
      await (async () => {
        const forgotten = await openLink('tester0');
        forgotten.onDatagram(() => {
          count++;
          if (count === 50) void forgotten.close();
        });
      })();
      for (let i = 0; i < 50; i++) {
        collect();
        await new Promise((resolve) => setImmediate(resolve));
        await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 50, count: 1 });
        await eventually(() => count === i + 1, `datagram ${i + 1}`);
      }
      link = await openLink('tester0');
    });

    it('does not let the kernel answer "port unreachable"', async () => {
      const before = unreachablesSent();
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 50, count: 5 });
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 547, size: 50, count: 5 });
      await eventually(() => got.length === 10, 'ten datagrams');
      assert.equal(unreachablesSent(), before);
      await link.close();
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 50, count: 1 });
      await eventually(() => unreachablesSent() > before, 'port unreachable of the closed link');
    });

    it('names the process that has the port already', async () => {
      await assert.rejects(openLink('tester0'), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(error.line, /^interface tester0: UDP port 546 of fe80::\S+ is in use by \S+ \(pid \d+\)\. /);
        assert.ok(error.line.includes(`pid ${process.pid}`));
        return true;
      });
    });

    it('says why a packet could not leave', async () => {
      await assert.rejects(link.send({ payload: Buffer.from('x'), destination: '2001:db8:9::1' }), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(
          error.line,
          /^interface tester0: sending to 2001:db8:9::1 failed: Network is unreachable\. No route/,
        );
        return true;
      });
    });

    it('delivers nothing after it is closed, and can be opened again', async () => {
      await link.close();
      await link.close();
      await assert.rejects(link.send({ payload: Buffer.from('x') }), /after close/);
      link = await openLink('tester0');
      link.onDatagram((datagram) => got.push(datagram));
      await link.send({ payload: Buffer.from('again') });
      await eventually(() => got.length > 0, 'answer');
      assert.equal(got.length, 1);
    });
  });

  describe('two links', () => {
    it('each receive what comes in on their own interface only', async () => {
      const peers = [await makePeer('tester1', 'server1'), await makePeer('tester2', 'server2')];
      const links = [await openLink('tester1'), await openLink('tester2')];
      const got: string[][] = [[], []];
      links.forEach((link, i) => {
        link.onDatagram((datagram) => got[i]?.push(Buffer.from(datagram.payload).toString()));
      });
      await links[0]?.send({ payload: Buffer.from('first') });
      await links[1]?.send({ payload: Buffer.from('second') });
      await eventually(() => got.every((one) => one.length > 0), 'answers on both links');
      assert.deepEqual(got, [['first'], ['second']]);
      for (const one of [...links, ...peers]) await one.close();
    });
  });

  describe('a link whose interface goes away', () => {
    it('says so with the next packet, and can be closed', async () => {
      run('ip', 'link', 'add', 'left4', 'type', 'veth', 'peer', 'name', 'right4');
      for (const end of ['left4', 'right4']) run('ip', 'link', 'set', end, 'up');
      const link = await openLink('left4');
      run('ip', 'link', 'del', 'left4');
      await assert.rejects(link.send({ payload: Buffer.from('x') }), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(
          error.line,
          /^interface left4: sending to ff02::1:2 failed: there is no interface "left4" on this machine\. There /,
        );
        return true;
      });
      await link.close();
    });
  });

  describe('a datagram that lies', () => {
    it('is received all the same, with what is wrong in words', async () => {
      const ends = ['left2', 'right2'] as const;
      run('ip', 'link', 'add', ends[0], 'type', 'veth', 'peer', 'name', ends[1]);
      for (const end of ends) run('ip', 'link', 'set', end, 'up');
      const [left, right] = [await openLink(ends[0]), await openLink(ends[1])];
      const got: IncomingDatagram[] = [];
      right.onDatagram((datagram) => got.push(datagram));
      const send = async (lie: Partial<OutgoingPacket>) => {
        const before = got.length;
        await left.send({
          payload: Buffer.from('payload'),
          destination: right.linkLocal,
          destinationPort: 546,
          ...lie,
        });
        const one = await eventually(() => got[before], `datagram with ${JSON.stringify(lie)}`);
        return [Buffer.from(one.payload).toString(), one.source, one.sourcePort, one.fault];
      };
      const { linkLocal } = left;
      assert.deepEqual(await send({}), ['payload', linkLocal, 546, undefined]);
      assert.deepEqual(await send({ udpChecksum: 0x1234 }), ['payload', linkLocal, 546, undefined]);
      assert.deepEqual(await send({ sourcePort: 0, hopLimit: 255 }), ['payload', linkLocal, 0, undefined]);
      assert.deepEqual(await send({ source: 'fe80::99' }), ['payload', 'fe80::99', 546, undefined]);
      assert.deepEqual(await send({ udpLength: 10 }), [
        'pa',
        linkLocal,
        546,
        'the UDP length field says 10, 5 more bytes follow',
      ]);
      assert.deepEqual(await send({ udpLength: 60 }), [
        'payload',
        linkLocal,
        546,
        'the UDP length field says 60, 15 bytes are there',
      ]);
      assert.deepEqual(await send({ ipv6PayloadLength: 10 }), [
        'pa',
        linkLocal,
        546,
        'the UDP length field says 15, 10 bytes are there',
      ]);
      for (const link of [left, right]) await link.close();
      run('ip', 'link', 'del', ends[0]);
    });
  });

  describe('an interface that cannot be used', () => {
    const lineOf = async (name: string): Promise<string> => {
      const error = await openLink(name, { place: 'config.ts: links[0].interface', deadline: 50 }).then(
        () => assert.fail('opened'),
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof Problem, String(error));
      return error.line;
    };

    it('is named with what there is instead', async () => {
      run('ip', 'link', 'add', 'left0', 'type', 'veth', 'peer', 'name', 'right0');
      assert.equal(
        await lineOf('eth7'),
        'config.ts: links[0].interface: there is no interface "eth7" on this machine. There are: right0, left0.',
      );
      assert.equal(
        await lineOf('left0'),
        'config.ts: links[0].interface: interface "left0" is down. Try: ip link set left0 up',
      );
      run('ip', 'link', 'set', 'left0', 'up');
      assert.equal(
        await lineOf('left0'),
        'config.ts: links[0].interface: interface "left0" is up but has no carrier. ' +
          'Plug in the cable, or bring up the other end.',
      );
      run('ip', 'link', 'set', 'right0', 'up');
      run('ip', '-6', 'address', 'flush', 'dev', 'left0');
      assert.equal(
        await lineOf('left0'),
        'config.ts: links[0].interface: interface "left0" has no link-local address. ' +
          'Try: sysctl -w net.ipv6.conf.left0.disable_ipv6=0',
      );
      run('ip', 'link', 'del', 'left0');
    });

    it('is the loopback', async () => {
      assert.match(await lineOf('lo'), /"lo" is the loopback interface/);
    });

    it('is waited for while duplicate address detection runs', async () => {
      for (const which of ['all', 'default']) run('sysctl', '-qw', `net.ipv6.conf.${which}.accept_dad=1`);
      run('ip', 'link', 'add', 'left1', 'type', 'veth', 'peer', 'name', 'right1');
      run('ip', 'link', 'set', 'left1', 'up');
      run('ip', 'link', 'set', 'right1', 'up');
      assert.match(await lineOf('left1'), /still being checked for duplicates|has no carrier|has no link-local/);
      const link = await openLink('left1', { deadline: 10_000 });
      assert.match(link.linkLocal, /^fe80::/);
      await link.close();
      run('ip', 'link', 'del', 'left1');
    });
  });
});

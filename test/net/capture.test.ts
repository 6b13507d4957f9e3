import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Problem } from '../../src/config/problem.js';
import { type Capture, startCapture } from '../../src/net/capture.js';
import { datagramsOf, dissect } from '../../src/net/frames.js';
import { openLink } from '../../src/net/link.js';
import type { Link } from '../../src/net/types.js';
import { eventually, inNamespace, makePeer, type Peer, run } from './namespace.js';

/** The tcpdump processes of this PID namespace that still run. */
function tcpdumps(): string[] {
  return readdirSync('/proc').filter((entry) => {
    try {
      return /^\d+ \(tcpdump\) [^Z]/.test(readFileSync(`/proc/${entry}/stat`, 'utf8'));
    } catch {
      return false;
    }
  });
}

inNamespace(import.meta.url, () => {
  describe('a capture', () => {
    let peer: Peer;
    let link: Link;
    let capture: Capture;
    before(async () => {
      peer = await makePeer();
    });
    after(() => peer.close());
    beforeEach(async () => {
      await peer.tell({ order: 'echo', from: 'server port' });
      link = await openLink('tester0');
      capture = await startCapture('tester0');
    });
    afterEach(async () => {
      await link.close();
      await capture.end();
      assert.deepEqual(tcpdumps(), []);
    });

    it('has what was sent and what came back, with both headers', async () => {
      const start = capture.position;
      const payload = Buffer.from('01abcdef', 'hex');
      const before = Date.now() / 1000;
      await link.send({ payload });
      assert.ok(await capture.settle(payload, { times: 2, deadline: 5000, since: start }));
      const udp = capture.since(start).flatMap((frame) => {
        assert.ok(Math.abs(frame.time - before) < 60);
        assert.equal(frame.originalLength, frame.bytes.length);
        const one = dissect(frame.bytes, capture.linkType);
        return one.kind === 'udp' ? [one] : [];
      });
      assert.deepEqual(
        udp.map((one) => [one.source, one.destination, one.sourcePort, one.destinationPort, one.hopLimit]),
        [
          [link.linkLocal, 'ff02::1:2', 546, 547, 1],
          [peer.linkLocal, link.linkLocal, 547, 546, 64],
        ],
      );
      assert.equal(udp[0]?.sourceMac, link.mac);
      assert.equal(udp[0]?.destinationMac, '33:33:00:01:00:02');
      assert.equal(udp[1]?.destinationMac, link.mac);
    });

    it('is complete to the last packet of each slice, without waiting longer', async () => {
      for (let i = 0; i < 100; i++) {
        const start = capture.position;
        const payload = Buffer.alloc(40, i);
        await link.send({ payload });
        assert.ok(await capture.settle(payload, { times: 2, deadline: 5000, since: start }));
        const carried = datagramsOf(capture.since(start)).filter((one) => one !== undefined);
        assert.equal(carried.length, 2);
        assert.ok(carried.every((one) => one.payload.every((byte) => byte === i)));
        capture.forget(start);
      }
      assert.equal(capture.since(0).filter((frame) => dissect(frame.bytes).kind === 'udp').length, 2);
    });

    it('says when what was waited for has not come', async () => {
      assert.equal(await capture.settle(Buffer.from('never sent'), { deadline: 20 }), false);
      assert.equal(capture.broken, undefined);
    });

    it('has the fragments of a packet, and settles with the last', async () => {
      const payload = Buffer.alloc(5000, 3);
      await link.send({ payload });
      assert.ok(await capture.settle(payload, { deadline: 5000, times: 2 }));
      const fragments = capture.since(0).filter((frame) => dissect(frame.bytes).kind === 'fragment');
      assert.equal(fragments.length, 8);
      assert.ok(datagramsOf(fragments).every((one) => one !== undefined && one.payload.length === 5000));
    });

    it('has packets that lie', async () => {
      const lies = [
        { udpLength: 9 },
        { udpLength: 4000 },
        { udpChecksum: 1 },
        { ipv6NextHeader: 59 },
        { ipv6NextHeader: 0 },
        { destinationPort: 5470, sourcePort: 9 },
        { hopLimit: 0 },
      ];
      for (const [i, lie] of lies.entries()) {
        const payload = Buffer.from(`lie number ${i}`);
        await link.send({ payload, ...lie });
        assert.ok(await capture.settle(payload, { deadline: 5000 }), JSON.stringify(lie));
      }
    });

    it('has ICMPv6 too', async () => {
      await link.close();
      await peer.tell({ order: 'send', to: link.linkLocal, toPort: 546, size: 30, count: 1 });
      const unreachable = await capture.settle(
        (frame) => {
          const one = dissect(frame.bytes);
          return one.kind === 'icmpv6' && one.type === 1 && one.code === 4;
        },
        { deadline: 5000 },
      );
      assert.ok(unreachable);
    });

    it('loses nothing of a thousand packets that come while tcpdump is not scheduled, and says so', async () => {
      let got = 0;
      link.onDatagram(() => got++);
      const tcpdump = Number(tcpdumps()[0]);
      process.kill(tcpdump, 'SIGSTOP');
      for (let i = 0; i < 500; i++) await link.send({ payload: Buffer.alloc(200, i) });
      await link.send({ payload: Buffer.from('end') });
      await eventually(() => got === 501, 'all answers');
      process.kill(tcpdump, 'SIGCONT');
      assert.ok(await capture.settle(Buffer.from('end'), { times: 2, deadline: 5000 }));
      await capture.end();
      assert.equal(datagramsOf(capture.since(0)).filter((one) => one !== undefined).length, 1002);
      assert.equal(capture.dropped, 0);
    });

    it('tells when tcpdump ended by itself, and ends the waits', async () => {
      const waiting = capture.settle(Buffer.from('never sent'), { deadline: 60_000 });
      process.kill(Number(tcpdumps()[0]), 'SIGKILL');
      assert.equal(await waiting, false);
      assert.match(capture.broken?.line ?? '', /^capture on tester0: tcpdump ended by itself/);
    });
  });

  describe('tcpdump', () => {
    const module = new URL('../../src/net/capture.js', import.meta.url).href;
    /** A run that captures on the loopback, where nothing moves by itself. */
    const captureRun = (script: string) => {
      const start = `process.on('SIGINT', () => console.log('interrupted'));
        const capture = await (await import('${module}')).startCapture('lo'); console.log('capturing');`;
      const argv = ['--input-type=module', '-e', `${start} ${script}`];
      return spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    };
    before(() => {
      run('ip', 'link', 'set', 'lo', 'up');
      run('ip', 'link', 'add', 'left0', 'type', 'veth', 'peer', 'name', 'right0');
    });

    it('does not outlive a killed run', async () => {
      const parent = captureRun('');
      await once(parent.stdout, 'data');
      assert.equal(tcpdumps().length, 1);
      parent.kill('SIGKILL');
      await eventually(() => tcpdumps().length === 0, 'end of tcpdump');
    });

    it('goes on through a Ctrl-C at the terminal, which the run ends in its own order', async () => {
      const parent = captureRun(`
        console.log('captured ' + await capture.settle(() => true, { deadline: 20_000 })); await capture.end();`);
      const said = async () => String((await once(parent.stdout, 'data'))[0]);
      await said();
      process.kill(-(parent.pid as number), 'SIGINT');
      assert.equal(await said(), 'interrupted\n');
      const answer = said();
      const socket = createSocket('udp6');
      const sending = setInterval(() => socket.send('x', 9, '::1'), 5);
      assert.equal(await answer, 'captured true\n');
      clearInterval(sending);
      socket.close();
      await once(parent, 'close');
      assert.equal(tcpdumps().length, 0);
    });

    it('that refuses the interface is quoted', async () => {
      await assert.rejects(startCapture('left0'), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(error.line, /^capture on left0: tcpdump could not start: .*not up/);
        return true;
      });
    });

    it('is not even asked about an interface that is missing', async () => {
      await assert.rejects(startCapture('eth7'), (error: unknown) => {
        assert.ok(error instanceof Problem);
        assert.match(error.line, /^interface eth7: there is no interface "eth7" on this machine\. There are: /);
        return true;
      });
    });

    it('that is missing is a problem with its mend', () => {
      const folder = mkdtempSync(join(tmpdir(), `net-${process.pid}-`));
      try {
        // An empty folder over each place where the program could be.
        const script = `await (await import('${module}')).startCapture('left0').catch((error) => console.log(error.line))`;
        const hide =
          'for f in /usr/sbin/tcpdump /usr/bin/tcpdump; do [ -e $f ] && mount --bind "$1/empty" $f; done; shift; exec "$@"';
        run('touch', join(folder, 'empty'));
        const argv = [process.execPath, '--input-type=module', '-e', script];
        assert.equal(
          run('unshare', '--mount', 'sh', '-c', hide, 'sh', folder, ...argv),
          'capture: the program tcpdump is not installed. Try: apt-get install tcpdump\n',
        );
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  });
});

import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { startCapture } from '../../src/net/capture.js';
import { openLink } from '../../src/net/link.js';
import { makePeer, run } from './namespace.js';

/**
 * The time from send to answer of echoes over a veth pair, one after the other, with and without a capture. Not a test:
 * `node dist/test/net/bench-echo.js [count]` as root prints a table.
 */
const inside = 'FORGE_BENCH_NAMESPACE';
const count = Number(process.argv[2] ?? 1000);
if (process.env[inside] === undefined) {
  const namespace = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const argv = ['--pdeathsig', 'KILL', 'unshare', ...namespace, 'env', `${inside}=1`, process.execPath];
  process.stdout.write(run('setpriv', ...argv, fileURLToPath(import.meta.url), String(count)));
} else {
  await measure();
}

async function measure(): Promise<void> {
  const peer = await makePeer();
  const link = await openLink('tester0');
  await echoes(200);
  print('echo', await echoes(count));
  const capture = await startCapture('tester0');
  print('echo, captured', await echoes(count));
  const lags: number[] = [];
  for (let i = 0; i < count; i++) {
    const since = capture.position;
    const payload = await echo(i);
    const before = performance.now();
    if (!(await capture.settle(payload, { since, times: 2, deadline: 1000 })))
      throw new Error('the capture lost a packet');
    lags.push(performance.now() - before);
  }
  print('capture complete after answer', lags);
  await capture.end();
  await link.close();
  await peer.close();

  async function echo(number: number): Promise<Buffer> {
    const payload = Buffer.alloc(120, number);
    payload.writeUInt32BE(number);
    await new Promise<void>((resolve, reject) => {
      const off = link.onDatagram((datagram) => {
        if (!payload.equals(datagram.payload)) return;
        off();
        resolve();
      });
      link.send({ payload }).catch(reject);
    });
    return payload;
  }

  async function echoes(times: number): Promise<number[]> {
    const found: number[] = [];
    for (let i = 0; i < times; i++) {
      const before = performance.now();
      await echo(i);
      found.push(performance.now() - before);
    }
    return found;
  }
}

function print(what: string, milliseconds: number[]): void {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(3);
  console.log(`${what.padEnd(32)} median ${at(0.5)} ms, 99 % ${at(0.99)} ms, at most ${at(1)} ms (${sorted.length})`);
}

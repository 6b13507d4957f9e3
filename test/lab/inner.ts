import { bringUp } from '../../src/lab/lab.js';
import { run } from '../../src/lab/process.js';
import { overSsh } from './ssh.js';

// The process inside, one task an invocation. Tells its parent what happens, one line of JSON each.
const tell = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
const [task = 'stay', ...args] = process.argv.slice(2);

const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const heard: string[] = [];
const stop = new Promise<void>((resolve) => {
  for (const name of signals) {
    process.on(name, () => {
      heard.push(name);
      resolve();
    });
  }
});
const alive = setInterval(() => {}, 1000);

if (task === 'wait') {
  tell('started');
  await stop;
} else {
  tell('started');
  const lab = await bringUp();
  tell({ up: lab.id, timings: lab.timings });
  if (task === 'stay') {
    await stop;
    tell({ heard });
  }
  if (task === 'run') {
    for (const line of args) tell(await overSsh(lab.config, line));
  }
  if (task === 'checksums') {
    for (const link of [1, 2]) {
      // A datagram of the server's own kernel, as a server under test would send it; again and again until tcpdump listens.
      const send = `echo hello > /dev/udp/fe80::ff:fe00:${link}01%srv${link}/546`;
      const sender = overSsh(lab.config, `exec timeout 5 bash -c 'while :; do ${send}; sleep 0.02; done'`);
      const options = ['-c', '1', '-vvn', '--immediate-mode', 'udp port 546'];
      tell(await run('timeout', ['5', 'tcpdump', '-i', `em${link}`, ...options]));
      await overSsh(lab.config, 'kill $(pgrep -o timeout)');
      await sender;
    }
  }
  await lab.end();
}
clearInterval(alive);
process.exitCode = heard.length > 0 ? 130 : 0;

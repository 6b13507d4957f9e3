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
    // A datagram of the server's own kernel, as a server under test would send it.
    const capture = run('timeout', [
      '5',
      'tcpdump',
      '-i',
      'em1',
      '-c',
      '1',
      '-vvn',
      '--immediate-mode',
      'udp port 546',
    ]);
    const send = 'echo hello > /dev/udp/fe80::ff:fe00:101%srv1/546';
    // Several, because tcpdump may not listen yet when the first one comes.
    await overSsh(lab.config, `bash -c 'for i in {1..40}; do ${send}; sleep 0.05; done'`);
    tell(await capture);
  }
  await lab.end();
}
clearInterval(alive);
process.exitCode = heard.length > 0 ? 130 : 0;

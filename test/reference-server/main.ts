import { writeSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { duid } from '../../src/dhcp6/index.js';
import { type ReferenceConfig, readConfig } from './config.js';
import { Counts } from './counts.js';
import { type Death, stages } from './faults/fault.js';
import { Leases } from './leases.js';
import { optionFrom } from './options.js';
import { ReferenceServer } from './server.js';
import { LinkSockets, type Received } from './sockets.js';

// The process: `node main.js CONFIG`. SIGHUP reads configuration and lease record anew, SIGTERM ends it. What it has to say
// goes to stdout, a line each; `ready NONCE` when it serves that configuration, `refused …` before it ends because of one.

/** Of a link. */
const allNodes = 'ff02::1';
const path = process.argv[2] ?? 'config.json';
let server: ReferenceServer | undefined;
let sockets: LinkSockets[] = [];
let opened = '';
const waiting: { readonly datagram: Received; readonly index: number }[] = [];
let busy: Promise<void> = Promise.resolve();

function log(line: string): void {
  // Not buffered: the last line before a sudden death counts.
  writeSync(1, `${new Date().toISOString()} ${line}\n`);
}

async function load(): Promise<void> {
  let config: ReferenceConfig | undefined;
  try {
    config = readConfig(path);
    for (const option of [config.model, ...config.model.subnets].flatMap((level) => level.options)) optionFrom(option);
    for (const fault of config.faults)
      if (!Object.hasOwn(stages, fault.what)) throw new Error(`there is no fault "${fault.what}"`);
    for (const fault of config.faults) if (fault.what === 'no-start' && !(await started(fault.how))) return;
    await open(config.interfaces);
    server = new ReferenceServer({
      model: config.model,
      leases: new Leases(config.leases),
      counts: new Counts(config.counts),
      duid: ownDuid(config.interfaces),
      faults: config.faults,
      log,
    });
    log(`ready ${config.nonce}`);
  } catch (error) {
    log(`refused ${config?.nonce ?? ''} ${(error as Error).message}`);
    process.exit(1);
  }
}

/** A fault of the start; false: it is never to be ready. */
async function started(how: 'refuse' | 'exit' | 'hang'): Promise<boolean> {
  if (how === 'refuse') throw new Error('it was told to refuse every configuration');
  if (how === 'exit') process.exit(3);
  setInterval(() => {}, 60_000);
  return false;
}

async function open(interfaces: readonly string[]): Promise<void> {
  for (const link of sockets) link.forgetStranger();
  if (opened === interfaces.join()) return;
  for (const link of sockets.splice(0)) link.close();
  opened = interfaces.join();
  sockets = [];
  for (const [index, name] of interfaces.entries()) {
    sockets.push(await LinkSockets.open(name, (datagram) => receive(datagram, index)));
  }
}

/**
 * Takes a datagram up. The kernel does not tell in which order those of several sockets came; of what one turn brings, those to
 * the server's own addresses go first, so that a multicast message never overtakes the unicast one that was sent before it.
 */
function receive(datagram: Received, index: number): void {
  waiting.push({ datagram, index });
  if (waiting.length > 1) return;
  setImmediate(() => {
    const turn = waiting.splice(0);
    const [own, multicast] = [turn.filter((one) => one.datagram.unicast), turn.filter((one) => !one.datagram.unicast)];
    for (const one of [...own, ...multicast]) serve(one.datagram, one.index);
  });
}

function serve(datagram: Received, index: number): void {
  try {
    const outcome = server?.receive({ ...datagram, link: index + 1 });
    if (outcome === undefined) return;
    const sent = outcome.datagrams.map(async ({ delay, ...one }) => {
      if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
      const [links, to] =
        one.elsewhere === true
          ? [sockets.filter((_, other) => other !== index), allNodes]
          : [sockets.filter((_, other) => other === index), datagram.source];
      for (const link of links) await link.send(one, to, outcome.port);
    });
    void Promise.all(sent)
      .catch((error: Error) => log(`could not send: ${error.message}`))
      .then(() => outcome.death !== undefined && die(outcome.death));
  } catch (error) {
    log(`bug: ${(error as Error).stack}`);
    process.exit(70);
  }
}

function die({ by, code }: Death): void {
  log(`dies by ${by}`);
  if (by === 'exit') process.exit(code ?? 1);
  else process.kill(process.pid, by);
}

/** Stays the same as long as the machine does. */
function ownDuid(interfaces: readonly string[]): Uint8Array {
  const mac = networkInterfaces()[interfaces[0] as string]?.[0]?.mac ?? '02:00:00:00:00:fe';
  return duid.ll({ linkLayerAddress: Uint8Array.from(mac.split(':'), (byte) => Number.parseInt(byte, 16)) });
}

process.on('SIGHUP', () => {
  busy = busy.then(load);
});
process.on('SIGTERM', () => {
  for (const link of sockets) link.close();
  process.exit(0);
});
busy = load();

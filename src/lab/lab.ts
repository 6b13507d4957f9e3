import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from '../config/problem.js';
import type { ForgeConfig } from '../config/types.js';
import { claimLabId } from './enter.js';
import { makeKeys } from './keys.js';
import type { FromTester, LabDescription, ToTester } from './messages.js';
import { applySettings, connect, links, managementAddress } from './network.js';
import { cacheFolder } from './places.js';
import { run } from './process.js';
import { labProduct } from './products.js';
import { provisioned, type Unpacked } from './provision.js';
import { buildServerMachine } from './server-machine.js';
import { sshBanner } from './ssh-banner.js';
import { requireTools } from './tools.js';

export { type EnterOptions, enterLab, insideLab } from './enter.js';
export type { KeptLab } from './kept.js';
export { labClean, labDown, labShell, labStatus, labUp } from './manage.js';
export { watchParent } from './parent.js';

/** A lab that is up: this process is in its tester machine, the server machine is beside it. */
export interface Lab {
  readonly id: string;
  /** Ready to be used as if it had been read from the user's file. */
  readonly config: ForgeConfig;
  /** The same as a file of the tester machine. */
  readonly configFile: string;
  /** First processes of the machines, in the tester machine's numbering. */
  readonly testerPid: number;
  readonly serverPid: number;
  /** Milliseconds from the call of bringUp on, for those who want to know what it cost. */
  readonly timings: { readonly machine: number; readonly links: number; readonly ssh: number };
  /** Ends the server machine; of a kept lab, nothing. Safe to call twice. */
  end(): Promise<void>;
}

export interface BringUpOptions {
  /** The lab outlives this process; `enterLab` must have been told so too. */
  keep?: boolean;
  /** Servers that the machine has installed. The first one goes into the configuration. Default: kea. */
  products?: readonly [string, ...string[]];
}

/**
 * Makes the server machine beside the tester machine that this process is in, joins the two, and resolves when every link is
 * ready and the SSH daemon answers. Fetches the servers through the parent where they are missing.
 * Throws a Problem of kind `infrastructure` for everything that this machine refuses or lacks.
 */
export async function bringUp(options: BringUpOptions = {}): Promise<Lab> {
  const id = claimLabId();
  if (id === undefined) throw new Error('bringUp works only in a process that enterLab started');
  const started = performance.now();
  const since = () => performance.now() - started;
  const { keep = false, products = ['kea'] } = options;
  requireTools();
  const shown = products.flatMap((name) => labProduct(name).shown ?? []);
  const packaged = products.filter((name) => labProduct(name).packages.length > 0);
  const layers = (await provisioned(packaged)) ?? (await fetched(packaged));

  // What is mounted here is seen in this machine only, and gone with it.
  const state = join(freeMountPoint([process.cwd(), fileURLToPath(import.meta.url), cacheFolder()]), 'forge');
  const keys = await makeKeys();
  const [machine] = await Promise.all([
    buildServerMachine({
      id,
      layers,
      products: packaged.map(labProduct),
      shown,
      mountPoint: freeMountPoint([...layers.map(({ root }) => root), ...shown]),
      keys: { host: keys.host.private, authorized: keys.client.public },
      keep,
    }),
    prepareTester(resolve(state, '..')),
  ]);
  try {
    const machineAt = since();
    const config = labConfig(products[0], state);
    writeState(state, config, keys);
    machine.boot();
    await connect(machine.pid);
    const linksAt = since();
    await sshBanner(managementAddress, 22, { deadline: 5000, log: () => machine.sshLog() });
    const timings = { machine: machineAt, links: linksAt - machineAt, ssh: since() - linksAt };
    const configFile = join(state, 'config.json');
    const lab: Lab = {
      id,
      config,
      configFile,
      testerPid: 1,
      serverPid: machine.pid,
      timings,
      end: keep ? async () => {} : () => machine.end(),
    };
    if (keep) tellParent({ keep: description(lab, products, join(state, 'bin')) });
    return lab;
  } catch (error) {
    await machine.end();
    throw error;
  }
}

function description(lab: Lab, products: readonly string[], binFolder: string): LabDescription {
  const { id, config, configFile, serverPid } = lab;
  return { id, products, config, configFile, binFolder, serverPid };
}

/** The way to the lab's server, as a user would write it into config.ts. */
function labConfig(product: string, state: string): ForgeConfig {
  return {
    server: {
      product,
      host: managementAddress,
      port: 22,
      user: 'root',
      login: { key: join(state, 'id_ed25519') },
      knownHosts: join(state, 'known_hosts'),
      wipeLeases: true,
    },
    links: links.map((link) => ({ ...link })),
  };
}

function writeState(state: string, config: ForgeConfig, keys: Awaited<ReturnType<typeof makeKeys>>): void {
  mkdirSync(join(state, 'bin'), { recursive: true, mode: 0o700 });
  writeFileSync(join(state, 'id_ed25519'), keys.client.private, { mode: 0o600 });
  writeFileSync(join(state, 'known_hosts'), `${managementAddress} ${keys.host.public}\n`, { mode: 0o600 });
  writeFileSync(join(state, 'config.json'), `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  const forge = fileURLToPath(new URL('../../../bin/forge.js', import.meta.url));
  const call = [process.execPath, ...process.execArgv, forge].map((word) => `'${word.replaceAll("'", "'\\''")}'`);
  writeFileSync(join(state, 'bin/forge'), `#!/bin/sh\nexec ${call.join(' ')} "$@"\n`, { mode: 0o755 });
}

/** This machine's own view of its interfaces, its settings, and a folder in memory for keys. */
async function prepareTester(mountPoint: string): Promise<void> {
  applySettings();
  for (const args of [
    ['-n', '-t', 'sysfs', '-o', 'nosuid,nodev,noexec', 'sysfs', '/sys'],
    ['-n', '-t', 'tmpfs', '-o', 'mode=0755,nosuid,nodev', 'forge', mountPoint],
  ]) {
    const done = await run('mount', args);
    if (done.code !== 0) throw new Problem('lab', done.stderr.trim(), { kind: 'infrastructure' });
  }
}

/** A folder that every system has, that nobody keeps work in, and that none of these paths leads through. */
function freeMountPoint(avoid: readonly string[]): string {
  const candidates = ['/run/lock', '/mnt', '/media', '/srv'];
  const found = candidates.find((folder) => {
    try {
      return statSync(folder).isDirectory() && !avoid.some((path) => `${path}/`.startsWith(`${folder}/`));
    } catch {
      return false;
    }
  });
  if (found !== undefined) return found;
  throw new Problem('lab', `none of ${candidates.join(', ')} can be mounted on.`, {
    kind: 'infrastructure',
    mend: 'Make a folder /mnt.',
  });
}

/** Lets the process outside fetch the servers, and waits for it. */
async function fetched(products: readonly string[]): Promise<readonly Unpacked[]> {
  const answer = await new Promise<ToTester>((resolve, reject) => {
    process.once('message', resolve);
    process.once('disconnect', () => reject(new Error('the process outside of the lab is gone')));
    tellParent({ want: 'servers', products });
  });
  // Waiting for messages would keep a run that is over from ending.
  process.channel?.unref();
  if (answer.servers === 'missing') {
    throw new Problem(answer.place, answer.what, { kind: 'infrastructure', mend: answer.mend });
  }
  const layers = await provisioned(products);
  if (layers === undefined) throw new Error('the servers were fetched and are not there');
  return layers;
}

function tellParent(message: FromTester): void {
  if (process.send === undefined) throw new Error('enterLab started this process without a channel');
  process.send(message);
}

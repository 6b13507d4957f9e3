/**
 * Runs inside the lab's tester machine: `node dist/bench/lab.js FILE` makes it, measures there, and writes `LabFigures` as JSON
 * into the file. FORGE_BENCH_BARE names the compiled bare.c, FORGE_BENCH_PART how much of it all is measured (1).
 */
import { execFile, spawn } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '../src/client/client.js';
import { ordinaryIdentity } from '../src/client/identity.js';
import { Random } from '../src/client/random.js';
import { resolveConfig } from '../src/config/resolve.js';
import { encode, hex, serverId } from '../src/dhcp6/index.js';
import { bringUp, enterLab, insideLab, type Lab } from '../src/lab/lab.js';
import { connect } from '../src/remote/ssh.js';
import { createRunFolder } from '../src/report/folder.js';
import { liveReporter } from '../src/report/live.js';
import { plainLook } from '../src/report/look.js';
import type { RunContext } from '../src/run/context.js';
import { Habits } from '../src/run/habits.js';
import { openSite } from '../src/run/open.js';
import { makePlan, type PlannedScenario } from '../src/run/plan.js';
import { Scenario } from '../src/run/scenario.js';
import { Strangers } from '../src/run/strangers.js';
import { kea } from '../src/servers/kea/index.js';

/** Milliseconds, a measurement each. */
export interface LabFigures {
  readonly bareInformation: readonly number[];
  readonly bareSolicit: readonly number[];
  readonly bareStart: readonly number[];
  readonly bareStop: readonly number[];
  readonly information: readonly number[];
  readonly solicit: readonly number[];
  readonly judgedSolicit: readonly number[];
  readonly silence: readonly number[];
  readonly labUp: number;
}

const part = Number(process.env.FORGE_BENCH_PART ?? 1);
const exchanges = 500 * part;
const silences = 200 * part;
const restarts = 30 * part;

const [file = ''] = process.argv.slice(2);
if (!insideLab()) {
  const command = [process.execPath, fileURLToPath(import.meta.url), file] as const;
  process.exitCode = await enterLab([], { command: [...command] });
} else {
  const began = performance.now();
  const lab = await bringUp({ products: ['kea'] });
  const labUp = performance.now() - began;
  try {
    const scenario = await planned();
    const figures: LabFigures = {
      labUp,
      ...(await bare(lab, scenario)),
      ...(await withForge(lab, scenario, dirname(file))),
    };
    writeFileSync(file, JSON.stringify(figures));
  } finally {
    await lab.end();
  }
  process.exit();
}

/** The scenario whose server configuration everything here is measured with. */
async function planned(): Promise<PlannedScenario> {
  const ids = ['v6.basic.message.solicit-advertise'];
  const { scenarios } = await makePlan({ paths: [], ids, product: 'kea', edition: '8415' });
  return scenarios[0] as PlannedScenario;
}

type Bare = Pick<LabFigures, 'bareInformation' | 'bareSolicit' | 'bareStart' | 'bareStop'>;

/** The server alone: exchanges of bare.c with it, then starts and stops of it by bare.c on its own machine. */
async function bare(lab: Lab, { configurations: [model] }: PlannedScenario): Promise<Bare> {
  const program = process.env.FORGE_BENCH_BARE ?? '';
  const config = resolveConfig(lab.config, 'lab');
  const host = await connect(config.server, config.deadlines, {});
  const site = { interfaces: config.links.map((link) => link.serverInterface), config: config.server };
  const server = await kea.attach(host, site, config.deadlines);
  try {
    if (model === undefined) throw new Error('the scenario pushes no configuration');
    await server.configure(model, 'clean');
    const client = wanting();
    const ask = (type: 'INFORMATION-REQUEST' | 'SOLICIT') => [
      ...['exchange', String(exchanges), config.links[0]?.interface ?? ''],
      hex(encode(client.compose(type))),
    ];
    const bareInformation = milliseconds(await output(program, ask('INFORMATION-REQUEST')));
    const bareSolicit = milliseconds(await output(program, ask('SOLICIT')));
    const { config: files } = await server.artefacts();
    await server.stop();
    const both = milliseconds(await restarted(lab, program, files[0]?.text ?? ''));
    return {
      bareInformation,
      bareSolicit,
      bareStart: both.filter((_, index) => index % 2 === 0),
      bareStop: both.filter((_, index) => index % 2 === 1),
    };
  } finally {
    await server.putBack();
    await host.close();
  }
}

/** Starts and stops of Kea with this configuration on the server machine; its log goes to its output, where bare.c reads it. */
async function restarted(lab: Lab, program: string, text: string): Promise<string> {
  const config = JSON.parse(text);
  for (const logger of config.Dhcp6.loggers) logger.output_options = [{ output: 'stdout', flush: true }];
  writeFileSync(`/proc/${lab.serverPid}/root/tmp/bare.conf`, JSON.stringify(config));
  const enter = ['--target', String(lab.serverPid), '--mount', '--net', '--pid', '--uts', '--ipc', '--wd=/'];
  // The program is not in the server's file system: it is handed over open.
  const open = openSync(program, 'r');
  try {
    const command = ['/proc/self/fd/3', 'restart', String(restarts), '/usr/sbin/kea-dhcp6', '-c', '/tmp/bare.conf'];
    const child = spawn('nsenter', [...enter, ...command], { stdio: ['ignore', 'pipe', 'inherit', open] });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
    if (code !== 0) throw new Error(`bare restart ended with ${code}`);
    return said;
  } finally {
    closeSync(open);
  }
}

type Forge = Omit<LabFigures, keyof Bare | 'labUp'>;

/** The same through forge: links, captures, SSH and server opened as in a run, and a scenario that is never judged. */
async function withForge(lab: Lab, scenario: PlannedScenario, scratch: string): Promise<Forge> {
  const config = resolveConfig(lab.config, 'lab');
  const interrupted = new AbortController().signal;
  const site = await openSite({ config }, kea, { interrupted });
  try {
    const folder = await createRunFolder(scratch, 'bench', new Date());
    const look = { ...plainLook, columns: undefined };
    const context: RunContext = {
      config,
      edition: '8415',
      adapter: kea,
      server: site.server,
      wire: site.wire,
      captures: site.captures,
      clockOffset: site.clockOffset,
      folder,
      seed: 'bench',
      interrupted,
      planned: new Map([[scenario.id, scenario]]),
      reporter: liveReporter({
        stream: { write: () => {} },
        mode: 'quiet',
        display: 'none',
        planned: [],
        look,
        runFolder: folder.shown,
        command: [],
        strict: false,
      }),
      strangers: new Strangers(),
      habits: new Habits(),
      showsPackets: false,
      stopped: () => false,
      problem: () => {},
      ends: () => {},
    };
    const world = new Scenario(context, scenario);
    Object.assign(world.model, structuredClone(scenario.configurations[0]));
    await world.ready();
    return {
      information: await answered(world, 'INFORMATION-REQUEST'),
      solicit: await answered(world, 'SOLICIT'),
      judgedSolicit: await judged(world),
      silence: await proven(world),
    };
  } finally {
    await site.close();
  }
}

/** From a client that composes its message to the decoded answer in its hand. */
async function answered(world: Scenario, type: 'INFORMATION-REQUEST' | 'SOLICIT'): Promise<number[]> {
  const { wire, config } = world.run;
  const client = wanting();
  const times: number[] = [];
  for (let i = 0; i < exchanges; i++) {
    const began = performance.now();
    const message = client.compose(type);
    const exchange = await wire.exchange(1, message, message, { payload: encode(message) });
    const answer = await exchange.next(config.deadlines.answer);
    times.push(performance.now() - began);
    if (answer === undefined) throw new Error(`the ${i + 1}. ${type} was not answered`);
    exchange.close();
  }
  return times;
}

/** As a sentence does it: the whole-message rules are judged, the client takes over what it gets, the transcript is kept. */
async function judged(world: Scenario): Promise<number[]> {
  const client = world.addClient('bench');
  client.ia({ kind: 'IA_NA', iaid: 1 });
  const times: number[] = [];
  for (let i = 0; i < exchanges; i++) {
    const began = performance.now();
    await world.send(client, 'SOLICIT');
    const answer = await world.awaitAnswer(client);
    times.push(performance.now() - began);
    if (answer === undefined) throw new Error(`the ${i + 1}. Solicit was not answered`);
  }
  return times;
}

/** A Solicit with a Server Identifier must be ignored (RFC 8415, section 16.2): from its sending to the proof that it was. */
async function proven(world: Scenario): Promise<number[]> {
  const client = world.addClient('ignored');
  client.ia({ kind: 'IA_NA', iaid: 1 });
  const times: number[] = [];
  for (let i = 0; i < silences; i++) {
    client.bendNext((message) => {
      message.options.push(serverId({ duid: Uint8Array.of(0, 3, 0, 1, 2, 0, 0, 0, 0, 0xfe) }));
    });
    const began = performance.now();
    await world.send(client, 'SOLICIT');
    const late = await world.fence(client);
    times.push(performance.now() - began);
    if (late !== undefined) throw new Error('a Solicit with a Server Identifier was answered');
  }
  return times;
}

function wanting(): Client {
  const client = new Client('bench', ordinaryIdentity(1), 1, new Random('bench'));
  client.ia({ kind: 'IA_NA', iaid: 1 });
  return client;
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { encoding: 'utf8' }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}

function milliseconds(nanoseconds: string): number[] {
  return nanoseconds
    .trim()
    .split(/\s+/)
    .map((text) => Number(text) / 1e6);
}

import { randomBytes } from 'node:crypto';
import { Problem } from '../../src/config/problem.js';
import type { ResolvedConfig } from '../../src/config/types.js';
import type { RemoteHost } from '../../src/remote/types.js';
import type { Health, Lease, RenderedFile, ServerHandle, Timings } from '../../src/servers/adapter.js';
import type { ServerModel } from '../../src/servers/model.js';
import { configFile, endFile, folder, leaseFile, logFile, pidFile, program } from './files.js';
import type { LeaseRecord } from './leases.js';

type Render = (model: ServerModel, nonce: string, begins: boolean) => RenderedFile;

/** Reaches the machine and makes sure that nothing of an earlier run is there. */
export async function attach(
  host: RemoteHost,
  render: Render,
  deadlines: ResolvedConfig['deadlines'],
): Promise<ServerHandle> {
  const { code, stdout, stderr } = await sh(host, clearScript, [folder, pidFile, process.execPath, program]);
  if (code !== 0) throw problem(host, `the reference server cannot run there: ${stderr.trim()}`);
  return new ReferenceHandle(host, render, deadlines, stdout.trim());
}

/** The reference server on its machine. It is configured anew while it runs; it is started where it does not. */
class ReferenceHandle implements ServerHandle {
  readonly product: ServerHandle['product'];
  readonly notes: readonly string[] = [];
  readonly #host: RemoteHost;
  readonly #render: Render;
  readonly #deadlines: ResolvedConfig['deadlines'];
  #pushed: RenderedFile | undefined;
  #nonce = '';
  #pid: number | undefined;
  /** Where in the log the current configuration begins. */
  #mark = 0;

  constructor(host: RemoteHost, render: Render, deadlines: ResolvedConfig['deadlines'], node: string) {
    this.#host = host;
    this.#render = render;
    this.#deadlines = deadlines;
    this.product = { name: 'reference', version: node.replace(/^v/, 'node-') };
  }

  async configure(model: ServerModel, leases: 'clean' | 'keep'): Promise<Timings> {
    this.#nonce = randomBytes(8).toString('hex');
    this.#pushed = this.#render(model, this.#nonce, leases === 'clean');
    const timings: Timings = {};
    await timed(timings, 'write', async () => {
      await this.#host.write(configFile, (this.#pushed as RenderedFile).text, { root: true });
      if (leases === 'clean') await sh(this.#host, 'rm -f "$1"', [leaseFile]);
      this.#mark = await this.#logLength();
    });
    await timed(timings, 'ready', () => this.#load());
    return timings;
  }

  async restart(): Promise<Timings> {
    const timings: Timings = {};
    await timed(timings, 'stop', () => this.stop());
    await timed(timings, 'ready', () => this.#load());
    return timings;
  }

  async stop(): Promise<void> {
    if (this.#pid === undefined) return;
    await sh(this.#host, stopScript, [String(this.#pid), endFile]);
    this.#pid = undefined;
  }

  async health(): Promise<Health> {
    if (this.#pid === undefined) return { alive: false, cause: 'it is not running', log: '' };
    const ended = await this.#ended();
    return ended === undefined
      ? { alive: true }
      : { alive: false, cause: `it ended ${ending(ended)}`, log: await this.log() };
  }

  async leases(): Promise<Lease[]> {
    const now = Date.now() / 1000;
    const records = JSON.parse((await this.#text(leaseFile)) ?? '[]') as LeaseRecord[];
    return records.map(({ expires, state, ...record }) => {
      const end = expires === 'never' ? Number.POSITIVE_INFINITY : expires;
      return { ...record, expires: end, state: end > now ? state : 'expired' };
    });
  }

  async received(): Promise<number> {
    return ((await this.log()).match(/^\S+ received /gm) ?? []).length;
  }

  async log(): Promise<string> {
    return (await this.#text(logFile, this.#mark)) ?? '';
  }

  async mark(): Promise<void> {
    this.#mark = await this.#logLength();
  }

  async artefacts(): Promise<{ config: RenderedFile[]; leases: string | undefined; log: string }> {
    return {
      config: this.#pushed === undefined ? [] : [this.#pushed],
      leases: await this.#text(leaseFile),
      log: await this.log(),
    };
  }

  async putBack(): Promise<void> {
    await this.stop();
    await sh(this.#host, 'rm -rf "$1"', [folder]);
  }

  /** Makes the server read the configuration that stands there, and waits until it says that it has. */
  async #load(): Promise<void> {
    const from = await this.#logLength();
    if (this.#pid !== undefined && (await this.#ended()) === undefined) {
      await sh(this.#host, 'kill -HUP "$1"', [String(this.#pid)]);
    } else {
      await this.#start(from);
    }
    const said = await this.#host.waitFor(logFile, new RegExp(`^\\S+ (ready|refused) ${this.#nonce}(.*)$`, 'm'), {
      offset: from,
      deadline: this.#deadlines.ready,
      root: true,
      ...(this.#pid === undefined ? {} : { alive: this.#pid }),
    });
    if (said?.[1] === 'ready') return;
    throw problem(this.#host, await this.#whyNotReady(said?.[2]));
  }

  async #start(from: number): Promise<void> {
    await sh(this.#host, 'rm -f "$1"', [endFile]);
    const server = [process.execPath, program, configFile] as const;
    await this.#host.start(['/bin/sh', '-c', startScript, 'reference-server', endFile, pidFile, ...server], {
      output: logFile,
      root: true,
    });
    const begun = await this.#host.waitFor(logFile, /^process (\d+)$/m, {
      offset: from,
      deadline: this.#deadlines.ready,
      root: true,
    });
    if (begun === undefined) throw problem(this.#host, 'the reference server did not start.');
    this.#pid = Number(begun[1]);
  }

  async #whyNotReady(refusal: string | undefined): Promise<string> {
    if (refusal !== undefined) return `the reference server refuses the configuration:${refusal}.`;
    const ended = await this.#ended();
    const log = tail(await this.log());
    if (ended !== undefined) return `the reference server ended ${ending(ended)} at its start.${log}`;
    return `the reference server was not ready after ${this.#deadlines.ready / 1000} s.${log}`;
  }

  async #ended(): Promise<number | undefined> {
    const text = await this.#text(endFile);
    return text === undefined ? undefined : Number(text);
  }

  async #logLength(): Promise<number> {
    const { stdout } = await sh(this.#host, 'if [ -e "$1" ]; then wc -c <"$1"; else echo 0; fi', [logFile]);
    return Number(stdout);
  }

  async #text(path: string, offset = 0): Promise<string | undefined> {
    const bytes = await this.#host.read(path, { root: true, offset });
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  }
}

/** The shell stays the server's parent: it tells how the server ended. */
const startScript = `
end=$1 pid=$2; shift 2
"$@" &
echo "$!" >"$pid"
echo "process $!"
wait "$!"
code=$?
echo "$code" >"$end.new" && mv "$end.new" "$end"
`;

/** Waits for the parent shell's word, which comes when the server has been reaped; kills a server that does not want to end. */
const stopScript = `
kill -TERM "$1" 2>/dev/null
turns=0
while [ ! -e "$2" ]; do
  sleep 0.01
  turns=$((turns + 1))
  [ "$turns" -ne 200 ] || kill -KILL "$1" 2>/dev/null
  [ "$turns" -lt 400 ] || exit 1
done
`;

/** Ends a server that a killed run has left, and begins with an empty folder. */
const clearScript = `
if read -r pid 2>/dev/null <"$2" && tr '\\000' '\\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -q -x -F -e "$4"; then
  kill -KILL "$pid"
fi
rm -rf "$1" && mkdir -p "$1" && [ -r "$4" ] && "$3" --version
`;

function sh(host: RemoteHost, script: string, args: readonly string[]) {
  return host.run(['/bin/sh', '-c', script, 'forge', ...args], { root: true });
}

async function timed(timings: Timings, part: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  timings[part] = performance.now() - began;
}

function ending(code: number): string {
  return code > 128 ? `by signal ${code - 128}` : `with exit code ${code}`;
}

function tail(log: string): string {
  const lines = log
    .trimEnd()
    .split('\n')
    .slice(-5)
    .filter((line) => line !== '');
  return lines.length === 0 ? '' : `\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function problem(host: RemoteHost, what: string): Problem {
  return new Problem(host.name, what, { kind: 'infrastructure' });
}

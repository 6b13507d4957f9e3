import { randomBytes } from 'node:crypto';
import { Problem } from '../../src/config/problem.js';
import type { ResolvedConfig } from '../../src/config/types.js';
import type { RemoteHost } from '../../src/remote/types.js';
import type { Health, Lease, RenderedFile, ServerHandle, Timings } from '../../src/servers/adapter.js';
import { shell } from '../../src/servers/machine/shell.js';
import type { ServerModel } from '../../src/servers/model.js';
import { configFile, countsFile, endFile, folder, leaseFile, logFile, pidFile, program } from './files.js';
import type { LeaseRecord } from './leases.js';

type Render = (model: ServerModel, nonce: string, begins: boolean) => RenderedFile;

/** Reaches the machine and makes sure that nothing of an earlier run is there. */
export async function attach(
  host: RemoteHost,
  render: Render,
  deadlines: ResolvedConfig['deadlines'],
): Promise<ServerHandle> {
  const { code, stderr } = await shell(host, clearScript, [folder, pidFile, process.execPath, program]);
  if (code !== 0) throw problem(host, `the reference server cannot run there: ${stderr.trim()}`);
  return new ReferenceHandle(host, render, deadlines);
}

/** The reference server on its machine. It is configured anew while it runs; it is started where it does not. */
class ReferenceHandle implements ServerHandle {
  readonly product: ServerHandle['product'] = { name: 'reference', version: '1.0' };
  readonly notes: readonly string[] = [];
  readonly #host: RemoteHost;
  readonly #render: Render;
  readonly #deadlines: ResolvedConfig['deadlines'];
  #pushed: RenderedFile | undefined;
  #nonce = '';
  /** Where in the log the current configuration begins. */
  #mark = 0;

  constructor(host: RemoteHost, render: Render, deadlines: ResolvedConfig['deadlines']) {
    this.#host = host;
    this.#render = render;
    this.#deadlines = deadlines;
  }

  async configure(model: ServerModel, leases: 'clean' | 'keep'): Promise<Timings> {
    this.#nonce = randomBytes(8).toString('hex');
    const begins = leases === 'clean';
    this.#pushed = this.#render(model, this.#nonce, begins);
    return this.#load({ text: this.#pushed.text, begins, mark: begins });
  }

  async restart(): Promise<Timings> {
    await this.stop();
    return this.#load({ text: undefined, begins: false, mark: false });
  }

  async stop(): Promise<void> {
    const { code } = await shell(this.#host, stopScript, [pidFile, endFile]);
    if (code !== 0) throw problem(this.#host, 'the reference server does not end.');
  }

  async health(): Promise<Health> {
    if (this.#pushed === undefined) return { alive: false, cause: 'it is not running', log: '' };
    const ended = await this.#text(endFile);
    if (ended === undefined) return { alive: true };
    return { alive: false, cause: `it ended ${ending(Number(ended))}`, log: await this.log() };
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
    const more = await this.#host.read(logFile, { root: true, offset: this.#mark });
    this.#mark += more?.length ?? 0;
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
    await shell(this.#host, 'rm -rf "$1"', [folder]);
  }

  /** Makes the server read the configuration, and waits until it says that it has. */
  async #load(how: { text: string | undefined; begins: boolean; mark: boolean }): Promise<Timings> {
    const { ready } = this.#deadlines;
    const began = performance.now();
    const flag = (on: boolean) => (on ? 'yes' : '');
    const files = [configFile, leaseFile, countsFile, logFile, pidFile, endFile];
    const args = [flag(how.text !== undefined), flag(how.begins), String(Math.ceil(ready / 10)), this.#nonce];
    const { code, stdout, stderr } = await shell(
      this.#host,
      loadScript,
      [...args, ...files, process.execPath, program, configFile],
      // Beside its own patience.
      { deadline: ready + 10_000, ...(how.text === undefined ? {} : { stdin: how.text }) },
    );
    const [, offset, word, rest = ''] = /^(\d+) (\w+) ?(.*)$/m.exec(stdout) ?? [];
    if (code !== 0 || word === undefined) throw problem(this.#host, `the reference server: ${stderr.trim()}`);
    if (how.mark) this.#mark = Number(offset);
    if (word !== 'ready') throw problem(this.#host, await this.#whyNotReady(word, rest));
    return { load: performance.now() - began };
  }

  async #whyNotReady(word: string, rest: string): Promise<string> {
    if (word === 'refused') return `the reference server refuses the configuration: ${rest}.`;
    const log = tail(await this.log());
    if (word === 'ended') return `the reference server ended ${ending(Number(rest))} at its start.${log}`;
    return `the reference server was not ready after ${this.#deadlines.ready / 1000} s.${log}`;
  }

  async #text(path: string, offset = 0): Promise<string | undefined> {
    const bytes = await this.#host.read(path, { root: true, offset });
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  }
}

/**
 * Writes the configuration, lets the server read it or starts the server, and follows its log to the word that it is ready. A shell
 * stays the server's parent: it tells how the server ended.
 */
const loadScript = `
write=$1 begins=$2 patience=$3 nonce=$4; shift 4
config=$1 leases=$2 counts=$3 log=$4 pid=$5 end=$6; shift 6
if [ -n "$write" ]; then cat >"$config.new" && mv "$config.new" "$config" || exit 1; fi
[ -z "$begins" ] || rm -f "$leases" "$counts"
: >>"$log"
offset=$(($(wc -c <"$log")))
exec 3<"$log"
cat <&3 >/dev/null
if [ -e "$pid" ] && [ ! -e "$end" ]; then
  read -r server <"$pid"
  kill -HUP "$server"
else
  rm -f "$pid" "$end"
  setsid /bin/sh -c '
    pid=$1 end=$2; shift 2
    "$@" &
    echo $! >"$pid"
    wait $!
    echo $? >"$end.new" && mv "$end.new" "$end"
  ' reference-server "$pid" "$end" "$@" </dev/null >>"$log" 2>&1 3<&- &
fi
now; limit=$((cs + patience)); over=
while :; do
  if read -r stamp word told rest <&3; then
    if [ "$told" = "$nonce" ]; then case $word in ready | refused) echo "$offset $word $rest"; exit 0 ;; esac; fi
    continue
  fi
  if [ -n "$over" ]; then echo "$offset ended $over"; exit 0; fi
  # What it said before its end comes first.
  if [ -e "$end" ]; then read -r over <"$end"; continue; fi
  now
  if [ "$cs" -ge "$limit" ]; then echo "$offset late"; exit 0; fi
  pause
done
`;

/** Waits for the parent shell's word, which comes when the server has been reaped; kills a server that does not want to end. */
const stopScript = `
[ -e "$1" ] && [ ! -e "$2" ] || exit 0
read -r server <"$1"
kill -TERM "$server" 2>/dev/null
now; limit=$((cs + 200))
while [ ! -e "$2" ]; do
  now
  if [ "$cs" -ge $((limit + 200)) ]; then exit 1; fi
  [ "$cs" -lt "$limit" ] || kill -KILL "$server" 2>/dev/null
  pause
done
`;

/** Ends a server that a killed run has left, and begins with an empty folder. */
const clearScript = `
if [ -e "$2" ] && read -r pid <"$2" && tr '\\000' '\\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -q -x -F -e "$4"; then
  kill -KILL "$pid"
fi
rm -rf "$1" && mkdir -p "$1" && [ -r "$4" ] && "$3" --version
`;

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

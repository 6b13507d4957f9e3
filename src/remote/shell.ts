import { setTimeout as delay } from 'node:timers/promises';
import { Framed, type Pipes, type Reader, ShellEnded } from './framed.js';
import { printBytes, quote, quoteAll } from './quote.js';
import { opening } from './scripts.js';
import { withResolvers } from './with-resolvers.js';

/** What a command gave, as bytes. */
export interface ShellResult {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
}

export interface ShellCommand {
  readonly argv: readonly string[];
  readonly stdin?: string | Uint8Array | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /**
   * Sends stdout straight to us instead of through a file on the server: for big output of programs that are known to
   * leave no child behind.
   */
  readonly direct?: boolean | undefined;
  /** Milliseconds, counted from when its turn comes. */
  readonly deadline: number;
}

/** The shell had ended before the command's turn came. */
export class NotBegun extends ShellEnded {
  constructor(end: ShellEnded) {
    super(end.how, end.stderr);
  }
}

/** A command passed its deadline and was killed with its whole process group. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
  /** What it had printed by then. */
  readonly output: string;

  constructor(output: string) {
    super('the deadline passed');
    this.output = output;
  }
}

/**
 * A `sh` held open, to which commands are written one after another: a command costs its own start and one round trip, not
 * the start of a channel and a login shell. Any POSIX shell on Linux will do (tried: dash, bash, busybox).
 *
 * A command runs in a session of its own, with stdin, stdout and stderr in files of a private directory on the server: it can
 * neither read the commands that follow, nor hold the channel open, nor does what a daemon that it left behind prints get
 * into the output of later commands. It runs in the foreground of the shell, since a shell without job control lets
 * background commands ignore SIGINT.
 */
export class HeldShell {
  /** The user id that its commands run with. */
  readonly uid: number;
  readonly #framed: Framed;
  /** Where its files are on the server; removed when it ends by itself. */
  readonly directory: string;
  /** Whether the bytes of a stdin may follow the line that takes them. */
  readonly #raw: boolean;
  readonly #rescue: Rescue;
  #turn: Promise<unknown> = Promise.resolve();
  #count = 0;
  #busy = false;
  #litter: string[] = [];

  private constructor(framed: Framed, greeting: { uid: number; directory: string; raw: boolean }, rescue: Rescue) {
    this.#framed = framed;
    this.uid = greeting.uid;
    this.directory = greeting.directory;
    this.#raw = greeting.raw;
    this.#rescue = rescue;
  }

  /**
   * Takes over a fresh `sh`. `rescue` runs a script in another shell of the same user, to kill a command that passed its
   * deadline. Rejects with ShellEnded if the shell ends, DeadlinePassed if it does not answer, ShellUnfit if it lacks a tool.
   */
  static async open(pipes: Pipes, rescue: Rescue, deadline: number): Promise<HeldShell> {
    const framed = new Framed(pipes, silent);
    const [, uid = '', directory = '', feed = '', ...missing] = await greeting(framed, opening(framed.word), deadline);
    if (directory === '-') missing.unshift('a writable folder for temporary files (TMPDIR, /tmp, /dev/shm, /var/tmp)');
    if (missing.length > 0) {
      framed.destroy();
      throw new ShellUnfit(missing);
    }
    return new HeldShell(framed, { uid: Number(uid), directory, raw: feed === 'raw' }, rescue);
  }

  /** Why the shell is gone, once it is. */
  get end(): ShellEnded | undefined {
    return this.#framed.end;
  }

  /** Runs one command when those before it are done. Rejects with ShellEnded or DeadlinePassed. */
  run(command: ShellCommand): Promise<ShellResult> {
    const result = this.#turn.then(() => this.#execute(command));
    this.#turn = result.catch(() => {});
    return result;
  }

  /**
   * Lets it end, with what it made on the server removed. While a command runs it does not wait: the shell ends itself after
   * that command, when it finds its input at an end.
   */
  async finish(): Promise<void> {
    const ended = this.#framed.finish();
    if (!this.#busy) await ended;
  }

  #execute(command: ShellCommand): Promise<ShellResult> {
    const framed = this.#framed;
    if (framed.end !== undefined) return Promise.reject(new NotBegun(framed.end));
    const files = `${this.directory}/${++this.#count}`;
    const { promise, resolve, reject } = withResolvers<ShellResult>();
    const parts: Record<'out' | 'err', Buffer[]> = { out: [], err: [] };
    let into: Buffer[] | undefined;
    const over = new AbortController();
    let killed: Promise<void> | undefined;
    framed.reader = {
      data: (bytes) => into?.push(bytes),
      mark: ([name, value]) => {
        if (name === 'out') into = parts.out;
        else if (name === 'err') into = parts.err;
        else if (name === 'end') {
          over.abort();
          const stdout = Buffer.concat(parts.out);
          const stderr = Buffer.concat(parts.err);
          if (killed === undefined) resolve({ code: Number(value), stdout, stderr });
          else void killed.then(() => reject(new DeadlinePassed(`${stdout}${stderr}`.trim())));
        }
      },
      ended: (reason) => {
        over.abort();
        reject(killed === undefined ? reason : new DeadlinePassed(Buffer.concat(parts.out).toString()));
      },
    };
    const text = this.#text(command, files);
    const timer = setTimeout(() => {
      killed = this.#kill(`${files}.pid`, over.signal);
    }, command.deadline);
    this.#busy = true;
    framed.send(text);
    if (this.#raw && command.stdin !== undefined) framed.send(command.stdin);
    return promise.finally(() => {
      this.#busy = false;
      clearTimeout(timer);
      framed.reader = silent;
    });
  }

  /** Ends a command that is late: politely, then not; then the shell itself, which is replaced by a new one. */
  async #kill(pidFile: string, over: AbortSignal): Promise<void> {
    for (const signal of ['TERM', 'KILL']) {
      const kill = `read -r p <${pidFile} && { kill -${signal} -"$p" || kill -${signal} "$p"; } 2>/dev/null`;
      const rescue = this.#rescue(kill).catch(() => {});
      await Promise.race([rescue, delay(5000, undefined, { ref: false })]);
      // Also after a polite end the second signal is sent: for those of the group that stayed.
      if (!over.aborted) await delay(500, undefined, { signal: over }).catch(() => {});
    }
    if (!over.aborted) this.#framed.destroy();
  }

  #text(command: ShellCommand, files: string): string {
    const word = this.#framed.word;
    const input = command.stdin === undefined ? '/dev/null' : `${files}.in`;
    const env = Object.entries(command.env ?? {}).map(
      ([name, value]) => `export ${checkedName(name)}=${quote(value)}; `,
    );
    this.#litter.push(`${files}.*`);
    const sweep = this.#litter.length >= 32 || command.stdin !== undefined;
    const rubbish = sweep ? this.#litter.splice(0).join(' ') : '';
    return [
      command.stdin === undefined ? '' : `${this.#feed(command.stdin)} >${input} || exit 3; `,
      command.direct ? `printf '${word}out\\n'; ` : `: >${files}.out; `,
      `: >${files}.err; `,
      `( read -r forge_p forge_x </proc/self/stat; printf '%s\\n' "$forge_p" >${files}.pid; ${env.join('')}`,
      `exec setsid ${quoteAll(command.argv)} ) <${input} ${command.direct ? '' : `>${files}.out `}2>${files}.err; forge_c=$?; `,
      command.direct ? '' : `printf '${word}out\\n'; [ ! -s ${files}.out ] || cat ${files}.out; `,
      `printf '${word}err\\n'; [ ! -s ${files}.err ] || cat ${files}.err; `,
      `printf '${word}end %s\\n' "$forge_c"${rubbish === '' ? '' : `; rm -f ${rubbish}`}\n`,
    ].join('');
  }

  /** Shell text that prints the bytes of stdin. */
  #feed(stdin: string | Uint8Array): string {
    return this.#raw ? `head -c ${Buffer.byteLength(stdin)}` : `{ ${printBytes(stdin)}; }`;
  }
}

/** Runs a script in a shell of its own and resolves when it is done. */
export type Rescue = (script: string) => Promise<void>;

/** The machine's shell cannot do what is needed. */
export class ShellUnfit extends Error {
  override readonly name = 'ShellUnfit';
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`missing: ${missing.join(', ')}`);
    this.missing = missing;
  }
}

/**
 * Sends the first script and waits for its mark `ready`. What a login shell prints before it counts only if nothing follows:
 * then it is the reason.
 */
export async function greeting(framed: Framed, script: string, deadline: number): Promise<string[]> {
  const { promise, resolve, reject } = withResolvers<string[]>();
  let said = '';
  framed.reader = {
    data: (bytes) => {
      said = (said + bytes.toString()).slice(-1000);
    },
    mark: resolve,
    ended: (reason) => reject(new ShellEnded(reason.how, reason.stderr || said.trim())),
  };
  const timer = setTimeout(() => {
    reject(new DeadlinePassed(''));
    framed.destroy();
  }, deadline);
  if (framed.end !== undefined) reject(framed.end);
  framed.send(script);
  return promise.finally(() => {
    clearTimeout(timer);
    framed.reader = silent;
  });
}

const silent: Reader = { data: () => {}, mark: () => {}, ended: () => {} };

function checkedName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new RangeError(`${name} is not a name of an environment variable`);
  return name;
}

import { randomBytes } from 'node:crypto';
import { Problem } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import type { Connection } from './connection.js';
import { type Pipes, ShellEnded } from './framed.js';
import { shown } from './quote.js';
import * as scripts from './scripts.js';
import { DeadlinePassed, HeldShell, NotBegun, type ShellResult } from './shell.js';
import { noShell, noSudo } from './shell-problems.js';
import type { CommandOptions, CommandResult, RemoteHost, WriteOptions } from './types.js';
import { Watcher } from './watcher.js';
import { WatcherPool } from './watcher-pool.js';

type As = 'user' | 'root';

/** The managed host on top of one connection: held shells for commands, watchers for waits. */
export class Host implements RemoteHost {
  readonly name: string;
  readonly lost: AbortSignal;
  readonly #connection: Connection;
  readonly #server: ResolvedConfig['server'];
  readonly #deadlines: ResolvedConfig['deadlines'];
  #closed = false;
  readonly #shells = new Map<As, Promise<HeldShell>>();
  readonly #watchers: Record<As, WatcherPool>;

  constructor(connection: Connection, server: ResolvedConfig['server'], deadlines: ResolvedConfig['deadlines']) {
    this.#connection = connection;
    this.#server = server;
    this.#deadlines = deadlines;
    this.name = connection.name;
    this.lost = connection.lost;
    const pool = (as: As) => new WatcherPool(() => this.#opened(as, (pipes) => Watcher.open(pipes, deadlines.connect)));
    this.#watchers = { user: pool('user'), root: pool('root') };
  }

  /** Opens the shell of the user, so that a machine without a usable one is noticed at once. */
  async begin(): Promise<void> {
    await this.#shell('user', 'logging in');
  }

  async run(argv: readonly [string, ...string[]], options: CommandOptions = {}): Promise<CommandResult> {
    const result = await this.#run(argv, options);
    return { code: result.code, stdout: result.stdout.toString('utf8'), stderr: result.stderr.toString('utf8') };
  }

  async start(
    argv: readonly [string, ...string[]],
    options: { output: string; root?: boolean; env?: Readonly<Record<string, string>>; cwd?: string },
  ): Promise<number> {
    // What is started is usually waited for; the watcher's shell is ready by then.
    this.#watchers[await this.#as(options.root, shown(argv))].warm();
    const command = ['sh', '-c', scripts.start, 'sh', options.cwd ?? '.', options.output, ...argv];
    const result = await this.#run(command, { ...options, label: shown(argv) });
    const pid = Number(result.stdout.toString('latin1').trim());
    if (result.code !== 0 || !Number.isInteger(pid) || pid < 2) {
      throw this.#problem(`${shown(argv)} could not be started: ${reason(result)}`);
    }
    return pid;
  }

  async write(path: string, content: string | Uint8Array, options: WriteOptions = {}): Promise<void> {
    const mode = options.mode === undefined ? '' : options.mode.toString(8).padStart(4, '0');
    const unique = randomBytes(6).toString('hex');
    const command = ['sh', '-c', scripts.write, 'sh', path, mode, options.owner ?? '', unique];
    const result = await this.#run(command, {
      root: options.root,
      stdin: content,
      label: `writing ${path}`,
      env: plain,
    });
    if (result.code !== 0) throw this.#problem(`${path} could not be written: ${reason(result)}`);
  }

  async read(path: string, options: { root?: boolean; offset?: number } = {}): Promise<Uint8Array | undefined> {
    const offset = options.offset ?? 0;
    const command = offset === 0 ? ['cat', '--', path] : ['tail', '-c', `+${offset + 1}`, '--', path];
    const result = await this.#run(command, { root: options.root, direct: true, label: `reading ${path}`, env: plain });
    if (result.code === 0) return result.stdout;
    const why = reason(result);
    if (/: (No such file or directory|Not a directory)$/m.test(why)) return undefined;
    throw this.#problem(`${path} could not be read: ${why}`);
  }

  async waitFor(
    path: string,
    pattern: RegExp,
    options: { offset?: number; deadline: number; root?: boolean; alive?: number },
  ): Promise<RegExpExecArray | undefined> {
    const label = `waiting for a line of ${path}`;
    const pool = this.#watchers[await this.#as(options.root, label)];
    const { deadline, alive } = options;
    try {
      return await pool.watch({ path, pattern, offset: options.offset ?? 0, deadline, alive });
    } catch (error) {
      throw this.#explain(error, label, deadline);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const shells = await Promise.allSettled(this.#shells.values());
    const open = shells.flatMap((shell) => (shell.status === 'fulfilled' ? [shell.value.finish()] : []));
    await Promise.all([...open, ...Object.values(this.#watchers).map((pool) => pool.close())]);
    await this.#connection.close();
  }

  async #run(
    argv: readonly string[],
    options: {
      root?: boolean | undefined;
      stdin?: string | Uint8Array | undefined;
      deadline?: number | undefined;
      env?: Readonly<Record<string, string>> | undefined;
      direct?: boolean;
      label?: string;
    },
  ): Promise<ShellResult> {
    const label = options.label ?? shown(argv);
    const deadline = options.deadline ?? this.#deadlines.command;
    const as = await this.#as(options.root, label);
    const { stdin, env, direct } = options;
    for (;;) {
      const shell = await this.#shell(as, label);
      try {
        return await shell.run({ argv, deadline, stdin, env, direct });
      } catch (error) {
        // The shell ended while this command waited for its turn, because of another one: a new shell takes it.
        if (error instanceof NotBegun && !this.lost.aborted && !this.#closed) continue;
        throw this.#explain(error, label, deadline);
      }
    }
  }

  /** Whose shell it takes: root needs none of its own where the user is root. */
  async #as(root: boolean | undefined, label: string): Promise<As> {
    if (root !== true || (await this.#shell('user', label)).uid === 0) return 'user';
    if (this.#server.sudo) return 'root';
    throw this.#problem(
      `${label} needs root, and ${this.#server.user} is not root.`,
      'Set server.sudo to true, or server.user to root.',
    );
  }

  /** The held shell; a new one if the last has ended. */
  async #shell(as: As, label: string): Promise<HeldShell> {
    const held = this.#shells.get(as);
    if (held !== undefined) {
      const shell = await held;
      if (shell.end === undefined) return shell;
      if (this.#shells.get(as) !== held) return this.#shell(as, label);
      const next = this.#openShell(as, label).then((opened) => {
        // A shell that was killed had no time to remove its folder.
        void opened.run({ argv: ['rm', '-rf', '--', shell.directory], deadline: 5000 }).catch(() => {});
        return opened;
      });
      this.#hold(as, next);
      return next;
    }
    const opening = this.#openShell(as, label);
    this.#hold(as, opening);
    return opening;
  }

  #hold(as: As, shell: Promise<HeldShell>): void {
    this.#shells.set(as, shell);
    shell.catch(() => {
      if (this.#shells.get(as) === shell) this.#shells.delete(as);
    });
  }

  async #openShell(as: As, label: string): Promise<HeldShell> {
    const rescue = async (script: string) => {
      const pipes = await this.#open(as);
      pipes.output.resume();
      pipes.errors.resume();
      pipes.input.end(`${script}\n`);
      await pipes.ended;
    };
    try {
      return await this.#opened(as, (pipes) => HeldShell.open(pipes, rescue, this.#deadlines.connect));
    } catch (error) {
      throw this.#explain(error, label, 0);
    }
  }

  /** Opens a shell and makes it ready; why that fails is known here alone. */
  async #opened<T>(as: As, ready: (pipes: Pipes) => Promise<T>): Promise<T> {
    const pipes = await this.#open(as);
    try {
      return await ready(pipes);
    } catch (error) {
      throw as === 'root' ? noSudo(this.#server, error) : noShell(this.#server, error);
    }
  }

  #open(as: As): Promise<Pipes> {
    // The login shell may be any (fish, csh): all of them know exec.
    return this.#connection.open(as === 'root' ? 'exec sudo -n -H sh' : 'exec sh');
  }

  #explain(error: unknown, what: string, deadline: number): unknown {
    if (this.lost.aborted) {
      const lost: unknown = this.lost.reason;
      const why = lost instanceof Problem ? lost.message : String(lost);
      return new Problem('server', `${why.replace(/\.$/, '')} (while: ${what}).`, {
        mend: lost instanceof Problem ? lost.mend : undefined,
        kind: 'infrastructure',
        cause: error,
      });
    }
    if (this.#closed && error instanceof ShellEnded) return this.#problem(`the connection was closed during ${what}.`);
    if (error instanceof DeadlinePassed) {
      const output = error.output === '' ? 'It had printed nothing.' : `It had printed: ${error.output.slice(-500)}`;
      return this.#problem(`${what} did not end within ${deadline / 1000} s and was killed. ${output}`);
    }
    if (error instanceof ShellEnded) return this.#problem(`the shell ended during ${what} (${error.message}).`);
    return error;
  }

  #problem(what: string, mend?: string): Problem {
    return new Problem('server', `on ${this.name}: ${what}`, { mend, kind: 'infrastructure' });
  }
}

/** Messages that forge reads are asked for in English. */
const plain = { LC_ALL: 'C' };

function reason(result: ShellResult): string {
  const text = result.stderr.toString('utf8').trim();
  return text === '' ? `exit code ${result.code}` : text;
}

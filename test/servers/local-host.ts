import { type ChildProcess, spawn } from 'node:child_process';
import { Problem } from '../../src/config/problem.js';
import type { CommandOptions, CommandResult, RemoteHost, WriteOptions } from '../../src/remote/types.js';

/**
 * A machine on this host, reached by a prefix of every command (`nsenter -t PID …`) in place of SSH: for tests of what
 * is built on a RemoteHost. The same promises, one child process a command.
 */
export class LocalHost implements RemoteHost {
  readonly name: string;
  readonly lost: AbortSignal;
  readonly #prefix: readonly string[];
  readonly #cut = new AbortController();
  readonly #running = new Set<ChildProcess>();

  constructor(name: string, prefix: readonly string[]) {
    this.name = name;
    this.#prefix = prefix;
    this.lost = this.#cut.signal;
  }

  run(argv: readonly [string, ...string[]], options: CommandOptions = {}): Promise<CommandResult> {
    if (this.lost.aborted) return Promise.reject(this.lost.reason);
    const [program, ...args] = [...this.#prefix, ...argv] as [string, ...string[]];
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, { env: { ...process.env, ...options.env } });
      this.#running.add(child);
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.stdin.on('error', () => {});
      child.stdin.end(options.stdin ?? '');
      const deadline = options.deadline ?? 20_000;
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Problem(this.name, `"${argv[0]}" was not done after ${deadline} ms.`, { kind: 'infrastructure' }));
      }, deadline);
      const over = () => {
        clearTimeout(timer);
        this.#running.delete(child);
      };
      child.on('error', (error) => {
        over();
        reject(error);
      });
      child.on('close', (code) => {
        over();
        if (this.lost.aborted) reject(this.lost.reason);
        resolve({ code: code ?? 255, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() });
      });
    });
  }

  async start(
    argv: readonly [string, ...string[]],
    options: { output: string; root?: boolean; env?: Readonly<Record<string, string>>; cwd?: string },
  ): Promise<number> {
    const script = 'cd "$2" && out=$1; shift 2; setsid "$@" </dev/null >>"$out" 2>&1 & echo $!';
    const { output, cwd = '/', env = {} } = options;
    const result = await this.run(['/bin/sh', '-c', script, 'start', output, cwd, ...argv], { env });
    return Number(result.stdout);
  }

  async write(path: string, content: string | Uint8Array, options: WriteOptions = {}): Promise<void> {
    const script = `if [ -e "$1" ]; then cp -p "$1" "$1.new"; else : >"$1.new" && chmod 644 "$1.new"; fi &&
      cat >"$1.new" && { [ -z "$2" ] || chmod "$2" "$1.new"; } && { [ -z "$3" ] || chown "$3" "$1.new"; } && mv -f "$1.new" "$1"`;
    const mode = options.mode === undefined ? '' : options.mode.toString(8);
    const args = [path, mode, options.owner ?? ''];
    const result = await this.run(['/bin/sh', '-c', script, 'write', ...args], { stdin: content });
    if (result.code !== 0) throw new Problem(path, result.stderr.trim(), { kind: 'infrastructure' });
  }

  async read(path: string, options: { root?: boolean; offset?: number } = {}): Promise<Uint8Array | undefined> {
    const script = '[ -e "$1" ] || exit 9; tail -c "+$2" "$1" | base64';
    const result = await this.run(['/bin/sh', '-c', script, 'read', path, String((options.offset ?? 0) + 1)]);
    return result.code === 9 ? undefined : Buffer.from(result.stdout, 'base64');
  }

  async waitFor(
    path: string,
    pattern: RegExp,
    options: { offset?: number; deadline: number },
  ): Promise<RegExpExecArray | undefined> {
    const end = performance.now() + options.deadline;
    while (performance.now() < end) {
      const bytes = await this.read(path, options);
      const match = bytes && pattern.exec(Buffer.from(bytes).toString());
      if (match) return match;
    }
    return undefined;
  }

  /** The line is cut: what runs is lost, and everything after it. */
  cut(): void {
    this.#cut.abort(new Problem(this.name, 'the connection is lost.', { kind: 'infrastructure' }));
    for (const child of this.#running) child.kill('SIGKILL');
  }

  async close(): Promise<void> {
    for (const child of this.#running) child.kill('SIGKILL');
  }
}

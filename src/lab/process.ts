import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** What a program of this machine gave. `code` is null where a signal ended it. */
export interface Outcome {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  stdin?: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Milliseconds, then it is killed. Default 20 seconds. */
  deadline?: number;
  uid?: number;
  gid?: number;
}

/** Runs a program of this machine to its end. A non-zero exit is an outcome; only "cannot be started" rejects. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { stdin, deadline = 20_000, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      timeout: deadline,
      killSignal: 'SIGKILL',
      ...spawnOptions,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.stdin.on('error', () => {}); // it ended without reading: its exit code says why
    child.once('error', reject);
    child.once('close', (code, signal) => {
      const [stdout, stderr] = [out, err].map((chunks) => Buffer.concat(chunks).toString());
      resolve({ code, signal, stdout: stdout as string, stderr: stderr as string });
    });
    child.stdin.end(stdin ?? '');
  });
}

/** A process as /proc tells it. `startTime` (clock ticks since boot) makes the pair with the id unique for one boot. */
export interface ProcessEntry {
  readonly pid: number;
  readonly state: string;
  readonly parent: number;
  readonly startTime: string;
}

/** The process with this id, or undefined. A zombie is there, with the state `Z`. */
export function processEntry(pid: number): ProcessEntry | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The program's name, in parentheses, may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '?', parent: Number(fields[1]), startTime: fields[19] ?? '' };
}

/** The children of a process, as far as this PID namespace sees them. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    // A kernel without CONFIG_PROC_CHILDREN, or the process is gone.
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && processEntry(Number(name))?.parent === pid)
      .map(Number);
  }
}

/** Waits for something that has no event of its own, looking often. Resolves to undefined at the deadline (milliseconds). */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  deadline: number,
  pause = 2,
): Promise<T | undefined> {
  const end = performance.now() + deadline;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() >= end) return undefined;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

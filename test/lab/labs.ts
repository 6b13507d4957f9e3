import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { childrenOf, processEntry, until } from '../../src/lab/process.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A run of `inner.ts` in a lab of its own. */
export interface Run {
  readonly child: ChildProcess;
  /** The next line that the process inside tells; undefined when it has ended. */
  // biome-ignore lint/suspicious/noExplicitAny: whatever the task tells; the test asserts on it
  next(): Promise<any>;
  /** The exit code of the process outside, or the signal. */
  readonly ended: Promise<number | string>;
  stderr(): string;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts `outer.ts` with a task for `inner.ts`. */
export function startLab(task: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): Run {
  const { npm_command: _, npm_lifecycle_event: __, ...clean } = process.env;
  const child = spawn(process.execPath, [here('outer.js'), here('inner.js'), task, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...clean, ...env },
  });
  running.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | string;
  });
  return {
    child,
    ended,
    stderr: () => said,
    async next() {
      const { value, done } = await lines.next();
      return done ? undefined : JSON.parse(value);
    },
  };
}

/** Every process below this one. */
export function descendants(pid: number): number[] {
  return childrenOf(pid).flatMap((child) => [child, ...descendants(child)]);
}

/** Network, mount and PID namespaces of a process that are not this process's own. */
export function foreignNamespaces(pid: number): string[] {
  return ['net', 'mnt', 'pid'].flatMap((kind) => {
    try {
      const name = readlinkSync(`/proc/${pid}/ns/${kind}`);
      return name === readlinkSync(`/proc/self/ns/${kind}`) ? [] : [name];
    } catch {
      return [];
    }
  });
}

/** Of these processes and namespaces, those that are still there after the deadline (milliseconds). */
export async function remaining(
  processes: readonly number[],
  namespaces: readonly string[],
  deadline = 5000,
): Promise<{ processes: number[]; namespaces: string[] }> {
  const left = () => {
    const used = new Set(
      readdirSync('/proc')
        .filter((name) => /^\d+$/.test(name))
        .flatMap((name) => foreignNamespaces(Number(name))),
    );
    return {
      processes: processes.filter((pid) => processEntry(pid) !== undefined),
      namespaces: namespaces.filter((name) => used.has(name)),
    };
  };
  const none = ({ processes, namespaces }: ReturnType<typeof left>) => processes.length + namespaces.length === 0;
  await until(() => (none(left()) ? true : undefined), deadline, 20);
  return left();
}

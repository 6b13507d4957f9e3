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

/** Everything of a run that must be gone when the run is. */
export interface Traces {
  readonly processes: number[];
  readonly namespaces: string[];
}

/** The processes below this one, and the namespaces that they alone are in. */
export function tracesBelow(pid: number): Traces {
  const processes = descendants(pid);
  return { processes, namespaces: [...new Set(processes.flatMap(foreignNamespaces))] };
}

/** What is left of it when nothing more goes, at the latest after the deadline (milliseconds). */
export async function remaining(traces: Traces, deadline = 5000): Promise<Traces> {
  // The kernel gives a namespace's number to the next one: only who was there before can still be in this one.
  const witnesses = allProcesses()
    .filter((pid) => !traces.processes.includes(pid))
    .map((pid) => ({ pid, startTime: processEntry(pid)?.startTime }));
  const left = (): Traces => {
    const used = new Set(
      witnesses.flatMap(({ pid, startTime }) =>
        processEntry(pid)?.startTime === startTime ? foreignNamespaces(pid) : [],
      ),
    );
    return {
      // A zombie holds nothing; when it is reaped is the business of whoever inherited it.
      processes: traces.processes.filter((pid) => (processEntry(pid)?.state ?? 'Z') !== 'Z'),
      namespaces: traces.namespaces.filter((name) => used.has(name)),
    };
  };
  const none = ({ processes, namespaces }: Traces) => processes.length + namespaces.length === 0;
  await until(() => none(left()) || undefined, deadline, 20);
  return left();
}

function allProcesses(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
}

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/**
 * Defines the tests of a file that must live in a network namespace of their own: outside, one test runs the file again
 * inside; there the tests proper are defined. Nothing of it outlives the test process, however that ends.
 */
export function inNamespace(moduleUrl: string, define: () => void): void {
  const file = fileURLToPath(moduleUrl);
  if (process.env.FORGE_TEST_NAMESPACE === file) {
    define();
    return;
  }
  test(`${basename(file, '.js')}, in a network namespace of its own`, async () => {
    // Without NODE_TEST_CONTEXT the inner run reports in words instead of in the outer runner's protocol.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const argv = [
      ...['--pdeathsig', 'KILL', 'unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'],
      ...[process.execPath, '--test-force-exit', '--test-reporter', 'spec', file],
    ];
    const inner = spawn('setpriv', argv, {
      // A failed test may leave a link open, which would keep the inner run alive.
      timeout: 600_000,
      killSignal: 'SIGKILL',
      env: { ...env, FORGE_TEST_NAMESPACE: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [inner.stdout, inner.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const [code] = (await once(inner, 'close')) as [number | null];
    assert.equal(code, 0, output);
    assert.match(output, /^ℹ tests [1-9]/m, output);
  });
}

/** The machine at the other end of a veth pair, in a network namespace of its own. */
export interface Peer {
  /** This side's interface. */
  readonly here: string;
  /** That side's interface and its link-local address. */
  readonly there: string;
  readonly linkLocal: string;
  readonly pid: number;
  /** Tells it to do something, and waits until it has done it. */
  tell(order: Order): Promise<void>;
  close(): Promise<void>;
}

export type Order =
  /** Answers each datagram with the same payload, from port 547 or from an ephemeral one; or not at all. */
  | { order: 'echo'; from: 'server port' | 'ephemeral port' | 'nowhere' }
  /** Sends `count` datagrams of `size` bytes, each filled with its running number. */
  | { order: 'send'; to: string; toPort: number; size: number; count: number };

const running = new Set<ChildProcess>();

/** Makes a peer; `here` is the name of this side's interface. Its addresses are usable at once. */
export async function makePeer(here = 'tester0', there = 'server0'): Promise<Peer> {
  for (const which of ['all', 'default']) run('sysctl', '-qw', `net.ipv6.conf.${which}.accept_dad=0`);
  const responder = fileURLToPath(new URL('./responder.js', import.meta.url));
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', '--net', process.execPath, responder, there], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running.add(child);
  await reply(child, 'in its namespace');
  const pid = child.pid as number;
  inside(pid, 'sysctl', '-qw', 'net.ipv6.conf.default.accept_dad=0');
  run('ip', 'link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', String(pid));
  inside(pid, 'ip', 'link', 'set', there, 'up');
  run('ip', 'link', 'set', here, 'up');
  const text = inside(pid, 'ip', '-json', 'address', 'show', 'dev', there);
  const linkLocal = /"local":"(fe80:[^"]*)"/.exec(text)?.[1];
  assert.ok(linkLocal !== undefined, text);
  const listening = reply(child, 'listening');
  child.send({ order: 'listen' });
  await listening;
  return {
    here,
    there,
    linkLocal,
    pid,
    async tell(order) {
      const done = reply(child, 'done');
      child.send(order);
      await done;
    },
    async close() {
      running.delete(child);
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      try {
        execFileSync('ip', ['link', 'del', here], { stdio: 'ignore' });
      } catch {
        // The kernel takes it away with the other end's namespace, sooner or later than this.
      }
    },
  };
}

/** Runs a program in this namespace and gives its output. */
export function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' });
}

/** Runs a program in the network namespace of a process. */
export function inside(pid: number, ...argv: string[]): string {
  return run('nsenter', '--target', String(pid), '--net', ...argv);
}

/** Waits until `check` gives something, asking again in each turn of the event loop; fails after `deadline` ms. */
export async function eventually<T>(check: () => T | undefined | false, what: string, deadline = 5000): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    const found = check();
    if (found !== undefined && found !== false) return found;
    assert.ok(performance.now() < end, `no ${what} within ${deadline} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

async function reply(child: ChildProcess, expected: string): Promise<void> {
  const over = new AbortController();
  const options = { signal: AbortSignal.any([over.signal, AbortSignal.timeout(10_000)]) };
  const gone = once(child, 'exit', options).then(() => ['gone']);
  gone.catch(() => {});
  const [message] = await Promise.race([once(child, 'message', options), gone]).finally(() => over.abort());
  assert.equal(message, expected);
}

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

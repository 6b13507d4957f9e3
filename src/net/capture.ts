import { type ChildProcess, spawn } from 'node:child_process';
import { Problem } from '../config/problem.js';
import { FrameStore, type Wanted } from './frame-store.js';
import { interfaceFacts } from './interfaces.js';
import { PcapReader } from './pcap.js';
import { findProgram } from './program.js';
import type { Frame } from './types.js';

/**
 * The frames of one link, as they come. Raw sockets receive neither IPv6 header nor MAC addresses, and a firewall may
 * keep from them what is on the wire: so the capture is tcpdump's, one child a link for the whole run.
 */
export interface Capture {
  readonly interface: string;
  /** LINKTYPE_ value of the frames; 1 is Ethernet. */
  readonly linkType: number;
  /** How many frames have come: note it where a scenario or step begins, and give it to `since`. */
  readonly position: number;
  /** The frames from a position on. */
  since(position: number): Frame[];
  /**
   * Waits until a frame with this UDP payload has come (`times` of them, at or after `since`), so that everything before
   * it has come too. At once where it has; false where it has not after `deadline` milliseconds, or the capture broke.
   */
  settle(wanted: Wanted, options: { deadline: number; since?: number; times?: number }): Promise<boolean>;
  /** Frees the frames before a position; positions stay as they are. */
  forget(before: number): void;
  /** Set when tcpdump ended by itself: what came until then is there, nothing else will come. */
  readonly broken: Problem | undefined;
  /** Frames that the kernel had to drop; known after `end`. */
  readonly dropped: number | undefined;
  /** Ends tcpdump; what it had read by then is there afterwards. Safe to call twice. */
  end(): Promise<void>;
}

/** Everything that can be DHCPv6, or can tell what happened to it, lies included: extension headers, fragments, odd ports. */
const filter = 'ip6 and not tcp';
const startDeadline = 10_000;
const endDeadline = 2000;

/**
 * Starts capturing on an interface; resolves when every later frame will be seen.
 * Throws a Problem where tcpdump is missing, is not allowed to capture, or refuses the interface.
 */
export async function startCapture(interfaceName: string): Promise<Capture> {
  const tcpdump = await findProgram('tcpdump');
  if (tcpdump === undefined) {
    throw new Problem('capture', 'the program tcpdump is not installed.', { mend: 'Try: apt-get install tcpdump' });
  }
  const { mtu } = await interfaceFacts(interfaceName);
  // Each frame takes a slot of the snap length in the kernel's ring: with tcpdump's own a burst of 50 would overrun it.
  const snapLength = Math.max(2048, mtu + 128);
  const options = ['-i', interfaceName, '--immediate-mode', '-U', '-n', '-s', String(snapLength), '-B', '16384'];
  // A change of user would undo the parent-death signal, and there are no files to protect from root.
  const argv = [tcpdump, ...options, '--time-stamp-precision=nano', '-Z', 'root', '-w', '-', filter];
  const setpriv = await findProgram('setpriv');
  if (setpriv !== undefined) argv.unshift(setpriv, '--pdeathsig', 'KILL');
  // Its own session: a Ctrl-C at the terminal must not end the capture before the report is written.
  const child = spawn(argv[0] as string, argv.slice(1), {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
  });
  const tcpdumpRun = follow(child);
  try {
    await tcpdumpRun.ready;
  } catch (error) {
    child.kill('SIGKILL');
    throw startProblem(interfaceName, error);
  }
  return makeCapture(interfaceName, child, tcpdumpRun);
}

interface Run {
  readonly store: FrameStore;
  /** When it captures; rejected where it ends before. */
  readonly ready: Promise<void>;
  /** When it has ended and all of its output is read. */
  readonly closed: Promise<void>;
  /** What it has said on stderr. */
  readonly words: () => string;
}

function follow(child: ChildProcess): Run {
  const store = new FrameStore();
  const reader = new PcapReader();
  let words = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    store.add(reader.push(chunk));
    if (reader.fault !== undefined) {
      words += `\n${reader.fault}\n`;
      child.kill('SIGKILL');
    }
    store.linkType = reader.header?.linkType ?? store.linkType;
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it did not begin to listen')), startDeadline);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      words += text;
      if (!/listening on /.test(words)) return;
      clearTimeout(late);
      resolve();
    });
    child.once('error', reject);
    void closed.then(() => {
      clearTimeout(late);
      reject(new Error(complaint(words)));
    });
  });
  return { store, ready, closed, words: () => words };
}

function makeCapture(interfaceName: string, child: ChildProcess, { store, closed, words }: Run): Capture {
  let ending = false;
  let broken: Problem | undefined;
  void closed.then(() => {
    if (!ending) {
      const what = `tcpdump ended by itself: ${complaint(words())}.`;
      broken = new Problem(`capture on ${interfaceName}`, what, { kind: 'infrastructure' });
    }
    store.end();
  });
  return {
    interface: interfaceName,
    get linkType() {
      return store.linkType;
    },
    get position() {
      return store.position;
    },
    since: (position) => store.since(position),
    settle: (wanted, { deadline, since = 0, times = 1 }) => store.settle(wanted, { deadline, since, times }),
    forget: (before) => store.forget(before),
    get broken() {
      return broken;
    },
    get dropped() {
      const dropped = /^(\d+) packets? dropped by kernel/m.exec(words())?.[1];
      return dropped === undefined ? undefined : Number(dropped);
    },
    async end() {
      ending = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGKILL'), endDeadline);
      await closed;
      clearTimeout(late);
    },
  };
}

/** The last thing that tcpdump said, without its name and its statistics. */
function complaint(words: string): string {
  const lines = words
    .split('\n')
    .map((line) => line.replace(/^tcpdump: /, '').trim())
    .filter((line) => line !== '' && !/listening on |^\d+ packets? |verbose output/.test(line));
  return lines.at(-1) ?? 'it said nothing';
}

function startProblem(interfaceName: string, error: unknown): Problem {
  const what = error instanceof Error ? error.message : String(error);
  if (/permission|not permitted/i.test(what)) {
    return new Problem('capture', 'this user may not capture packets (CAP_NET_RAW is missing).', {
      mend: 'Run forge as root: sudo npx forge …',
      cause: error,
    });
  }
  return new Problem(`capture on ${interfaceName}`, `tcpdump could not start: ${what}.`, {
    mend: `See: tcpdump -i ${interfaceName} -c 1`,
    kind: 'infrastructure',
    cause: error,
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { constants } from 'node:os';
import type { Duplex, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { exitCode, Problem } from '../config/problem.js';
import { endKept, type KeptLab, remember } from './kept.js';
import type { FromTester, LabDescription, ToTester } from './messages.js';
import { watchParent } from './parent.js';
import { childrenOf, processEntry, until } from './process.js';
import { requireRoot, requireTools, searchPath } from './tools.js';

/** Environment variable `ID NETNS-OF-THE-HOST`: names the lab, and proves that a process is inside of it. */
const mark = 'FORGE_LAB';

/** Exit code of the first process when it could not make the machine; what went wrong is on the chain's error output. */
const noMachine = 125;

/**
 * Mounts made from here on are nobody else's. In a chroot the root cannot be named, because it is no mount point: entering
 * one's own mount namespace leads out to the real root for the one command that needs it. (`unshare` would do the first
 * line by itself, and fail in a chroot.)
 */
const privateMounts = `
mount -n --make-rprivate / 2> /dev/null || nsenter --mount=/proc/self/ns/mnt mount -n --make-rprivate / || exit ${noMachine}
mount -n -t proc -o nosuid,nodev,noexec proc /proc || exit ${noMachine}
`;

/**
 * The tester machine's first process: it waits until it has been seen (by then it dies with its parent), runs the command
 * on the caller's own error output, and reaps what the command leaves behind.
 */
const firstProcess = `
unset FIRST
${privateMounts}
exec 2>&5 5>&-
read -r _ <&4 || exit 1
exec 4<&-
"$@"
exit "$?"
`;
/** The same for a lab to keep: it tells the exit code, lets go of everything that is the caller's, and stays. */
const keptFirstProcess = `
unset FIRST
${privateMounts}
exec 2>&5 5>&-
read -r _ <&4 || exit 1
"$@" 4<&-
echo "$?" >&4
exec 3<&- 4<&- < /dev/null > /dev/null 2>&1
cd /
sleep infinity &
wait "$!"
`;

/** This process runs in the tester machine that `enterLab` made for it. */
export function insideLab(env: NodeJS.ProcessEnv = process.env): boolean {
  return labId(env) !== undefined;
}

let entered: string | undefined;

/** The id of the lab whose tester machine this process was started in. */
export function labId(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env === process.env && entered !== undefined) return entered;
  const [id, host] = (env[mark] ?? '').split(' ');
  if (id === undefined || id === '' || host === undefined) return undefined;
  // Whoever inherits the mark by accident is still in the network namespace that it names.
  return readlinkSync('/proc/self/ns/net') === host ? undefined : id;
}

/** The same, once for all: programs that this process starts do not take themselves for the one that makes the machines. */
export function claimLabId(): string | undefined {
  entered = labId();
  delete process.env[mark];
  return entered;
}

export interface EnterOptions {
  /** The lab stays when the command is over, if one came up. Default: whether `--keep-lab` is among the arguments. */
  keep?: boolean;
  /** Program and arguments to run inside. Default: this very forge with `argv`. */
  command?: readonly [string, ...string[]];
  /** Told of the lab that is kept. Default: a line on the error output tells the user. */
  kept?: (lab: KeptLab) => void;
}

/**
 * Runs forge once more as the tester machine of a lab, in network, mount and PID namespaces of its own, and resolves with
 * its exit code (130 after SIGINT). SIGINT, SIGTERM and SIGHUP are passed on once each, and the death of npx counts as SIGTERM.
 * When this process dies, all that is inside dies with it, unless the lab is to be kept.
 * Throws a Problem where the user is not root, a tool is missing, or namespaces are refused.
 */
export async function enterLab(argv: readonly string[], options: EnterOptions = {}): Promise<number> {
  requireRoot('--lab');
  requireTools();
  const keep = options.keep ?? argv.includes('--keep-lab');
  const forge = fileURLToPath(new URL('../../../bin/forge.js', import.meta.url));
  const command = options.command ?? [process.execPath, ...process.execArgv, forge, ...argv];
  const id = randomBytes(3).toString('hex');

  const child = start(id, keep, command);
  const said = collect(child.stdio[2] as Readable);
  const gate = child.stdio[4] as Duplex;
  const ended = exitOf(child);
  const first = await until(() => (child.exitCode === null ? childrenOf(child.pid as number)[0] : -1), 5000);
  if (first === undefined || first === -1) throw refused(said());

  const forward = signals(child, first);
  const stopWatching = watchParent(() => forward('SIGTERM'));
  let lab: LabDescription | undefined;
  child.on('message', (message: FromTester) => {
    if ('keep' in message) lab = message.keep;
    else void fetchServers(message.products, (answer) => child.connected && child.send(answer));
  });

  try {
    if (!keep) {
      gate.end('go\n');
      const code = await ended;
      if (code === noMachine && said() !== '') throw refused(said());
      return code;
    }
    const record = {
      id,
      pid: first,
      startTime: processEntry(first)?.startTime ?? '',
      created: new Date().toISOString(),
    };
    // Before the command starts: a lab that nobody has written down could not be cleaned away.
    remember(record);
    gate.write('go\n');
    const code = await Promise.race([codeFrom(gate), ended]);
    if (lab === undefined) {
      await endKept(record);
    } else {
      remember({ ...record, lab });
      (options.kept ?? tellKept)({ ...record, lab });
    }
    return code;
  } finally {
    stopWatching();
    forward.stop();
    // In a kept lab only `unshare` is left of the chain, and with it the caller's output: a pipe would never end.
    child.kill('SIGKILL');
    if (child.connected) child.disconnect();
    gate.destroy();
    child.unref();
  }
}

function tellKept({ id }: KeptLab): void {
  process.stderr.write(`lab ${id} stays: forge lab shell ${id}, forge lab down ${id}\n`);
}

function start(id: string, keep: boolean, command: readonly string[]): ChildProcess {
  const machine = ['unshare', '--net', '--mount', '--propagation', 'unchanged', '--pid', '--fork'];
  const chain = keep ? machine : ['setpriv', '--pdeathsig', 'KILL', ...machine, '--kill-child'];
  const [program = 'unshare', ...args] = [...chain, 'sh', '-c', 'eval "$FIRST"', `forge-lab-${id}-tester`];
  return spawn(program, [...args, ...command], {
    // A session of its own: Ctrl-C reaches the command once, through us, and not a second time from the terminal.
    detached: true,
    // 2: what the chain itself has to say. 3: messages. 4: the gate. 5: the caller's error output.
    stdio: ['inherit', 'inherit', 'pipe', 'ipc', 'pipe', 2],
    env: {
      ...process.env,
      PATH: searchPath(),
      [mark]: `${id} ${readlinkSync('/proc/self/ns/net')}`,
      // Not an argument, so that a list of processes stays readable.
      FIRST: keep ? keptFirstProcess : firstProcess,
    },
  });
}

function collect(stream: Readable): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return () => text.trim();
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (code !== null) resolve(code);
      else resolve(signal === 'SIGINT' ? exitCode.interrupted : 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 0));
    });
  });
}

/** The exit code that the first process of a kept lab writes when the command is over. */
function codeFrom(gate: Duplex): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    gate.on('data', (chunk: Buffer) => {
      text += chunk;
      if (text.includes('\n')) resolve(Number.parseInt(text, 10));
    });
  });
}

function refused(said: string): Problem {
  return new Problem('lab', `this machine refuses new namespaces: ${said || 'no first process after 5 s'}`, {
    kind: 'infrastructure',
    mend: 'In a container, run it with --privileged; else give a server machine in config.ts.',
  });
}

/** Fetching is done out here: inside there is no network but the lab's. */
async function fetchServers(products: readonly string[], answer: (message: ToTester) => void): Promise<void> {
  try {
    const { provision } = await import('./provision.js');
    await provision(products, { tell: (line) => process.stderr.write(`lab: ${line}\n`) });
    answer({ servers: 'there' });
  } catch (error) {
    const { place, message, mend } = error instanceof Problem ? error : { ...new Problem('lab', String(error)) };
    answer({ servers: 'missing', place, what: message, ...(mend === undefined ? {} : { mend }) });
  }
}

/** Passes signals on to the command, the child of `first`; at the third one ends the whole tester machine. */
function signals(machine: ChildProcess, first: number): ((signal: NodeJS.Signals) => void) & { stop: () => void } {
  let count = 0;
  const kill = (pid: number | undefined, signal: NodeJS.Signals) => {
    try {
      if (pid !== undefined) process.kill(pid, signal);
    } catch {
      // It has just ended by itself.
    }
  };
  const pass = (signal: NodeJS.Signals) => {
    count += signal === 'SIGWINCH' ? 0 : 1;
    if (count <= 2) {
      kill(childrenOf(first)[0], signal);
    } else {
      // Who asks three times does not want to wait for the cleaning up.
      machine.kill('SIGKILL');
      kill(first, 'SIGKILL');
    }
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGWINCH'] as const;
  for (const name of names) process.on(name, pass);
  const stop = () => {
    for (const name of names) process.off(name, pass);
  };
  return Object.assign(pass, { stop });
}

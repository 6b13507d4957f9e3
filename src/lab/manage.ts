import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Problem } from '../config/problem.js';
import { enterLab } from './enter.js';
import { endKept, isAlive, type KeptLab, keptLabs } from './kept.js';
import type { LabDescription } from './messages.js';
import { requireRoot, requireTools } from './tools.js';

/** A kept lab and whether it still stands. */
export interface LabState extends KeptLab {
  readonly state: 'up' | 'coming up' | 'gone';
}

/** Makes a lab that stays until `labDown`. */
export async function labUp(products: readonly string[] = ['kea']): Promise<KeptLab> {
  requireRoot('lab up');
  let made: KeptLab | undefined;
  const inside = fileURLToPath(new URL('inside.js', import.meta.url));
  const code = await enterLab([], {
    keep: true,
    command: [process.execPath, ...process.execArgv, inside, ...products],
    kept: (lab) => {
      made = lab;
    },
  });
  if (made !== undefined) return made;
  // What was wrong has been said by the process inside.
  throw new Problem('lab up', `the lab did not come up (exit code ${code}).`, { kind: 'infrastructure' });
}

/** Kept labs, the oldest first. Readable for root only, as their keys are. */
export function labStatus(): LabState[] {
  requireRoot('lab status');
  return keptLabs().map((lab) => ({
    ...lab,
    state: isAlive(lab) ? (lab.lab === undefined ? 'coming up' : 'up') : 'gone',
  }));
}

/** Ends one lab; the only one where no id is given. Resolves with it. */
export async function labDown(id?: string): Promise<KeptLab> {
  requireRoot('lab down');
  const lab = chosen('lab down', id);
  await endKept(lab);
  return lab;
}

/** Ends every kept lab and removes every record: afterwards nothing of forge's labs is left. Resolves with what was there. */
export async function labClean(): Promise<KeptLab[]> {
  requireRoot('lab clean');
  const labs = keptLabs();
  for (const lab of labs) await endKept(lab);
  return labs;
}

/**
 * Runs a program, or a shell, in one of the machines of a kept lab, with this terminal, and resolves with its exit code.
 * In the tester machine `forge` is on the PATH and FORGE_CONFIG names the lab's configuration.
 */
export async function labShell(
  id: string | undefined,
  machine: 'tester' | 'server',
  argv: readonly string[] = [],
): Promise<number> {
  requireRoot('lab shell');
  requireTools(['nsenter']);
  const kept = chosen('lab shell', id);
  const lab = kept.lab;
  if (lab === undefined || !isAlive(kept)) {
    throw new Problem('lab shell', `the lab ${kept.id} is not up.`, { mend: `Remove it: forge lab down ${kept.id}` });
  }
  const [program = 'nsenter', ...args] = machine === 'tester' ? inTester(kept, argv) : inServer(kept, lab, argv);
  const child = spawn(program, args, { stdio: 'inherit', env: machine === 'tester' ? testerEnv(lab) : serverEnv() });
  // Ctrl-C is the shell's, not ours; the terminal sends it to both.
  const ignore = () => {};
  for (const name of ['SIGINT', 'SIGQUIT'] as const) process.on(name, ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? 'SIGKILL'] ?? 0)));
    });
  } finally {
    for (const name of ['SIGINT', 'SIGQUIT'] as const) process.off(name, ignore);
  }
}

// --root: in a chroot a mount namespace alone would lead out of it.
const namespaces = ['--net', '--mount', '--root', '--pid'];

function inTester(kept: KeptLab, argv: readonly string[]): string[] {
  const command = argv.length > 0 ? argv : [process.env.SHELL ?? '/bin/sh'];
  // Entering a mount namespace leaves one in its root folder.
  const back = ['sh', '-c', 'cd "$1" && shift && exec "$@"', 'sh', process.cwd()];
  return ['nsenter', '--target', String(kept.pid), ...namespaces, '--', ...back, ...command];
}

function inServer(kept: KeptLab, lab: LabDescription, argv: readonly string[]): string[] {
  const command = argv.length > 0 ? argv : ['sh', '-l'];
  // By way of the tester machine, whose numbering the server machine's process id is in.
  const tester = ['nsenter', '--target', String(kept.pid), ...namespaces, '--'];
  const server = ['nsenter', '--target', String(lab.serverPid), ...namespaces, '--uts', '--ipc'];
  // nsenter leaves the working folder where it was, outside of the new root.
  return [...tester, ...server, '--', 'sh', '-c', 'cd /root && exec "$@"', 'sh', ...command];
}

function testerEnv(lab: LabDescription): NodeJS.ProcessEnv {
  return {
    ...process.env,
    FORGE_CONFIG: lab.configFile,
    PATH: `${lab.binFolder}:${process.env.PATH ?? ''}`,
    PS1: `tester:\\w# `,
  };
}

function serverEnv(): NodeJS.ProcessEnv {
  const { TERM, LANG } = process.env;
  return {
    ...(TERM === undefined ? {} : { TERM }),
    ...(LANG === undefined ? {} : { LANG }),
    HOME: '/root',
    USER: 'root',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    PS1: 'server:\\w# ',
  };
}

/** The lab of this id, or the only one. */
function chosen(place: string, id: string | undefined): KeptLab {
  const labs = keptLabs();
  const found = id === undefined ? (labs.length === 1 ? labs[0] : undefined) : labs.find((lab) => lab.id === id);
  if (found !== undefined) return found;
  const names = labs.map((lab) => lab.id).join(', ');
  if (labs.length === 0) throw new Problem(place, 'no lab is up.', { mend: 'Make one: forge lab up' });
  throw new Problem(place, id === undefined ? `several labs are up.` : `there is no lab "${id}".`, {
    mend: `Name one of: ${names}`,
  });
}

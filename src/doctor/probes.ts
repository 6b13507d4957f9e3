import { access, constants, readdir, readFile, readlink, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import { run } from '../lab/process.js';
import { startCapture } from '../net/capture.js';
import { type InterfaceFacts, listInterfaces, type UsableInterface, usableInterface } from '../net/interfaces.js';
import { holdPort, type PortHolder, portHolders } from '../net/ports.js';
import { findProgram } from '../net/program.js';
import { rawSocketProblem } from '../net/raw.js';
import type { AskSecret } from '../remote/login.js';
import { connect } from '../remote/ssh.js';
import type { RemoteHost } from '../remote/types.js';
import { type Heard, listen, type Question } from './wire.js';

/** A program that runs on this machine, in this network namespace. */
export interface RunningProgram {
  readonly pid: number;
  readonly name: string;
  readonly argv: readonly string[];
}

/** Everything that the doctor asks this machine, and the way to the other one: what a test substitutes. */
export interface Probes {
  /** `v20.20.2` */
  readonly node: string;
  readonly uid: number;
  /** What stands in the way of raw sockets. */
  rawSocket(): Promise<Problem | undefined>;
  interfaces(): Promise<InterfaceFacts[]>;
  /** Waits for carrier and duplicate address detection; what is wrong is thrown as a Problem at `place`. */
  usable(name: string, place: string): Promise<UsableInterface>;
  /** Captures for a moment; what is wrong is thrown as a Problem. */
  capture(interfaceName: string): Promise<void>;
  /** Holds a UDP port for a moment; who has it is thrown as a Problem. */
  hold(address: string, interfaceName: string, port: number): Promise<void>;
  /** Who has a UDP port over IPv6. */
  holders(port: number): Promise<PortHolder[]>;
  /** Runs a program; undefined where there is none of this name. */
  run(
    program: string,
    args: readonly string[],
  ): Promise<{ code: number | null; stdout: string; stderr: string } | undefined>;
  /** The text of a file, or undefined. */
  read(path: string): Promise<string | undefined>;
  running(): Promise<RunningProgram[]>;
  /** Whether files can be made in this folder, or where it would be made, and how many bytes are free there. */
  room(folder: string): Promise<{ readonly fault?: string; readonly free: number }>;
  connect(config: ResolvedConfig): Promise<RemoteHost>;
  listen(question: Question): Promise<Heard>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** The real machine. `askSecret` asks the person where the configuration says so. */
export function realProbes(askSecret?: AskSecret): Probes {
  return {
    node: process.version,
    uid: process.geteuid?.() ?? 0,
    rawSocket: rawSocketProblem,
    interfaces: listInterfaces,
    usable: (name, place) => usableInterface(name, { place }),
    capture: async (name) => (await startCapture(name)).end(),
    hold: async (address, name, port) => (await holdPort(address, name, port)).release(),
    holders: portHolders,
    async run(program, args) {
      const path = await findProgram(program);
      return path === undefined ? undefined : run(path, args, { env: { ...process.env, LC_ALL: 'C' } });
    },
    read: (path) => readFile(path, 'utf8').catch(() => undefined),
    running,
    room,
    connect: (config) => connect(config.server, config.deadlines, askSecret === undefined ? {} : { askSecret }),
    listen,
    now: Date.now,
  };
}

async function running(): Promise<RunningProgram[]> {
  const here = await readlink('/proc/self/ns/net');
  const found: RunningProgram[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    // Processes end while we look, and of others' only root sees the namespace.
    const space = await readlink(`/proc/${entry}/ns/net`).catch(() => undefined);
    if (space !== here) continue;
    const name = await readFile(`/proc/${entry}/comm`, 'utf8').catch(() => '');
    const line = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
    found.push({ pid: Number(entry), name: name.trim(), argv: line.split('\0').slice(0, -1) });
  }
  return found;
}

async function room(folder: string): Promise<{ fault?: string; free: number }> {
  let place = folder;
  let there = await stat(place).catch(() => undefined);
  while (there === undefined && dirname(place) !== place) {
    place = dirname(place);
    there = await stat(place).catch(() => undefined);
  }
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  if (there?.isDirectory() !== true) return { fault: `${place} is not a folder`, free };
  const code = await access(place, constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error.code,
  );
  if (code === undefined) return { free };
  return { fault: code === 'EROFS' ? `${place} is read-only` : `this user may not write in ${place}`, free };
}

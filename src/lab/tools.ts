import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Problem } from '../config/problem.js';

/** Programs of this machine that the lab calls, and the Debian package that brings each. */
const tools = {
  unshare: 'util-linux',
  nsenter: 'util-linux',
  setpriv: 'util-linux',
  pivot_root: 'util-linux',
  mount: 'mount',
  umount: 'mount',
  ip: 'iproute2',
  tcpdump: 'tcpdump',
} as const;
export type Tool = keyof typeof tools;

/** PATH with the folders of the administrator's programs, which an ordinary user's PATH lacks on Debian. */
export function searchPath(env: NodeJS.ProcessEnv = process.env): string {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const usual = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return [...folders, ...usual.filter((folder) => !folders.includes(folder))].join(delimiter);
}

/** The full path of a program, or undefined. */
export function findProgram(name: string, path: string = searchPath()): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Throws a Problem that names the packages of the missing ones. */
export function requireTools(wanted: readonly Tool[] = Object.keys(tools) as Tool[], path?: string): void {
  const missing = wanted.filter((name) => findProgram(name, path) === undefined);
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((name) => tools[name]))];
  throw new Problem('lab', `this machine has no ${missing.join(', ')}.`, {
    kind: 'infrastructure',
    mend: `Install: apt-get install ${packages.join(' ')}`,
  });
}

/** Throws a Problem unless this process is root. */
export function requireRoot(command: string): void {
  if (process.getuid?.() === 0) return;
  throw new Problem(command, 'the lab makes network namespaces and needs root for it.', { mend: 'Call it with sudo.' });
}

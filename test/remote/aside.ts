import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unpackedAside } from '../packages.js';

/** Shells that people log in with and that small machines have: fetched and unpacked aside, never installed. */
export interface OtherShells {
  readonly busybox: string;
  readonly tcsh: string;
  readonly fish: string;
  /** Where fish finds its library. */
  readonly library: string;
}

const packages = ['busybox', 'tcsh', 'fish', 'fish-common', 'libpcre2-32-0'];

/** Copies them into this folder, where every user can run them; the packages are fetched into the user's cache, once. */
export function otherShells(folder: string): OtherShells {
  const root = unpackedAside('shells-1', packages);
  const target = join(folder, 'shells');
  mkdirSync(target);
  const copy = (pattern: RegExp) => {
    const found = readdirSync(root, { recursive: true, encoding: 'utf8' }).find((path) => pattern.test(path));
    if (found === undefined) throw new Error(`${root} has no ${pattern}`);
    copyFileSync(join(root, found), join(target, basename(found)));
    return join(target, basename(found));
  };
  copy(/\/libpcre2-32\.so\.0$/);
  return { busybox: copy(/bin\/busybox$/), tcsh: copy(/bin\/tcsh$/), fish: copy(/bin\/fish$/), library: target };
}

/** A folder that holds nothing but busybox under the names of its tools (and sudo), as the PATH of a small machine. */
export function busyboxTools(folder: string, busybox: string): string {
  const path = join(folder, 'busybox-tools');
  mkdirSync(path);
  for (const tool of execFileSync(busybox, ['--list'], { encoding: 'utf8' }).trim().split('\n'))
    symlinkSync(busybox, join(path, tool));
  symlinkSync('/usr/bin/sudo', join(path, 'sudo'));
  return path;
}

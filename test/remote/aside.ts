import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from '../../src/lab/places.js';

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
  const root = join(cacheFolder(), 'tests', 'shells-1');
  if (!existsSync(root)) {
    mkdirSync(join(root, '..'), { recursive: true });
    const work = mkdtempSync(`${root}-`);
    try {
      const options = { cwd: work, stdio: ['ignore' as const, 'ignore' as const, 'pipe' as const] };
      const download = () => spawnSync('apt-get', ['download', ...packages], options);
      if (download().status !== 0) {
        execFileSync('apt-get', ['update'], options);
        const { status, stderr } = download();
        if (status !== 0) throw new Error(`apt-get download ${packages.join(' ')}: ${stderr}`);
      }
      for (const deb of readdirSync(work)) execFileSync('dpkg-deb', ['-x', deb, join(work, 'root')], options);
      // Another test process may have been quicker.
      if (!existsSync(root)) renameSync(join(work, 'root'), root);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
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

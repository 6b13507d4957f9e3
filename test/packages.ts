import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../src/lab/places.js';

/**
 * The folder of Debian packages that a test needs and this machine should not get: fetched into the user's cache once, unpacked
 * aside, never installed. Another `name` where the list changes.
 */
export function unpackedAside(name: string, packages: readonly string[]): string {
  const root = join(cacheFolder(), 'tests', name);
  if (existsSync(root)) return root;
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
  return root;
}

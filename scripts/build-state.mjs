// Whether dist/ was made from what stands in the clone now: names, sizes and times of everything that goes into it.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const clone = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(clone, 'dist/.built');
const sources = [
  'src',
  'steps',
  'test',
  'bench',
  'features',
  'scripts',
  'package.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
];

export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === state();
}

/** @param {string} before the state that was built: what changed meanwhile is not in it */
export function markBuilt(before) {
  writeFileSync(stamp, before);
}

export function state() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const path = join(clone, source);
    if (!existsSync(path)) continue;
    const files = statSync(path).isDirectory() ? readdirSync(path, { recursive: true, encoding: 'utf8' }).sort() : [''];
    for (const file of files) {
      const { mtimeMs, size } = statSync(join(path, file), { throwIfNoEntry: false }) ?? {};
      hash.update(`${source}/${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest('hex');
}

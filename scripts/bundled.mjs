// npm packs bundled packages whole, whatever their ignore files say: also what node-gyp has built here, which is for the Node of this
// machine and names its folders. So what no installation needs is set aside while a tarball is made: `aside` before, `back` after.
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const store = join(modules, '.aside');
const unneeded = ['raw-socket/build', 'raw-socket/example', 'nan/doc', 'nan/tools', 'nan/.github'];

const [word] = process.argv.slice(2);
if (word !== 'aside' && word !== 'back') {
  console.error('usage: node scripts/bundled.mjs aside|back');
  process.exit(2);
}
for (const name of unneeded) {
  const [from, to] = word === 'aside' ? [modules, store] : [store, modules];
  // An `aside` that was never followed by its `back` is no reason to lose what it set aside.
  if (!existsSync(join(from, name)) || existsSync(join(to, name))) continue;
  mkdirSync(dirname(join(to, name)), { recursive: true });
  renameSync(join(from, name), join(to, name));
}
if (word === 'back') rmSync(store, { recursive: true, force: true });

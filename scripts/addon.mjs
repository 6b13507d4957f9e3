// Builds raw-socket for this Node where it does not load yet: `npm run addon`, and part of every installation. npm 12 runs no
// installation script of a bundled package, and leaves this to the package that bundles it.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

if (!loads() && !builds()) {
  console.error(
    'raw-socket could not be built (see above). It takes a C++ compiler, make and Python, on Debian: ' +
      'apt-get install g++ make python3. Then, in the folder of forge: npm run addon',
  );
  process.exitCode = 1;
}

/** In a process of its own: an addon that was loaded once is not looked at again. */
function loads() {
  return spawnSync(process.execPath, ['-e', 'require("raw-socket")'], { cwd: root, stdio: 'ignore' }).status === 0;
}

function builds() {
  const folder = dirname(createRequire(import.meta.url).resolve('raw-socket/package.json'));
  // npm names the node-gyp that it brings.
  const own = process.env.npm_config_node_gyp;
  const [program, ...args] = own === undefined ? ['node-gyp', 'rebuild'] : [process.execPath, own, 'rebuild'];
  // The headers of this very Node, where they are at hand: else node-gyp fetches them.
  const prefix = resolve(process.execPath, '../..');
  if (existsSync(join(prefix, 'include/node/node.h'))) args.push('--nodedir', prefix);
  const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (done.status === 0 && loads()) return true;
  console.error(`${done.error?.message ?? ''}${done.stdout ?? ''}${done.stderr ?? ''}`.trim());
  return false;
}

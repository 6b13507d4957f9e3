// Builds dist/ from src/, steps/, test/ and bench/. Plain Node: it runs whatever the installation did or did not bring.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markBuilt, state } from './build-state.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(root, 'node_modules/typescript/bin/tsc');

if (!existsSync(tsc)) {
  // `npm install -g` of a packed tarball has no compiler and needs none: its dist/ came with it.
  console.error('build: there is no TypeScript compiler in node_modules. Run "npm ci" first.');
  process.exit(2);
}

const before = state();
const compiled = spawnSync(process.execPath, [tsc, '-p', root, '--pretty', 'false'], { cwd: root, encoding: 'utf8' });
if (compiled.status !== 0) {
  const lines = `${compiled.stdout}${compiled.stderr}`.trim().split('\n');
  console.error(lines.slice(0, 40).join('\n'));
  if (lines.length > 40) console.error(`… and ${lines.length - 40} more lines`);
  console.error('build: TypeScript found errors.');
  process.exit(1);
}

// A source that is gone leaves its output behind, and a test that is no more would still run.
for (const folder of ['src', 'steps', 'test', 'bench']) prune(join(root, 'dist', folder));

// What the compiler does not carry over: data, scripts and pages that stand beside the code.
for (const folder of ['src', 'steps', 'test']) copyAssets(join(root, folder));

for (const step of ['src/requirements/build.mjs']) {
  if (!existsSync(join(root, step))) continue;
  const made = spawnSync(process.execPath, [join(root, step)], { cwd: root, stdio: 'inherit' });
  if (made.status !== 0) {
    console.error(`build: ${step} failed.`);
    process.exit(1);
  }
}
await index();
chmodSync(join(root, 'bin/forge.js'), 0o755);
markBuilt(before);

/** What makes `forge list` fast. Wrong features are no error of the build: `forge list` and the tests say what is wrong. */
async function index() {
  const { writeIndex } = await import('../dist/src/run/index-file.js');
  await writeIndex().catch((error) => {
    if (error?.name !== 'Problem' && error?.name !== 'Problems') throw error;
    rmSync(join(root, 'dist/features-index.json'), { force: true });
    console.error('build: some features are wrong. `node bin/forge.js list` says what.');
  });
}

/** @param {string} folder */
function copyAssets(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      copyAssets(path);
    } else if (/\.(sh|css|html|svg|json)$/.test(entry.name) || /\.client\.js$/.test(entry.name)) {
      cpSync(path, join(root, 'dist', relative(root, path)), { preserveTimestamps: true });
    }
  }
}

/** @param {string} folder */
function prune(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const source = join(root, relative(join(root, 'dist'), path));
    if (entry.isDirectory()) {
      if (existsSync(source)) prune(path);
      else rmSync(path, { recursive: true });
    } else {
      const made = /^(.*)\.(js|js\.map|d\.ts)$/.exec(source)?.[1];
      if (made !== undefined && !existsSync(`${made}.ts`) && !existsSync(source)) rmSync(path);
    }
  }
}

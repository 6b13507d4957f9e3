// `npm test`: brings what is missing, then runs every test, end to end included. `npm test -- PATTERN…`: only the files
// whose path contains one of the patterns.
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inChroot, outOfChroot } from './chroot.mjs';
import { cache, clone, giveBack, main, runAsRoot, say, setUp } from './setup.mjs';

const patterns = process.argv.slice(2);
const { CI, FORCE_COLOR, NO_COLOR } = process.env;

await main(async () => {
  await setUp({ tests: true });
  const all = testFiles(join(clone, 'dist'));
  const files = all.filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)));
  if (files.length === 0) {
    say(`no test file matches ${patterns.join(', ')}`);
    return 2;
  }
  if (files.length < all.length) say(`${files.length} of ${all.length} test files, because patterns were given`);
  const reporter = join(clone, 'scripts/test-reporter.mjs');
  // Two at a time: labs do not disturb each other, but they share the processor, and tests have deadlines. A file that hangs fails.
  const options = [
    '--test',
    '--test-concurrency=2',
    '--test-timeout=1800000',
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ];
  // The same for everybody: root, by whatever way. Tests of what sudo does make their own sudo.
  const sudo = ['SUDO_UID', 'SUDO_GID', 'SUDO_USER', 'SUDO_COMMAND'].flatMap((name) => ['-u', name]);
  const command = ['env', ...sudo, process.execPath, ...options, ...files];
  const code = await runAsRoot(inChroot() ? outOfChroot(clone, command) : command, {
    CI,
    FORCE_COLOR,
    NO_COLOR,
    FORGE_CACHE: await cache(),
  });
  await giveBack();
  return code;
});

/** @param {string} folder */
function testFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.js') && !name.includes('node_modules'))
    .map((name) => relative(clone, join(folder, name)))
    .sort();
}

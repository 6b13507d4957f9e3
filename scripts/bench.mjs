// `npm run bench`: how fast forge is, on a real Kea in the lab. `npm run bench -- [scenario] [codec] [--runs N] [--write]`: only these
// parts; the basic scenarios N times (10); the tables also into docs/performance.md. The figures are those of a machine with nothing
// else to do.
import { join } from 'node:path';
import { clone, giveBack, main, runAsRoot, setUp } from './setup.mjs';

await main(async () => {
  await setUp();
  const { XDG_CACHE_HOME, NO_COLOR, FORCE_COLOR } = process.env;
  const bench = [process.execPath, join(clone, 'dist/bench/main.js'), ...process.argv.slice(2)];
  const code = await runAsRoot(bench, { XDG_CACHE_HOME, NO_COLOR, FORCE_COLOR });
  await giveBack();
  return code;
});

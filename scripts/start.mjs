// `npm start`: brings what is missing, then tests a real Kea in the built-in lab. `npm start -- ARGUMENTS`: forge with these instead.
import { join } from 'node:path';
import { clone, main, runAsRoot, setUp } from './setup.mjs';

const given = process.argv.slice(2);
const { CI, FORCE_COLOR, NO_COLOR, XDG_CACHE_HOME } = process.env;

await main(async () => {
  await setUp();
  const command = given.length > 0 ? given : ['run', '-6', '--lab', '-n', '7550_1'];
  const forge = [process.execPath, join(clone, 'bin/forge.js'), ...command];
  const code = await runAsRoot(forge, { CI, FORCE_COLOR, NO_COLOR, XDG_CACHE_HOME });
  // Its machines were namespaces of processes that have ended, and all that they wrote was in memory.
  if (given.length === 0) console.log('  lab     ended, nothing of it is left on this machine');
  return code;
});

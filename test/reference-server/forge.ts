import { fileURLToPath } from 'node:url';
import { Problem } from '../../src/config/problem.js';
import { enterLab, insideLab } from '../../src/lab/enter.js';
import { addAdapter } from '../../src/servers/registry.js';
import { referenceAdapter } from './adapter.js';
import { faultsFrom } from './faults/named.js';
import { addToLab } from './lab.js';

// forge that knows the reference server too: `node dist/test/reference-server/forge.js -6 --lab --server reference -n 7550_1`.
// FORGE_FAULTS names what the server does wrong in this run: `no-server-id,late`; with semicolons, scenario by scenario.

try {
  const faults = faultsFrom(process.env.FORGE_FAULTS ?? '');
  addAdapter(referenceAdapter(faults));
  addToLab();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.line);
  process.exit(2);
}
const words = process.argv.slice(2);
if (words.includes('--lab') && !insideLab() && process.geteuid?.() === 0) {
  const self = fileURLToPath(import.meta.url);
  process.exitCode = await enterLab(words, { command: [process.execPath, ...process.execArgv, self, ...words] });
} else {
  await import('../../src/cli/main.js');
}

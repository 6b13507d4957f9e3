import { Problem } from '../../src/config/problem.js';
import { enterLab } from '../../src/lab/lab.js';

// The process outside: runs the script named by its first argument as the tester machine of a lab.
const [script = '', ...args] = process.argv.slice(2);
try {
  process.exitCode = await enterLab([], { command: [process.execPath, script, ...args] });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.line);
  process.exitCode = 3;
}

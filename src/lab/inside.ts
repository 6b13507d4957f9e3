import { Problem } from '../config/problem.js';
import { bringUp } from './lab.js';

// The command of `forge lab up`, run in the tester machine: brings the lab up and goes; the lab stays.
try {
  const [first = 'kea', ...others] = process.argv.slice(2);
  await bringUp({ keep: true, products: [first, ...others] });
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.line);
  process.exitCode = 3;
}

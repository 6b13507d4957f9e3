import { Problem } from '../../src/config/problem.js';
import { labClean, labDown, labShell, labStatus, labUp } from '../../src/lab/lab.js';

// One function of the lab's management an invocation; its result as JSON.
const [task, ...args] = process.argv.slice(2);
const [id, machine, ...argv] = args;
try {
  if (task === 'shell') {
    process.exitCode = await labShell(id, machine === 'tester' ? 'tester' : 'server', argv);
  } else {
    const tasks = { up: labUp, status: labStatus, clean: labClean, down: () => labDown(id) };
    const value = await tasks[task as keyof typeof tasks]();
    process.stdout.write(JSON.stringify(value));
  }
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.line);
  process.exitCode = 3;
}

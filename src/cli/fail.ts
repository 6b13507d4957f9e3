import { type ExitCode, exitCode, Problem, Problems } from '../config/problem.js';
import { visible } from '../report/text.js';
import { paintFor } from './terminal.js';

/** Tells the user what ended the command, on stderr, and gives the exit code for it. */
export function fail(error: unknown): ExitCode {
  const problems = error instanceof Problem ? [error] : error instanceof Problems ? error.all : undefined;
  if (problems === undefined) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${stack}\nThis is a bug of forge, please report it with these lines.\n`);
    // Not 1: that would say that the server does not conform.
    return exitCode.infrastructure;
  }
  const paint = paintFor(process.stderr);
  for (const problem of problems) {
    // A problem may quote what a server or a file says: shown, never obeyed by the terminal.
    const line = problem.line.split('\n').map(visible).join('\n');
    const place = line.slice(0, visible(problem.place).length);
    process.stderr.write(`${paint.red(place)}${line.slice(place.length)}\n`);
  }
  return problems.some((problem) => problem.kind === 'usage') ? exitCode.usage : exitCode.infrastructure;
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode, Problem } from '../config/problem.js';
import { print } from './command.js';
import { commands } from './commands.js';
import { fail } from './fail.js';
import { helpOf, overview } from './help.js';
import { packageRoot } from './launcher.js';
import { parse } from './parse.js';

// A reader that has gone (`forge list | head -1`) is no error of ours; the run goes on and cleans up.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
process.on('uncaughtException', (error) => process.exit(fail(error)));

// Node's own code for a promise that nothing will ever settle; a bug, and never to be taken for a verdict.
process.on('exit', (code) => {
  if (code === 13) process.exitCode = fail(new Error('forge waits for something that cannot come'));
});

process.exitCode = await forge(process.argv.slice(2)).catch(fail);
// What a library may have left open must not keep the user waiting: all that forge owns has been ended by its owners.
process.exit();

/** Does what the words ask for; gives the exit code. Throws Problem, Problems, or what is a bug. */
async function forge(typed: readonly string[]): Promise<number> {
  const words = typed[0] === 'help' ? [...typed.slice(1), '--help'] : typed;
  const { command, named, values, rest, help, version } = await parse(words, commands);
  if (help || version) {
    await print(help ? (named ? helpOf(command) : overview(commands)) : packageVersion());
    return exitCode.good;
  }
  if (values['4'] === true) throw new Problem('-4', 'forge speaks DHCPv6 only.', { mend: 'Use -6, or leave it out.' });
  return command.run(values as never, words, rest);
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

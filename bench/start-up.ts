import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../src/run/places.js';
import { type Summary, summarize } from './statistics.js';

export interface StartUpFigures {
  /** `node -e 0`: what any program in this Node costs. */
  readonly node: Summary;
  readonly list: Summary;
  readonly npxList: Summary;
}

/** Milliseconds from start to end of a process, `times` each. */
export function benchStartUp(times: number): StartUpFigures {
  const forge = join(packageRoot, 'bin/forge.js');
  return {
    node: summarize(repeat(times, [process.execPath, '-e', '0'])),
    list: summarize(repeat(times, [process.execPath, forge, 'list'])),
    npxList: summarize(repeat(times, ['npx', 'forge', 'list'])),
  };
}

function repeat(times: number, [program = '', ...args]: readonly string[]): number[] {
  return Array.from({ length: times }, () => {
    const began = performance.now();
    const done = spawnSync(program, args, { cwd: packageRoot, stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.error?.message ?? done.stderr}`);
    return performance.now() - began;
  });
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../config/problem.js';
import { latestRun } from '../report/folder.js';
import type { RunRecord } from '../report/record.js';
import type { Edition } from '../requirements/catalogue.js';

/** `--edition`, as far as it was given. */
export function editionOf(text: string | undefined): Edition | undefined {
  return text === '8415' || text === '9915' ? text : undefined;
}

/** The roots that `--features` and `--steps` add to those of forge. */
export async function roots(values: {
  readonly features: readonly string[];
  readonly steps: readonly string[];
}): Promise<{ featureRoots: string[]; stepRoots: string[] }> {
  const { shippedFeatures, shippedSteps } = await import('../run/places.js');
  return { featureRoots: [shippedFeatures, ...values.features], stepRoots: [shippedSteps, ...values.steps] };
}

/** A whole number above 0; undefined where the option was not given. */
export function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Problem(option, `"${text}" is no whole number above 0.`);
}

/** `90`, `90s`, `5m`, `1h` in seconds; undefined where the option was not given. */
export function seconds(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?)([smh])?$/.exec(text) ?? [];
  const number = Number(digits) * { s: 1, m: 60, h: 3600 }[unit as 's' | 'm' | 'h'];
  if (digits !== '' && number > 0) return number;
  throw new Problem(option, `"${text}" is no time.`, { mend: 'Seconds, or 5m, or 1h.' });
}

/** The record of the latest run below `base` (./reports); a Problem where there is none. */
export async function latestRecord(
  option: string,
  base: string | undefined,
): Promise<{ folder: string; run: RunRecord }> {
  const folder = await latestRun(base);
  if (folder === undefined) {
    throw new Problem(option, `there is no run in ${base ?? './reports'} yet.`, {
      mend: 'Run something first, or name the folder with --out.',
    });
  }
  try {
    return { folder, run: JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as RunRecord };
  } catch {
    throw new Problem(option, `the latest run, ${folder}, left no results.json that can be read.`);
  }
}

/** Ids of what did not pass in the latest run, or was not reached by it. */
export async function notPassed(base: string | undefined): Promise<string[]> {
  const { folder, run } = await latestRecord('--rerun', base);
  const ids = run.scenarios
    .filter(({ verdict }) => verdict !== 'passed' && verdict !== 'unsupported')
    .map(({ id }) => id);
  if (ids.length === 0) throw new Problem('--rerun', `all passed in ${folder}: there is nothing to run again.`);
  return ids;
}

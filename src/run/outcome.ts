import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, Problems } from '../config/problem.js';
import type { RunRecord, ScenarioRecord } from '../report/record.js';
import { interruption } from './interrupt.js';
import type { OpenedSite } from './open.js';
import type { Base } from './options.js';
import { packageRoot } from './places.js';
import { countVerdicts, exitCodeOf } from './tally.js';

/** What a run has come to so far. */
export interface Course {
  readonly records: ScenarioRecord[];
  readonly problems: Problem[];
  /** Lines about the run as a whole that are no failure of it. */
  readonly notes: string[];
  /** Breaches that no scenario of the selection carries; they count like a failure. */
  readonly findings: string[];
}

export function newCourse(): Course {
  return { records: [], problems: [], notes: [], findings: [] };
}

/** The record of a run, its scenarios in the order of the plan, which is that of the files. */
export function recordOf(
  { started, plan, options }: Base,
  course: Course,
  site?: OpenedSite,
  signal?: AbortSignal,
): RunRecord {
  const order = new Map(plan.scenarios.map((scenario, index) => [scenario.id, index]));
  const scenarios = course.records.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const counts = countVerdicts(scenarios, plan.scenarios.length);
  const ended = interruption(signal);
  return {
    schema: 1,
    forge: version(),
    node: process.version,
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    server: {
      product: plan.adapter.name,
      version: site?.server.product.version ?? '',
      host: site === undefined ? '' : site.config.source === 'lab' ? 'lab' : site.config.server.host,
    },
    edition: plan.edition,
    strict: options.strict,
    command: options.command,
    ...(ended === undefined ? {} : { interrupted: ended.message }),
    problems: [...course.findings, ...course.problems.map((problem) => problem.line), ...course.notes],
    scenarios,
    counts,
    exitCode: exitCodeOf(counts, {
      strict: options.strict,
      interrupted: ended?.by,
      problems: course.problems.length,
      findings: course.findings.length,
    }),
  };
}

/** What was thrown, as the problems that a report shows; what is no Problem is a bug. */
export function problemsOf(error: unknown): Problem[] {
  if (error instanceof Problems) return [...error.all];
  if (error instanceof Problem) return [error];
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [new Problem('forge', `this is a bug of forge, please report it: ${text}`, { kind: 'infrastructure' })];
}

export function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

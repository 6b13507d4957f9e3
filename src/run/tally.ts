import { type ExitCode, exitCode } from '../config/problem.js';
import type { RunRecord, ScenarioRecord, Verdict } from '../report/record.js';
import type { PlannedScenario } from './plan.js';

/** How many of each verdict, and how many scenarios were planned but not run. */
export function countVerdicts(records: readonly ScenarioRecord[], planned: number): RunRecord['counts'] {
  const counts: Record<Verdict | 'notRun', number> = {
    passed: 0,
    failed: 0,
    deviation: 0,
    unsupported: 0,
    waived: 0,
    'unexpected-pass': 0,
    error: 0,
    notRun: planned - records.length,
  };
  for (const record of records) counts[record.verdict]++;
  return counts;
}

/** 130 beats all, 1 beats 3, 3 beats 2 (nothing was judged). A run whose time was up is an error, not interrupted. */
export function exitCodeOf(
  counts: RunRecord['counts'],
  run: {
    readonly strict: boolean;
    readonly interrupted: 'user' | 'time' | undefined;
    readonly problems: number;
    readonly findings?: number;
  },
): ExitCode {
  if (run.interrupted === 'user') return exitCode.interrupted;
  const bad = counts.failed + counts['unexpected-pass'] + (run.strict ? counts.deviation : 0) + (run.findings ?? 0);
  if (bad > 0) return exitCode.notConformant;
  if (counts.error > 0 || run.problems > 0 || run.interrupted === 'time') return exitCode.infrastructure;
  const judged = counts.passed + counts.deviation + counts.waived;
  if (judged > 0) return exitCode.good;
  // What was planned and never ran is no verdict on the selection.
  return counts.notRun > 0 ? exitCode.infrastructure : exitCode.usage;
}

/** What a record says of a scenario as it stands in its feature. */
export function asWritten(
  planned: PlannedScenario,
): Pick<ScenarioRecord, 'id' | 'description' | 'feature' | 'uri' | 'line' | 'rule' | 'requirements' | 'tags'> {
  const { id, description, feature, uri, line, rule, requirements, tags } = planned;
  return { id, description, feature, uri, line, ...(rule === undefined ? {} : { rule }), requirements, tags };
}

/** The record of a scenario that this product cannot be judged by: nothing ran, by declaration. */
export function unsupportedRecord(planned: PlannedScenario, reason: string): ScenarioRecord {
  return {
    ...asWritten(planned),
    verdict: 'unsupported',
    reason,
    findings: [],
    steps: planned.steps.map((step) => ({ ...step, status: 'skipped', milliseconds: 0 })),
    packets: [],
    seconds: 0,
    parts: {},
    files: [],
  };
}

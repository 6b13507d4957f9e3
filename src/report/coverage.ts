import { requirement } from '../requirements/catalogue.js';
import type { CitedRequirement, Level, RunRecord, ScenarioRecord, Verdict } from './record.js';

/** What a run says about one requirement. */
export interface Coverage {
  readonly id: string;
  /** Absent where the catalogue does not know the id. */
  readonly level?: Level;
  readonly text?: string;
  /**
   * `violated`, `deviated`: a finding names it. `held`: no finding does, and a scenario that cites it ran to its end.
   * `not judged`: all scenarios that cite it were unsupported or ended early.
   */
  readonly state: 'violated' | 'deviated' | 'held' | 'not judged';
  readonly scenarios: readonly { readonly id: string; readonly verdict: Verdict }[];
}

/** Every requirement that a scenario of the run cites or a finding names, the catalogue's order of ids. */
export function coverage(run: RunRecord): Coverage[] {
  const touching = new Map<string, ScenarioRecord[]>();
  for (const record of run.scenarios) {
    for (const id of touched(record)) touching.set(id, [...(touching.get(id) ?? []), record]);
  }
  return [...touching]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([id, records]) => ({
      id,
      ...run.requirements?.[id],
      state: stateOf(id, records),
      scenarios: records.map((record) => ({ id: record.id, verdict: record.verdict })),
    }));
}

/** Level and text of every requirement that these scenarios touch, from the catalogue. */
export function citedRequirements(scenarios: readonly ScenarioRecord[]): Record<string, CitedRequirement> {
  const cited: Record<string, CitedRequirement> = {};
  for (const id of new Set(scenarios.flatMap(touched))) {
    const record = requirement(id);
    if (record !== undefined) cited[id] = { level: record.level, text: record.text.trim() };
  }
  return cited;
}

function touched(record: ScenarioRecord): string[] {
  const named = record.findings.flatMap((finding) => (finding.requirement === undefined ? [] : [finding.requirement]));
  return [...new Set([...record.requirements, ...named])];
}

function stateOf(id: string, records: readonly ScenarioRecord[]): Coverage['state'] {
  const weights = new Set(
    records.flatMap((record) =>
      record.findings.filter((finding) => finding.requirement === id).map((one) => one.weight),
    ),
  );
  if (weights.has('violation')) return 'violated';
  if (weights.has('deviation')) return 'deviated';
  // A scenario that failed for another requirement ended before its other sentences were tried.
  return records.some((record) => toTheEnd.has(record.verdict)) ? 'held' : 'not judged';
}

const toTheEnd: ReadonlySet<Verdict> = new Set(['passed', 'deviation', 'unexpected-pass']);

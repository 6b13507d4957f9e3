import type { RunRecord } from '../report/record.js';

/** The verdicts of repeated runs, a line a scenario; `differing` names those whose verdicts are not all alike. */
export function verdictTable(runs: readonly RunRecord[]): { text: string; differing: string[] } {
  const ids = [...new Set(runs.flatMap((run) => run.scenarios.map((scenario) => scenario.id)))];
  const width = Math.max(...ids.map((id) => id.length), 8);
  const differing: string[] = [];
  const lines = ids.map((id) => {
    const verdicts = runs.map((run) => run.scenarios.find((scenario) => scenario.id === id)?.verdict ?? 'not run');
    const counted = [...new Set(verdicts)].map(
      (verdict) => `${verdict} ${verdicts.filter((one) => one === verdict).length}`,
    );
    if (counted.length > 1) differing.push(id);
    return `${counted.length > 1 ? '≠' : '='} ${id.padEnd(width)}  ${counted.join(', ')}\n`;
  });
  const judgement =
    differing.length === 0
      ? `the same verdicts in all ${runs.length} runs\n`
      : `verdicts differ between the runs: ${differing.join(', ')}\n`;
  return { text: `\n${lines.join('')}${judgement}`, differing };
}

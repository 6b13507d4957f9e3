import type { Finding, Level, RunRecord, ScenarioRecord, Verdict } from './record.js';

/** All verdicts, the worst first. */
export const verdicts = [
  'failed',
  'error',
  'unexpected-pass',
  'deviation',
  'waived',
  'unsupported',
  'passed',
] as const satisfies readonly Verdict[];

/** `unexpected pass` */
export function verdictWord(verdict: Verdict): string {
  return verdict === 'unexpected-pass' ? 'unexpected pass' : verdict;
}

/** `3 deviations`, `1 unexpected pass`, `2 passed` */
export function countOf(verdict: Verdict, count: number): string {
  if (count !== 1 && verdict === 'deviation') return `${count} deviations`;
  if (count !== 1 && verdict === 'error') return `${count} errors`;
  if (count !== 1 && verdict === 'unexpected-pass') return `${count} unexpected passes`;
  return `${count} ${verdictWord(verdict)}`;
}

/** Whether a run with this verdict in it is not conformant. */
export function isBad(verdict: Verdict, strict: boolean): boolean {
  switch (verdict) {
    case 'failed':
    case 'error':
    case 'unexpected-pass':
      return true;
    case 'deviation':
      return strict;
    case 'passed':
    case 'unsupported':
    case 'waived':
      return false;
  }
}

/** `0.09 s`, `12.3 s`, `2 min 05 s` */
export function duration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** Violations first, then deviations, then remarks; in each the order in which they were found. */
export function byWeight(findings: readonly Finding[]): Finding[] {
  const rank = { violation: 0, deviation: 1, remark: 2 } as const;
  return [...findings].sort((a, b) => rank[a.weight] - rank[b.weight]);
}

/** The levels from the strictest down. */
export const levels = ['MUST', 'MUST NOT', 'STATES', 'SHOULD', 'SHOULD NOT', 'MAY'] as const satisfies readonly Level[];

/** Level of a scenario: that of its worst finding, else the strictest of the requirements that it cites. */
export function levelOf(record: ScenarioRecord, cited: RunRecord['requirements'] = {}): Level | undefined {
  const worst = byWeight(record.findings).find((finding) => finding.weight !== 'remark' && finding.level !== undefined);
  if (worst?.level !== undefined) return worst.level;
  const present = new Set(record.requirements.map((id) => cited[id]?.level));
  return levels.find((level) => present.has(level));
}

/** The words after `forge` that run these scenarios again as they ran: same server, same judgement, another selection. */
export function again(command: readonly string[], ids: readonly string[]): string[] {
  const kept: string[] = [];
  const words = command[0] === 'run' ? command.slice(1) : command;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    const name = word.split('=', 1)[0] as string;
    if (selecting.has(name)) {
      if (!word.includes('=')) i++;
    } else if (!fleeting.has(name) && !/^-n./.test(word) && !/^-t./.test(word)) {
      kept.push(word);
    }
  }
  return [...kept, ...ids.flatMap((id) => ['-n', id])];
}

/** Options with a value that say which scenarios run. */
const selecting: ReadonlySet<string> = new Set(['-n', '--name', '-t', '--tags']);
/** Options that say how much is shown, or that end the run early. */
const fleeting: ReadonlySet<string> = new Set(['--fail-fast', '--json', '--quiet', '--verbose', '--dry-run']);

/** A command as it can be pasted into a shell. */
export function shellLine(launcher: string, words: readonly string[]): string {
  return [launcher, ...words.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

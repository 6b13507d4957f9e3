import { failureLines } from './failure.js';
import { mark } from './lines.js';
import type { Look } from './look.js';
import type { RunRecord, ScenarioRecord, Verdict } from './record.js';
import { columnsOf, cut, pad, visible } from './text.js';
import { again, countOf, duration, isBad, shellLine, verdicts } from './words.js';

/** Width that lines are laid out for where the width is not known, and the most that is used of a wide terminal. */
const usualWidth = 80;
const mostWidth = 100;

/** One scenario in one line: sign, id, description cut to the width, time. Without a line end. */
export function scenarioLine(record: ScenarioRecord, look: Look): string {
  const { paint, symbols } = look;
  const width = Math.min(look.columns ?? usualWidth, mostWidth);
  const id = visible(record.id);
  // Ids stand in one column unless the window is so narrow that nothing else would fit.
  const idColumns = Math.max(columnsOf(id), Math.min(look.idWidth, Math.floor(width / 2)));
  const time = record.verdict === 'unsupported' ? '' : duration(record.seconds);
  const room = width - 2 - idColumns - 2 - (time === '' ? 0 : time.length + 2);
  let text = told(record);
  if (look.columns !== undefined) text = room < leastText ? '' : cut(text, room, symbols.ellipsis);

  const start = `${mark(record.verdict, look)} ${record.verdict === 'failed' ? paint.bold(id) : id}`;
  if (look.columns !== undefined && room < 0) return start;
  const gap = ' '.repeat(idColumns - columnsOf(id) + 2);
  const fill = time === '' ? '' : ' '.repeat(Math.max(0, room - columnsOf(text)) + 2);
  const shown = text !== '' && dull.has(record.verdict) ? paint.dim(text) : text;
  return `${start}${gap}${shown}${time === '' ? '' : fill + paint.dim(time)}`.trimEnd();
}

/** Less of a sentence than this tells nothing. */
const leastText = 8;

const dull: ReadonlySet<Verdict> = new Set(['unsupported', 'waived']);

/** What stands beside the id: the scenario's own sentence, or why it was not judged as usual. */
function told(record: ScenarioRecord): string {
  const reason = record.reason === undefined ? undefined : visible(record.reason.split('\n', 1)[0] as string);
  switch (record.verdict) {
    case 'unsupported':
    case 'waived':
      return reason === undefined ? record.verdict : `${record.verdict}: ${reason}`;
    case 'unexpected-pass':
      return reason === undefined ? 'passes although it is waived' : `passes although it is waived: ${reason}`;
    case 'passed':
    case 'failed':
    case 'deviation':
    case 'error':
      return visible(record.description);
  }
}

/**
 * Everything that a person needs to judge a scenario that did not pass: its line, the requirement, expected, received with the
 * deviating part marked, the files, and the command to run it again. A deviation is told shorter unless it fails the run (`strict`).
 * Empty for scenarios that passed or were not judged. Lines end with a newline.
 */
export function failureBlock(
  record: ScenarioRecord,
  runFolder: string,
  run: { command: readonly string[]; strict: boolean },
  look: Look,
): string {
  const lines = failureLines(record, runFolder, run, { ...look, columns: limited(look.columns) });
  return lines.length === 0 ? '' : `${[scenarioLine(record, look), ...lines].join('\n')}\n`;
}

function limited(columns: number | undefined): number | undefined {
  return columns === undefined ? undefined : Math.min(columns, 120);
}

/** How far the run is: `12 of 40 · 3 s left · 7550_7`, cut to the width. */
export function liveLine(
  done: number,
  total: number,
  secondsLeft: number | undefined,
  currentId: string | undefined,
  look: Look,
): string {
  const parts = [`${done} of ${total}`];
  if (secondsLeft !== undefined) parts.push(`${wholeSeconds(secondsLeft)} left`);
  if (currentId !== undefined) parts.push(visible(currentId));
  const text = `  ${parts.join(` ${look.symbols.separator} `)}`;
  // One column is left free: a terminal that is filled to its last column breaks the line, and it could not be rewritten.
  return look.paint.dim(look.columns === undefined ? text : cut(text, look.columns - 1, look.symbols.ellipsis));
}

function wholeSeconds(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** The end of a run: counts, the verdict on the server, what to look at, where the report is, how to run the bad ones again. */
export function summary(run: RunRecord, runFolder: string, look: Look): string {
  const { paint } = look;
  const counted = verdicts.filter((verdict) => run.counts[verdict] > 0);
  const counts = counted.map((verdict) => colourOf(verdict, paint)(countOf(verdict, run.counts[verdict])));
  if (run.counts.notRun > 0) counts.push(paint.dim(`${run.counts.notRun} not run`));
  const lines = [
    `${counts.length === 0 ? 'nothing ran' : counts.join(', ')} in ${duration(run.seconds)}`,
    outcome(run, look),
  ];
  for (const problem of run.problems) lines.push(paint.magenta(`  ${visible(problem)}`));

  const bad = run.scenarios.filter((record) => isBad(record.verdict, run.strict));
  const width = Math.max(0, ...bad.map((record) => columnsOf(record.id)));
  for (const record of bad.slice(0, mostListed)) {
    const text = visible((record.reason ?? record.description).split('\n', 1)[0] as string);
    const line = pad(record.id, width);
    const room =
      look.columns === undefined ? Number.POSITIVE_INFINITY : Math.min(look.columns, 120) - columnsOf(line) - 6;
    lines.push(
      `  ${mark(record.verdict, look)} ${line}  ${room < 12 ? '' : cut(text, room, look.symbols.ellipsis)}`.trimEnd(),
    );
  }
  if (bad.length > mostListed) lines.push(`  and ${bad.length - mostListed} more, in the report`);
  lines.push(`  report  ${runFolder}/index.html`);
  if (bad.length > 0) {
    const words =
      bad.length > mostAgain
        ? run.command
        : again(
            run.command,
            bad.map((record) => record.id),
          );
    lines.push(`  again   ${shellLine(look.launcher, words)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** More than this would push the outcome off the screen. */
const mostListed = 20;
/** More than this would make a command that nobody pastes. */
const mostAgain = 10;

function outcome(run: RunRecord, look: Look): string {
  const { paint } = look;
  const subject = `${visible(run.server.product)} ${visible(run.server.version)}`.trim();
  const standard = `RFC ${run.edition}${run.strict ? ', strict' : ''}`;
  const exit = paint.dim(`(exit code ${run.exitCode})`);
  if (run.interrupted !== undefined) {
    return `${paint.bold(paint.yellow(`interrupted: ${visible(run.interrupted)}`))} ${exit}`;
  }
  switch (run.exitCode) {
    case 0:
      return `${paint.bold(paint.green(`${subject} conforms to ${standard} in what was tested`))} ${exit}`;
    case 1:
      return `${paint.bold(paint.red(`${subject} does not conform to ${standard}`))} ${exit}`;
    case 2:
      return `${paint.bold(paint.yellow(`nothing was judged: ${subject} supports none of what was selected`))} ${exit}`;
    case 3:
      return `${paint.bold(paint.magenta(`${subject} could not be judged: the lab, the connection or the server failed`))} ${exit}`;
    case 130:
      return `${paint.bold(paint.yellow('interrupted'))} ${exit}`;
  }
}

function colourOf(verdict: Verdict, paint: Look['paint']): (text: string) => string {
  switch (verdict) {
    case 'passed':
      return paint.green;
    case 'failed':
    case 'unexpected-pass':
      return paint.red;
    case 'deviation':
      return paint.yellow;
    case 'error':
      return paint.magenta;
    case 'waived':
      return paint.cyan;
    case 'unsupported':
      return paint.dim;
  }
}

import { treeLines } from './lines.js';
import type { Look } from './look.js';
import type { Finding, ScenarioRecord, TreeLine } from './record.js';
import { pad, visible, wrap } from './text.js';
import { again, byWeight, shellLine } from './words.js';

/** One line or paragraph of a failure: a label and what stands beside it. */
interface Entry {
  readonly label: string;
  readonly text: string;
  /** Copied, so never broken. */
  readonly whole?: boolean;
  /** Further lines in somebody else's words: a server's message, its log. */
  readonly more?: readonly string[];
  readonly tree?: readonly TreeLine[];
  readonly paint?: (text: string) => string;
}

/** The lines below a scenario's own line; none for a scenario that needs no word. */
export function failureLines(
  record: ScenarioRecord,
  runFolder: string,
  run: { command: readonly string[]; strict: boolean },
  look: Look,
): string[] {
  const short = record.verdict === 'deviation' && !run.strict;
  if (record.verdict !== 'failed' && record.verdict !== 'error' && record.verdict !== 'deviation') return [];
  const entries: Entry[] = record.verdict === 'error' ? errorEntries(record, look) : [];
  entries.push(...findingEntries(record, short, look));
  if (entries.length === 0 && record.reason !== undefined) entries.push({ label: 'reason', text: record.reason });
  if (record.folder !== undefined) {
    entries.push({ label: 'files', text: `${runFolder}/${record.folder}/`, whole: true });
  }
  if (!short) {
    entries.push({ label: 'again', text: shellLine(look.launcher, again(run.command, [record.id])), whole: true });
  }
  const column = Math.max(...entries.map((entry) => entry.label.length), 'expected'.length) + 2;
  return entries.flatMap((entry) => entryLines(entry, column, look));
}

/** Findings told in full in the terminal; the report has them all. */
const mostFindings = 5;

function findingEntries(record: ScenarioRecord, short: boolean, look: Look): Entry[] {
  const findings = byWeight(record.findings);
  const grave = findings.filter((finding) => finding.weight !== 'remark');
  const entries: Entry[] = [];
  let head: string | undefined;
  for (const finding of grave.slice(0, mostFindings)) {
    const tree = short ? [] : (finding.tree ?? []);
    // The same message once more: only what deviates in it.
    const seen = tree.length > 0 && tree[0]?.text === head;
    head = tree[0]?.text ?? head;
    entries.push(...oneFinding(finding, seen ? markedOf(tree) : elided(tree, look), look));
  }
  if (grave.length > mostFindings) {
    entries.push({ label: '', text: `and ${grave.length - mostFindings} more findings, in result.json` });
  }
  if (short) return entries;
  for (const finding of findings.filter((one) => one.weight === 'remark').slice(0, mostFindings)) {
    entries.push({ label: 'remark', text: clauseText(finding, finding.received), paint: look.paint.dim });
  }
  return entries;
}

function oneFinding(finding: Finding, tree: readonly TreeLine[], look: Look): Entry[] {
  const { paint } = look;
  const strong = finding.weight === 'violation' ? paint.red : paint.yellow;
  const entries: Entry[] = [];
  if (finding.requirement !== undefined || finding.text !== undefined) {
    const label = finding.level?.toLowerCase() ?? finding.weight;
    entries.push({ label, text: clauseText(finding, finding.text), paint: strong });
  }
  entries.push({ label: 'expected', text: finding.expected });
  entries.push({ label: 'received', text: finding.received, tree });
  if (finding.log !== undefined && finding.log.length > 0) {
    const [first, ...more] = finding.log.slice(-logLines);
    entries.push({ label: 'log', text: first as string, more });
  }
  return entries;
}

const logLines = 8;

function errorEntries(record: ScenarioRecord, look: Look): Entry[] {
  const [first, ...rest] = (record.reason ?? 'no cause is known').split('\n');
  const more = rest.filter((line) => line.trim() !== '');
  const entries: Entry[] = [{ label: 'cause', text: first as string, more, paint: look.paint.magenta }];
  const step = record.steps.find((one) => one.status === 'failed');
  if (step !== undefined) {
    entries.push({ label: 'step', text: `${step.keyword.trim()} ${step.text} (${record.uri}:${step.line})` });
  }
  return entries;
}

function clauseText(finding: Finding, text: string | undefined): string {
  return [finding.requirement, text].filter((part) => part !== undefined).join(': ');
}

function entryLines(entry: Entry, column: number, look: Look): string[] {
  const label = `  ${look.paint.dim(pad(entry.label, column))}`;
  const indent = column + 2;
  const tree = entry.tree ?? [];
  if (tree.length > 0 && told(entry.text, tree)) {
    // The tree alone says it: its first line, the message, stands beside the label.
    const [head, ...rest] = treeLines(tree, indent, look) as [string, ...string[]];
    const first = tree[0]?.marked === true ? treeLines([tree[0]], 2, look)[0] : head.slice(indent);
    return [`${label}${first}`, ...rest];
  }
  const { columns } = look;
  const broken = (text: string) =>
    columns === undefined || entry.whole === true ? [visible(text)] : wrap(visible(text), columns - indent);
  // Called with the text alone: a painter may join whatever else it is given.
  const paint = (text: string) => entry.paint?.(text) ?? text;
  const [first, ...rest] = broken(entry.text).map((text) => paint(text));
  const more = (entry.more ?? []).flatMap(broken);
  return [
    `${label}${first}`,
    ...[...rest, ...more].map((line) => ' '.repeat(indent) + line),
    ...treeLines(tree, indent + 2, look),
  ];
}

/** Whether a line of the tree already says what was received. */
function told(received: string, tree: readonly TreeLine[]): boolean {
  return tree.some((line, i) => line.text === received && (i === 0 || line.marked === true));
}

function markedOf(tree: readonly TreeLine[]): TreeLine[] {
  return tree.filter((line, i) => i === 0 || line.marked === true);
}

/** Trees that are longer than this are shown around what deviates: a server can send a thousand options. */
const mostTree = 40;

function elided(tree: readonly TreeLine[], look: Look): TreeLine[] {
  if (tree.length <= mostTree) return [...tree];
  const near = (i: number) => tree.slice(Math.max(0, i - 3), i + 4).some((line) => line.marked === true);
  const kept: TreeLine[] = [];
  let left = 0;
  const close = () => {
    if (left > 0) kept.push({ depth: 1, text: `${look.symbols.ellipsis} ${left} lines` });
    left = 0;
  };
  tree.forEach((line, i) => {
    if (i < 10 || near(i)) {
      close();
      kept.push(line);
    } else {
      left++;
    }
  });
  close();
  return kept.length > 2 * mostTree
    ? [...kept.slice(0, 2 * mostTree), { depth: 1, text: look.symbols.ellipsis }]
    : kept;
}

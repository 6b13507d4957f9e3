import type { PageOptions } from './html.js';
import { verdictBadge } from './html-overview.js';
import { html, type Markup } from './markup.js';
import type { Finding, PacketRecord, RunRecord, ScenarioRecord, StepRecord, TreeLine } from './record.js';
import { byStep } from './transcript.js';
import { again, byWeight, duration, levelOf, shellLine, verdicts } from './words.js';

/** One scenario: its row, and below it, when opened, everything that is known of it. */
export function scenarioDetails(record: ScenarioRecord, index: number, run: RunRecord, options: PageOptions): Markup {
  const level = levelOf(record, run.requirements);
  const clauses = clausesOf(record);
  const [first, ...more] = clauses;
  const rank = verdicts.indexOf(record.verdict);
  return html`<details class="scenario ${record.verdict}" data-id="${record.id}" data-verdict="${record.verdict}" data-level="${level}" data-clauses="${clauses.join(' ')}" data-order="${index}" data-rank="${rank}" data-seconds="${record.seconds}">
<summary class="row">${verdictBadge(record.verdict)}<span class="name"><b>${record.id}</b> <span class="told">${sentenceOf(record)}</span></span><span class="level">${level}</span><span class="clauses">${first}${more.length > 0 ? html` <span class="more">+${more.length}</span>` : undefined}</span><span class="time">${record.verdict === 'unsupported' ? '' : duration(record.seconds)}</span></summary>
<div class="body">
<p class="where">${record.feature}${record.rule === undefined ? undefined : html` · ${record.rule}`} · <code>${record.uri}:${record.line}</code>${record.tags.map((tag) => html` <span class="tag">${tag}</span>`)}</p>
${reason(record)}
${byWeight(record.findings).map((finding) => findingCard(finding, run))}
${requirementList(clauses, record, run)}
${sequence(record, run)}
${serverLog(record, options.logs.get(record.id))}
${fileLinks(record)}
<div class="again"><h3>Run it again</h3><p class="command"><code>${shellLine(options.launcher, again(run.command, [record.id]))}</code><button type="button" class="copy" hidden>Copy</button></p></div>
</div>
</details>
`;
}

/** The clauses that a scenario is about, those with a finding first. */
function clausesOf(record: ScenarioRecord): string[] {
  const found = byWeight(record.findings).flatMap((one) => (one.requirement === undefined ? [] : [one.requirement]));
  return [...new Set([...found, ...record.requirements])];
}

function sentenceOf(record: ScenarioRecord): string {
  const told = record.verdict === 'unsupported' || record.verdict === 'waived' || record.verdict === 'unexpected-pass';
  return told ? (record.reason ?? record.description) : record.description;
}

function reason(record: ScenarioRecord): Markup | undefined {
  const told = record.verdict === 'passed' || record.reason === undefined;
  if (told || (record.findings.length > 0 && record.verdict !== 'waived' && record.verdict !== 'error')) {
    return record.description === sentenceOf(record) ? undefined : html`<p>${record.description}</p>`;
  }
  return html`${record.description === sentenceOf(record) ? undefined : html`<p>${record.description}</p>`}<p class="reason">${record.reason}</p>`;
}

function findingCard(finding: Finding, run: RunRecord): Markup {
  const { requirement: id } = finding;
  const text = finding.text ?? (id === undefined ? undefined : run.requirements?.[id]?.text);
  const head =
    id === undefined && text === undefined
      ? undefined
      : html`<p class="clause-line">${finding.level === undefined ? undefined : html`<span class="badge">${finding.level}</span> `}${id === undefined ? undefined : clauseLink(id)} ${text}</p>`;
  return html`<section class="finding ${finding.weight}"><h3>${weightWord(finding.weight)}</h3>${head}
<dl><dt>Expected</dt><dd>${finding.expected}</dd><dt>Received</dt><dd>${finding.received}</dd>${finding.step === undefined ? undefined : html`<dt>Sentence</dt><dd>${finding.step}</dd>`}</dl>
${finding.tree === undefined || finding.tree.length === 0 ? undefined : tree(finding.tree)}
${finding.log === undefined || finding.log.length === 0 ? undefined : html`<pre class="log">${finding.log.join('\n')}</pre>`}</section>`;
}

function weightWord(weight: Finding['weight']): string {
  return { violation: 'Violation', deviation: 'Deviation', remark: 'Remark' }[weight];
}

/** Requirements without a finding; those with one stand in its card. */
function requirementList(clauses: readonly string[], record: ScenarioRecord, run: RunRecord): Markup | undefined {
  const told = new Set(record.findings.map((finding) => finding.requirement));
  const rest = clauses.filter((id) => !told.has(id));
  if (rest.length === 0) return undefined;
  const items = rest.map((id) => {
    const cited = run.requirements?.[id];
    return html`<li>${cited === undefined ? undefined : html`<span class="badge">${cited.level}</span> `}${clauseLink(id)} ${cited?.text}</li>`;
  });
  return html`<section><h3>${told.size > 0 ? 'Also cited' : 'Requirements'}</h3><ul class="requirements">${items}</ul></section>`;
}

/** The id of a requirement, as a link to its section where that has an address of its own. */
function clauseLink(id: string): Markup {
  const match = /^R(\d{3,5})-(\d+(?:\.\d+)*)-\d+$/.exec(id);
  if (match === null) return html`<span class="clause">${id}</span>`;
  const address = `https://www.rfc-editor.org/rfc/rfc${match[1]}#section-${match[2]}`;
  return html`<a class="clause" href="${address}" rel="noreferrer noopener" title="RFC ${match[1]}, section ${match[2]}">${id}</a>`;
}

function tree(lines: readonly TreeLine[]): Markup {
  const printed = lines.map((line) => {
    const indent = '  '.repeat(line.depth);
    return line.marked === true ? html`<mark>${indent}▶ ${line.text}</mark>\n` : html`${indent}  ${line.text}\n`;
  });
  return html`<pre class="tree">${printed}</pre>`;
}

/** The sentences, and below each the packets that passed while it ran, as arrows between forge and the server. */
function sequence(record: ScenarioRecord, run: RunRecord): Markup | undefined {
  if (record.steps.length === 0 && record.packets.length === 0) return undefined;
  const rows = byStep(record).map(
    ({ step, packets }) => html`${step === undefined ? undefined : sentence(step)}${packets.map(arrow)}`,
  );
  const ends =
    record.packets.length === 0
      ? undefined
      : html`<div class="ends" aria-hidden="true"><span>forge</span><span>${run.server.product}</span></div>`;
  return html`<section><h3>What happened</h3><div class="sequence${record.packets.length === 0 ? ' empty' : ''}">${ends}${rows}</div></section>`;
}

function sentence(step: StepRecord): Markup {
  const sign = { passed: '✓', failed: '✗', skipped: '○' }[step.status];
  const time = step.status === 'skipped' ? 'not run' : `${step.milliseconds.toFixed(1)} ms`;
  return html`<p class="sentence ${step.status}"><span class="sign">${sign}</span> <span><b>${step.keyword.trim()}</b> ${step.text}</span> <span class="time">${time}</span></p>\n`;
}

function arrow(packet: PacketRecord): Markup {
  const note = packet.note === undefined ? undefined : html` <span class="note">${packet.note}</span>`;
  const odd = packet.note === undefined ? '' : ' odd';
  const lines = packet.tree.length > 0 ? packet.tree : [{ depth: 0, text: packet.summary }];
  return html`<details class="packet ${packet.direction}${odd}"><summary class="packet-head"><span class="at">${packet.at.toFixed(1)} ms</span><span class="flight"><span class="label">${packet.summary}${note}</span><span class="line"></span><span class="way">${packet.from} → ${packet.to} · link ${packet.link}</span></span></summary>${tree(lines)}</details>\n`;
}

function serverLog(record: ScenarioRecord, log: string | undefined): Markup | undefined {
  if (log === undefined || log.trim() === '') return undefined;
  const lines = log.trimEnd().split('\n');
  const tail = lines.slice(-logLines);
  const cut = lines.length - tail.length;
  const note =
    cut === 0
      ? undefined
      : html`<p class="quiet">The last ${tail.length} of ${lines.length} lines; all are in server.log.</p>`;
  const open = record.verdict === 'error' ? html` open` : undefined;
  return html`<details class="part"${open}><summary class="part-head">The server's log during this scenario</summary>${note}<pre class="log">${tail.map((line) => (line.length > logColumns ? `${line.slice(0, logColumns)}…` : line)).join('\n')}</pre></details>`;
}

/** More would make the page heavy; the file is one click away. */
const logLines = 100;
/** A server can write a line without end. */
const logColumns = 1000;

function fileLinks(record: ScenarioRecord): Markup | undefined {
  const { folder } = record;
  if (folder === undefined || record.files.length === 0) return undefined;
  const links = record.files.map((file) => {
    const path = [folder, ...file.split('/')].map(encodeURIComponent).join('/');
    return html`<li><a href="./${path}">${file}</a></li>`;
  });
  return html`<section><h3>Files</h3><ul class="files">${links}</ul></section>`;
}

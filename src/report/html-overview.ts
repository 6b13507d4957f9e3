import { type Coverage, coverage } from './coverage.js';
import { unicodeSymbols } from './look.js';
import { type Content, html, type Markup } from './markup.js';
import type { RunRecord, Verdict } from './record.js';
import { countOf, duration, levelOf, levels, shellLine, verdicts, verdictWord } from './words.js';

const symbols: Readonly<Record<Verdict, string>> = {
  passed: unicodeSymbols.passed,
  failed: unicodeSymbols.failed,
  deviation: unicodeSymbols.deviation,
  unsupported: unicodeSymbols.unsupported,
  waived: unicodeSymbols.waived,
  'unexpected-pass': unicodeSymbols.unexpectedPass,
  error: unicodeSymbols.error,
};

/** Sign and word of a verdict: never told by colour alone. */
export function verdictBadge(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}"><span class="sign">${symbols[verdict]}</span> ${verdictWord(verdict)}</span>`;
}

/** The head of the page: the server, the outcome, how many of each verdict, and how it was run. */
export function overview(run: RunRecord, launcher: string): Markup {
  const present = verdicts.filter((verdict) => run.counts[verdict] > 0);
  const outcome = outcomeOf(run);
  return html`<header>
<p class="brand">forge · DHCPv6 conformance</p>
<h1>${run.server.product} <span class="version">${run.server.version}</span></h1>
<p class="outcome ${outcome.tone}">${outcome.text}</p>
${run.interrupted === undefined ? undefined : html`<p class="notice">The run was interrupted (${run.interrupted}). What stands here is complete as far as the run came.</p>`}
${run.problems.length === 0 ? undefined : html`<ul class="notice">${run.problems.map((problem) => html`<li>${problem}</li>`)}</ul>`}
${bar(run, present)}
<dl class="facts">
${fact('Standard', `RFC ${run.edition}${run.strict ? ', strict' : ''}`)}
${fact('Server machine', run.server.host)}
${fact('Started', html`<time datetime="${run.started}">${shortTime(run.started)}</time>`)}
${fact('Took', duration(run.seconds))}
${fact('Exit code', run.exitCode)}
${fact('forge', `${run.forge}, Node ${run.node.replace(/^v/, '')}`)}
${fact('Command', html`<code>${shellLine(launcher, run.command)}</code>`)}
${fact('Data', html`<a href="./results.json">results.json</a> <a href="./junit.xml">junit.xml</a> <a href="./coverage.json">coverage.json</a> <a href="./messages.ndjson">messages.ndjson</a>`)}
</dl>
</header>`;
}

/** `2026-11-23 14:02 UTC` */
function shortTime(iso: string): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/.exec(iso);
  return match === null ? iso : `${match[1]} ${match[2]} UTC`;
}

function fact(name: string, value: Content): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`;
}

function outcomeOf(run: RunRecord): { text: string; tone: 'good' | 'bad' | 'unclear' } {
  const standard = `RFC ${run.edition}`;
  if (run.interrupted !== undefined || run.exitCode === 130)
    return { text: 'Interrupted before its end', tone: 'unclear' };
  switch (run.exitCode) {
    case 0:
      return { text: `Conforms to ${standard} in what was tested`, tone: 'good' };
    case 1:
      return { text: `Does not conform to ${standard}`, tone: 'bad' };
    case 2:
      return { text: 'Nothing was judged: the server supports none of what was selected', tone: 'unclear' };
    case 3:
      return { text: 'Could not be judged: the lab, the connection or the server failed', tone: 'unclear' };
  }
}

/** Shares of the verdicts, drawn to scale. */
function bar(run: RunRecord, present: readonly Verdict[]): Markup {
  const label = present.map((verdict) => countOf(verdict, run.counts[verdict])).join(', ');
  const notRun = run.counts.notRun === 0 ? '' : `${label === '' ? '' : ', '}${run.counts.notRun} not run`;
  const segments = present.map((verdict) => segment(verdict, run.counts[verdict]));
  const rest = run.counts.notRun === 0 ? undefined : segment('not-run', run.counts.notRun);
  return html`<svg class="bar" role="img" aria-label="${label}${notRun}" viewBox="0 0 ${total(run)} 1" preserveAspectRatio="none">${stacked([...segments, ...(rest === undefined ? [] : [rest])])}</svg>`;
}

function total(run: RunRecord): number {
  return Math.max(1, run.counts.notRun + verdicts.reduce((sum, verdict) => sum + run.counts[verdict], 0));
}

function segment(name: Verdict | 'not-run', count: number): { name: string; count: number } {
  return { name, count };
}

function stacked(segments: readonly { name: string; count: number }[]): Markup[] {
  let from = 0;
  return segments.map(({ name, count }) => {
    const rect = html`<rect class="${name}" x="${from}" y="0" width="${count}" height="1"></rect>`;
    from += count;
    return rect;
  });
}

/** Filters by verdict, level, clause and text; without the script they are not shown. */
export function filters(run: RunRecord): Markup {
  const present = verdicts.filter((verdict) => run.counts[verdict] > 0);
  const used = new Set(run.scenarios.map((record) => levelOf(record, run.requirements)));
  return html`<form id="filters" role="search" aria-label="Filter scenarios" hidden>
<fieldset><legend>Verdict</legend>${present.map(
    (verdict) =>
      html`<label class="chip"><input type="checkbox" name="verdict" value="${verdict}"><span>${verdictBadge(verdict)} <b>${run.counts[verdict]}</b></span></label>`,
  )}</fieldset>
<div class="fields">
<label>Level <select name="level"><option value="">any</option>${levels
    .filter((level) => used.has(level))
    .map((level) => html`<option>${level}</option>`)}</select></label>
<label>Clause <input name="clause" type="search" placeholder="8415-18.3.4" autocomplete="off" spellcheck="false"></label>
<label class="wide">Text <input name="text" type="search" placeholder="in sentences, packets, findings" autocomplete="off" spellcheck="false"></label>
<label>Order <select name="order"><option value="">as run</option><option value="worst">worst first</option><option value="slowest">slowest first</option></select></label>
</div>
<p class="tools"><output id="shown">${run.scenarios.length} of ${run.scenarios.length}</output><button type="button" id="expand">Open all shown</button><button type="reset">Clear filters</button></p>
</form>`;
}

const states = ['violated', 'deviated', 'not judged', 'held'] as const satisfies readonly Coverage['state'][];

/** What the run says about each requirement that it touched. */
export function coverageSection(run: RunRecord): Markup {
  const touched = [...coverage(run)].sort((a, b) => states.indexOf(a.state) - states.indexOf(b.state));
  if (touched.length === 0) return html``;
  const counts = states
    .map((state) => ({ state, count: touched.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0);
  return html`<details id="coverage"><summary><h2>Requirements touched: ${touched.length}</h2><span>${counts.map(({ state, count }) => `${count} ${state}`).join(' · ')}</span></summary>
<table><thead><tr><th>State</th><th>Requirement</th><th>Level</th><th>Text</th><th>Scenarios</th></tr></thead><tbody>
${touched.map(
  (one) =>
    html`<tr><td class="state ${one.state.replace(' ', '-')}">${one.state}</td><td><a class="clause" href="#clause=${encodeURIComponent(one.id)}">${one.id}</a></td><td>${one.level}</td><td>${one.text}</td><td>${one.scenarios.map((scenario) => html`<a class="${scenario.verdict}" href="#open=${encodeURIComponent(scenario.id)}">${scenario.id}</a> `)}</td></tr>\n`,
)}</tbody></table></details>`;
}

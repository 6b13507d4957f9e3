import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { coverageSection, filters, overview } from './html-overview.js';
import { scenarioDetails } from './html-scenario.js';
import { html, raw } from './markup.js';
import type { RunRecord } from './record.js';
import { countOf, verdicts } from './words.js';

export interface PageOptions {
  /** What is typed before forge's own words. */
  readonly launcher: string;
  /** The server's log of a scenario, by id, for those that have one to show. */
  readonly logs: ReadonlyMap<string, string>;
}

/**
 * index.html: one page that needs nothing but itself. It shows what a hostile server sent as text only: everything is escaped, and its
 * own policy lets no script, style, image or connection in but the style sheet and the script that stand in it.
 */
export function page(run: RunRecord, options: PageOptions): string {
  const style = styleSheets.map(asset).join('\n');
  const script = asset('page.client.js');
  const policy = [
    "default-src 'none'",
    `style-src '${digest(style)}'`,
    `script-src '${digest(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const counts = verdicts.filter((verdict) => run.counts[verdict] > 0).map((one) => countOf(one, run.counts[one]));
  const markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="forge ${run.forge}">
<title>${run.server.product} ${run.server.version}: ${counts.length === 0 ? 'nothing ran' : counts.join(', ')}</title>
<style>${raw(style)}</style>
</head>
<body>
${overview(run, options.launcher)}
<main>
${filters(run)}
<section id="scenarios" aria-label="Scenarios">
<div class="head row" aria-hidden="true"><span>Verdict</span><span>Scenario</span><span>Level</span><span>Clause</span><span class="time">Time</span></div>
${run.scenarios.map((record, i) => scenarioDetails(record, i, run, options))}
<p id="none" hidden>No scenario matches these filters.</p>
</section>
${coverageSection(run)}
</main>
<script>${raw(script)}</script>
</body>
</html>
`;
  return markup.text;
}

/** In this order: what narrow windows and paper change comes last. */
const styleSheets = ['page.css', 'page-scenarios.css', 'page-media.css'];

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function asset(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}

import { failureLines } from './failure.js';
import { type Look, plainLook } from './look.js';
import { escapeMarkup } from './markup.js';
import type { RunRecord, ScenarioRecord } from './record.js';
import { visible } from './text.js';
import { byWeight, isBad, verdictWord } from './words.js';

/**
 * junit.xml: a suite a feature, a case a scenario. A deviation is a failure only in a strict run; unsupported and waived are skipped
 * with their reason. What concerns the run itself is a suite of its own: an error where the run was stopped or could not judge, so
 * that no reader takes it for a good one, else only a note.
 */
export function junit(run: RunRecord, runFolder: string, launcher: string = plainLook.launcher): string {
  const suites = [...byFeature(run.scenarios)].map(([name, records]) =>
    featureSuite(name, records, run, runFolder, { ...plainLook, launcher }),
  );
  const grave = run.exitCode === 3 || run.exitCode === 130;
  const troubles: Trouble[] = [
    ...(run.interrupted === undefined
      ? []
      : [{ name: 'interrupted', text: `interrupted: ${run.interrupted}`, grave: true }]),
    ...run.problems.map((text, i) => ({ name: `problem-${i + 1}`, text, grave })),
  ];
  if (troubles.length > 0) suites.push(runSuite(troubles, run));
  const total = (part: 'tests' | 'failures' | 'errors') => suites.reduce((sum, suite) => sum + suite[part], 0);
  const attributes = {
    name: `forge: ${run.server.product} ${run.server.version}`,
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    time: run.seconds.toFixed(3),
  };
  const body = suites.map((suite) => suite.xml).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributesOf(attributes)}>\n${body}</testsuites>\n`;
}

interface Trouble {
  readonly name: string;
  readonly text: string;
  readonly grave: boolean;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly xml: string;
}

function byFeature(scenarios: readonly ScenarioRecord[]): Map<string, ScenarioRecord[]> {
  const features = new Map<string, ScenarioRecord[]>();
  for (const record of scenarios) features.set(record.feature, [...(features.get(record.feature) ?? []), record]);
  return features;
}

function featureSuite(name: string, records: ScenarioRecord[], run: RunRecord, runFolder: string, look: Look): Suite {
  const outcomes = records.map((record) => outcomeOf(record, run.strict));
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
  const counts = {
    tests: records.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
  const time = records.reduce((sum, record) => sum + record.seconds, 0).toFixed(3);
  const cases = records.map((record, i) => testCase(record, outcomes[i] as Outcome, run, runFolder, look)).join('');
  return { ...counts, xml: suiteXml({ name, ...counts, time }, run, cases) };
}

function runSuite(troubles: readonly Trouble[], run: RunRecord): Suite {
  const errors = troubles.filter((trouble) => trouble.grave).length;
  const counts = { tests: troubles.length, failures: 0, errors, skipped: 0 };
  const cases = troubles.map(({ name, text, grave }) => {
    const told = grave
      ? `<error${attributesOf({ message: oneLine(text), type: 'run' })}>${escapeMarkup(text)}</error>`
      : `<system-out>${escapeMarkup(text)}</system-out>`;
    return `    <testcase${attributesOf({ name, classname: 'run', time: '0.000' })}>\n      ${told}\n    </testcase>\n`;
  });
  return { ...counts, xml: suiteXml({ name: 'The run itself', ...counts, time: '0.000' }, run, cases.join('')) };
}

function suiteXml(attributes: Record<string, string | number>, run: RunRecord, cases: string): string {
  const properties: [string, string][] = [
    ['server.product', run.server.product],
    ['server.version', run.server.version],
    ['server.host', run.server.host],
    ['edition', `RFC ${run.edition}`],
    ['strict', String(run.strict)],
    ['command', run.command.join(' ')],
    ['forge', run.forge],
    ['node', run.node],
  ];
  const listed = properties.map(([name, value]) => `      <property${attributesOf({ name, value })}/>\n`).join('');
  const all = attributesOf({ ...attributes, timestamp: run.started.replace(/\.\d+Z?$|Z$/, '') });
  return `  <testsuite${all}>\n    <properties>\n${listed}    </properties>\n${cases}  </testsuite>\n`;
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

function outcomeOf(record: ScenarioRecord, strict: boolean): Outcome {
  if (record.verdict === 'error') return 'error';
  if (isBad(record.verdict, strict)) return 'failure';
  return record.verdict === 'unsupported' || record.verdict === 'waived' ? 'skipped' : 'passed';
}

function testCase(record: ScenarioRecord, outcome: Outcome, run: RunRecord, runFolder: string, look: Look): string {
  const attributes = {
    name: record.id,
    classname: record.uri.replace(/\.feature$/, '').replaceAll('/', '.'),
    time: record.seconds.toFixed(3),
  };
  const result = resultXml(record, outcome);
  const output = `      <system-out>${escapeMarkup(systemOut(record, run, runFolder, look))}</system-out>\n`;
  return `    <testcase${attributesOf(attributes)}>\n${result}${output}    </testcase>\n`;
}

function resultXml(record: ScenarioRecord, outcome: Outcome): string {
  const message = oneLine(record.reason ?? verdictWord(record.verdict));
  switch (outcome) {
    case 'passed':
      return '';
    case 'skipped':
      return `      <skipped${attributesOf({ message: `${record.verdict}: ${message}`, type: record.verdict })}/>\n`;
    case 'failure':
    case 'error':
      return `      <${outcome}${attributesOf({ message, type: record.verdict })}>${escapeMarkup(essence(record))}</${outcome}>\n`;
  }
}

/** Expected and received of each finding, without the packets. */
function essence(record: ScenarioRecord): string {
  const grave = byWeight(record.findings).filter((finding) => finding.weight !== 'remark');
  if (grave.length === 0) return record.reason ?? '';
  return grave
    .map((finding) => {
      const clause = [finding.level, finding.requirement, finding.text].filter((part) => part !== undefined).join(' ');
      return `${clause === '' ? finding.weight : clause}\nexpected: ${finding.expected}\nreceived: ${finding.received}`;
    })
    .join('\n\n');
}

function systemOut(record: ScenarioRecord, run: RunRecord, runFolder: string, look: Look): string {
  const remarks = record.findings.filter((finding) => finding.weight === 'remark');
  const told = failureLines(record, runFolder, run, look);
  const lines = [
    `verdict: ${verdictWord(record.verdict)}`,
    record.description,
    ...(record.requirements.length === 0 ? [] : [`cites: ${record.requirements.join(', ')}`]),
    ...told,
    // A deviation's block is short and a passed scenario has none: their remarks stand here.
    ...(isBad(record.verdict, run.strict) ? [] : remarks.map((finding) => `remark: ${visible(finding.received)}`)),
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
}

function oneLine(text: string): string {
  return text.split('\n', 1)[0] as string;
}

function attributesOf(attributes: Readonly<Record<string, string | number>>): string {
  return Object.entries(attributes)
    .map(
      ([name, value]) => ` ${name}="${escapeMarkup(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`,
    )
    .join('');
}

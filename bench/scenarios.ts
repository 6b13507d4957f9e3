import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../src/report/record.js';
import { packageRoot } from '../src/run/places.js';
import { ms, type Summary, summarize, table } from './statistics.js';

/** One scenario of one run, in milliseconds. */
interface Timed {
  readonly id: string;
  readonly total: number;
  readonly parts: Readonly<Record<string, number>>;
}

export interface ScenarioFigures {
  readonly runs: number;
  readonly scenarios: number;
  readonly total: Summary;
  /** From the command to its end, lab included. */
  readonly wholeRun: Summary;
  readonly server: string;
  readonly text: string;
}

/** Beside what the adapter tells of configuring: what happens in the tester. */
const inTester = ['exchange', 'silence', 'leases', 'collect'];
const rest = 'judge, write, and everything else';

/** Runs the basic scenarios in the lab, by the real command, `runs` times. Throws where a run does not conform. */
export async function benchScenarios(
  runs: number,
  scratch: string,
  tell: (line: string) => void,
): Promise<ScenarioFigures> {
  const out = join(scratch, 'reports');
  const whole: number[] = [];
  for (let turn = 1; turn <= runs; turn++) {
    const began = performance.now();
    await forge(['-6', '--lab', '--quiet', '--out', out, '-n', 'v6.basic.message.*']);
    whole.push(performance.now() - began);
    tell(`basic scenarios: run ${turn} of ${runs}, ${ms(whole.at(-1) as number)}`);
  }
  const folders = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const records = folders.map(({ name }) => ({ folder: join(out, name), record: recordIn(join(out, name)) }));
  const timed = records.flatMap(({ folder, record }) => timesOf(folder, record));
  const [first] = records;
  if (first === undefined) throw new Error('no run left a report');
  const { product, version } = first.record.server;
  return {
    runs,
    scenarios: first.record.scenarios.length,
    total: summarize(timed.map(({ total }) => total)),
    wholeRun: summarize(whole),
    server: `${product} ${version}`,
    text: [byPart(timed), '', byScenario(timed)].join('\n'),
  };
}

function byPart(timed: readonly Timed[]): string {
  const names = [...new Set(timed.flatMap(({ parts }) => Object.keys(parts)))].filter((name) => name !== rest);
  const row = (name: string, numbers: number[]) => {
    const { mean, median, p95 } = summarize(numbers);
    return [name, ms(mean), ms(median), ms(p95)];
  };
  return table(
    ['part of a scenario', 'mean', 'median', '95 %'],
    [
      ...[...names, rest].map((name) =>
        row(
          name,
          timed.map(({ parts }) => parts[name] ?? 0),
        ),
      ),
      row(
        '**the whole scenario**',
        timed.map(({ total }) => total),
      ),
    ],
  );
}

function byScenario(timed: readonly Timed[]): string {
  const ids = [...new Set(timed.map(({ id }) => id))];
  const rows = ids.map((id) => {
    const { median, p95 } = summarize(timed.filter((one) => one.id === id).map((one) => one.total));
    return [id, seconds(median), seconds(p95)];
  });
  return table(['scenario', 'median', '95 %'], rows);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`;
}

/** Times of a run: the whole scenario by Cucumber's clock, so that nothing of it is left out, and the parts that forge tells. */
function timesOf(folder: string, record: RunRecord): Timed[] {
  const totals = durations(readFileSync(join(folder, 'messages.ndjson'), 'utf8'));
  return record.scenarios.map(({ id, parts: told }) => {
    const total = totals.get(id);
    if (total === undefined) throw new Error(`${folder}: messages.ndjson does not tell of ${id}`);
    const parts: Record<string, number> = {};
    for (const [name, seconds] of Object.entries(told)) {
      const ofConfigure = /^configure\.(?!total$)(.+)$/.exec(name)?.[1];
      if (ofConfigure !== undefined) parts[`configure: ${ofConfigure}`] = seconds * 1000;
      else if (inTester.includes(name)) parts[name] = seconds * 1000;
    }
    parts[rest] = total - Object.values(parts).reduce((sum, one) => sum + one, 0);
    return { id, total, parts };
  });
}

/** Milliseconds from the start to the end of each scenario, by name. */
function durations(ndjson: string): Map<string, number> {
  const names = new Map<string, string>();
  const cases = new Map<string, string>();
  const began = new Map<string, { id: string; at: number }>();
  const found = new Map<string, number>();
  for (const line of ndjson.trim().split('\n')) {
    const { pickle, testCase, testCaseStarted, testCaseFinished } = JSON.parse(line);
    if (pickle) names.set(pickle.id, pickle.name);
    if (testCase) cases.set(testCase.id, names.get(testCase.pickleId) ?? '');
    if (testCaseStarted) {
      const { id, testCaseId, timestamp } = testCaseStarted;
      began.set(id, { id: cases.get(testCaseId) ?? '', at: milliseconds(timestamp) });
    }
    if (testCaseFinished) {
      const start = began.get(testCaseFinished.testCaseStartedId);
      if (start !== undefined) found.set(start.id, milliseconds(testCaseFinished.timestamp) - start.at);
    }
  }
  return found;
}

function milliseconds({ seconds: whole, nanos }: { seconds: number; nanos: number }): number {
  return whole * 1000 + nanos / 1e6;
}

function recordIn(folder: string): RunRecord {
  return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as RunRecord;
}

/** Runs the command; rejects with all that it said where it does not end well. */
function forge(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(packageRoot, 'bin/forge.js'), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`forge ${args.join(' ')} ended with ${code}:\n${said}`));
    });
  });
}

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, Problems } from '../config/problem.js';
import { resolveConfig } from '../config/resolve.js';
import type { ResolvedConfig } from '../config/types.js';
import { createRunFolder, type RunFolder } from '../report/folder.js';
import { type LiveReporter, type LiveStream, liveReporter } from '../report/live.js';
import type { Look } from '../report/look.js';
import type { RunRecord, ScenarioRecord } from '../report/record.js';
import { redactor } from '../report/redact.js';
import { writeRun } from '../report/write.js';
import { setContext } from './context.js';
import { runCucumberOn } from './cucumber.js';
import { type Interruption, watchForInterruption } from './interrupt.js';
import { type OpenedSite, openSite } from './open.js';
import { packageRoot } from './places.js';
import { makePlan, type Plan, type PlannedScenario, type PlanOptions } from './plan.js';
import { countVerdicts, exitCodeOf, unsupportedRecord } from './tally.js';

export interface RunOptions extends PlanOptions {
  /** The user's configuration, or the lab that this process is the tester of. */
  readonly config: ResolvedConfig | 'lab';
  readonly strict: boolean;
  readonly failFast: boolean;
  readonly dryRun: boolean;
  readonly keepLab: boolean;
  readonly out?: string;
  /** stdout belongs to the JSON. */
  readonly json: boolean;
  readonly verbosity: 'quiet' | 'normal' | 'verbose';
  /** The words after `forge`. */
  readonly command: readonly string[];
  /** What random choices are drawn from; default: new ones. */
  readonly seed?: string;
  readonly screen: { readonly stream: LiveStream; readonly look: Look };
}

/**
 * One run: plan, lab or SSH, scenarios, report, everything put back.
 * Throws a Problem for what is wrong before the first scenario; after that problems stand in the record.
 */
export async function run(options: RunOptions): Promise<RunRecord> {
  const started = new Date();
  const plan = await makePlan(options);
  const toRun = plan.scenarios.filter((scenario) => scenario.unsupported === undefined);
  const base = { started, plan, options };
  if (options.dryRun) return dryRun(base);
  const unsupported = plan.scenarios.flatMap((scenario) =>
    scenario.unsupported === undefined ? [] : unsupportedRecord(scenario, scenario.unsupported),
  );
  const interruption = watchForInterruption();
  try {
    if (toRun.length === 0) return await nothingToJudge(base, unsupported);
    return await runScenarios(base, toRun, unsupported, interruption);
  } finally {
    interruption.end();
  }
}

interface Base {
  readonly started: Date;
  readonly plan: Plan;
  readonly options: RunOptions;
}

/** What a run has come to so far. */
interface Course {
  readonly records: ScenarioRecord[];
  readonly problems: Problem[];
  /** Lines about the run as a whole that are no failure of it. */
  readonly notes: string[];
}

async function runScenarios(
  base: Base,
  toRun: readonly PlannedScenario[],
  unsupported: readonly ScenarioRecord[],
  interruption: Interruption,
): Promise<RunRecord> {
  const { options, plan } = base;
  const course: Course = { records: [], problems: [], notes: [] };
  let site: OpenedSite | undefined;
  let folder: RunFolder | undefined;
  let reporter: LiveReporter | undefined;
  try {
    site = await openSite(
      options.config === 'lab' ? await labConfig(options, plan) : { config: options.config },
      plan.adapter,
      {
        interrupted: interruption.signal,
      },
    );
    const secrets = redactor(site.secrets);
    folder = await createRunFolder(options.out, `${plan.adapter.name}-${site.server.product.version}`, base.started, {
      redactor: secrets,
    });
    reporter = reporterFor(base, folder, site.config.display);
    for (const record of unsupported) reporter.ended(record);
    await judge(base, toRun, site, folder, reporter, course, interruption.signal);
  } catch (error) {
    // Before the run's folder exists there is nothing to report into: the Problem itself is all there is to say.
    if (folder === undefined) {
      reporter?.close();
      await site?.close().catch(() => {});
      throw error;
    }
    if (error instanceof Problem) course.problems.push(error);
    else if (error instanceof Problems) course.problems.push(...error.all);
    else if (!interruption.signal.aborted) course.problems.push(bug(error));
  }
  await site?.close().catch((error: unknown) => {
    course.problems.push(error instanceof Problem ? error : bug(error));
  });
  const record = recordOf(base, [...unsupported, ...course.records], site, course, interruption.signal);
  return finish(folder, reporter, record, options);
}

/** Writes what the run leaves and shows its summary. Gives the record without secrets, with the texts of what it cites. */
async function finish(
  folder: RunFolder,
  reporter: LiveReporter | undefined,
  record: RunRecord,
  options: RunOptions,
): Promise<RunRecord> {
  const written = await writeRun(folder, record, options.screen.look);
  reporter?.finish(written);
  reporter?.close();
  return written;
}

/** Runs the planned scenarios; each record goes to the reporter and into the course as it is made. */
async function judge(
  { options, plan }: Base,
  toRun: readonly PlannedScenario[],
  site: OpenedSite,
  folder: RunFolder,
  reporter: LiveReporter,
  course: Course,
  interrupted: AbortSignal,
): Promise<void> {
  let stopped = false;
  setContext({
    config: site.config,
    edition: plan.edition,
    adapter: plan.adapter,
    server: site.server,
    wire: site.wire,
    captures: site.captures,
    clockOffset: site.clockOffset,
    folder,
    seed: options.seed ?? randomBytes(6).toString('hex'),
    interrupted,
    planned: new Map(toRun.map((scenario) => [scenario.id, scenario])),
    reporter,
    showsPackets: options.verbosity === 'verbose' || site.config.display !== 'none',
    stopped: () => stopped || site.lost.aborted,
    problem: (line) => course.notes.push(line),
    ends(record) {
      course.records.push(record);
      reporter.ended(record);
      const bad =
        record.verdict === 'failed' || record.verdict === 'error' || (options.strict && record.verdict === 'deviation');
      stopped ||= options.failFast && bad;
    },
  });
  try {
    await runCucumberOn(toRun, folder.path);
  } finally {
    setContext(undefined);
  }
  if (site.lost.aborted && site.lost.reason instanceof Problem) course.problems.push(site.lost.reason);
}

/** Brings the lab up that this process is the tester machine of. */
async function labConfig(
  options: RunOptions,
  plan: Plan,
): Promise<{ config: ResolvedConfig; end: () => Promise<void> }> {
  const { bringUp } = await import('../lab/lab.js');
  const lab = await bringUp({ keep: options.keepLab, products: [plan.adapter.name] });
  return { config: { ...resolveConfig(lab.config, 'lab'), edition: options.edition }, end: () => lab.end() };
}

/** No server is touched; the report says why nothing was judged. */
async function nothingToJudge(base: Base, unsupported: readonly ScenarioRecord[]): Promise<RunRecord> {
  const { plan, options } = base;
  const folder = await createRunFolder(options.out, plan.adapter.name, base.started);
  const reporter = reporterFor(base, folder, 'none');
  for (const record of unsupported) reporter.ended(record);
  return finish(folder, reporter, recordOf(base, unsupported, undefined, noCourse), options);
}

const noCourse: Course = { records: [], problems: [], notes: [] };

function reporterFor({ plan, options }: Base, folder: RunFolder, display: ResolvedConfig['display']): LiveReporter {
  return liveReporter({
    stream: options.screen.stream,
    mode: options.verbosity,
    display,
    planned: plan.scenarios.map((scenario) => scenario.id),
    look: options.screen.look,
    runFolder: folder.shown,
    command: options.command,
    strict: options.strict,
    redactor: folder.redactor,
  });
}

/** What would run, with the checks of the plan behind it. */
function dryRun({ started, plan, options }: Base): RunRecord {
  const { look, stream } = options.screen;
  for (const { id, description, unsupported } of plan.scenarios) {
    stream.write(
      unsupported === undefined
        ? `  ${id}  ${description}\n`
        : `${look.symbols.unsupported} ${id}  unsupported: ${unsupported}\n`,
    );
  }
  const runnable = plan.scenarios.filter((scenario) => scenario.unsupported === undefined).length;
  stream.write(
    `${runnable} of ${plan.scenarios.length} scenarios would run on ${plan.adapter.title}; all sentences and configurations are good.\n`,
  );
  const record = recordOf({ started, plan, options }, [], undefined, { records: [], problems: [], notes: [] });
  return { ...record, exitCode: runnable === 0 ? 2 : 0 };
}

function recordOf(
  { started, plan, options }: Base,
  records: readonly ScenarioRecord[],
  site: OpenedSite | undefined,
  course: Course,
  interrupted?: AbortSignal,
): RunRecord {
  // In the order of the plan, which is that of the files.
  const order = new Map(plan.scenarios.map((scenario, index) => [scenario.id, index]));
  const scenarios = records.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  const counts = countVerdicts(scenarios, plan.scenarios.length);
  return {
    schema: 1,
    forge: version(),
    node: process.version,
    started: started.toISOString(),
    seconds: (Date.now() - started.getTime()) / 1000,
    server: {
      product: plan.adapter.name,
      version: site?.server.product.version ?? '',
      host: site === undefined ? '' : site.config.source === 'lab' ? 'lab' : site.config.server.host,
    },
    edition: plan.edition,
    strict: options.strict,
    command: options.command,
    ...(interrupted?.aborted ? { interrupted: (interrupted.reason as Error).message } : {}),
    problems: [...course.problems.map((problem) => problem.line), ...course.notes],
    scenarios,
    counts,
    exitCode: exitCodeOf(counts, {
      strict: options.strict,
      interrupted: interrupted?.aborted ?? false,
      problems: course.problems.length,
    }),
  };
}

function bug(error: unknown): Problem {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new Problem('forge', `this is a bug of forge, please report it: ${text}`, { kind: 'infrastructure' });
}

export function version(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

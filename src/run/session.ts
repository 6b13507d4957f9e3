import { randomBytes } from 'node:crypto';
import { Problem } from '../config/problem.js';
import { resolveConfig } from '../config/resolve.js';
import type { ResolvedConfig } from '../config/types.js';
import { createRunFolder, type RunFolder } from '../report/folder.js';
import { type LiveReporter, liveReporter } from '../report/live.js';
import type { RunRecord, ScenarioRecord } from '../report/record.js';
import { redactor } from '../report/redact.js';
import { writeRun } from '../report/write.js';
import { setContext } from './context.js';
import { cucumber } from './cucumber.js';
import { Habits } from './habits.js';
import { interruption } from './interrupt.js';
import { type OpenedSite, openSite } from './open.js';
import type { Base } from './options.js';
import { type Course, newCourse, problemsOf, recordOf } from './outcome.js';
import type { PlannedScenario } from './plan.js';
import { verdictTable } from './repeat.js';
import { Strangers } from './strangers.js';

/** One pass over the selection: its folder, its reporter and what it has come to. */
interface Pass {
  readonly base: Base;
  readonly folder: RunFolder;
  readonly reporter: LiveReporter;
  readonly course: Course;
}

/**
 * Opens lab or connection, runs the scenarios (`--repeat` times, each with a report of its own), and puts everything back.
 * Gives the record of the last pass, with what differed between them.
 */
export async function runScenarios(
  base: Base,
  toRun: readonly PlannedScenario[],
  unsupported: readonly ScenarioRecord[],
  interrupted: AbortSignal,
): Promise<RunRecord> {
  const { options } = base;
  const passes: Pass[] = [];
  let site: OpenedSite | undefined;
  const atEnd: Problem[] = [];
  try {
    const runCucumber = cucumber();
    site = await open(base, interrupted);
    // All may have been open when it came: then nothing has begun.
    interrupted.throwIfAborted();
    for (let turn = 1; turn <= (options.repeat ?? 1) && !interrupted.aborted; turn++) {
      const pass = await beginPass(turn === 1 ? base : { ...base, started: new Date() }, site);
      passes.push(pass);
      if (turn === 1) pass.course.notes.push(...site.server.notes);
      for (const record of unsupported) {
        pass.course.records.push(record);
        pass.reporter.ended(record);
      }
      await judge(pass, toRun, site, interrupted, runCucumber);
    }
  } catch (error) {
    // Before a folder exists there is nothing to report into: what was thrown is all there is to say.
    const last = passes.at(-1);
    if (last === undefined) {
      await site?.close().catch(() => {});
      if (interruption(interrupted) === undefined) throw error;
      options.screen.stream.write(`${interruption(interrupted)?.message}: ended before the first scenario.\n`);
      return recordOf(base, newCourse(), undefined, interrupted);
    }
    if (interruption(interrupted) === undefined) last.course.problems.push(...problemsOf(error));
  }
  await site?.close().catch((error: unknown) => atEnd.push(...problemsOf(error)));
  passes.at(-1)?.course.problems.push(...atEnd);
  return finish(passes, site, interrupted);
}

async function open({ options, plan }: Base, interrupted: AbortSignal): Promise<OpenedSite> {
  const { askSecret } = options;
  const how = { interrupted, ...(askSecret === undefined ? {} : { askSecret }) };
  if (options.config !== 'lab') return openSite({ config: options.config }, plan.adapter, how);
  const { bringUp } = await import('../lab/lab.js');
  const lab = await bringUp({ keep: options.keepLab, products: [plan.adapter.name] });
  const config: ResolvedConfig = { ...resolveConfig(lab.config, 'lab'), edition: options.edition };
  return openSite({ config, end: () => lab.end() }, plan.adapter, how);
}

async function beginPass(base: Base, site: OpenedSite): Promise<Pass> {
  const { options, plan, started } = base;
  const server = `${plan.adapter.name}-${site.server.product.version}`;
  const folder = await createRunFolder(options.out, server, started, { redactor: redactor(site.secrets) });
  const reporter = liveReporter({
    stream: options.screen.stream,
    mode: options.verbosity,
    display: site.config.display,
    planned: plan.scenarios.map((scenario) => scenario.id),
    look: options.screen.look,
    runFolder: folder.shown,
    command: options.command,
    strict: options.strict,
    redactor: folder.redactor,
  });
  return { base, folder, reporter, course: newCourse() };
}

/** Runs the planned scenarios; each record goes to the reporter and into the course as it is made. */
async function judge(
  { base: { options, plan }, folder, reporter, course }: Pass,
  toRun: readonly PlannedScenario[],
  site: OpenedSite,
  interrupted: AbortSignal,
  runCucumber: ReturnType<typeof cucumber>,
): Promise<void> {
  let stopped = false;
  const strangers = new Strangers();
  const habits = new Habits();
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
    strangers,
    habits,
    showsPackets: options.verbosity === 'verbose' || site.config.display !== 'none',
    stopped: () => stopped || site.lost.aborted,
    problem: (line) => course.notes.push(line),
    ends(record) {
      course.records.push(record);
      reporter.ended(record);
      const { verdict } = record;
      const bad = verdict === 'failed' || verdict === 'error' || (options.strict && verdict === 'deviation');
      stopped ||= options.failFast && bad;
    },
  });
  try {
    await runCucumber(toRun, folder.path);
  } finally {
    setContext(undefined);
    course.notes.push(...strangers.lines());
    course.findings.push(...habits.uncarried(new Set(toRun.map((scenario) => scenario.id))));
  }
  if (site.lost.aborted && site.lost.reason instanceof Problem) course.problems.push(site.lost.reason);
}

/** Writes what each pass leaves and shows its summary; gives the last record, without secrets. */
async function finish(
  passes: readonly Pass[],
  site: OpenedSite | undefined,
  interrupted: AbortSignal,
): Promise<RunRecord> {
  const written: RunRecord[] = [];
  for (const [index, { base, folder, reporter, course }] of passes.entries()) {
    const signal = index === passes.length - 1 ? interrupted : undefined;
    const record = await writeRun(folder, recordOf(base, course, site, signal), base.options.screen.look);
    reporter.finish(record);
    reporter.close();
    written.push(record);
  }
  const last = written.at(-1);
  if (last === undefined) throw new Error('a run ended without a pass');
  if (written.length === 1) return last;
  const { text, differing } = verdictTable(written);
  passes[0]?.base.options.screen.stream.write(text);
  const worst = Math.max(...written.map((record) => (record.exitCode === 3 ? 0.5 : record.exitCode)));
  const exitCode = differing.length > 0 && worst < 1 ? 1 : worst === 0.5 ? 3 : (worst as RunRecord['exitCode']);
  return { ...last, exitCode };
}

import { createRunFolder } from '../report/folder.js';
import { liveReporter } from '../report/live.js';
import type { RunRecord, ScenarioRecord } from '../report/record.js';
import { writeRun } from '../report/write.js';
import { watchForInterruption } from './interrupt.js';
import type { Base, RunOptions } from './options.js';
import { newCourse, recordOf } from './outcome.js';
import { makePlan } from './plan.js';
import { runScenarios } from './session.js';
import { unsupportedRecord } from './tally.js';

export type { RunOptions } from './options.js';
export { version } from './outcome.js';

/**
 * One run: plan, lab or SSH, scenarios, report, everything put back.
 * Throws a Problem for what is wrong before the first scenario; after that problems stand in the record.
 */
export async function run(options: RunOptions): Promise<RunRecord> {
  const started = new Date();
  const plan = await makePlan(options);
  const base: Base = { started, plan, options };
  if (options.dryRun) return dryRun(base);
  const toRun = plan.scenarios.filter((scenario) => scenario.unsupported === undefined);
  const unsupported = plan.scenarios.flatMap((scenario) =>
    scenario.unsupported === undefined ? [] : unsupportedRecord(scenario, scenario.unsupported),
  );
  const interruption = watchForInterruption(options.maxTime);
  try {
    if (toRun.length === 0) return await nothingToJudge(base, unsupported);
    return await runScenarios(base, toRun, unsupported, interruption.signal);
  } finally {
    interruption.end();
  }
}

/** No server is touched; the report says why nothing was judged. */
async function nothingToJudge(base: Base, unsupported: readonly ScenarioRecord[]): Promise<RunRecord> {
  const { plan, options } = base;
  const folder = await createRunFolder(options.out, plan.adapter.name, base.started);
  const reporter = liveReporter({
    stream: options.screen.stream,
    mode: options.verbosity,
    display: 'none',
    planned: unsupported.map((record) => record.id),
    look: options.screen.look,
    runFolder: folder.shown,
    command: options.command,
    strict: options.strict,
  });
  for (const record of unsupported) reporter.ended(record);
  const written = await writeRun(
    folder,
    recordOf(base, { ...newCourse(), records: [...unsupported] }),
    options.screen.look,
  );
  reporter.finish(written);
  reporter.close();
  return written;
}

/** What would run, with the checks of the plan behind it. */
function dryRun(base: Base): RunRecord {
  const { plan, options } = base;
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
  return { ...recordOf(base, newCourse()), exitCode: runnable === 0 ? 2 : 0 };
}

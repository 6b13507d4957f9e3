import { Problem } from '../config/problem.js';
import { writePcapng } from '../net/pcapng.js';
import type { Finding, ScenarioRecord, StepRecord, Verdict } from '../report/record.js';
import { type ScenarioFiles, writeScenario } from '../report/write.js';
import { annotatedCapture } from './annotate.js';
import { ServerDied } from './health.js';
import { NotConformant } from './judge.js';
import type { Scenario } from './scenario.js';
import { asWritten } from './tally.js';

/**
 * Ends a scenario: decides its verdict, collects captures, configuration, log and leases, and writes its folder.
 * Undefined where the run was interrupted in the middle of it: then nothing was judged.
 */
export async function concludeScenario(
  scenario: Scenario,
  steps: readonly StepRecord[],
  thrown: unknown,
): Promise<ScenarioRecord | undefined> {
  const { run, planned } = scenario;
  run.wire.forget();
  if (run.interrupted.aborted) return undefined;
  const died = await scenario.noticeDeath().catch((error: unknown) => error);
  const { verdict, reason } = decide(scenario.judge.findings, died ?? thrown);
  const began = performance.now();
  const problems: string[] = [];
  const files = await collect(scenario, problems);
  const { id } = planned;
  const record: ScenarioRecord = {
    ...asWritten(planned),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    findings: scenario.judge.findings,
    steps,
    packets: scenario.transcript.packets(),
    seconds: scenario.elapsed(),
    parts: { ...scenario.parts, collect: (performance.now() - began) / 1000 },
    folder: id,
    files: [],
  };
  for (const problem of problems) run.problem(`${id}: ${problem}`);
  return writeScenario(run.folder, record, files);
}

/** The worst finding decides; what was thrown besides is an error of the lab, the connection or of forge itself. */
function decide(findings: readonly Finding[], thrown: unknown): { verdict: Verdict; reason?: string } {
  const worst = findings.find((finding) => finding.weight === 'violation');
  if (worst !== undefined)
    return { verdict: 'failed', reason: `expected ${worst.expected}; received ${worst.received}` };
  if (thrown instanceof ServerDied || thrown instanceof NotConformant)
    return { verdict: 'failed', reason: thrown.message };
  if (thrown instanceof Problem) return { verdict: 'error', reason: thrown.line };
  if (thrown !== undefined) {
    const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { verdict: 'error', reason: `This is a bug of forge, please report it: ${text}` };
  }
  const deviation = findings.find((finding) => finding.weight === 'deviation');
  if (deviation !== undefined) {
    return { verdict: 'deviation', reason: `expected ${deviation.expected}; received ${deviation.received}` };
  }
  return { verdict: 'passed' };
}

/** Everything that is kept with the scenario; what cannot be had is told, and costs nothing else. */
async function collect(scenario: Scenario, problems: string[]): Promise<ScenarioFiles> {
  const { run } = scenario;
  const { save } = run.config;
  let server: { config: { path: string; text: string }[]; leases: string | undefined; log: string } | undefined;
  try {
    server = await run.server.artefacts();
  } catch (error) {
    problems.push(
      `configuration, leases and log could not be fetched: ${error instanceof Problem ? error.line : String(error)}`,
    );
  }
  const capture = writePcapng(await annotatedCapture(scenario));
  return {
    capture,
    config: save.config ? (server?.config ?? []).map((file) => ({ name: file.path, text: file.text })) : [],
    ...(save.log && server !== undefined ? { serverLog: server.log } : {}),
    ...(save.leases && server?.leases !== undefined ? { leases: server.leases } : {}),
  };
}

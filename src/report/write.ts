import { basename } from 'node:path';
import { citedRequirements, coverage } from './coverage.js';
import { type RunFolder, safeName } from './folder.js';
import { page } from './html.js';
import { readableJson } from './json.js';
import { junit } from './junit.js';
import { type Look, plainLook } from './look.js';
import type { RunRecord, ScenarioRecord } from './record.js';
import { transcript } from './transcript.js';

/** What is kept of a scenario beside its record. */
export interface ScenarioFiles {
  readonly capture?: Uint8Array | undefined;
  /** The server's configuration as pushed; names may be paths on the server machine. */
  readonly config?: readonly { readonly name: string; readonly text: string }[] | undefined;
  readonly serverLog?: string | undefined;
  readonly leases?: string | undefined;
}

/**
 * Writes `<scenario id>/` with the files and result.json. Gives the record back with `folder` and `files` filled in and without
 * secrets: that one belongs into the run's record. Throws a Problem where the disk is full or not writable.
 */
export async function writeScenario(
  folder: RunFolder,
  record: ScenarioRecord,
  files: ScenarioFiles,
): Promise<ScenarioRecord> {
  const place = safeName(record.id);
  const contents = new Map<string, string | Uint8Array>();
  if (files.capture !== undefined) contents.set('capture.pcapng', files.capture);
  for (const [name, text] of configFiles(files.config ?? [])) contents.set(name, text);
  if (files.serverLog !== undefined) contents.set('server.log', files.serverLog);
  if (files.leases !== undefined) contents.set('leases', files.leases);

  const listed = ['transcript.txt', ...contents.keys(), 'result.json'];
  const written: ScenarioRecord = { ...folder.redactor.record(record), folder: place, files: listed };
  for (const [name, content] of contents) await folder.write(`${place}/${name}`, content);
  await folder.write(`${place}/transcript.txt`, transcript(written), 'clean');
  await folder.write(`${place}/result.json`, readableJson(written), 'clean');
  return written;
}

/**
 * Writes results.json, junit.xml, coverage.json and index.html. May be called more than once, and for a run that was stopped: what is
 * in the record is told, and that it is not all. Gives back the record as written: without secrets, with the cited requirements.
 * Of the look only the launcher is taken. Throws a Problem where the disk is full or not writable.
 */
export async function writeRun(
  folder: RunFolder,
  run: RunRecord,
  { launcher }: Pick<Look, 'launcher'> = plainLook,
): Promise<RunRecord> {
  const cited = run.requirements ?? citedRequirements(run.scenarios);
  const record: RunRecord = { ...folder.redactor.record(run), requirements: cited };
  await folder.write('results.json', readableJson(record), 'clean');
  await folder.write('junit.xml', junit(record, folder.shown, launcher), 'clean');
  await folder.write('coverage.json', readableJson(coverage(record)), 'clean');
  const logs = await logsOf(folder, record.scenarios);
  await folder.write('index.html', page(record, { launcher, logs }), 'clean');
  await folder.giveBack('messages.ndjson');
  return record;
}

/** The server's logs of the scenarios where somebody will want to read them; already without secrets. */
async function logsOf(folder: RunFolder, scenarios: readonly ScenarioRecord[]): Promise<Map<string, string>> {
  const logs = new Map<string, string>();
  for (const record of scenarios) {
    if (record.folder === undefined || record.verdict === 'passed' || !record.files.includes('server.log')) continue;
    const log = await folder.read(`${record.folder}/server.log`);
    if (log !== undefined) logs.set(record.id, log);
  }
  return logs;
}

/** `config/<name>` by the last part of the path, or by the whole path where two end alike. */
function configFiles(config: NonNullable<ScenarioFiles['config']>): [string, string][] {
  const count = (name: string) => config.filter((file) => basename(file.name) === name).length;
  return config.map((file) => {
    const name = basename(file.name);
    return [`config/${safeName(count(name) > 1 ? file.name.replace(/^\/+/, '') : name)}`, file.text];
  });
}

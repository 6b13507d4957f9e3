import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabDescription } from './messages.js';
import { keptLabsFolder } from './places.js';
import { processEntry, until } from './process.js';

/** The record of a lab that outlives the command that made it. */
export interface KeptLab {
  readonly id: string;
  /** First process of the tester machine; with it ends the whole lab. */
  readonly pid: number;
  /** Start time of that process: its number may be somebody else's one day. */
  readonly startTime: string;
  /** ISO 8601. */
  readonly created: string;
  /** Missing as long as the lab is not up. */
  readonly lab?: LabDescription;
}

export function remember(lab: KeptLab): void {
  mkdirSync(keptLabsFolder, { recursive: true, mode: 0o755 });
  const file = recordFile(lab.id);
  writeFileSync(`${file}.new`, `${JSON.stringify(lab, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Removes the record, and the folder with the last one. */
export function forget(id: string): void {
  rmSync(recordFile(id), { force: true });
  rmSync(`${recordFile(id)}.new`, { force: true });
  try {
    rmdirSync(keptLabsFolder);
  } catch {
    // Other labs are in it, or it is gone already.
  }
}

/** All records, the oldest first. A file that is not one of ours is left alone. */
export function keptLabs(): KeptLab[] {
  let names: string[];
  try {
    names = readdirSync(keptLabsFolder).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
  const labs = names.flatMap((name) => {
    try {
      const lab = JSON.parse(readFileSync(join(keptLabsFolder, name), 'utf8')) as KeptLab;
      return `${lab.id}.json` === name && Number.isInteger(lab.pid) && lab.pid > 1 ? [lab] : [];
    } catch {
      return [];
    }
  });
  return labs.sort((a, b) => a.created.localeCompare(b.created));
}

/** Its first process still runs, and is the one that the record means. */
export function isAlive(lab: KeptLab): boolean {
  const entry = processEntry(lab.pid);
  return entry !== undefined && entry.startTime === lab.startTime && entry.state !== 'Z';
}

/** Ends the lab and everything in it, and removes its record. */
export async function endKept(lab: KeptLab): Promise<void> {
  if (isAlive(lab)) process.kill(lab.pid, 'SIGKILL');
  await until(() => (isAlive(lab) ? undefined : true), 5000);
  forget(lab.id);
}

function recordFile(id: string): string {
  return join(keptLabsFolder, `${id}.json`);
}

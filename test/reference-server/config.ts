import { readFileSync } from 'node:fs';
import type { ServerModel } from '../../src/servers/model.js';
import type { Fault } from './faults/fault.js';

/** What the reference server is started with: a file of JSON. */
export interface ReferenceConfig {
  /** Told when it is ready, so that whoever wrote the file knows that this very file is in force. */
  readonly nonce: string;
  /** The server's interface of link 1, link 2, … */
  readonly interfaces: readonly string[];
  /** The lease record, which is read when the server starts. Absolute. */
  readonly leases: string;
  /** How many messages have come, for faults of the n-th one. Absolute. */
  readonly counts: string;
  readonly model: ServerModel;
  /** How it misbehaves; none: it does what RFC 8415 asks. */
  readonly faults: readonly Fault[];
}

/** Reads the file; throws where it is none of ours, with a sentence that says why. */
export function readConfig(path: string): ReferenceConfig {
  const config = JSON.parse(readFileSync(path, 'utf8')) as Partial<ReferenceConfig>;
  for (const key of ['nonce', 'interfaces', 'leases', 'counts', 'model', 'faults'] as const) {
    if (config[key] === undefined) throw new Error(`${path} has no "${key}"`);
  }
  return config as ReferenceConfig;
}

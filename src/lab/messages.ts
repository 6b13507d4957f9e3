import type { ForgeConfig } from '../config/types.js';

/**
 * What the tester machine and the process that made it say to each other. The tester has no network but the lab's, so
 * fetching is asked for; and it does not know its process id outside, so the parent keeps the books of a kept lab.
 */
export type FromTester = { want: 'servers'; products: readonly string[] } | { keep: LabDescription };
export type ToTester = { servers: 'there' } | { servers: 'missing'; place: string; what: string; mend?: string };

/** A lab that is up, as its own tester machine knows it. */
export interface LabDescription {
  readonly id: string;
  readonly products: readonly string[];
  readonly config: ForgeConfig;
  /** Configuration file inside of the tester machine. */
  readonly configFile: string;
  /** Folder of the tester machine that holds `forge`. */
  readonly binFolder: string;
  /** First process of the server machine, in the tester machine's numbering. */
  readonly serverPid: number;
}

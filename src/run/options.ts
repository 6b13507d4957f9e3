import type { ResolvedConfig } from '../config/types.js';
import type { AskSecret } from '../remote/login.js';
import type { LiveStream } from '../report/live.js';
import type { Look } from '../report/look.js';
import type { Plan, PlanOptions } from './plan.js';

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
  /** How often the selection is run; verdicts that differ fail the run. Default 1. */
  readonly repeat?: number;
  /** Seconds after which the run is ended, as an error of its own. */
  readonly maxTime?: number;
  /** Asks the person for a password or passphrase, where the configuration says so. */
  readonly askSecret?: AskSecret;
  readonly screen: { readonly stream: LiveStream; readonly look: Look };
}

/** What every part of a run knows. */
export interface Base {
  readonly started: Date;
  readonly plan: Plan;
  readonly options: RunOptions;
}

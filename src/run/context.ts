import type { Wire } from '../client/exchange.js';
import type { ResolvedConfig } from '../config/types.js';
import type { Capture } from '../net/capture.js';
import type { RunFolder } from '../report/folder.js';
import type { LiveReporter } from '../report/live.js';
import type { ScenarioRecord } from '../report/record.js';
import type { Edition } from '../requirements/catalogue.js';
import type { ServerAdapter, ServerHandle } from '../servers/adapter.js';
import type { Habits } from './habits.js';
import type { PlannedScenario } from './plan.js';
import type { Strangers } from './strangers.js';

/** Everything that the scenarios of one run share. */
export interface RunContext {
  readonly config: ResolvedConfig;
  readonly edition: Edition;
  readonly adapter: ServerAdapter;
  readonly server: ServerHandle;
  readonly wire: Wire;
  /** One a link, in the order of the links. */
  readonly captures: readonly Capture[];
  readonly folder: RunFolder;
  /** Seconds that the server's clock is ahead of ours. */
  readonly clockOffset: number;
  /** What the random choices of the run are drawn from. */
  readonly seed: string;
  /** Aborted when the run is interrupted. */
  readonly interrupted: AbortSignal;
  /** By id. */
  readonly planned: ReadonlyMap<string, PlannedScenario>;
  readonly reporter: LiveReporter;
  readonly strangers: Strangers;
  readonly habits: Habits;
  /** Packets are shown as they pass. */
  readonly showsPackets: boolean;
  /** No further scenario is to begin (--fail-fast, lost connection). */
  readonly stopped: () => boolean;
  /** A line for the report about the run as a whole. */
  readonly problem: (line: string) => void;
  /** Told of each scenario as it ends. */
  readonly ends: (record: ScenarioRecord) => void;
}

let current: RunContext | undefined;

/**
 * Cucumber makes the World by itself and copies world parameters as JSON, so open sockets and connections cannot come that way:
 * the run sets its context here before it starts Cucumber, once a process.
 */
export function setContext(context: RunContext | undefined): void {
  current = context;
}

export function context(): RunContext {
  if (current === undefined) throw new Error('steps ran without a run: setContext was not called');
  return current;
}

import type { ResolvedConfig } from '../config/types.js';
import type { RunRecord } from '../report/record.js';
import type { PlanOptions } from '../run/plan.js';

export type RunOptions = PlanOptions & {
  config: ResolvedConfig | 'lab';
  strict: boolean;
  failFast: boolean;
  dryRun: boolean;
  keepLab: boolean;
  out?: string;
  json: boolean;
  verbosity: 'quiet' | 'normal' | 'verbose';
  command: string[];
};

export interface StepDescription {
  readonly keyword: string;
  readonly expression: string;
  readonly file: string;
  readonly line: number;
  readonly doc: string;
}

interface Modules {
  'run/run': { run(options: RunOptions): Promise<RunRecord> };
  'run/steps': { listSteps(): Promise<StepDescription[]> };
  'net/decode-input': {
    decodeInput(bytes: Uint8Array): { at?: number; from?: string; to?: string; payload: Uint8Array; note?: string }[];
  };
  'remote/known-hosts': { trust(server: ResolvedConfig['server']): Promise<{ line: string; fingerprint: string }> };
}

/** A module of another layer, loaded only when a command needs it. */
export async function load<N extends keyof Modules>(name: N): Promise<Modules[N]> {
  return (await import(new URL(`../${name}.js`, import.meta.url).href)) as Modules[N];
}

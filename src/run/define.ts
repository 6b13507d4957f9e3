/**
 * How a step folder says what its sentences mean. Steps register here and not with Cucumber, so that planning, `forge list` and
 * `forge steps` work without loading it; `support.ts` hands the same list to Cucumber when scenarios run.
 */
import type { ServerModel } from '../servers/model.js';
import { NothingToJudge } from './judge.js';
import type { Scenario } from './scenario.js';

export type { Scenario } from './scenario.js';

/** What the plan pass knows of a scenario while it walks its sentences. */
export interface PlanState {
  /** The server's configuration as the sentences so far ask for it. */
  readonly model: ServerModel;
  /** The clients that the sentences have named. */
  readonly clients: Set<string>;
}

export interface StepDefinition {
  readonly keyword: 'Given' | 'When' | 'Then';
  /** The Cucumber expression, without the optional clause at the end. */
  readonly expression: string;
  /** The expression that is matched: with the clause. */
  readonly pattern: string;
  readonly code: (this: Scenario, ...args: unknown[]) => unknown;
  /** Run in the plan pass, with the same arguments: changes the model, or objects with a Problem. */
  readonly plan?: (state: PlanState, ...args: unknown[]) => void;
  /** `setup` only changes the model before the server is configured; `reconfigure` changes it while the server runs. */
  readonly effect: 'setup' | 'reconfigure' | 'act';
  /** Where it is defined. */
  readonly file: string;
  readonly line: number;
}

/** The value of a word that only makes the sentence read well; steps are not given it. */
export const unspoken = Symbol('unspoken');

const definitions: StepDefinition[] = [];

/** Every step that has been defined so far. */
export function stepDefinitions(): readonly StepDefinition[] {
  return definitions;
}

type StepCode<A extends unknown[]> = (this: Scenario, ...args: A) => void | Promise<void>;

/**
 * A sentence about the client before it acts, or about what happened before. One that ends in a colon gets the table below it, as
 * rows of cells. `check` is run in the plan pass with the same arguments, and objects with a Problem.
 */
export function Given<A extends unknown[]>(expression: string, code: StepCode<A>, check?: (...args: A) => void): void {
  const plan = check as ((...args: unknown[]) => void) | undefined;
  add(
    'Given',
    expression,
    code as StepDefinition['code'],
    'act',
    plan === undefined ? undefined : (_state, ...args) => plan(...args),
  );
}

/** A sentence in which the client, a relay agent or the operator acts. */
export function When<A extends unknown[]>(expression: string, code: StepCode<A>): void {
  add('When', expression, code as StepDefinition['code'], 'act');
}

/**
 * A sentence about what the server must do. It may end in the clause that it is judged by, ` [R8415-18.3.4-17]`;
 * without, the scenario's first requirement tag decides.
 */
export function Then<A extends unknown[]>(expression: string, code: StepCode<A>): void {
  const judged = async function (this: Scenario, ...args: unknown[]): Promise<void> {
    const clause = args.pop() as string | undefined;
    this.judge.begin(clause);
    try {
      await (code as StepDefinition['code']).apply(this, args);
    } catch (error) {
      if (!(error instanceof NothingToJudge)) throw error;
    }
  };
  add('Then', expression, judged, 'act', undefined, `${expression}{clause}`);
}

/** A sentence about the server's configuration: changes the neutral model, in the plan pass and again in the run. */
export function Setup<A extends unknown[]>(expression: string, change: (model: ServerModel, ...args: A) => void): void {
  const apply = change as (model: ServerModel, ...args: unknown[]) => void;
  add(
    'Given',
    expression,
    function (...args) {
      apply(this.model, ...args);
    },
    'setup',
    (state, ...args) => apply(state.model, ...args),
  );
}

/** A sentence in which the operator changes the configuration of the running server; leases are kept. */
export function Reconfigure<A extends unknown[]>(
  expression: string,
  change: (model: ServerModel, ...args: A) => void,
): void {
  const apply = change as (model: ServerModel, ...args: unknown[]) => void;
  add(
    'When',
    expression,
    async function (...args) {
      await this.reconfigure((model) => apply(model, ...args));
    },
    'reconfigure',
    (state, ...args) => apply(state.model, ...args),
  );
}

function add(
  keyword: StepDefinition['keyword'],
  expression: string,
  code: StepDefinition['code'],
  effect: StepDefinition['effect'],
  plan?: StepDefinition['plan'],
  pattern = expression,
): void {
  const { file, line } = callSite();
  definitions.push({
    keyword,
    expression,
    // A Cucumber expression can only choose between single words.
    pattern: pattern.replace(/^the server\/it /, '{server} '),
    code(...args) {
      return code.apply(
        this,
        args.filter((arg) => arg !== unspoken),
      );
    },
    effect,
    file,
    line,
    ...(plan === undefined ? {} : { plan: (state, ...args) => plan(state, ...args.filter((arg) => arg !== unspoken)) }),
  });
}

/** The file and line that called Given, When, Then, Setup or Reconfigure. */
function callSite(): { file: string; line: number } {
  const frames = (new Error().stack ?? '').split('\n').slice(1);
  const frame = frames.find((line) => !line.includes('/run/define.'));
  const match = frame === undefined ? null : /\(?((?:file:\/\/)?\/[^)]*?):(\d+):\d+\)?$/.exec(frame);
  return { file: match?.[1] ?? 'unknown', line: Number(match?.[2] ?? 0) };
}

/**
 * The one file that Cucumber imports: hands it the vocabulary, makes a `Scenario` for each pickle, and turns what happened into a
 * record. Cucumber's own statuses cannot say deviation or unsupported, so the verdict is an attachment with a media type of its own.
 */
import {
  After,
  AfterStep,
  Before,
  BeforeStep,
  DataTable,
  defineParameterType,
  Given,
  type IWorld,
  setDefaultTimeout,
  setWorldConstructor,
  Then,
  When,
} from '@cucumber/cucumber';
import type { StepRecord } from '../report/record.js';
import { concludeScenario } from './conclude.js';
import { context } from './context.js';
import { type StepDefinition, stepDefinitions } from './define.js';
import { parameterTypes } from './parameters.js';
import { Scenario } from './scenario.js';

export const verdictMediaType = 'application/vnd.dhcpv6-forge.verdict+json';

/** Cucumber makes it before it knows which scenario it is for; the Before hook fills it. */
class Cell {
  scenario: Scenario | undefined;
  steps: StepRecord[] = [];
  /** What a step threw, kept as it was: Cucumber passes on only its text. */
  thrown: unknown;
  stepBegan = 0;
  readonly attach: IWorld['attach'];

  constructor({ attach }: { attach: IWorld['attach'] }) {
    this.attach = attach;
  }
}

// Our own deadlines end every wait; a step that Cucumber times out would go on in the background.
setDefaultTimeout(-1);
setWorldConstructor(Cell);

for (const { name, regexp, convert } of parameterTypes) {
  defineParameterType({ name, regexp, transformer: (text) => convert(text ?? ''), useForSnippets: false });
}

const register = { Given, When, Then };
for (const definition of stepDefinitions()) register[definition.keyword](definition.pattern, codeOf(definition));

function codeOf(definition: StepDefinition): (this: Cell, ...args: unknown[]) => Promise<void> {
  const code = async function (this: Cell, ...args: unknown[]): Promise<void> {
    if (this.scenario === undefined) throw new Error('a step ran before its scenario began');
    try {
      // Cucumber always adds a callback, for those who declare it.
      const given = args.slice(0, -1).map((arg) => (arg instanceof DataTable ? arg.raw() : arg));
      await definition.code.apply(this.scenario, given);
    } catch (error) {
      this.thrown = error;
      throw error;
    }
  };
  // Cucumber compares the declared parameters with the expression's.
  Object.defineProperty(code, 'length', { value: parametersOf(definition) });
  return code;
}

/** A sentence that ends in a colon takes the table below it, too. */
function parametersOf({ pattern, expression }: StepDefinition): number {
  return (pattern.match(/\{\w+\}/g)?.length ?? 0) + (expression.endsWith(':') ? 1 : 0);
}

Before(function (this: Cell, { pickle }) {
  const run = context();
  if (run.interrupted.aborted || run.stopped()) return 'skipped';
  const planned = run.planned.get(pickle.name);
  if (planned === undefined) throw new Error(`Cucumber runs ${pickle.name}, which was not planned`);
  run.reporter.started(planned.id);
  this.scenario = new Scenario(run, planned);
  return undefined;
});

BeforeStep(function (this: Cell, { pickleStep }) {
  if (this.scenario === undefined) return;
  this.scenario.step = pickleStep.text;
  this.scenario.stepLine = this.scenario.planned.steps[this.steps.length]?.line ?? 0;
  this.stepBegan = performance.now();
});

AfterStep(function (this: Cell, { result }) {
  const scenario = this.scenario;
  if (scenario === undefined) return;
  const written = scenario.planned.steps[this.steps.length];
  if (written === undefined) return;
  const step: StepRecord = {
    ...written,
    status: result.status === 'PASSED' ? 'passed' : result.status === 'SKIPPED' ? 'skipped' : 'failed',
    milliseconds: performance.now() - this.stepBegan,
  };
  this.steps.push(step);
  context().reporter.step(step);
});

After(async function (this: Cell) {
  const scenario = this.scenario;
  if (scenario === undefined) return;
  const record = await concludeScenario(scenario, this.steps, this.thrown);
  if (record === undefined) return;
  const { verdict, reason, findings } = record;
  this.attach(JSON.stringify({ verdict, reason, findings }), verdictMediaType);
  context().ends(record);
});

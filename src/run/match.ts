import {
  CucumberExpression,
  ParameterType as ExpressionParameter,
  ParameterTypeRegistry,
} from '@cucumber/cucumber-expressions';
import { distance, Problem } from '../config/problem.js';
import { type StepDefinition, stepDefinitions } from './define.js';
import type { FeatureStep } from './gherkin.js';
import { parameterTypes } from './parameters.js';

/** A sentence with the step it means and its converted arguments. */
export interface BoundStep {
  readonly step: FeatureStep;
  readonly definition: StepDefinition;
  readonly args: readonly unknown[];
}

/** Binds sentences to step definitions, as Cucumber will, but before anything runs. */
export class Matcher {
  readonly #compiled: { definition: StepDefinition; expression: CucumberExpression }[];

  constructor() {
    const registry = new ParameterTypeRegistry();
    for (const { name, regexp, convert } of parameterTypes) {
      registry.defineParameterType(
        new ExpressionParameter(name, regexp, null, (text: string) => convert(text ?? ''), false, false),
      );
    }
    this.#compiled = stepDefinitions().map((definition) => ({
      definition,
      expression: new CucumberExpression(definition.pattern, registry),
    }));
  }

  /** Throws a Problem at `place` where no step, or more than one, or an argument is wrong. */
  bind(step: FeatureStep, place: string): BoundStep {
    const matches = this.#compiled.flatMap(({ definition, expression }) => {
      const args = expression.match(step.text);
      return args === null ? [] : [{ definition, args }];
    });
    const [match, other] = matches;
    if (match === undefined) {
      const near = nearSteps(step.text);
      throw new Problem(place, `no step says "${step.text}".`, {
        mend: near.length > 0 ? `Near to it: ${near.join(' | ')}` : '`forge steps` lists the vocabulary.',
      });
    }
    if (other !== undefined) {
      throw new Problem(
        place,
        `"${step.text}" fits two steps: ${match.definition.expression} | ${other.definition.expression}`,
      );
    }
    try {
      const args = match.args.map((argument) => argument.getValue(null));
      return { step, definition: match.definition, args: [...args, ...tableOf(step, match.definition, place)] };
    } catch (error) {
      if (error instanceof Problem && error.place === '') {
        throw new Problem(place, error.message, { mend: error.mend });
      }
      throw error;
    }
  }
}

/** The rows below a sentence that ends in a colon; no other sentence has any. */
function tableOf(step: FeatureStep, definition: StepDefinition, place: string): string[][][] {
  if (!definition.expression.endsWith(':')) {
    if (step.table === undefined) return [];
    throw new Problem(place, 'no table or text can stand below this sentence.');
  }
  if (step.table === undefined) throw new Problem(place, 'a table must stand below this sentence.');
  return [step.table];
}

/** The sentences that share most of their words with this one; a parameter can be any word. */
function nearSteps(text: string): string[] {
  const said = text.toLowerCase().split(/\s+/);
  const scored = stepDefinitions().map(({ expression }) => {
    const parameters = expression.match(/\{\w+\}/g)?.length ?? 0;
    const words = expression
      .replace(/\{\w+\}|\(\w+\)|\\/g, ' ')
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const like = (one: string, word: string): boolean => one === word || (word.length > 3 && distance(one, word) === 1);
    const shared = words.filter((word) => said.some((one) => like(one, word))).length;
    const filled = Math.min(parameters, Math.max(0, said.length - shared));
    return {
      expression,
      score: shared < 2 ? 0 : (shared + filled / 2) / Math.max(words.length + parameters, said.length),
    };
  });
  return scored
    .filter(({ score }) => score >= 0.4)
    .sort((a, b) => b.score - a.score)
    .slice(0, 2)
    .map(({ expression }) => expression);
}

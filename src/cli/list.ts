import { exitCode } from '../config/problem.js';
import type { PlannedScenario } from '../run/plan.js';
import { command, jsonOption, print, selectionArguments, selectionOptions } from './command.js';
import { product } from './product.js';
import { lookFor } from './terminal.js';

/** `forge list`: what there is to run. */
export const list = command({
  name: 'list',
  arguments: '[paths..]',
  describe: 'List scenarios: id, level, what a server must be able to do, the sentence',
  positionals: selectionArguments,
  options: {
    ...selectionOptions,
    server: { type: 'string', value: 'NAME', describe: 'Say what this product does not support; else kea' },
    ...jsonOption,
  },
  examples: [
    ['npx forge list', 'All scenarios'],
    ['npx forge list -n "7550_*"', 'Those of RFC 7550'],
    ['npx forge list -t @should --json', 'Those of SHOULD requirements, for a program'],
  ],
  async run(values, _words, rest) {
    const adapter = await product(values.server, undefined);
    const { makePlan } = await import('../run/plan.js');
    const plan = await makePlan({
      paths: [...values.paths, ...rest],
      ids: [...values.name],
      ...(values.tags === undefined ? {} : { tags: values.tags }),
      product: adapter.name,
      edition: '8415',
    });
    await print(values.json ? JSON.stringify(plan.scenarios.map(entry), null, 2) : lines(plan.scenarios));
    return exitCode.good;
  },
});

/** What a program gets of a scenario; the same keys whether from the plan or from the index. */
function entry(scenario: PlannedScenario) {
  const { id, description, feature, uri, line, rule, level, needs, requirements, tags, unsupported } = scenario;
  return { id, description, feature, uri, line, rule, level, needs, requirements, tags, unsupported };
}

function lines(scenarios: readonly PlannedScenario[]): string {
  const { paint, columns } = lookFor(process.stdout);
  const ids = Math.max(...scenarios.map((scenario) => scenario.id.length));
  const levels = Math.max(...scenarios.map((scenario) => scenario.level.length));
  return scenarios
    .map((scenario) => {
      const start = `${scenario.id.padEnd(ids)}  ${scenario.level.padEnd(levels)}  `;
      const needs = scenario.needs.length === 0 ? '' : `[${scenario.needs.join(' ')}]`;
      const why = scenario.unsupported === undefined ? '' : ` (unsupported: ${scenario.unsupported})`;
      const rest = `${needs}${why} ${scenario.description}`.trim();
      const room = columns === undefined ? rest.length : Math.max(20, columns - start.length);
      const shown = rest.length > room ? `${rest.slice(0, room - 1)}…` : rest;
      return `${paint.bold(scenario.id)}${start.slice(scenario.id.length)}${paint.dim(shown)}`;
    })
    .join('\n');
}

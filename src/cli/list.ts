import { exitCode } from '../config/problem.js';
import type { ListedScenario } from '../run/index-file.js';
import type { PlanOptions } from '../run/plan.js';
import { command, jsonOption, print, selectionArguments, selectionOptions } from './command.js';
import { product } from './product.js';
import { editionOf, roots } from './selection.js';
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
    const options: PlanOptions = {
      paths: [...values.paths, ...rest],
      ids: [...values.name],
      ...(values.tags === undefined ? {} : { tags: values.tags }),
      product: values.server ?? 'kea',
      edition: editionOf(values.edition) ?? '8415',
      ...(await roots(values)),
    };
    const { fromIndex } = await import('../run/index-file.js');
    const scenarios = fromIndex(options) ?? (await planned(options));
    await print(values.json ? JSON.stringify(scenarios.map(entry), null, 2) : lines(scenarios));
    return exitCode.good;
  },
});

async function planned(options: PlanOptions): Promise<readonly ListedScenario[]> {
  const { name } = await product(options.product, undefined);
  const { makePlan } = await import('../run/plan.js');
  return (await makePlan({ ...options, product: name })).scenarios;
}

/** What a program gets of a scenario; the same keys whether from the plan or from the index. */
function entry(scenario: ListedScenario) {
  const { id, description, feature, uri, line, rule, level, needs, requirements, tags, unsupported } = scenario;
  return { id, description, feature, uri, line, rule, level, needs, requirements, tags, unsupported };
}

function lines(scenarios: readonly ListedScenario[]): string {
  const { paint, columns } = lookFor(process.stdout);
  const rows = scenarios.map(({ id, level, needs, unsupported, description }) => {
    const text = unsupported === undefined ? description : `unsupported: ${unsupported}`;
    return { id, level, needs: needs.length === 0 ? '' : `[${needs.join(' ')}]`, text };
  });
  const width = (key: 'id' | 'level' | 'needs') => Math.max(...rows.map((row) => row[key].length));
  const [ids, levels, needs] = [width('id'), width('level'), Math.min(width('needs'), 60)];
  return rows
    .map((row) => {
      const rest = `${row.needs.padEnd(needs)}  ${row.text}`;
      const room = columns === undefined ? rest.length : Math.max(0, columns - ids - levels - 4);
      const shown = rest.length > room ? `${rest.slice(0, Math.max(0, room - 1))}…` : rest;
      return `${paint.bold(row.id.padEnd(ids))}  ${row.level.padEnd(levels)}  ${paint.dim(shown)}`.trimEnd();
    })
    .join('\n');
}

import { exitCode, Problem } from '../config/problem.js';
import type { PlannedScenario } from '../run/plan.js';
import { command, jsonOption, print } from './command.js';
import { editionOf } from './selection.js';
import { lookFor } from './terminal.js';

/** `forge requirements`: the catalogue, and which scenarios decide what. */
export const requirements = command({
  name: 'requirements',
  arguments: '[words..]',
  describe: 'List the requirements of the RFCs, and the scenarios that cite each',
  positionals: {
    words: {
      type: 'string',
      array: true,
      describe: 'Only those whose id begins with, or whose text holds, every word',
    },
  },
  options: {
    uncovered: { type: 'boolean', describe: 'Only those that no scenario cites, with the reason where there is one' },
    level: {
      type: 'string',
      value: 'LEVEL',
      choices: ['must', 'should', 'may'],
      describe: 'must (MUST, MUST NOT and STATES), should (SHOULD and SHOULD NOT) or may',
    },
    file: {
      type: 'string',
      value: 'NAME',
      describe: 'Only those of this file of the catalogue: rfc7550, rfc8415-a, …',
    },
    edition: {
      type: 'string',
      value: 'RFC',
      choices: ['8415', '9915'],
      describe: 'Only those that hold in this edition',
    },
    ...jsonOption,
  },
  examples: [
    ['npx forge requirements 18.3.4 --level must', 'What a server must do about Renew'],
    ['npx forge requirements --uncovered --file rfc7550', 'What no scenario decides yet'],
  ],
  async run(values) {
    const [{ holdsIn, requirements: all, weightOf }, { makePlan }] = await Promise.all([
      import('../requirements/catalogue.js'),
      import('../run/plan.js'),
    ]);
    const files = [...new Set(all().map((record) => record.file))];
    if (values.file !== undefined && !files.includes(values.file)) {
      throw new Problem('--file', `the catalogue has no file "${values.file}".`, {
        mend: `There are: ${files.join(', ')}.`,
      });
    }
    const edition = editionOf(values.edition);
    const weight = { must: 'violation', should: 'deviation', may: 'remark' }[values.level as 'must' | 'should' | 'may'];
    const { scenarios } = await makePlan({ paths: [], ids: [], product: 'kea', edition: '8415' });
    const citing = citations(scenarios);
    const shown = all()
      .filter((record) => record.actor !== 'client')
      .filter((record) => values.file === undefined || record.file === values.file)
      .filter((record) => edition === undefined || holdsIn(record, edition))
      .filter((record) => values.level === undefined || weightOf(record.level) === weight)
      .filter((record) => values.words.every((word) => matches(record, word)))
      .filter((record) => !values.uncovered || citing.get(record.id) === undefined)
      .map((record) => ({ ...record, scenarios: citing.get(record.id) ?? [] }));
    if (values.json) {
      await print(JSON.stringify(shown, null, 2));
      return exitCode.good;
    }
    const { paint } = lookFor(process.stdout);
    const lines = shown.map(({ id, level, text, testable, whyNot, scenarios: cited }) => {
      const reason = testable === 'no' ? `not testable: ${whyNot ?? 'no reason is given'}` : 'no scenario yet';
      return `${paint.bold(id)}  ${level}  ${text}\n    ${paint.dim(cited.length > 0 ? cited.join(' ') : reason)}`;
    });
    await print([...lines, `${shown.length} requirements`].join('\n'));
    return exitCode.good;
  },
});

function matches(record: { readonly id: string; readonly text: string }, word: string): boolean {
  const id = record.id.replace(/^[RF]/, '');
  return (
    record.id.startsWith(word) ||
    id.startsWith(word.replace('/', '-')) ||
    `${id.replace(/^\d+-/, '')}-`.startsWith(`${word}-`) ||
    record.text.toLowerCase().includes(word.toLowerCase())
  );
}

/** Ids of the scenarios by the requirements that they cite, in tags and in sentences. */
function citations(scenarios: readonly PlannedScenario[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { id, requirements: tagged, steps } of scenarios) {
    const cited = steps.flatMap(({ text }) => / \[([^\]]+)\]$/.exec(text)?.[1] ?? []);
    for (const one of new Set([...tagged, ...cited])) found.set(one, [...(found.get(one) ?? []), id]);
  }
  return found;
}

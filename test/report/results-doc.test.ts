import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

/** From dist/test/report to the root of the project. */
const root = new URL('../../../', import.meta.url);
const source = await readFile(new URL('src/report/record.ts', root), 'utf8');
const document = await readFile(new URL('docs/results.md', root), 'utf8');

/** Heading in the document for each record type. */
const headings: Readonly<Record<string, string>> = {
  RunRecord: 'Run',
  ScenarioRecord: 'Scenario',
  Finding: 'Finding',
  TreeLine: 'TreeLine',
  StepRecord: 'Step',
  PacketRecord: 'Packet',
  CitedRequirement: 'CitedRequirement',
};

/** The keys of each interface of record.ts, `?` behind the optional ones. */
function typesOf(text: string): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const [, name, body] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)\n\}$/gm)) {
    const keys = [...(body ?? '').matchAll(/^ {2}readonly (\w+\??):/gm)].map(([, key]) => key ?? '');
    types.set(name ?? '', keys);
  }
  return types;
}

/** The first column of the first table below a heading, `?` behind what the second calls optional. */
function documented(heading: string): string[] {
  const [, section = ''] = document.split(new RegExp(`^## ${heading}$`, 'm'));
  const [table = ''] = section.split(/^##/m);
  return [...table.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm)].map(
    ([, key, type]) => `${key}${type?.includes('optional') ? '?' : ''}`,
  );
}

test('every type of the record has its section, and there is no other type', () => {
  assert.deepEqual([...typesOf(source).keys()].sort(), Object.keys(headings).sort());
});

for (const [type, heading] of Object.entries(headings)) {
  test(`docs/results.md names every key of ${type}, in its order, and none that is not there`, () => {
    const keys = typesOf(source).get(type) ?? [];
    assert.ok(keys.length > 0);
    assert.deepEqual(documented(heading), keys);
  });
}

test('all words that a verdict, a weight, a level and a status can be are explained', () => {
  const words = [...source.matchAll(/'([a-zA-Z -]+)'/g)].map(([, word]) => word ?? '');
  assert.ok(words.length > 20);
  for (const word of words) assert.ok(document.includes(`\`${word}\``), `${word} is not explained`);
});

test('the schema number in the document is that of the type', () => {
  const number = /readonly schema: (\d+);/.exec(source)?.[1];
  assert.ok(number !== undefined && document.includes(`describes \`schema\` ${number}.`));
});

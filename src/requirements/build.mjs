// Turns the catalogue's YAML files into one JSON file that the program reads quickly (the YAML parser costs 200 ms at start-up).
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const here = dirname(fileURLToPath(import.meta.url));
const levels = new Set(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'MAY', 'STATES']);
const records = {};
for (const file of readdirSync(here)
  .filter((name) => name.endsWith('.yaml'))
  .sort()) {
  for (const record of parse(readFileSync(join(here, file), 'utf8'))) {
    const { id, level, text, testable, why_not, needs, editions, stimulus, expect, alternatives, doubt, actor } =
      record;
    if (records[id] !== undefined) throw new Error(`${file}: ${id} stands twice (also in ${records[id].file})`);
    if (!levels.has(level)) throw new Error(`${file}: ${id} has the unknown level ${level}`);
    records[id] = {
      id,
      level,
      text: text?.trim(),
      testable,
      whyNot: why_not?.trim(),
      needs: needs ?? [],
      editions,
      stimulus: stimulus?.trim(),
      expect: expect?.trim(),
      alternatives: alternatives?.trim(),
      doubt,
      actor,
      file: file.replace(/\.yaml$/, ''),
    };
  }
}
const target = join(here, '../../dist/src/requirements/catalogue.json');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, JSON.stringify(records));

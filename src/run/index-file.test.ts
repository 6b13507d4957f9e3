import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Problem, Problems } from '../config/problem.js';
import { adapters } from '../servers/registry.js';
import { fromIndex, indexedFiles, writeIndex } from './index-file.js';
import { makePlan, type PlanOptions } from './plan.js';

const all = { paths: [], ids: [], product: 'kea', edition: '8415' } as const satisfies PlanOptions;

let folder = '';
let file = '';
before(async () => {
  folder = mkdtempSync(join(tmpdir(), `forge-index-${process.pid}-`));
  file = join(folder, 'index.json');
  await writeIndex(file);
});
after(() => rmSync(folder, { recursive: true }));

/** What the plan says, as far as it is listed; or the lines of its problems. */
async function planned(options: PlanOptions): Promise<unknown> {
  try {
    const { scenarios } = await makePlan(options);
    return scenarios.map(({ path: _, configurations: __, steps: ___, ...listed }) => listed);
  } catch (error) {
    return linesOf(error);
  }
}

function indexed(options: PlanOptions): unknown {
  try {
    return fromIndex(options, file);
  } catch (error) {
    return linesOf(error);
  }
}

function linesOf(error: unknown): string[] {
  if (error instanceof Problem) return [error.line];
  if (error instanceof Problems) return error.all.map((problem) => problem.line);
  throw error;
}

describe('the index says what the plan says', () => {
  const asked: Partial<PlanOptions>[] = [
    ...adapters.flatMap(({ name }) => [{ product: name }, { product: name, edition: '9915' as const }]),
    { ids: ['7550_1', 'v6.basic.*'] },
    { ids: ['7550_l'] },
    { ids: ['nothing.*'] },
    { paths: ['features/basic'] },
    { paths: ['features/basic'], ids: ['7550_1'] },
    { paths: ['features/nowhere'] },
    { tags: '@must and not @needs-prefixes' },
    { tags: '@nothing' },
    { tags: '@a and' },
  ];
  for (const one of asked) {
    it(JSON.stringify(one), async () => {
      const said = indexed({ ...all, ...one });
      assert.notEqual(said, undefined);
      assert.deepEqual(said, await planned({ ...all, ...one }));
    });
  }
});

it('a plan of some scenarios reads their files alone; where an id names nothing, all of them', () => {
  const names = (ids: string[]) =>
    indexedFiles({ ...all, ids }, file)?.map((path) => path.replace(/^.*features\//, ''));
  assert.deepEqual(names(['7550_1', 'v6.basic.*']), ['basic/v6.basic.message.feature', 'rfc7550/7550_1.feature']);
  assert.equal(names(['7550_1', '7550_l']), undefined);
  assert.equal(names([]), undefined);
});

describe('the index does not answer', () => {
  it('when features, steps or servers are no longer those that it was made from', () => {
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, readFileSync(file, 'utf8').replace(/"hash":"./, '"hash":"_'));
    assert.equal(fromIndex(all, changed), undefined);
  });

  it('when there is none, or half of one', () => {
    assert.equal(fromIndex(all, join(folder, 'none.json')), undefined);
    const half = join(folder, 'half.json');
    writeFileSync(half, readFileSync(file, 'utf8').slice(0, 1000));
    assert.equal(fromIndex(all, half), undefined);
  });

  it('about features and steps of the user, and about products that it does not know', () => {
    const own = join(folder, 'own.feature');
    writeFileSync(own, 'Feature: F\n');
    assert.equal(fromIndex({ ...all, paths: [own] }, file), undefined);
    assert.equal(fromIndex({ ...all, featureRoots: [folder] }, file), undefined);
    assert.equal(fromIndex({ ...all, stepRoots: [folder] }, file), undefined);
    assert.equal(fromIndex({ ...all, product: 'nameless' }, file), undefined);
  });
});

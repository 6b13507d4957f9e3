import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, Problems } from '../config/problem.js';
import type { Edition } from '../requirements/catalogue.js';
import { filesBelow, packageRoot, shippedFeatures, shippedSteps, shownPath } from './places.js';
import type { PlannedScenario, PlanOptions } from './plan.js';
import { byIds, byTags, nothingSelected } from './select.js';

/** What `forge list` tells of a scenario. */
export type ListedScenario = Omit<PlannedScenario, 'path' | 'configurations' | 'steps'>;

interface Index {
  /** Of everything that it was made from. */
  readonly hash: string;
  readonly scenarios: readonly Omit<ListedScenario, 'unsupported'>[];
  /** Why a scenario is unsupported: by `product edition`, then by id. */
  readonly unsupported: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const indexFile = join(packageRoot, 'dist/features-index.json');
const editions: readonly Edition[] = ['8415', '9915'];

/**
 * What the plan would say of the shipped features, from the index that the build made: Cucumber's parsers alone cost a third of a
 * second. Undefined where the index cannot answer (features or steps of the user's, an unknown product) or no longer fits what is
 * there; then the plan has to be made. Throws the plan's own Problems for what is not selected.
 */
export function fromIndex(options: PlanOptions, file = indexFile): ListedScenario[] | undefined {
  if ((options.featureRoots ?? []).some((root) => root !== shippedFeatures)) return undefined;
  if ((options.stepRoots ?? []).some((root) => root !== shippedSteps)) return undefined;
  const index = read(file);
  const why = index?.unsupported[`${options.product} ${options.edition}`];
  if (index === undefined || why === undefined) return undefined;
  const shipped = new Set(filesBelow(shippedFeatures, ['.feature']).map(shownPath));
  const chosen = options.paths.flatMap((path) => filesBelow(path, ['.feature'])).map(shownPath);
  if (chosen.some((file) => !shipped.has(file)) || (chosen.length === 0 && options.paths.length > 0)) return undefined;
  const inPaths = index.scenarios.filter(({ uri }) => chosen.length === 0 || chosen.includes(uri));
  const selected = byTags(byIds(inPaths, options.ids, []), options.tags);
  if (selected.length === 0) throw nothingSelected(options);
  return selected.map((scenario) => {
    const unsupported = why[scenario.id];
    return unsupported === undefined ? scenario : { ...scenario, unsupported };
  });
}

/** The feature files of the selected ids: a plan of one scenario need not read all features. Undefined where only the plan can tell. */
export function indexedFiles(options: PlanOptions, file = indexFile): string[] | undefined {
  if (options.ids.length === 0) return undefined;
  try {
    const found = fromIndex({ ...options, tags: undefined }, file);
    return found && [...new Set(found.map(({ uri }) => join(packageRoot, uri)))];
  } catch (error) {
    if (error instanceof Problem || error instanceof Problems) return undefined;
    throw error;
  }
}

/** Makes the index from the plan. Throws the plan's Problems where features are wrong. */
export async function writeIndex(file = indexFile): Promise<void> {
  const [{ makePlan }, { adapters }] = await Promise.all([import('./plan.js'), import('../servers/registry.js')]);
  const hash = sources();
  const unsupported: Record<string, Record<string, string>> = {};
  let scenarios: Index['scenarios'] = [];
  for (const { name } of adapters) {
    for (const edition of editions) {
      const plan = await makePlan({ paths: [], ids: [], product: name, edition });
      const reasons = plan.scenarios.flatMap((one) =>
        one.unsupported === undefined ? [] : [[one.id, one.unsupported]],
      );
      unsupported[`${name} ${edition}`] = Object.fromEntries(reasons);
      scenarios = plan.scenarios.map(
        ({ path: _, configurations: __, steps: ___, unsupported: ____, ...listed }) => listed,
      );
    }
  }
  const index: Index = { hash, scenarios, unsupported };
  writeFileSync(file, JSON.stringify(index));
}

function read(file: string): Index | undefined {
  let index: Index;
  try {
    index = JSON.parse(readFileSync(file, 'utf8')) as Index;
  } catch {
    return undefined;
  }
  return index.hash === sources() ? index : undefined;
}

/** The content of everything that a listing depends on. Not times: an installation has its own. */
function sources(): string {
  const hash = createHash('sha1');
  const code = ['dist/steps', 'dist/src/run', 'dist/src/servers', 'dist/src/requirements'];
  const files = [
    ...filesBelow(shippedFeatures, ['.feature']),
    ...code.flatMap((folder) => filesBelow(join(packageRoot, folder), ['.js', 'catalogue.json'])),
  ];
  for (const file of files) {
    if (!file.endsWith('.test.js')) hash.update(shownPath(file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

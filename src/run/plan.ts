import { Problem, Problems } from '../config/problem.js';
import type { OwnOption } from '../config/types.js';
import type { Level } from '../report/record.js';
import {
  type Edition,
  holdsIn,
  isRequirementId,
  nearestRequirements,
  type Requirement,
  requirement,
  weightOf,
} from '../requirements/catalogue.js';
import type { ServerAdapter } from '../servers/adapter.js';
import { type Capability, emptyModel, neededCapabilities, type ServerModel } from '../servers/model.js';
import { adapter as adapterByName, adapters } from '../servers/registry.js';
import type { PlanState } from './define.js';
import { type FeatureScenario, readFeature } from './gherkin.js';
import { indexedFiles } from './index-file.js';
import { type BoundStep, Matcher } from './match.js';
import { registerOwnOptions } from './own-options.js';
import { filesBelow, loadSteps, shippedFeatures, shippedSteps, shownPath } from './places.js';
import { byIds, byTags, nothingSelected } from './select.js';

export interface PlanOptions {
  /** Feature files or folders; none: every feature of the roots. */
  readonly paths: readonly string[];
  /** Exact ids, or patterns where they have a `*` or `?`. */
  readonly ids: readonly string[];
  /** A tag expression: `@must and not @slow`. */
  readonly tags?: string | undefined;
  /** The product, by its name in the registry; decides what is unsupported. */
  readonly product: string;
  readonly edition: Edition;
  /** Scenarios that flood or exhaust may run (they do in the lab). Default: yes. */
  readonly allowRobust?: boolean;
  /** The user's own options, and where they stand. */
  readonly ownOptions?: { readonly place: string; readonly options: readonly OwnOption[] };
  readonly featureRoots?: readonly string[];
  readonly stepRoots?: readonly string[];
}

export interface PlannedScenario {
  readonly id: string;
  readonly description: string;
  readonly feature: string;
  /** As shown to the user. */
  readonly uri: string;
  /** Absolute. */
  readonly path: string;
  readonly line: number;
  readonly rule?: string;
  /** Written and derived: level, edition, capabilities. */
  readonly tags: readonly string[];
  readonly requirements: readonly string[];
  /** The strongest of its requirements. */
  readonly level: Level;
  /** Capabilities that its configurations ask for. */
  readonly needs: readonly Capability[];
  /** Every configuration that it pushes, in order; the first before its first packet. */
  readonly configurations: readonly ServerModel[];
  readonly steps: readonly { readonly keyword: string; readonly text: string; readonly line: number }[];
  /** Why this product cannot be judged by it; by declaration. */
  readonly unsupported?: string;
}

export interface Plan {
  readonly scenarios: readonly PlannedScenario[];
  readonly adapter: ServerAdapter;
  readonly edition: Edition;
  readonly stepRoots: readonly string[];
}

/**
 * Everything that can be known without a server: reads the selected features, checks ids, sentences, arguments, tags and the server
 * configurations. Throws a Problem, or Problems with all that is wrong at once.
 */
export async function makePlan(options: PlanOptions): Promise<Plan> {
  const adapter = adapterByName(options.product);
  const stepRoots = options.stepRoots ?? [shippedSteps];
  const featureRoots = options.featureRoots ?? [shippedFeatures];
  const problems: Problem[] = [];
  const files = indexedFiles(options) ?? [...featureRoots.flatMap(features), ...options.paths.flatMap(features)];
  const read = readAll([...new Set(files)], problems);
  assertUniqueIds(read);
  const chosenFiles = options.paths.length === 0 ? undefined : new Set(options.paths.flatMap(features).map(shownPath));
  const inPaths = read.filter((scenario) => chosenFiles === undefined || chosenFiles.has(scenario.uri));
  const chosen = byIds(inPaths, options.ids, problems);
  const shown = new Set(chosen.map((scenario) => scenario.uri));
  // A broken feature matters where it was asked for: by path, by default (all), or among the files that the ids are in.
  const relevant = problems.filter((problem) =>
    options.ids.length === 0
      ? chosenFiles === undefined || chosenFiles.has(fileOf(problem))
      : shown.has(fileOf(problem)),
  );
  if (relevant.length > 0) throw new Problems(relevant);
  if (options.ownOptions !== undefined) registerOwnOptions(options.ownOptions.options, options.ownOptions.place);
  await loadSteps(stepRoots);
  const matcher = new Matcher();
  const planned: PlannedScenario[] = [];
  const wrong: Problem[] = [];
  for (const scenario of chosen) {
    try {
      planned.push(planScenario(scenario, matcher, adapter, options));
    } catch (error) {
      if (error instanceof Problem) wrong.push(error);
      else if (error instanceof Problems) wrong.push(...error.all);
      else throw error;
    }
  }
  if (wrong.length > 0) throw new Problems(oncePerLine(wrong));
  const scenarios = byTags(planned, options.tags);
  if (scenarios.length === 0) throw nothingSelected(options);
  return { scenarios, adapter, edition: options.edition, stepRoots };
}

/** A sentence of a Background is bound for every scenario below it; what is wrong with it is said once. */
function oncePerLine(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.line, problem])).values()];
}

function features(path: string): string[] {
  const files = filesBelow(path, ['.feature']);
  if (files.length === 0) throw new Problem(path, 'there is no .feature file in this folder.');
  return files;
}

interface ReadScenario extends FeatureScenario {
  readonly path: string;
}

function readAll(files: readonly string[], problems: Problem[]): ReadScenario[] {
  return files.flatMap((path) =>
    readFeature(path, shownPath(path), problems).map((scenario) => ({ ...scenario, path })),
  );
}

function fileOf(problem: Problem): string {
  return problem.place.replace(/:\d+$/, '');
}

function assertUniqueIds(scenarios: readonly ReadScenario[]): void {
  const seen = new Map<string, ReadScenario>();
  const problems: Problem[] = [];
  for (const scenario of scenarios) {
    const place = `${scenario.uri}:${scenario.line}`;
    if (/\s/.test(scenario.id) || scenario.id === '') {
      problems.push(
        new Problem(place, `"${scenario.id}" is no id: a scenario's name is its id, one word.`, {
          mend: 'Put the sentence that explains it into the line below.',
        }),
      );
    }
    const first = seen.get(scenario.id);
    if (first !== undefined) {
      problems.push(
        new Problem(place, `the id ${scenario.id} is taken by ${first.uri}:${first.line}.`, {
          mend: 'An id stands once.',
        }),
      );
    }
    seen.set(scenario.id, scenario);
  }
  if (problems.length > 0) throw new Problems(problems);
}

function planScenario(
  scenario: ReadScenario,
  matcher: Matcher,
  adapter: ServerAdapter,
  { edition, allowRobust = true }: Pick<PlanOptions, 'edition' | 'allowRobust'>,
): PlannedScenario {
  const place = `${scenario.uri}:${scenario.line}`;
  const requirements = requirementsOf(scenario, place);
  const bound: BoundStep[] = [];
  const problems: Problem[] = [];
  for (const step of scenario.steps) {
    try {
      bound.push(matcher.bind(step, `${scenario.uri}:${step.line}`));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      problems.push(error);
    }
  }
  if (problems.length > 0) throw new Problems(problems);
  const configurations = walk(scenario, bound);
  const needs = [...new Set(configurations.flatMap((model) => [...neededCapabilities(model)]))];
  const records = requirements.map((id) => requirement(id)).filter((record) => record !== undefined);
  const strongest = records.toSorted((a, b) => rank(a.level) - rank(b.level))[0];
  const level: Level = strongest?.level ?? 'STATES';
  const { steps, ...rest } = scenario;
  const unsupported = whyUnsupported(
    rest.tags,
    needs,
    adapter,
    records.length > 0 && records.every((record) => belongsToOther(record, edition)),
    edition,
  );
  const forbidden =
    !allowRobust && rest.tags.includes('@robust')
      ? 'floods the server: outside the lab it needs --allow-robust'
      : undefined;
  const why = unsupported ?? forbidden;
  return {
    ...rest,
    tags: [...new Set([...scenario.tags, ...derivedTags(level, needs, requirements)])],
    requirements,
    level,
    needs,
    configurations,
    steps: steps.map(({ keyword, text, line }) => ({ keyword, text, line })),
    ...(why === undefined ? {} : { unsupported: why }),
  };
}

function rank(level: Level): number {
  return { violation: 0, deviation: 1, remark: 2 }[weightOf(level)];
}

function requirementsOf(scenario: ReadScenario, place: string): string[] {
  const ids = scenario.tags.map((tag) => tag.slice(1)).filter(isRequirementId);
  for (const id of ids) {
    if (requirement(id) !== undefined) continue;
    const near = nearestRequirements(id);
    throw new Problem(place, `the tag @${id} names no requirement of the catalogue.`, {
      mend: near.length > 0 ? `Did you mean @${near.join(' or @')}?` : undefined,
    });
  }
  // The scenario's own tags stand last in a pickle, its first one decides.
  return ids;
}

/** Runs the sentences about the server on a model of its own, and keeps a copy for every push. */
function walk(scenario: ReadScenario, bound: readonly BoundStep[]): ServerModel[] {
  const state: PlanState = { model: emptyModel(), clients: new Set() };
  const configurations: ServerModel[] = [];
  let acted = false;
  for (const { step, definition, args } of bound) {
    const place = `${scenario.uri}:${step.line}`;
    const citing = args.at(-1);
    if (definition.keyword === 'Then' && typeof citing === 'string' && requirement(citing) === undefined) {
      throw new Problem(place, `the sentence cites the unknown requirement ${citing}.`);
    }
    if (definition.effect === 'setup' && acted) {
      throw new Problem(place, 'the server is set up by Given sentences before the first packet.', {
        mend: 'Afterwards it is reconfigured: see `forge steps`.',
      });
    }
    if (definition.effect !== 'setup' && !acted) {
      acted = true;
      configurations.push(structuredClone(state.model));
    }
    try {
      definition.plan?.(state, ...args);
    } catch (error) {
      if (error instanceof Problem && error.place === '') throw new Problem(place, error.message, { mend: error.mend });
      throw error;
    }
    if (definition.effect === 'reconfigure') configurations.push(structuredClone(state.model));
  }
  if (configurations.length === 0) configurations.push(structuredClone(state.model));
  return configurations;
}

function derivedTags(level: Level, needs: readonly Capability[], requirements: readonly string[]): string[] {
  const tags = [`@${level.toLowerCase().replace(' ', '-')}`];
  if (level === 'STATES') tags.push('@must');
  for (const need of needs) tags.push(`@needs-${need}`);
  for (const id of requirements) {
    const { until, since } = requirement(id)?.editions ?? {};
    if (until !== undefined) tags.push(`@until-rfc${until}`);
    if (since !== undefined) tags.push(`@since-rfc${since}`);
  }
  return tags;
}

/** A record that only the other edition has. What RFC 8415 itself took away (`until: 8415`) is judged by what the scenario says of it. */
function belongsToOther(record: Requirement, edition: Edition): boolean {
  return !holdsIn(record, edition) && (record.editions?.until ?? 9915) > 8415;
}

function whyUnsupported(
  tags: readonly string[],
  needs: readonly Capability[],
  adapter: ServerAdapter,
  otherEdition: boolean,
  edition: Edition,
): string | undefined {
  const lacking = needs.filter((need) => !adapter.capabilities.has(need));
  if (lacking.length > 0) return `${adapter.title} does not have: ${lacking.join(', ')}`;
  const products = adapters.map((one) => one.name).filter((name) => tags.includes(`@${name}`));
  if (products.length > 0 && !products.includes(adapter.name)) return `tests ${products.join(', ')} only`;
  if (otherEdition) return `no requirement of it holds in edition ${edition}`;
  return undefined;
}

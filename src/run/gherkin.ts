import { readFileSync } from 'node:fs';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type Scenario as AstScenario, type FeatureChild, type GherkinDocument, IdGenerator } from '@cucumber/messages';
import { distance, nearest, Problem } from '../config/problem.js';

export interface FeatureStep {
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
  /** The cells of the table below it; an empty list stands for a text below it, which no sentence takes. */
  readonly table?: string[][];
}

/** One scenario (one example of an outline) as written. */
export interface FeatureScenario {
  readonly id: string;
  readonly description: string;
  readonly feature: string;
  readonly uri: string;
  readonly line: number;
  readonly rule?: string;
  readonly tags: readonly string[];
  readonly steps: readonly FeatureStep[];
}

/** Reads one feature file; what is wrong with it is added to `problems`, and the rest is still read. */
export function readFeature(path: string, uri: string, problems: Problem[]): FeatureScenario[] {
  const text = readFileSync(path, 'utf8');
  const newId = IdGenerator.incrementing();
  const parser = new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher());
  let document: GherkinDocument;
  try {
    document = { ...parser.parse(text), uri };
  } catch (error) {
    problems.push(...parseProblems(uri, error));
    return [];
  }
  const feature = document.feature;
  if (feature === undefined) {
    problems.push(new Problem(uri, 'there is no "Feature:" in this file.'));
    return [];
  }
  lookForLostKeywords(uri, text, document, problems);
  const places = scenarioPlaces(feature.children);
  if (places.size === 0) problems.push(new Problem(`${uri}:${feature.location.line}`, 'the feature has no scenario.'));
  const scenarios: FeatureScenario[] = [];
  const withSteps = new Set<string>();
  for (const pickle of compile(document, uri, newId)) {
    const node = pickle.astNodeIds[0] as string;
    const place = places.get(node);
    if (place === undefined) continue;
    withSteps.add(node);
    const lines = new Map(place.steps.map((step) => [step.id, step]));
    scenarios.push({
      id: pickle.name,
      description: clean(place.scenario.description),
      feature: feature.name,
      uri,
      line: place.scenario.location.line,
      ...(place.rule === undefined ? {} : { rule: place.rule }),
      // Its own tags first, then those of rule and feature: the first requirement among them is what decides.
      tags: [...new Set([...place.scenario.tags, ...pickle.tags].map((tag) => tag.name))],
      steps: pickle.steps.map((step) => {
        const ast = lines.get(step.astNodeIds[0] as string);
        return {
          keyword: ast?.keyword.trim() ?? '',
          text: step.text,
          line: ast?.location.line ?? place.scenario.location.line,
          ...(step.argument === undefined
            ? {}
            : { table: (step.argument.dataTable?.rows ?? []).map((row) => row.cells.map((cell) => cell.value)) }),
        };
      }),
    });
  }
  for (const scenario of scenarios) {
    const own = [...places.values()].find((place) => place.scenario.location.line === scenario.line);
    if (own !== undefined && own.scenario.steps.length === 0) {
      problems.push(
        new Problem(`${uri}:${scenario.line}`, `the scenario ${scenario.id} has no steps.`, {
          mend: 'A misspelt first keyword turns all of them into description.',
        }),
      );
    }
  }
  for (const [node, { scenario }] of places) {
    if (scenario.examples.length > 0 && !withSteps.has(node)) {
      problems.push(new Problem(`${uri}:${scenario.location.line}`, `the outline ${scenario.name} has no examples.`));
    }
  }
  return scenarios;
}

interface Place {
  readonly scenario: AstScenario;
  readonly rule: string | undefined;
  readonly steps: { id: string; keyword: string; location: { line: number } }[];
}

/** Scenarios by AST node id, with their rule and every step that can stand in their pickles. */
function scenarioPlaces(children: readonly FeatureChild[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const backgrounds: Place['steps'] = [];
  for (const child of children) {
    if (child.background) backgrounds.push(...child.background.steps);
    if (child.scenario) {
      places.set(child.scenario.id, {
        scenario: child.scenario,
        rule: undefined,
        steps: [...backgrounds, ...child.scenario.steps],
      });
    }
    if (child.rule) {
      const ofRule = [...backgrounds];
      for (const inner of child.rule.children) {
        if (inner.background) ofRule.push(...inner.background.steps);
        if (inner.scenario) {
          places.set(inner.scenario.id, {
            scenario: inner.scenario,
            rule: child.rule.name,
            steps: [...ofRule, ...inner.scenario.steps],
          });
        }
      }
    }
  }
  return places;
}

function parseProblems(uri: string, error: unknown): Problem[] {
  const errors = (error as { errors?: unknown[] }).errors ?? [error];
  return errors.map((one) => {
    const { message, location } = one as { message: string; location?: { line: number } };
    const plain = message.replace(/^\(\d+:\d+\): /, '');
    const got = /got '(\S+)/.exec(plain)?.[1];
    const near = got === undefined ? [] : nearest(got, keywords, 1);
    return new Problem(
      location === undefined ? uri : `${uri}:${location.line}`,
      got === undefined ? plain : `"${got}" is not a keyword that can stand here.`,
      near.length > 0 ? { mend: `Did you mean ${near[0]}?` } : {},
    );
  });
}

const keywords = ['Given', 'When', 'Then', 'And', 'But', 'Scenario:', 'Background:', 'Rule:', 'Feature:', 'Examples:'];
const blockKeywords = ['Scenario', 'Background', 'Rule', 'Feature', 'Examples', 'Scenario Outline', 'Example'];
const stepKeywords = ['Given', 'When', 'Then', 'And', 'But'];
/** Words of plain English that are near to a keyword. */
const innocent = new Set([
  'the',
  'they',
  'them',
  'than',
  'an',
  'any',
  'end',
  'add',
  'buy',
  'bus',
  'gives',
  'give',
  'even',
  'hen',
  'where',
  'ten',
]);

/**
 * A misspelt keyword below `Feature:`, `Rule:` or `Scenario:` does not fail: Gherkin takes it for description, and what should
 * have been tested is gone. So descriptions are searched for lines that look like one.
 */
function lookForLostKeywords(uri: string, text: string, document: GherkinDocument, problems: Problem[]): void {
  const parsed = new Set<number>();
  for (const comment of document.comments) parsed.add(comment.location.line);
  const lines = text.split('\n');
  const described = descriptionLines(lines, document);
  for (const number of described) {
    if (parsed.has(number)) continue;
    const line = (lines[number - 1] ?? '').trim();
    const block = /^([A-Za-z]+(?: [A-Za-z]+)?)\s*:/.exec(line)?.[1];
    // Prose that runs on in a new line begins with small letters.
    const word = /^([A-Z][A-Za-z]*)\b/.exec(line)?.[1];
    const lost =
      block !== undefined && near(block, blockKeywords)
        ? `${nearest(block, blockKeywords, 1)[0]}:`
        : word !== undefined && !innocent.has(word.toLowerCase()) && near(word, stepKeywords)
          ? nearest(word, stepKeywords, 1)[0]
          : undefined;
    if (lost !== undefined) {
      problems.push(
        new Problem(`${uri}:${number}`, `"${block ?? word}" is read as description.`, {
          mend: `Did you mean ${lost}?`,
        }),
      );
    }
  }
}

/** One letter away from a keyword (two where it is long), but not the keyword itself. */
function near(word: string, known: readonly string[]): boolean {
  return known.some((keyword) => {
    const away = distance(word, keyword);
    return away > 0 && away <= (keyword.length > 4 ? 2 : 1);
  });
}

/** Line numbers (from 1) that Gherkin took for description. */
function descriptionLines(lines: readonly string[], document: GherkinDocument): number[] {
  const found: number[] = [];
  const take = (node: { location: { line: number }; description: string } | undefined): void => {
    if (node === undefined || node.description === '') return;
    const length = node.description.split('\n').length;
    let first = node.location.line + 1;
    while (first <= lines.length && (lines[first - 1] ?? '').trim() === '') first++;
    for (let line = first; line < first + length; line++) found.push(line);
  };
  const feature = document.feature;
  take(feature);
  for (const child of feature?.children ?? []) {
    take(child.background);
    take(child.scenario);
    take(child.rule);
    for (const inner of child.rule?.children ?? []) {
      take(inner.background);
      take(inner.scenario);
    }
  }
  return found;
}

function clean(description: string): string {
  return description
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

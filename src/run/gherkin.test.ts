import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Problem } from '../config/problem.js';
import { type FeatureScenario, readFeature } from './gherkin.js';

describe('readFeature', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'forge-gherkin-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function read(text: string): { scenarios: FeatureScenario[]; lines: string[] } {
    const path = join(folder, 'a.feature');
    writeFileSync(path, text);
    const problems: Problem[] = [];
    const scenarios = readFeature(path, 'a.feature', problems);
    return { scenarios, lines: problems.map((problem) => problem.line) };
  }

  it('gives a scenario its rule, its own tags first, its sentence and its steps with their lines', () => {
    const { scenarios, lines } = read(`@basic
Feature: F
  Background:
    Given a
  Rule: R
    @R8415-16.2-01
    Scenario: x.1
      Why it matters,
      in two lines.

      When b
`);
    assert.deepEqual(lines, []);
    assert.equal(scenarios.length, 1);
    const [one] = scenarios;
    assert.equal(one?.id, 'x.1');
    assert.equal(one?.rule, 'R');
    assert.equal(one?.description, 'Why it matters, in two lines.');
    assert.deepEqual(one?.tags, ['@R8415-16.2-01', '@basic']);
    assert.deepEqual(
      one?.steps.map(({ keyword, text, line }) => ({ keyword, text, line })),
      [
        { keyword: 'Given', text: 'a', line: 4 },
        { keyword: 'When', text: 'b', line: 11 },
      ],
    );
  });

  it('names a keyword that is misspelt after a step', () => {
    const { lines } = read('Feature: F\n  Scenario: x\n    Given a\n    Wen b\n');
    assert.deepEqual(lines, ['a.feature:4: "Wen" is not a keyword that can stand here. Did you mean When?']);
  });

  it('finds a scenario that a misspelt keyword turned into description', () => {
    const { lines } = read('Feature: F\n  Senario: x\n');
    assert.ok(
      lines.includes('a.feature:2: "Senario" is read as description. Did you mean Scenario:?'),
      lines.join('\n'),
    );
  });

  it('finds a first step that is read as description, and the scenario without steps', () => {
    const { lines } = read('Feature: F\n  Scenario: x\n    Gven a client\n\n  Scenario: y\n    Given a\n');
    assert.ok(lines.includes('a.feature:3: "Gven" is read as description. Did you mean Given?'), lines.join('\n'));
    assert.ok(
      lines.some((line) => line.startsWith('a.feature:2: the scenario x has no steps.')),
      lines.join('\n'),
    );
  });

  it('lets plain English be description', () => {
    const { lines } = read(
      'Feature: F\n  The client asks, an answer comes,\n  and when it is there, then all is well. Note: so be it.\n\n  Scenario: x\n    No lease yet.\n\n    Given a\n',
    );
    assert.deepEqual(lines, []);
  });

  it('says that a file has no feature, and that a feature has no scenario', () => {
    assert.deepEqual(read('').lines, ['a.feature: there is no "Feature:" in this file.']);
    assert.deepEqual(read('Feature: F\n').lines, ['a.feature:1: the feature has no scenario.']);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepDefinitions } from '../../src/run/define.js';
import { loadSteps, shippedSteps } from '../../src/run/places.js';
import { breakers } from './breakers/index.js';

await loadSteps([shippedSteps]);
const judging = stepDefinitions()
  .filter(({ keyword }) => keyword === 'Then')
  .map(({ expression }) => expression);

test('for every step that judges there is a fault that breaks its sentences (else: add one to test/faults/breakers)', () => {
  assert.deepEqual(
    judging.filter((expression) => !Object.hasOwn(breakers, expression)),
    [],
  );
});

test('no fault is for a step that is gone', () => {
  assert.deepEqual(
    Object.keys(breakers).filter((expression) => !judging.includes(expression)),
    [],
  );
});

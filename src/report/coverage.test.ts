import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixture from '../../test/report/fixture.js';
import { coverage } from './coverage.js';

const states = (scenarios = fixture.run().scenarios) =>
  Object.fromEntries(coverage(fixture.run(scenarios)).map((one) => [one.id, one.state]));

test('a requirement is held only where a scenario that cites it ran to its end and found nothing', () => {
  assert.deepEqual(states(), {
    'R3315-18.2.1-01': 'held',
    'R7550-4.3-02': 'held',
    'R7550-4.4.6-10': 'not judged',
    'R8415-18.3.3-07': 'not judged',
    'R8415-18.3.4-01': 'held',
    'R8415-18.3.4-03': 'held',
    'R8415-18.3.4-14': 'not judged',
    'R8415-18.3.4-17': 'violated',
    'R8415-18.3.7-01': 'held',
    'R8415-18.3.8-01': 'not judged',
    'R8415-18.3.9-03': 'not judged',
    'R8415-21.7-05': 'deviated',
    'R8415-21.13-01': 'violated',
  });
});

test('one violation outweighs every scenario that passed', () => {
  const cites = { ...fixture.passed, requirements: ['R8415-18.3.4-17'] };
  assert.equal(states([cites])['R8415-18.3.4-17'], 'held');
  assert.equal(states([cites, fixture.failed])['R8415-18.3.4-17'], 'violated');
});

test('what one scenario could not tell another one can', () => {
  const cites = { ...fixture.passed, requirements: ['R7550-4.4.6-10'] };
  assert.equal(states([fixture.failed])['R7550-4.4.6-10'], 'not judged');
  assert.equal(states([fixture.failed, cites])['R7550-4.4.6-10'], 'held');
});

test('level, text and the scenarios of a requirement stand beside it', () => {
  assert.deepEqual(
    coverage(fixture.run([fixture.failed, fixture.passed])).find((one) => one.id === 'R8415-18.3.4-17'),
    {
      id: 'R8415-18.3.4-17',
      level: 'STATES',
      text: 'An added IA_PD comes back, with NoPrefixAvail if nothing can be assigned.',
      state: 'violated',
      scenarios: [{ id: '7550_7', verdict: 'failed' }],
    },
  );
});

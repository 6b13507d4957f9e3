import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ScenarioRecord, Verdict } from '../report/record.js';
import { countVerdicts, exitCodeOf } from './tally.js';

const record = (verdict: Verdict): ScenarioRecord => ({
  id: verdict,
  description: '',
  feature: '',
  uri: '',
  line: 1,
  requirements: [],
  tags: [],
  verdict,
  findings: [],
  steps: [],
  packets: [],
  seconds: 0,
  parts: {},
  files: [],
});

function exit(
  verdicts: Verdict[],
  run: { strict?: boolean; interrupted?: 'user' | 'time'; problems?: number } = {},
): number {
  const counts = countVerdicts(verdicts.map(record), verdicts.length);
  return exitCodeOf(counts, { strict: false, interrupted: undefined, problems: 0, ...run });
}

describe('the exit code', () => {
  it('is 0 when all passed, deviated or were unsupported beside something judged', () => {
    assert.equal(exit(['passed', 'deviation', 'unsupported']), 0);
  });
  it('is 1 when one failed, whatever else happened but an interruption', () => {
    assert.equal(exit(['passed', 'failed', 'error'], { problems: 2 }), 1);
    assert.equal(exit(['passed', 'unexpected-pass']), 1);
  });
  it('is 1 for a deviation under --strict only', () => {
    assert.equal(exit(['deviation'], { strict: true }), 1);
    assert.equal(exit(['deviation']), 0);
  });
  it('is 2 when nothing was judged', () => {
    assert.equal(exit(['unsupported']), 2);
    assert.equal(exit([]), 2);
  });
  it('is 3 for an error of the lab or the server, and for a problem of the run', () => {
    assert.equal(exit(['passed', 'error']), 3);
    assert.equal(exit(['passed'], { problems: 1 }), 3);
  });
  it('is 3 when what was planned never ran', () => {
    const counts = countVerdicts([record('unsupported')], 2);
    assert.equal(exitCodeOf(counts, { strict: false, interrupted: undefined, problems: 0 }), 3);
  });
  it('is 3 when the time was up, 1 if something had failed by then', () => {
    assert.equal(exit(['passed'], { interrupted: 'time' }), 3);
    assert.equal(exit(['failed'], { interrupted: 'time' }), 1);
  });
  it('is 130 when interrupted', () => {
    assert.equal(exit(['failed'], { interrupted: 'user' }), 130);
  });
  it('counts what was planned and did not run', () => {
    assert.equal(countVerdicts([record('passed')], 3).notRun, 2);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleList } from '../../src/dhcp6/index.js';
import { makePlan } from '../../src/run/plan.js';

describe('the rules of every message', () => {
  it('each have the scenario that carries their verdict, and no scenario is for a rule that is not there', async () => {
    const { scenarios } = await makePlan({ paths: [], ids: ['v6.message.*'], product: 'kea', edition: '8415' });
    assert.deepEqual(
      scenarios.map((one) => one.id.replace('v6.message.', '')).sort(),
      ruleList.map((rule) => rule.name).sort(),
    );
  });

  it('are named as they are by the sentence that judges them', async () => {
    const { scenarios } = await makePlan({ paths: [], ids: ['v6.message.*'], product: 'kea', edition: '8415' });
    for (const one of scenarios) {
      const rule = one.id.replace('v6.message.', '');
      assert.ok(
        one.steps.some((step) => step.text === `every answer keeps the rule "${rule}"`),
        one.id,
      );
    }
  });
});

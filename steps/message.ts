import { keepsRule } from '../src/run/checks/answer.js';
import { Then, When } from '../src/run/define.js';

/**
 * Solicit, Request, Confirm, Renew, Rebind, Information-request, Release, and Solicit, Request, Decline of the same client:
 * every answer is kept for the sentences after it.
 */
When('{client} goes through a session with every message', async function (name: string) {
  await this.wholeSession(this.client(name));
});

/** A rule of the whole-message validation, by its name; judged over all answers of the scenario. */
Then('every answer keeps the rule {string}', function (rule: string) {
  for (const { received, sent } of this.answers) this.judge.report(keepsRule(received, sent, rule, this.run.edition));
});

import { keepsRule } from '../src/run/checks/answer.js';
import { mentions } from '../src/run/checks/options.js';
import { Then, When } from '../src/run/define.js';
import type { NamedOption } from '../src/run/parameters.js';
import { wholeSession } from '../src/run/sessions.js';

/**
 * Solicit, Request, Confirm, Renew, Rebind, Information-request, Release, and Solicit, Request, Decline of the same client:
 * every answer is kept for the sentences after it.
 */
When('{client} goes through a session with every message', async function (name: string) {
  await wholeSession(this, this.client(name));
});

/** A rule of the whole-message validation, by its name; judged over all answers of the scenario. */
Then('every answer keeps the rule {string}', function (rule: string) {
  for (const { received, sent } of this.answers) this.judge.report(keepsRule(received, sent, rule, this.run.edition));
});

/** Where no answer carries it, the rule above held of nothing: a remark. */
Then('an answer carries the option {option}, or there is nothing to judge', function (option: NamedOption) {
  if (this.answers.some(({ received }) => mentions(received, option.code))) return;
  this.judge.remark(`an answer with ${option.name}`, 'none: there was nothing to judge');
});

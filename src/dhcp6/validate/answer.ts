import { all } from '../find.js';
import type { Message } from '../model.js';
import { relaySuppliedOptions } from '../options/relay.js';
import { innermost, relayLayers } from '../relayed.js';
import { identityRules } from './identity.js';
import { leaseRules } from './leases.js';
import { optionRules } from './options.js';
import { relayRules } from './relayed.js';
import { type Edition, type Exchange, judgeBy, type RelayExchange, type Rule, type Violation } from './rule.js';
import { statusRules } from './status.js';
import { valueRules } from './values.js';

/** The rules that every answer of a server must keep, whatever the scenario. */
export const answerRules: readonly Rule<Exchange>[] = [
  ...identityRules,
  ...optionRules,
  ...leaseRules,
  ...statusRules,
  ...valueRules,
];

/** Name and sentence of every rule, those of relay layers included. */
export const ruleList: readonly Pick<Rule<RelayExchange | Exchange>, 'name' | 'title'>[] = [
  ...answerRules,
  ...relayRules,
].map(({ name, title }) => ({ name, title }));

/**
 * Judges a server's answer by what was sent: the violations in the order of the rules, none for a good answer. Relayed messages
 * are judged layer by layer and by the message inside. Never throws.
 */
export function validateAnswer(received: Message, sent: Message, options: { edition?: Edition } = {}): Violation[] {
  const layers: RelayExchange = { received: relayLayers(received), sent: relayLayers(sent) };
  const found = layers.sent.length + layers.received.length > 0 ? judgeBy(relayRules, layers) : [];
  const inside = innermost(received);
  const asked = innermost(sent);
  if (inside === undefined || asked === undefined) return found;
  const supplied = new Set(
    layers.sent
      .flatMap((layer) => all(layer, relaySuppliedOptions))
      .flatMap((one) => one.options.map(({ code }) => code)),
  );
  return [
    ...found,
    ...judgeBy(answerRules, { received: inside, sent: asked, edition: options.edition ?? '8415', supplied }),
  ];
}

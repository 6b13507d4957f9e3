/** Exchanges of several messages that sentences speak of in one word. */
import { iaText } from '../client/bindings.js';
import type { Client } from '../client/client.js';
import { answerOfType } from './checks/answer.js';
import { NotConformant } from './judge.js';
import type { Scenario } from './scenario.js';

/** Solicit, Advertise, Request, Reply; the client must then hold a lease in every IA that it wants. */
export async function bind(scenario: Scenario, client: Client): Promise<void> {
  for (const [type, answer] of [
    ['SOLICIT', 'ADVERTISE'],
    ['REQUEST', 'REPLY'],
  ] as const) {
    await scenario.send(client, type);
    scenario.judge.report(answerOfType(scenario, await scenario.awaitAnswer(client), answer));
  }
  const empty = client.ias.filter((ia) => ia.held.length === 0);
  if (empty.length === 0) return;
  const expected = `a client that is bound: a lease in ${empty.map(iaText).join(' and ')}`;
  scenario.judge.report([{ expected, received: 'none', message: scenario.received(client).outer }]);
}

const toBind = ['SOLICIT', 'REQUEST'] as const;
const everyMessage = [
  ...toBind,
  'CONFIRM',
  'RENEW',
  'REBIND',
  'INFORMATION-REQUEST',
  'RELEASE',
  ...toBind,
  'DECLINE',
] as const;

/**
 * Every message of a client once: Solicit and Request (or a Solicit alone, with Rapid Commit), Confirm, Renew, Rebind,
 * Information-request, Release; then bound once more, Decline. An answer that does not come is somebody else's matter.
 */
export async function wholeSession(scenario: Scenario, client: Client): Promise<void> {
  for (const type of everyMessage) {
    const bound = client.ias.some((ia) => ia.held.length > 0);
    if (type === 'REQUEST' && bound) continue;
    const namesLeases = type === 'CONFIRM' || type === 'RELEASE' || type === 'DECLINE';
    if (namesLeases && client.concerned(type).length === 0) continue;
    await scenario.send(client, type);
    await scenario.awaitAnswer(client);
  }
  if (scenario.answers.length === 0) throw new NotConformant('No message of the session was answered.');
}

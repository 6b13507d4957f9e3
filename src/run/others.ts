import type { HeldLease, IaKind } from '../client/bindings.js';
import type { Client } from '../client/client.js';
import { answerOfType } from './checks/answer.js';
import type { Scenario } from './scenario.js';

/** What a client holds in its IAs of one kind; whoever acts goes on acting. */
export function holdings(scenario: Scenario, name: string, kind: IaKind): HeldLease[] {
  const acting = scenario.client();
  const { ias } = scenario.client(name);
  scenario.client(acting.name);
  return ias.filter((ia) => ia.kind === kind).flatMap((ia) => ia.held);
}

/** Gives the client the Server Identifier without a binding: from an answer to somebody else, or an Advertise that it does not follow. */
export async function learnServer(scenario: Scenario, client: Client): Promise<void> {
  client.server ??= scenario.serverDuid;
  if (client.server !== undefined) return;
  // One IA is enough, and asks the least of a small pool.
  await scenario.send(client, 'SOLICIT', client.ias.slice(0, 1));
  scenario.judge.report(answerOfType(scenario, await scenario.awaitAnswer(client), 'ADVERTISE'));
  for (const ia of client.ias) ia.offered = [];
}

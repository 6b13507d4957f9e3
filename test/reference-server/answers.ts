import {
  type ClientServerMessage,
  clientId,
  type DhcpOption,
  message,
  pdExclude,
  preference,
  rapidCommit,
  replace,
  type StatusName,
  serverId,
  statusByName,
  statusCode,
  value,
} from '../../src/dhcp6/index.js';
import type { ServerModel } from '../../src/servers/model.js';
import { Bindings, refusal } from './bindings.js';
import { type GivenIa, type GivenLease, iaOption } from './ias.js';
import { infinity, type Leases } from './leases.js';
import { configuredOptions, fqdnOption, unicastOption } from './options.js';
import type { Question } from './question.js';
import { allowsRapidCommit, lifetimesOf, subnetThatFits } from './subnets.js';

/** What the answers are made from. */
export interface Knowledge {
  readonly model: ServerModel;
  readonly leases: Leases;
  readonly serverDuid: Uint8Array;
}

/** The answer to a valid message; or, as text, why there is none (RFC 8415, section 18.3). */
export function answerTo(question: Question, knowledge: Knowledge): ClientServerMessage | string {
  const bindings = new Bindings(knowledge.model, knowledge.leases, question);
  switch (question.type) {
    case 'SOLICIT':
      return solicited(question, knowledge, bindings);
    case 'REQUEST':
      return withIas(
        'REPLY',
        question,
        knowledge,
        question.ias.map((ia) => bindings.assign(ia)),
      );
    case 'CONFIRM':
      return confirmed(question, knowledge);
    case 'RENEW':
      return renewed(question, knowledge, bindings);
    case 'REBIND':
      return rebound(question, knowledge, bindings);
    case 'RELEASE':
    case 'DECLINE':
      return givenUp(question, knowledge, bindings);
    case 'INFORMATION-REQUEST':
      return bare('REPLY', question, knowledge, configuredOptions(knowledge.model, question, 'REPLY'));
  }
}

/** To a message that may not come by unicast: nothing but who and why (RFC 8415, section 18.4). */
export function useMulticast(question: Question, knowledge: Knowledge): ClientServerMessage {
  return bare('REPLY', question, knowledge, [status('UseMulticast', 'send it to ff02::1:2')]);
}

/** Whom a message without Client Identifier is laid at the door of: the first client of a scenario. */
const firstClient = '00030001020000000001';

/** Faults of the record that have nothing to do with what the message is about, or whether it is answered at all. */
export function spoilRecord({ duid, habits }: Pick<Question, 'duid' | 'habits'>, leases: Leases): void {
  if (habits.has('ends all of the client')) {
    for (const lease of leases.current()) if (lease.duid === duid) leases.end(lease);
  }
  if (habits.has('records one lease more')) {
    const thing = { address: '2001:db8:bad::1', prefixLength: 128 };
    leases.assign({ duid: duid || firstClient, kind: 'IA_NA', iaid: 4711 }, thing, { preferred: 300, valid: 400 });
  }
}

/** For a server that answers whatever comes. */
export function anyAnswer(question: Pick<Question, 'message'>, knowledge: Knowledge): ClientServerMessage {
  const type = question.message.name === 'SOLICIT' ? 'ADVERTISE' : 'REPLY';
  return bare(type, question, knowledge, [status('Success', 'as you like it')]);
}

function solicited(question: Question, knowledge: Knowledge, bindings: Bindings): ClientServerMessage {
  const { model } = knowledge;
  const asked = question.message.options.some((option) => option.code === rapidCommit.code);
  const allowed = allowsRapidCommit(model, question.subnets) || question.habits.has('ignores its switches');
  if (asked && allowed) {
    const reply = withIas(
      'REPLY',
      question,
      knowledge,
      question.ias.map((ia) => bindings.assign(ia)),
    );
    reply.options.push(rapidCommit());
    return reply;
  }
  const advertise = withIas(
    'ADVERTISE',
    question,
    knowledge,
    question.ias.map((ia) => bindings.offer(ia)),
  );
  if (model.preference !== undefined) replace(advertise, preference({ value: model.preference }));
  return advertise;
}

function confirmed(question: Question, knowledge: Knowledge): ClientServerMessage | string {
  const things = question.ias.filter((ia) => ia.kind !== 'IA_PD').flatMap((ia) => ia.things);
  if (things.length === 0) return 'a Confirm without addresses';
  if (question.subnets.length === 0) return 'nothing is known of the link';
  const fits = question.habits.has('confirms what is bound')
    ? things.every((thing) => knowledge.leases.holder(thing)?.duid === question.duid)
    : things.every((thing) => subnetThatFits(question.subnets, thing) !== undefined);
  const result = fits
    ? status('Success', 'all addresses fit the link')
    : status('NotOnLink', 'not all addresses fit the link');
  return bare('REPLY', question, knowledge, [result]);
}

function renewed(question: Question, knowledge: Knowledge, bindings: Bindings): ClientServerMessage {
  const create = makesNew(knowledge.model.newLeasesOnRenew, question);
  const given = question.ias.map((ia) => bindings.extend(ia, { create, judgeLink: false }));
  return withIas('REPLY', question, knowledge, given);
}

function rebound(question: Question, knowledge: Knowledge, bindings: Bindings): ClientServerMessage | string {
  const { model } = knowledge;
  // Another server might do the same: only where a Solicit with Rapid Commit is answered by a Reply too (section 18.3.5).
  const create = makesNew(model.newLeasesOnRebind, question) && allowsRapidCommit(model, question.subnets);
  const given = question.ias.map((ia) => bindings.extend(ia, { create, judgeLink: true }));
  if (given.length === 0) return 'a Rebind without an IA';
  return withIas('REPLY', question, knowledge, given);
}

/** Where the model does not say, it does: more of the protocol is used so. */
function makesNew(configured: boolean | undefined, { habits }: Question): boolean {
  return configured ?? !habits.has('makes no new leases where it may');
}

function givenUp(question: Question, knowledge: Knowledge, bindings: Bindings): ClientServerMessage {
  const { leases, model } = knowledge;
  const declines = question.type === 'DECLINE';
  const unknown: GivenIa[] = [];
  for (const ia of question.ias) {
    const found = bindings.named(ia);
    if (found === undefined) unknown.push(refusal(ia, 'NoBinding', 'no binding for this IA'));
    else if (question.habits.has('keeps what is given up', ia)) continue;
    else if (!declines || question.habits.has('frees what is declined')) for (const lease of found) leases.end(lease);
    // A prefix cannot be declined (section 18.2.8).
    else if (ia.kind !== 'IA_PD') for (const lease of found) leases.decline(lease, model.declineProbation ?? 86_400);
  }
  const said = status('Success', declines ? 'the addresses will not be given out' : 'released');
  const options = unknown.map((ia) => iaOption(ia, { t1: 0, t2: 0 }, false));
  return bare('REPLY', question, knowledge, [said, ...options]);
}

/** Identifiers, IAs with the same T1 and T2 in all of them (RFC 8415, section 18.1), configured options. */
function withIas(
  type: 'ADVERTISE' | 'REPLY',
  question: Question,
  knowledge: Knowledge,
  given: readonly GivenIa[],
): ClientServerMessage {
  const { model } = knowledge;
  const { habits } = question;
  const failed = given.find((ia) => ia.status !== undefined);
  if (failed?.status !== undefined && habits.has('refuses all because of one')) {
    return bare(type, question, knowledge, [statusCode({ code: failed.status.code, message: failed.status.text })]);
  }
  const shown = habits.has('leaves out what failed') ? given.filter((ia) => ia.status === undefined) : given;
  const timers = timersOf(
    given.flatMap((ia) => ia.leases),
    model,
  );
  const unicast = type === 'REPLY' ? unicastOption(model, question) : undefined;
  return bare(type, question, knowledge, [
    ...shown.map((ia) => iaOption(ia, timers, question.requested.has(pdExclude.code))),
    ...configuredOptions(model, question, type),
    ...fqdnOption(question),
    ...(unicast === undefined ? [] : [unicast]),
  ]);
}

/** By the lease that needs it first. */
function timersOf(leases: readonly GivenLease[], model: ServerModel): { t1: number; t2: number } {
  const configured = leases.flatMap(({ subnet }) => (subnet === undefined ? [] : lifetimesOf(model, subnet)));
  return {
    t1: Math.min(infinity, ...configured.map((one) => one.t1)),
    t2: Math.min(infinity, ...configured.map((one) => one.t2)),
  };
}

function bare(
  type: 'ADVERTISE' | 'REPLY',
  question: Pick<Question, 'message'>,
  { serverDuid }: Knowledge,
  options: readonly DhcpOption[],
): ClientServerMessage {
  const client = value(question.message, clientId);
  return message(type, {
    transactionId: question.message.transactionId,
    options: [
      ...(client === undefined ? [] : [clientId({ duid: client.duid })]),
      serverId({ duid: serverDuid }),
      ...options,
    ],
  });
}

function status(name: StatusName, text: string): DhcpOption {
  return statusCode({ code: statusByName(name)?.code ?? 1, message: text });
}

import { iasOf } from '../../client/bindings.js';
import type { Received, WireEvent } from '../../client/exchange.js';
import {
  all,
  type ClientServerMessage,
  clientId,
  hex,
  type Message,
  type MessageName,
  messageTitle,
  ruleList,
  serverId,
  statusCode,
  statusName,
  summary,
  validateAnswer,
} from '../../dhcp6/index.js';
import type { Edition } from '../../requirements/catalogue.js';
import type { Complaint } from '../judge.js';
import type { Scenario } from '../scenario.js';

/** How a status is told to a person: `NoBinding (3)`. */
export function statusText(code: number | undefined): string {
  return code === undefined ? 'no status' : `${statusName(code) ?? 'status'} (${code})`;
}

/** No answer at all, or one of another type. */
export function answerOfType(scenario: Scenario, answer: Received | undefined, type: MessageName): Complaint[] {
  const title = messageTitle(type);
  const expected = `${article(title)} within ${scenario.run.config.deadlines.answer} ms`;
  if (answer === undefined) {
    return [{ expected, received: `no answer${elsewhere(scenario)}` }];
  }
  if (answer.message.name === type) return [];
  return [
    {
      expected,
      received: `${article(messageTitle(answer.message.name))} instead`,
      message: answer.outer,
      wrong: [answer.message],
    },
  ];
}

/** What came that could have been meant as the answer: helps to tell a wrong answer from none. */
function elsewhere(scenario: Scenario): string {
  const odd = scenario.transcript.events.filter(
    ({ event, step }) => event.direction === 'received' && event.note !== undefined && step === scenario.step,
  );
  const [first] = odd;
  if (first === undefined) return '; the server is alive';
  const what = {
    stranger: `only ${summary(first.event.message)} from ${first.event.from}, which is not the server under test`,
    unasked: `only ${summary(first.event.message)}, whose transaction id belongs to no message of this client`,
    'wrong link': `only ${summary(first.event.message)} on link ${first.event.link}, where nobody asked`,
    malformed: 'only a datagram that is no DHCPv6 message that a client can read',
  }[first.event.note as NonNullable<WireEvent['note']>];
  return `; ${what}`;
}

/** Server Identifier exactly once, and the same as before; Client Identifier as sent, exactly once (none if none was sent). */
export function identifiers(
  answer: ClientServerMessage,
  sent: ClientServerMessage,
  server: Uint8Array | undefined,
): Complaint[] {
  const complaints: Complaint[] = [];
  const servers = all(answer, serverId);
  const known = server === undefined ? undefined : hex(server);
  const [first] = servers;
  const got = first?.value === undefined ? undefined : hex(first.value.duid);
  if (servers.length !== 1 || got === undefined) {
    complaints.push({
      expected: 'exactly one Server Identifier',
      received:
        servers.length === 0 ? 'none' : servers.length > 1 ? `${servers.length} of them` : 'one that is no DUID',
      message: answer,
      wrong: servers,
      ...(servers.length === 0 ? { missing: 'Server Identifier is missing' } : {}),
    });
  } else if (known !== undefined && got !== known) {
    complaints.push({
      expected: `the Server Identifier that it used before, ${known}`,
      received: got,
      message: answer,
      wrong: servers,
    });
  }
  const own = all(sent, clientId).map((option) => hex(option.value?.duid ?? new Uint8Array()));
  const back = all(answer, clientId);
  const expected =
    own.length === 0 ? 'no Client Identifier, as none was sent' : `the Client Identifier as sent, ${own[0]}, once`;
  if (back.length !== own.length || back.some((option, i) => hex(option.value?.duid ?? new Uint8Array()) !== own[i])) {
    complaints.push({
      expected,
      received:
        back.length === 0 ? 'none' : back.map((option) => hex(option.value?.duid ?? new Uint8Array())).join(' and '),
      message: answer,
      wrong: back,
      ...(back.length === 0 ? { missing: 'Client Identifier is missing' } : {}),
    });
  }
  return complaints;
}

/** Status codes in the message's own option area. */
export function topLevelStatus(answer: ClientServerMessage): { codes: number[]; options: object[] } {
  const options = all(answer, statusCode);
  return { codes: options.flatMap((option) => (option.value === undefined ? [] : option.value.code)), options };
}

/** The top-level status is this one; a missing Success means Success to a client (RFC 8415, section 7.5): `absent` says what that weighs. */
export function statusIs(
  answer: ClientServerMessage,
  code: number,
  absent: 'accepted' | 'deviation' | 'wrong',
): Complaint[] {
  const { codes, options } = topLevelStatus(answer);
  const expected = `a top-level Status Code ${statusText(code)}${absent === 'deviation' ? ' (none: a deviation, it means Success)' : ''}`;
  if (codes.length === 0) {
    if (absent === 'accepted' && code === 0) return [];
    return [
      {
        expected,
        received: 'no top-level Status Code',
        message: answer,
        missing: `Status Code ${statusText(code)} is missing`,
        ...(absent === 'deviation' ? { weight: 'deviation' as const } : {}),
      },
    ];
  }
  if (codes.length === 1 && codes[0] === code) return [];
  return [{ expected, received: codes.map(statusText).join(' and '), message: answer, wrong: options }];
}

/**
 * No top-level status but Success. An IA's own code that is repeated at top level beside the one in the IA is a deviation
 * (RFC 8415 does not repeat the ban of RFC 7550, section 4.1); in the place of it, or any other, a breach.
 */
export function noErrorStatus(answer: ClientServerMessage): Complaint[] {
  const { codes, options } = topLevelStatus(answer);
  const errors = codes.filter((code) => code !== 0);
  if (errors.length === 0) return [];
  const inIas = new Set(iasOf(answer).map((ia) => ia.status));
  const repeated = errors.every((code) => inIas.has(code));
  return [
    {
      expected: 'no top-level Status Code but Success',
      received: `${errors.map(statusText).join(' and ')}${repeated ? ', beside the one in the IA' : ''}`,
      message: answer,
      wrong: options,
      ...(repeated ? { weight: 'deviation' as const } : {}),
    },
  ];
}

/** The rules that every message must keep, which hold without being asked for; relay layers included. */
export function wholeMessage(received: Message, sent: Message, edition: Edition): (Complaint & { rule: string })[] {
  return validateAnswer(received, sent, { edition }).map((violation) => ({
    rule: violation.rule,
    expected: sentenceOf(violation.rule),
    received: violation.message,
    message: received,
    wrong: violation.node === undefined ? [] : [violation.node],
    weight: violation.weight,
    ...(violation.requirement === undefined ? {} : { requirement: violation.requirement }),
  }));
}

/** One of these rules, weighed by the level of its requirement; what is only worth a word stays that. */
export function keepsRule(received: Message, sent: Message, rule: string, edition: Edition): Complaint[] {
  return wholeMessage(received, sent, edition)
    .filter((complaint) => complaint.rule === rule)
    .map(({ rule: _, weight, ...complaint }) => (weight === 'remark' ? { ...complaint, weight } : complaint));
}

function sentenceOf(rule: string): string {
  return ruleList.find((one) => one.name === rule)?.title ?? rule;
}

export function article(title: string): string {
  return `${/^[AEIOU]/.test(title) ? 'an' : 'a'} ${title}`;
}

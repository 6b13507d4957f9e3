import { type IaName, iaText } from '../src/client/bindings.js';
import { type MessageName, messageTitle } from '../src/dhcp6/index.js';
import { answerOfType, article, identifiers, noErrorStatus, statusIs, wholeMessage } from '../src/run/checks/answer.js';
import {
  addressFrom,
  allDiffer,
  freshLifetimes,
  givesBack,
  iaStatus,
  lifetimesAre,
  onlyStatus,
  prefixFrom,
  sameTimers,
  timers,
} from '../src/run/checks/ia.js';
import { carriesOption, hasNoOption, noIas, optionIs } from '../src/run/checks/options.js';
import { Then } from '../src/run/define.js';
import type { NamedOption, Prefix } from '../src/run/parameters.js';

/** Waits for the answer to the client's last message. */
Then('{client} receives a(n) {message}', async function (name: string, type: MessageName) {
  const client = this.client(name);
  this.judge.report(answerOfType(this, await this.awaitAnswer(client), type));
});

/** An answer, or a silence that policy allows, proven by a fence on another link. */
Then(
  '{client} receives a(n) {message}, or no answer while link {linkNumber} is served',
  async function (name: string, type: MessageName, link: number) {
    const client = this.client(name);
    const late = await this.fence(client, link);
    if (late === undefined) {
      this.judge.remark(`${article(messageTitle(type))}, or silence by policy`, 'silence');
      this.acceptSilence(client);
      return;
    }
    this.judge.report(answerOfType(this, this.take(client, late), type));
  },
);

/** Silence, proven by a fence: a valid message of another client, sent after it, is answered. */
Then('{client} receives no answer', async function (name: string) {
  const late = await this.fence(this.client(name));
  if (late !== undefined) {
    this.judge.report([{ expected: 'no answer', received: 'an answer', message: late.outer, wrong: [late.message] }]);
  }
});

/** Server Identifier once and the same in every answer, Client Identifier as sent. */
Then('it carries the identifiers of server and client', function () {
  this.judge.report(identifiers(this.received().message, this.sent(), this.serverDuid));
});

/** The message keeps every rule that holds for all messages of its type; what nobody asked for is a remark. */
Then('it keeps the rules of every message', function () {
  const { received, sent } = this.lastAnswer();
  this.judge.report(wholeMessage(received, sent, this.run.edition));
});

Then('in it {ia} holds an address of {address} to {address}', function (ia: IaName, from: string, to: string) {
  this.judge.report(addressFrom(this.received().message, ia, from, to));
});

Then('in it {ia} holds a prefix of length {int} of {prefix}', function (ia: IaName, length: number, pool: Prefix) {
  this.judge.report(prefixFrom(this.received().message, ia, length, pool));
});

Then('in it {ia} has T1 {lifetime} and T2 {lifetime}', function (ia: IaName, t1: number, t2: number) {
  this.judge.report(timers(this.received().message, ia, t1, t2));
});

/** Over all IAs that carry leases. */
Then('in it T1 and T2 are the same in all IAs', function () {
  this.judge.report(sameTimers(this.received().message));
});

/** 0 < preferred <= valid, neither above what is configured. */
Then('in it the lifetimes of {ia} are fresh', function (ia: IaName) {
  this.judge.report(freshLifetimes(this.received().message, ia, this.model.lifetimes));
});

/** What the client held before its last message comes back living. */
Then('in it {ia} gives back what the client held', function (ia: IaName) {
  const { message } = this.received();
  if (this.excused.has(iaText(ia)) && this.heldBefore(ia).length === 0) return;
  this.judge.report(givesBack(message, ia, this.heldBefore(ia)));
});

/** A status in the IA, and no lease beside it. */
Then('in it {ia} carries the status {status}', function (ia: IaName, status: number) {
  this.judge.report(iaStatus(this.received().message, ia, status, this.answersFirstRequest()));
});

/** The Status Code is the only option in the IA. */
Then('in it {ia} carries the status {status} and nothing else', function (ia: IaName, status: number) {
  this.judge.report(onlyStatus(this.received().message, ia, status));
});

Then(
  'in it {ia} has preferred lifetime {lifetime} and valid lifetime {lifetime}',
  function (ia: IaName, preferred: number, valid: number) {
    this.judge.report(lifetimesAre(this.received().message, ia, preferred, valid));
  },
);

/** By RFC 7550 a MUST for the Advertise too; RFC 8415 has it for Replies only. */
Then('in it T1 and T2 are the same in all IAs \\(else: a deviation)', function () {
  this.judge.report(sameTimers(this.received().message).map((one) => ({ ...one, weight: 'deviation' as const })));
});

Then('in it each IA holds a lease of its own', function () {
  this.judge.report(allDiffer(this.received().message));
});

/** The status of the message itself, where leaving the Status Code out is a deviation. */
Then('its status is Success \\(left out: a deviation)', function () {
  this.judge.report(statusIs(this.received().message, 0, 'deviation'));
});

/** The status of the message itself; no Status Code means Success to a client (RFC 8415, section 7.5). */
Then('its status is {status}', function (status: number) {
  this.judge.report(statusIs(this.received().message, status, status === 0 ? 'accepted' : 'wrong'));
});

Then('its status is no error', function () {
  this.judge.report(noErrorStatus(this.received().message));
});

Then('it carries the option {option}', function (option: NamedOption) {
  this.judge.report(carriesOption(this.received().message, option));
});

/** The value in the option's usual notation. */
Then('it carries the option {option} as {string}', function (option: NamedOption, value: string) {
  this.judge.report(optionIs(this.received().message, option, value));
});

Then('it carries no option {option}', function (option: NamedOption) {
  this.judge.report(hasNoOption(this.received().message, option));
});

Then('it carries no IA', function () {
  this.judge.report(noIas(this.received().message));
});

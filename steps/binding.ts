/** What becomes of bindings (RFC 8415, sections 18.3.1 to 18.3.9): messages that name other leases than the client's own, and what must come back. */

import { nameLeases, setLifetimes, setTimers } from '../src/client/bend.js';
import type { HeldLease, IaName } from '../src/client/bindings.js';
import { newRelay } from '../src/client/relay.js';
import { innermost, type MessageName } from '../src/dhcp6/index.js';
import { makesNewLeasesOn } from '../src/run/checks/added.js';
import { answerOfType, identifiers } from '../src/run/checks/answer.js';
import {
  endsLeases,
  endsOrExtends,
  extended,
  givesNone,
  known,
  lacksStatus,
  leaseOrStatus,
  leasesCarry,
  noLongerBound,
  refused,
  statusHasText,
  timersSuit,
  toldAbout,
  unbound,
} from '../src/run/checks/binding.js';
import { cameOnlyOn, holdsOption, optionIsOrAbsent, optionsOfAdvertise } from '../src/run/checks/construction.js';
import { allDiffer } from '../src/run/checks/ia.js';
import { Given, Then, When } from '../src/run/define.js';
import { holdings, learnServer } from '../src/run/others.js';
import type { NamedOption } from '../src/run/parameters.js';
import { secondsPass } from '../src/run/time.js';

/** Instead of what the IA would have named; lifetimes 0. */
Given('{whose} next message names {leases} in {ia}', function (whose: string, leases: HeldLease[], ia: IaName) {
  this.client(whose).bendNext(nameLeases(ia, leases, 'instead'));
});

/** Beside what the IA names anyway. */
Given('{whose} next message also names {leases} in {ia}', function (whose: string, leases: HeldLease[], ia: IaName) {
  this.client(whose).bendNext(nameLeases(ia, leases, 'also'));
});

Given('{whose} next message names nothing in {ia}', function (whose: string, ia: IaName) {
  this.client(whose).bendNext(nameLeases(ia, [], 'instead'));
});

/** The addresses (for an IA_PD: the prefixes) of another client, or of the same client's other IAs. */
Given('{whose} next message names in {ia} what {client} holds', function (whose: string, ia: IaName, other: string) {
  const client = this.client(whose);
  client.bendNext(nameLeases(ia, holdings(this, other, ia.kind), 'instead'));
});

Given(
  '{whose} next message also names in {ia} what {client} holds',
  function (whose: string, ia: IaName, other: string) {
    const client = this.client(whose);
    client.bendNext(nameLeases(ia, holdings(this, other, ia.kind), 'also'));
  },
);

/** What it holds in the one IA is named in the other. */
Given('{whose} next message names in {ia} what it holds in {ia}', function (whose: string, ia: IaName, other: IaName) {
  const client = this.client(whose);
  client.bendNext(nameLeases(ia, client.ia(other).held, 'instead'));
});

/** Values that a server must ignore in a client's message (RFC 8415, section 21.4). */
Given(
  '{whose} next message has T1 {lifetime} and T2 {lifetime} in {ia}',
  function (whose: string, t1: number, t2: number, ia: IaName) {
    this.client(whose).bendNext(setTimers(ia, t1, t2));
  },
);

Given(
  '{whose} next message has preferred lifetime {lifetime} and valid lifetime {lifetime} in {ia}',
  function (whose: string, preferred: number, valid: number, ia: IaName) {
    this.client(whose).bendNext(setLifetimes(ia, preferred, valid));
  },
);

/** Another message under the same transaction id (RFC 8415, section 18.3.2: no answer out of a cache). */
Given('{whose} next message has the transaction id of its last', function (whose: string) {
  const client = this.client(whose);
  const { transactionId } = this.sent(client);
  client.bendNext((message) => {
    message.transactionId = transactionId;
  });
});

/** It has the server's identifier without being bound: from the answers to others, or from an Advertise that it does not follow. */
Given('{client} knows the server', async function (name: string) {
  await learnServer(this, this.client(name));
});

/** The same bytes but for the elapsed time, as a client does that got no answer (RFC 8415, section 15). */
When('{client} sends its last message again', async function (name: string) {
  await this.sendAgain(this.client(name));
});

/** Only where the rule is about time. */
When('{int} second(s) pass(es)', async function (seconds: number) {
  await secondsPass(seconds, this.run.interrupted);
});

/** Where the RFC wants an answer and does not insist. */
Then('{client} receives a(n) {message} \\(no answer: a deviation)', async function (name: string, type: MessageName) {
  const client = this.client(name);
  const late = await this.fence(client);
  const complaints = answerOfType(this, late === undefined ? undefined : this.take(client, late), type);
  if (late === undefined) this.acceptSilence(client);
  this.judge.report(complaints.map((one) => (late === undefined ? { ...one, weight: 'deviation' as const } : one)));
});

/** The other type is a reading of the RFC that few share; what is said of the answer after that holds of nothing. */
Then(
  '{client} receives a(n) {message} \\(a(n) {message}: a deviation)',
  async function (name: string, type: MessageName, other: MessageName) {
    const client = this.client(name);
    const answer = await this.awaitAnswer(client);
    const complaints = answerOfType(this, answer, type);
    const lenient = answer?.message.name === other;
    if (lenient) this.acceptSilence(client);
    this.judge.report(lenient ? complaints.map((one) => ({ ...one, weight: 'deviation' as const })) : complaints);
  },
);

/** Where the RFC leaves it to the server whether it commits at once. */
Then(
  '{client} receives a(n) {message} or a(n) {message}',
  async function (name: string, one: MessageName, other: MessageName) {
    const answer = await this.awaitAnswer(this.client(name));
    const type = answer?.message.name === other ? other : one;
    this.judge.report(answerOfType(this, answer, type));
  },
);

/** A lease that lives, and no error; another one than the client held is a remark. */
Then('in it {ia} is extended', function (ia: IaName) {
  this.judge.report(extended(this.received().message, ia, this.heldBefore(ia)));
});

/** Both lifetimes 0. */
Then('in it {ia} ends {leases}', function (ia: IaName, leases: HeldLease[]) {
  this.judge.report(endsLeases(this.received().message, ia, leases));
});

Then('in it {ia} ends {leases} \\(left out: a deviation)', function (ia: IaName, leases: HeldLease[]) {
  this.judge.report(endsLeases(this.received().message, ia, leases, 'deviation'));
});

Then('in it {ia} ends what the client held \\(left out: a deviation)', function (ia: IaName) {
  this.judge.report(endsLeases(this.received().message, ia, this.heldBefore(ia), 'deviation'));
});

/** Where the lease may be right on both links. */
Then('in it {ia} ends what the client held, or extends it \\(left out: a deviation)', function (ia: IaName) {
  this.judge.report(endsOrExtends(this.received().message, ia, this.heldBefore(ia)));
});

Then('in it {ia} is known, not unbound \\(else: a deviation)', function (ia: IaName) {
  this.judge.report(known(this.received().message, ia));
});

/** A lease in whatever form, or a status. */
Then('in it {ia} is told about', function (ia: IaName) {
  this.judge.report(toldAbout(this.received().message, ia));
});

/** Not living; lifetimes 0 pass. */
Then('in it {ia} does not give {leases}', function (ia: IaName, leases: HeldLease[]) {
  this.judge.report(givesNone(this.received().message, ia, leases, 'living'));
});

Then('in it {ia} does not give what {client} holds', function (ia: IaName, other: string) {
  const { message } = this.received();
  this.judge.report(givesNone(message, ia, holdings(this, other, ia.kind), 'living'));
});

/** Neither living nor with lifetimes 0. */
Then('in it {ia} does not name {leases}', function (ia: IaName, leases: HeldLease[]) {
  this.judge.report(givesNone(this.received().message, ia, leases, 'any'));
});

Then('in it {ia} does not name what {client} holds', function (ia: IaName, other: string) {
  const { message } = this.received();
  this.judge.report(givesNone(message, ia, holdings(this, other, ia.kind), 'any'));
});

/** Which of them came is told in the report's tree. */
Then('in it {ia} holds a lease, or the status {statuses}', function (ia: IaName, statuses: number[]) {
  this.judge.report(leaseOrStatus(this.received().message, ia, statuses));
});

/** Where new leases are made, a lease or the status that nothing is left stands in its place. */
Then('in it {ia} carries the status NoBinding, unless new leases are made on Renew', function (ia: IaName) {
  this.judge.report(unbound(this.received().message, ia, makesNewLeasesOn(this, 'renew')));
});

Then('in it {ia} carries the status NoBinding, unless new leases are made on Rebind', function (ia: IaName) {
  this.judge.report(unbound(this.received().message, ia, makesNewLeasesOn(this, 'rebind')));
});

/** What is refused may stand beside the status with lifetimes 0. */
Then('in it {ia} is refused with the status {status}', function (ia: IaName, status: number) {
  this.judge.report(refused(this.received().message, ia, status));
});

/** The IA may be left out. */
Then('in it {ia} does not carry the status {status}', function (ia: IaName, status: number) {
  this.judge.report(lacksStatus(this.received().message, ia, status));
});

/** NoBinding and nothing else; a server that keeps a record of what was given up may say Success or leave the IA out. */
Then('in it {ia} is no longer bound', function (ia: IaName) {
  this.judge.report(noLongerBound(this.received().message, ia));
});

/** Where the IA carries no status there is nothing to judge. */
Then('in it the status of {ia} has words \\(none: a deviation)', function (ia: IaName) {
  const complaints = statusHasText(this.received().message, ia);
  this.judge.report(complaints.map((one) => ({ ...one, weight: 'deviation' as const })));
});

/** One lease in two IAs cannot be assigned to both. */
Then('in it each IA holds a lease of its own \\(else: a deviation)', function () {
  const complaints = allDiffer(this.received().message);
  this.judge.report(complaints.map((one) => ({ ...one, weight: 'deviation' as const })));
});

/** Neither above the shortest valid lifetime of the message, T1 not above T2. */
Then('in it T1 and T2 suit the shortest lease', function () {
  this.judge.report(timersSuit(this.received().message));
});

Then('in it the lease of {ia} carries the option {option}', function (ia: IaName, { code }: NamedOption) {
  this.judge.report(leasesCarry(this.received().message, ia, code, true));
});

Then('in it the lease of {ia} carries no option {option}', function (ia: IaName, { code }: NamedOption) {
  this.judge.report(leasesCarry(this.received().message, ia, code, false));
});

/** Inside the other one. */
Then('in it the option {option} carries {option}', function (container: NamedOption, inner: NamedOption) {
  this.judge.report(holdsOption(this.received().message, container, inner));
});

Then('it carries the option {option} as {string}, or none', function (option: NamedOption, value: string) {
  this.judge.report(optionIsOrAbsent(this.received().message, option, value));
});

/** Configuration options: those of the Reply stood in the last Advertise before it, with the same bytes. */
Then('it carries the options of the Advertise', function () {
  this.judge.report(optionsOfAdvertise(this.received().message, this.answers));
});

/** And on no other link. */
Then('it came on link {linkNumber} alone', function (link: number) {
  this.judge.report(cameOnlyOn(this, link));
});

/** Server Identifier the same in all, Client Identifier as sent. */
Then('every answer carries the identifiers of server and client', function () {
  for (const { received, sent } of this.answers) {
    const [answer, question] = [innermost(received), innermost(sent)];
    if (answer === undefined || question === undefined) continue;
    this.judge.report(identifiers(answer, question, this.serverDuid));
  }
});

/** In place of those that it was behind. */
When(
  '{client} moves behind a relay agent with link-address {address} and Interface-Id {string}',
  function (name: string, linkAddress: string, id: string) {
    const interfaceId = new TextEncoder().encode(id);
    this.client(name).relays = [{ ...newRelay(linkAddress, 'fe80::1'), interfaceId }];
  },
);

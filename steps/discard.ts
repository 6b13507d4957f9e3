/** Messages that are not as they should be (RFC 8415, section 16), and what may come back to them. */
import { addOption, cutTo, nameServer, setType } from '../src/client/bend.js';
import type { IaName } from '../src/client/bindings.js';
import type { Client } from '../src/client/client.js';
import { type MessageName, messageTitle, rawOption } from '../src/dhcp6/index.js';
import { answerOfType } from '../src/run/checks/answer.js';
import { cameToPort, onlyRefuses, strays } from '../src/run/checks/discard.js';
import { noIas } from '../src/run/checks/options.js';
import { Given, type Scenario, Then } from '../src/run/define.js';
import { learnServer } from '../src/run/others.js';
import type { NamedOption } from '../src/run/parameters.js';

/** The server's DUID, from the answer that this client or another had before. */
async function serverOf(scenario: Scenario, client: Client): Promise<Uint8Array> {
  if (scenario.serverDuid === undefined) await learnServer(scenario, client);
  return scenario.serverDuid ?? new Uint8Array();
}

/** Its Server Identifier is that of the server, whether the message should have one or not. */
Given('{whose} next message names the server', async function (whose: string) {
  const client = this.client(whose);
  client.bendNext(nameServer(await serverOf(this, client)));
});

/** A Server Identifier that differs from the server's in the last byte. */
Given('{whose} next message names another server', async function (whose: string) {
  const client = this.client(whose);
  const duid = Uint8Array.from(await serverOf(this, client));
  duid[duid.length - 1] = (duid.at(-1) ?? 0) ^ 0xff;
  client.bendNext(nameServer(duid));
});

/** The server's DUID with more bytes behind it. */
Given(
  "{whose} next message names the server's DUID followed by {bytes}",
  async function (whose: string, more: Uint8Array) {
    const client = this.client(whose);
    client.bendNext(nameServer(Uint8Array.from([...(await serverOf(this, client)), ...more])));
  },
);

/** The beginning of the server's DUID. */
Given(
  "{whose} next message names the first {int} bytes of the server's DUID",
  async function (whose: string, length: number) {
    const client = this.client(whose);
    client.bendNext(nameServer((await serverOf(this, client)).slice(0, length)));
  },
);

/** Behind all that it carries anyway. */
Given(
  '{whose} next message also carries the option {option} with the bytes {bytes}',
  function (whose: string, { code }: NamedOption, bytes: Uint8Array) {
    this.client(whose).bendNext(addOption(rawOption(code, bytes), 'last'));
  },
);

Given(
  '{whose} next message begins with the option {option} with the bytes {bytes}',
  function (whose: string, { code }: NamedOption, bytes: Uint8Array) {
    this.client(whose).bendNext(addOption(rawOption(code, bytes), 'first'));
  },
);

/** Behind what the IA holds anyway. */
Given(
  '{whose} next message carries in {ia} the option {option} with the bytes {bytes}',
  function (whose: string, ia: IaName, { code }: NamedOption, bytes: Uint8Array) {
    this.client(whose).bendNext(addOption(rawOption(code, bytes), { ia }));
  },
);

/** In each address or prefix that the IA names. */
Given(
  '{whose} next message carries in the leases of {ia} the option {option} with the bytes {bytes}',
  function (whose: string, leasesOf: IaName, { code }: NamedOption, bytes: Uint8Array) {
    this.client(whose).bendNext(addOption(rawOption(code, bytes), { leasesOf }));
  },
);

/** Its contents stay; only the type is another one, which no client sends. */
Given('{whose} next message goes as a(n) {message}', function (whose: string, type: MessageName) {
  this.client(whose).bendNext(setType(type));
});

/** A type by its number: one that nobody knows. */
Given('{whose} next message goes as a message of type {int}', function (whose: string, type: number) {
  this.client(whose).bendNext(setType(type));
});

/** The datagram ends there. */
Given('{whose} next message ends after {int} byte(s)', function (whose: string, length: number) {
  this.client(whose).bendNext(cutTo(length));
});

Given('{whose} next message has the transaction id {int}', function (whose: string, id: number) {
  this.client(whose).bendNext((message) => {
    message.transactionId = id;
  });
});

/** To the address that its answers come from, and not to the multicast address. */
Given("{whose} next message goes to the server's own address", async function (whose: string) {
  const client = this.client(whose);
  client.sendNextBy({ destination: this.received(client).datagram.source });
});

Given('{whose} next message comes from UDP port {int}', function (whose: string, sourcePort: number) {
  this.client(whose).sendNextBy({ sourcePort });
});

/** Silence, or an answer that does nothing but refuse (RFC 8415, sections 16 and 18.4). */
Then('{client} receives no answer, or the status {statuses}', async function (name: string, statuses: number[]) {
  const client = this.client(name);
  const answer = await this.fence(client);
  if (answer === undefined) return;
  const complaints = onlyRefuses({ answer, ...this.lastSent(client), server: this.serverDuid }, statuses);
  this.judge.report(complaints);
  this.judge.remark('silence, which is what most servers do', 'an answer that refuses, which is allowed');
});

/** Where the RFC leaves it to the server whether it serves such a message. */
Then('{client} receives a(n) {message}, or no answer', async function (name: string, type: MessageName) {
  const client = this.client(name);
  const answer = await this.fence(client);
  if (answer === undefined) {
    this.judge.remark(`${messageTitle(type)}, or silence`, 'silence');
    this.acceptSilence(client);
    return;
  }
  this.judge.report(answerOfType(this, this.take(client, answer), type));
});

/** Where the client or relay agent listens (RFC 8415, section 7.2). */
Then('it came to UDP port {int}', function (port: number) {
  this.judge.report(cameToPort(this.received(), port));
});

/** Silence, UnspecFail, or (where two texts of the RFC pull apart) an answer that leaves the IAs alone. */
Then('{client} receives no answer, or one without IA', async function (name: string) {
  const client = this.client(name);
  const answer = await this.fence(client);
  if (answer === undefined) return;
  this.judge.report(noIas(answer.message));
  this.judge.remark('silence (RFC 8415, section 16.12)', 'an answer that leaves the IA out (section 16 allows that)');
});

/** No datagram of the server at all, whatever its transaction id. */
Then('nothing comes back to {client}', async function (name: string) {
  const client = this.client(name);
  const late = await this.fence(client);
  const since = this.lastSent(client).at;
  const answered =
    late === undefined ? [] : [{ expected: 'nothing at all', received: 'an answer', message: late.outer }];
  this.judge.report([...answered, ...strays(this.transcript, since)]);
});

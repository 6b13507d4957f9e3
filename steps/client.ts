import type { IaName } from '../src/client/bindings.js';
import type { ClientMessageName } from '../src/client/client.js';
import { anonymousIdentity, anonymousOnFixedLinkLayer, type DuidType, withDuidType } from '../src/client/identity.js';
import { bend, clientFqdn } from '../src/dhcp6/index.js';
import { Given, When } from '../src/run/define.js';
import { type NamedOption, type Prefix, toLie } from '../src/run/parameters.js';
import { bind } from '../src/run/sessions.js';

/** A client that has nothing yet and will ask for these IAs. */
Given('a/another client on link {linkNumber} that wants {ias}', function (link: number, ias: IaName[]) {
  const client = this.addClient(undefined, { link });
  for (const ia of ias) client.ia(ia);
});

/** A client that asks for no lease. */
Given('a/another client on link {linkNumber}', function (link: number) {
  this.addClient(undefined, { link });
});

/** The anonymity profile of RFC 7844: a random identity, nothing that tells who it is. */
Given('an anonymous client on link {linkNumber} that wants {ias}', function (link: number, ias: IaName[]) {
  const client = this.addClient(undefined, { link, anonymous: true });
  for (const ia of ias) client.ia(ia);
});

/** The same on an interface whose link-layer address stays: its DUID is made up at each attachment. */
Given(
  'an anonymous client with a fixed link-layer address on link {linkNumber} that wants {ias}',
  function (link: number, ias: IaName[]) {
    const { linkLayer } = this.addClient(undefined, { link }).identity;
    const client = this.client();
    client.become(anonymousOnFixedLinkLayer(linkLayer, this.random, Date.now()));
    for (const ia of ias) client.ia(ia);
  },
);

/** A new random link-layer address and all that follows from it; nothing of before is used again. */
When('{client} changes identity', function (name: string) {
  this.client(name).become(anonymousIdentity(this.random));
});

/** The last message once more, as a retransmission: same transaction id, newer elapsed time (RFC 8415, section 15). */
When('{client} sends it again', async function (name: string) {
  await this.sendAgain(this.client(name));
});

/** Has done Solicit, Advertise, Request, Reply, and holds what the Reply gave. */
Given('a/another client bound on link {linkNumber} with {ias}', async function (link: number, ias: IaName[]) {
  const client = this.addClient(undefined, { link });
  for (const ia of ias) client.ia(ia);
  await bind(this, client);
});

/** IAs that stand in its next messages beside those it has. */
Given('{client} also wants {ias}', function (name: string, ias: IaName[]) {
  const client = this.client(name);
  for (const ia of ias) client.ia(ia);
});

/** The prefix, or `::/n` for its length alone, stands in the IA while that holds nothing. */
Given('{client} hints at {prefix} for {ia}', function (name: string, { address, length }: Prefix, ia: IaName) {
  this.client(name).ia(ia).hints = [{ address, prefixLength: length, preferred: 0, valid: 0 }];
});

Given(
  '{client} hints at {prefix} with preferred lifetime {lifetime} and valid lifetime {lifetime} for {ia}',
  function (name: string, { address, length }: Prefix, preferred: number, valid: number, ia: IaName) {
    this.client(name).ia(ia).hints = [{ address, prefixLength: length, preferred, valid }];
  },
);

/** Its IA names a prefix that the server never delegated to it. */
Given('{client} claims the prefix {prefix} in {ia}', function (name: string, { address, length }: Prefix, ia: IaName) {
  this.client(name).ia(ia).held = [{ address, prefixLength: length, preferred: 0, valid: 0 }];
});

/** Its IAs name what it had before its last message (a Release), as if it had not given it up. */
Given('{client} claims again what it held', function (name: string) {
  const client = this.client(name);
  for (const ia of client.ias) ia.held = [...this.heldBefore(ia, client)];
});

/** Asks for the address that was declined. */
Given('{client} hints at what was declined for {ia}', function (name: string, ia: IaName) {
  this.client(name).ia(ia).hints = this.declined.map((lease) => ({ ...lease, preferred: 0, valid: 0 }));
});

/** The type of its Client Identifier. */
Given('its DUID is a {duidType}', function (type: DuidType) {
  const client = this.client();
  client.identity = withDuidType(client.identity, type, this.random, Date.now());
});

/** Its messages carry the option where they may (RFC 4704): the client updates nothing itself, S is set. */
Given('{client} tells its name {string} in a Client FQDN', function (name: string, fqdn: string) {
  this.client(name).extraOptions.push(clientFqdn({ flags: 1, name: fqdn }));
});

/** What it lists in its Option Request beside what the protocol demands. */
Given('it asks for the option {option}', function (option: NamedOption) {
  this.client().wantedOptions.push(option.code);
});

/** Its Solicits carry the Rapid Commit option. */
Given('it asks for Rapid Commit', function () {
  this.client().wantsRapidCommit = true;
});

/** One sentence a lie, as docs/dhcp6.md lists them: "IA_NA.IAADDR length +1", "ORO doubled", "message truncated to 12". */
Given('its next message has the lie {lie}', function (lie: string) {
  this.client().bendNext((message) => Object.assign(message, bend(message, lie)));
});

/** Several of them, a row each; they are told one after the other. */
Given(
  'its next message has these lies:',
  function (rows: string[][]) {
    for (const [lie = ''] of rows) this.client().bendNext((message) => Object.assign(message, bend(message, lie)));
  },
  (rows) => {
    for (const [lie = ''] of rows) toLie(lie);
  },
);

/** The next message leaves this option out. */
Given('its next message lacks the option {option}', function (option: NamedOption) {
  this.client().bendNext((message) => {
    message.options = message.options.filter((one) => one.code !== option.code);
  });
});

/** The next message carries this option twice. */
Given('its next message carries the option {option} twice', function (option: NamedOption) {
  this.client().bendNext((message) => {
    message.options = message.options.flatMap((one) =>
      one.code === option.code ? [one, structuredClone(one)] : [one],
    );
  });
});

/** From now on it is on this link. */
When('{client} moves to link {linkNumber}', function (name: string, link: number) {
  this.client(name).link = link;
});

/** Sends the next message of this type; a sentence after it says what must come back. */
When('{client} sends a(n) {clientMessage}', async function (name: string, type: ClientMessageName) {
  await this.send(this.client(name), type);
});

/** Sends the next message of this type about these IAs alone. */
When(
  '{client} sends a(n) {clientMessage} with {ias}',
  async function (name: string, type: ClientMessageName, ias: IaName[]) {
    await this.send(this.client(name), type, ias);
  },
);

import type { IaName } from '../src/client/bindings.js';
import { newRelay, type Relay } from '../src/client/relay.js';
import { Problem } from '../src/config/problem.js';
import { rawOption } from '../src/dhcp6/index.js';
import { fromEither, mirrors, noneFrom } from '../src/run/checks/relay.js';
import { Given, type Scenario, Setup, Then } from '../src/run/define.js';
import type { NamedOption, Prefix } from '../src/run/parameters.js';
import { subnetBehindRelays, subnetByPrefix } from '../src/servers/edit.js';

/** A subnet of no link that the server is on: the /64 around the addresses. */
Setup(
  'the server/it serves behind relay agents the addresses {address} to {address}',
  (model, from: string, to: string) => {
    subnetBehindRelays(model, from).pools.push({ from, to });
  },
);

/** To the clients of one subnet, in place of what all get. */
Setup(
  'the server/it gives in {prefix} the option {option} as {string}',
  (model, subnet: Prefix, { code, name }: NamedOption, value: string) => {
    subnetByPrefix(model, subnet).options.push({ code, name, value });
  },
);

/** The relay agent that was brought in last: the one next to the server. */
function agentOf(scenario: Scenario): Relay {
  const agent = scenario.client().relays.at(-1);
  if (agent === undefined) throw new Problem(scenario.step, 'speaks of a relay agent, but none was brought in.');
  return agent;
}

/** A relay agent between the client and the server; each further one is nearer to the server. */
Given('{client} is behind a relay agent with link-address {address}', function (name: string, linkAddress: string) {
  const client = this.client(name);
  client.relays.push(newRelay(linkAddress, `fe80::${client.relays.length + 1}`));
});

/** The same, with an Interface-Id option of this text. */
Given(
  '{client} is behind a relay agent with link-address {address} and Interface-Id {string}',
  function (name: string, linkAddress: string, id: string) {
    const client = this.client(name);
    const interfaceId = new TextEncoder().encode(id);
    client.relays.push({ ...newRelay(linkAddress, `fe80::${client.relays.length + 1}`), interfaceId });
  },
);

/** Before the Relay Message. */
Given(
  'the relay agent adds the option {option} with the bytes {bytes}',
  function ({ code }: NamedOption, bytes: Uint8Array) {
    agentOf(this).options.push(rawOption(code, bytes));
  },
);

/** After the Relay Message. */
Given(
  'the relay agent adds behind its message the option {option} with the bytes {bytes}',
  function ({ code }: NamedOption, bytes: Uint8Array) {
    const agent = agentOf(this);
    agent.optionsAfter = [...(agent.optionsAfter ?? []), rawOption(code, bytes)];
  },
);

/** Another one than the number of relay agents nearer to the client. */
Given('the relay agent has the hop-count {int}', function (hopCount: number) {
  agentOf(this).hopCount = hopCount;
});

/** The address that its message came from, as the relay agent says. */
Given('the relay agent has the peer-address {address}', function (peerAddress: string) {
  agentOf(this).peerAddress = peerAddress;
});

/** What only servers send. */
Given('the relay agent sends Relay-replies', function () {
  agentOf(this).sendsReplies = true;
});

/** A Relay-forward without Relay Message. */
Given('the relay agent loses the message', function () {
  agentOf(this).losesMessage = true;
});

/** As it should after `loses` or `sends Relay-replies`; what it added stays. */
Given('the relay agent works again', function () {
  const agent = agentOf(this);
  delete agent.losesMessage;
  delete agent.sendsReplies;
});

/** Each further one is nearer to the server and has the link-address ::, as inside a site where only the first knows the client's link. */
Given(
  '{client} is behind {int} relay agents, the first with link-address {address}',
  function (name: string, count: number, linkAddress: string) {
    const { relays } = this.client(name);
    for (let depth = 0; depth < count; depth++) {
      relays.push(newRelay(depth === 0 ? linkAddress : '::', `fe80::${depth + 1}`));
    }
  },
);

/** Hop-count, link-address, peer-address and Interface-Id of each relay agent come back as they were sent. */
Then('the Relay-reply mirrors the relay agent(s)', function () {
  this.judge.report(mirrors(this.received().outer, this.client().relays));
});

/** The link-address of any level may be taken (RFC 8415, section 13.1); the innermost is the usual one. */
Then(
  'in it {ia} holds an address of {address} to {address} \\(of {address} to {address}: a deviation)',
  function (ia: IaName, from: string, to: string, otherFrom: string, otherTo: string) {
    this.judge.report(fromEither(this.received().message, ia, [from, to], [otherFrom, otherTo]));
  },
);

/** The IA may be left out, or say that it got nothing. */
Then('in it {ia} holds no address of {address} to {address}', function (ia: IaName, from: string, to: string) {
  this.judge.report(noneFrom(this.received().message, ia, from, to));
});

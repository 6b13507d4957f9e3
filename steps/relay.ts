import { newRelay } from '../src/client/relay.js';
import { mirrors } from '../src/run/checks/relay.js';
import { Given, Then } from '../src/run/define.js';

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

/** Hop-count, link-address, peer-address and Interface-Id of each relay agent come back as they were sent. */
Then('the Relay-reply mirrors the relay agent(s)', function () {
  this.judge.report(mirrors(this.received().outer, this.client().relays));
});

/** Who a client is (RFC 8415, sections 11 and 12): DUIDs of every kind, two clients under one DUID, the server's own DUID. */

import type { IaName } from '../src/client/bindings.js';
import { duidBytes, withDuid } from '../src/client/identity.js';
import { differsFrom, hardwareTypeAssigned, sizeOfDuid } from '../src/run/checks/identity.js';
import { Given, Then } from '../src/run/define.js';
import { holdings } from '../src/run/others.js';

/** Its Client Identifier, whatever they say. */
Given('its DUID has the bytes {bytes}', function (duid: Uint8Array) {
  const client = this.client();
  client.identity = withDuid(client.identity, duid);
});

/** Type 00 ff, filled up, the client's number last: two clients differ in the last byte only. */
Given('its DUID is {int} byte(s) long', function (length: number) {
  const client = this.client();
  client.identity = withDuid(client.identity, duidBytes(length, client.name.charCodeAt(client.name.length - 1) - 64));
});

/** Two hosts that say that they are one. */
Given('its DUID is that of {client}', function (name: string) {
  const acting = this.client();
  const { duid } = this.client(name).identity;
  this.client(acting.name);
  acting.identity = withDuid(acting.identity, duid);
});

/** 3 to 130 bytes, 18 for a DUID-UUID (RFC 8415, sections 11.1 and 11.5). */
Then("the server's DUID has a legal length", function () {
  this.judge.report(sizeOfDuid(this.received().message));
});

/** Where it is a DUID-LLT or DUID-LL (RFC 8415, sections 11.2 and 11.4); of another type there is nothing to judge. */
Then("the hardware type in the server's DUID is an assigned one", function () {
  this.judge.report(hardwareTypeAssigned(this.received().message));
});

/** Every living lease of the one is another than those of the other. */
Then('{client} holds other leases in {ia} than {client}', function (name: string, ia: IaName, other: string) {
  const theirs = holdings(this, other, ia.kind);
  const client = this.client(name);
  this.judge.report(differsFrom(client.ia(ia).held, theirs, this.received(client).message));
});

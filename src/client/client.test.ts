/** What forge's own client owes: each test names the record of src/requirements/client.yaml that it holds. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  all,
  type ClientServerMessage,
  clientId,
  decode,
  elapsedTime,
  encode,
  first,
  hex,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  message,
  optionRequest,
  parseDuid,
  preference,
  rapidCommit,
  serverId,
  statusCode,
  userClass,
} from '../dhcp6/index.js';
import { Client, type ClientMessageName } from './client.js';
import { anonymousIdentity, anonymousOnFixedLinkLayer, ordinaryIdentity, withDuidType } from './identity.js';
import { Random } from './random.js';

const na = { kind: 'IA_NA', iaid: 1 } as const;
const pd = { kind: 'IA_PD', iaid: 2 } as const;
const server = Uint8Array.from([0, 3, 0, 1, 2, 0, 0, 0, 0, 0xfe]);
const random = (): Random => new Random('seed');

function ordinary(): Client {
  const client = new Client('client A', ordinaryIdentity(1), 1, random());
  client.ia(na);
  client.ia(pd);
  return client;
}

function anonymous(r = random()): Client {
  const client = new Client('client A', anonymousIdentity(r), 1, r);
  client.ia({ kind: 'IA_NA', iaid: 0 });
  return client;
}

const address = (text: string, valid = 400) =>
  iaAddress({ address: text, preferredLifetime: Math.min(300, valid), validLifetime: valid, options: [] });
const prefix = (text: string, valid = 400) =>
  iaPrefix({
    prefix: text,
    prefixLength: 96,
    preferredLifetime: Math.min(300, valid),
    validLifetime: valid,
    options: [],
  });

function answer(type: 'ADVERTISE' | 'REPLY', valid = 400): ClientServerMessage {
  return message(type, {
    transactionId: 1,
    options: [
      serverId({ duid: server }),
      iaNa({ iaid: 1, t1: 100, t2: 200, options: [address('2001:db8:1::100', valid)] }),
      iaPd({ iaid: 2, t1: 100, t2: 200, options: [prefix('3001::', valid)] }),
    ],
  });
}

function bound(): Client {
  const client = ordinary();
  client.absorb(answer('ADVERTISE'), 'SOLICIT');
  client.absorb(answer('REPLY'), 'REQUEST');
  return client;
}

const codes = (composed: ClientServerMessage): number[] => composed.options.map((option) => option.code);
const oro = (composed: ClientServerMessage): number[] => first(composed, optionRequest)?.value?.codes ?? [];
const everyType: ClientMessageName[] = [
  'SOLICIT',
  'REQUEST',
  'CONFIRM',
  'RENEW',
  'REBIND',
  'RELEASE',
  'DECLINE',
  'INFORMATION-REQUEST',
];

describe('an ordinary client', () => {
  it('keeps its IAIDs throughout, and an IA_NA and an IA_PD may share one (R8415-12-71)', () => {
    const client = ordinary();
    client.ia({ kind: 'IA_PD', iaid: 1 });
    const before = codes(client.compose('SOLICIT')).filter((code) => code === 3 || code === 25);
    client.absorb(answer('ADVERTISE'), 'SOLICIT');
    const request = client.compose('REQUEST');
    assert.deepEqual(
      before,
      codes(request).filter((code) => code === 3 || code === 25),
    );
    assert.deepEqual(
      all(request, iaPd).map((option) => option.value?.iaid),
      [2, 1],
    );
  });

  it('draws a new transaction id for each message, the same ones from the same seed (R8415-16.1-71)', () => {
    const draw = (client: Client): number[] =>
      Array.from({ length: 10 }, () => client.compose('SOLICIT').transactionId);
    const ids = draw(ordinary());
    assert.equal(new Set(ids).size, 10);
    assert.ok(ids.every((id) => id >= 0 && id <= 0xffffff));
    assert.deepEqual(ids, draw(ordinary()));
    const steps = ids.slice(1).map((id, i) => id - (ids[i] as number));
    assert.ok(new Set(steps).size > 5, 'a counter would have equal steps');
  });

  it('carries Client Identifier, Elapsed Time, an Option Request with 82, and the Server Identifier where it is due (R8415-18.2.1-71)', () => {
    for (const type of everyType) {
      const composed = bound().compose(type);
      assert.equal(hex(first(composed, clientId)?.value?.duid ?? new Uint8Array()), '00030001020000000001', type);
      assert.equal(first(composed, elapsedTime)?.value?.value, 0, type);
      const names = ['REQUEST', 'RENEW', 'RELEASE', 'DECLINE'].includes(type);
      assert.equal(first(composed, serverId) !== undefined, names, `${type}: Server Identifier`);
      const asks = !['CONFIRM', 'RELEASE', 'DECLINE'].includes(type);
      assert.equal(first(composed, optionRequest) !== undefined, asks, `${type}: Option Request`);
      if (asks && type !== 'INFORMATION-REQUEST') assert.ok(oro(composed).includes(82), type);
    }
  });

  it('requests what was advertised, with lifetimes, T1 and T2 zero (R8415-18.2.2-71)', () => {
    const client = ordinary();
    client.absorb(answer('ADVERTISE'), 'SOLICIT');
    const request = client.compose('REQUEST');
    const ia = first(request, iaNa);
    assert.deepEqual({ ...ia?.value, options: undefined }, { iaid: 1, t1: 0, t2: 0, options: undefined });
    const lease = ia === undefined ? undefined : first(ia, iaAddress)?.value;
    assert.deepEqual([lease?.address, lease?.preferredLifetime, lease?.validLifetime], ['2001:db8:1::100', 0, 0]);
  });

  it('renews and rebinds only living leases; what it wishes for stands empty (R8415-18.2.4-71)', () => {
    const client = bound();
    client.ia({ kind: 'IA_NA', iaid: 7 });
    client.absorb(answer('REPLY', 0), 'RENEW');
    for (const type of ['RENEW', 'REBIND'] as const) {
      const composed = client.compose(type);
      assert.deepEqual(
        all(composed, iaNa).map((option) => [option.value?.iaid, option.options.length]),
        [
          [1, 0],
          [7, 0],
        ],
      );
    }
  });

  it('asks for 32 and 83 in an Information-request, without IA and Server Identifier (R8415-18.2.6-71)', () => {
    const composed = bound().compose('INFORMATION-REQUEST');
    assert.ok(oro(composed).includes(32) && oro(composed).includes(83));
    assert.ok(!codes(composed).includes(3) && !codes(composed).includes(25) && !codes(composed).includes(2));
  });

  it('releases only the leases that it gives up, and has them no longer (R8415-18.2.7-71)', () => {
    const client = bound();
    const release = client.compose('RELEASE', [na]);
    assert.equal(all(release, iaNa).length, 1);
    assert.equal(all(release, iaPd).length, 0);
    client.drop([na]);
    assert.deepEqual(client.ia(na).held, []);
    assert.equal(client.ia(pd).held.length, 1);
  });

  it('declines and confirms no prefix (R8415-18.2.8-71)', () => {
    for (const type of ['DECLINE', 'CONFIRM'] as const) {
      const composed = bound().compose(type);
      assert.equal(all(composed, iaNa).length, 1, type);
      assert.equal(all(composed, iaPd).length, 0, type);
    }
  });

  it('keeps a lease that a Reply does not mention, and follows the server that assigned it', () => {
    const client = bound();
    client.absorb(
      message('REPLY', {
        transactionId: 1,
        options: [serverId({ duid: server }), statusCode({ code: 0, message: '' })],
      }),
      'RENEW',
    );
    assert.equal(client.ia(na).held[0]?.address, '2001:db8:1::100');
    assert.deepEqual(client.server, server);
  });

  it('asks for Rapid Commit in a Solicit only', () => {
    const client = bound();
    client.wantsRapidCommit = true;
    assert.ok(first(client.compose('SOLICIT'), rapidCommit));
    assert.ok(!first(client.compose('REQUEST'), rapidCommit));
  });

  it('bends the next message and no other', () => {
    const client = ordinary();
    client.bendNext((composed) => {
      composed.options = composed.options.filter((option) => option.code !== 1);
    });
    assert.ok(!first(client.compose('SOLICIT'), clientId));
    assert.ok(first(client.compose('SOLICIT'), clientId));
  });

  it('can have each type of DUID', () => {
    const identity = ordinaryIdentity(1);
    const now = Date.UTC(2026, 0, 1);
    const start = (type: Parameters<typeof withDuidType>[1]): string =>
      hex(withDuidType(identity, type, random(), now).duid);
    assert.match(start('DUID-LLT'), /^00010001[0-9a-f]{8}020000000001$/);
    assert.match(start('DUID-EN'), /^000200007ed9[0-9a-f]{16}$/);
    assert.equal(start('DUID-LL'), '00030001020000000001');
    assert.match(start('DUID-UUID'), /^0004[0-9a-f]{32}$/);
    // 2026-01-01 is 820540800 seconds after 2000-01-01.
    assert.equal(start('DUID-LLT').slice(8, 16), (820_540_800).toString(16));
  });

  it('sends what it decodes to: the composed message survives the wire', () => {
    const composed = bound().compose('RENEW');
    const back = decode(encode(composed));
    assert.equal(back.kind, 'client-server');
    assert.deepEqual(
      back.options.map((option) => option.code),
      codes(composed),
    );
  });
});

describe('an anonymous client', () => {
  const composed = (type: ClientMessageName = 'SOLICIT', count = 10): ClientServerMessage[] => {
    const client = anonymous();
    return Array.from({ length: count }, () => client.compose(type));
  };

  it('sends only the options that the profile allows (R7844-4.1-51, R7844-4.5.1-51, R7844-4.7-51, R7844-4.8-51, R7844-4.9-51)', () => {
    const client = anonymous();
    client.extraOptions = [userClass({ data: [Uint8Array.of(1)] }), preference({ value: 1 })];
    for (const one of [client.compose('SOLICIT'), client.compose('INFORMATION-REQUEST')]) {
      assert.ok(
        codes(one).every((code) => [1, 2, 3, 6, 8, 25].includes(code)),
        codes(one).join(),
      );
    }
  });

  it('shuffles the options and its Option Request (R7844-4.1-52, R7844-4.6-51)', () => {
    assert.ok(new Set(composed().map((one) => codes(one).join())).size > 1);
    assert.ok(new Set(composed('INFORMATION-REQUEST').map((one) => oro(one).join())).size > 1);
    assert.deepEqual(oro(composed()[0] as ClientServerMessage), [82]);
  });

  it('has a DUID-LL of a random, locally administered address (R7844-4.3-51)', () => {
    const identity = anonymousIdentity(random());
    assert.equal(hex(identity.duid), `00030001${identity.linkLayer.replaceAll(':', '')}`);
    const octet = Number.parseInt(identity.linkLayer.slice(0, 2), 16);
    assert.equal(octet & 3, 2);
  });

  it('sends no Client Identifier in an Information-request (R7844-4.3.1-51)', () => {
    assert.ok(!codes(composed('INFORMATION-REQUEST')[0] as ClientServerMessage).includes(1));
  });

  it('asks for addresses with one IA_NA whose IAID does not tell who it is, and without hints (R7844-4.5-51, -52, -54)', () => {
    const client = anonymous();
    client.ia({ kind: 'IA_NA', iaid: 0 }).hints = [
      { address: '2001:db8::1', prefixLength: 128, preferred: 0, valid: 0 },
    ];
    const ias = all(client.compose('SOLICIT'), iaNa);
    assert.equal(ias.length, 1);
    assert.equal(ias[0]?.value?.iaid, 0);
    assert.equal(ias[0]?.options.length, 0);
  });

  it('begins anew when it changes identity: no server, no lease of before, another DUID (R7844-4.4-52, R7844-4.5-53)', () => {
    const r = random();
    const client = anonymous(r);
    client.absorb(answer('ADVERTISE'), 'SOLICIT');
    client.absorb(answer('REPLY'), 'REQUEST');
    const before = hex(client.identity.duid);
    const iaids = client.ias.map((ia) => ia.iaid);
    client.become(anonymousIdentity(r));
    const solicit = client.compose('SOLICIT');
    assert.notEqual(hex(first(solicit, clientId)?.value?.duid ?? new Uint8Array()), before);
    assert.ok(!first(client.compose('REQUEST'), serverId));
    assert.ok(all(solicit, iaNa).every((ia) => ia.options.length === 0));
    assert.deepEqual(
      client.ias.map((ia) => ia.iaid),
      iaids,
    );
  });

  it('on a fixed link-layer address makes up a DUID-LLT of the past year at each attachment (R7844-4.3-52, R7844-4.3-53)', () => {
    const r = random();
    const now = Date.UTC(2026, 5, 1);
    const [one, two] = [1, 2].map(() => parseDuid(anonymousOnFixedLinkLayer('02:00:00:00:00:01', r, now).duid));
    assert.ok(one?.type === 'llt' && two?.type === 'llt');
    assert.notDeepEqual(one.linkLayerAddress, two.linkLayerAddress);
    assert.notEqual(hex(one.linkLayerAddress), '020000000001');
    const age = Math.floor(now / 1000) - 946_684_800 - one.time;
    assert.ok(age >= 0 && age <= 366 * 86_400, `made up ${age} seconds ago`);
  });
});

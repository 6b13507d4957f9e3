import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  all,
  clientFqdn,
  dnsServers,
  elapsedTime,
  first,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  optionRequest,
  pdExclude,
  preference,
  rapidCommit,
  relayPort,
  serverId,
  statusCode,
  value,
} from '../../src/dhcp6/index.js';
import { address, bound, Client, pools, prefix, status, type Tried, tried } from './try.js';

const firstLink = pools(1);

describe('Solicit', () => {
  it('is answered by an Advertise with what would be assigned, and nothing is recorded', () => {
    const { client, records } = tried(firstLink);
    const advertise = client.asks('SOLICIT', { ias: ['IA_NA 1', 'IA_PD 2'] });
    assert.equal(advertise?.name, 'ADVERTISE');
    assert.match(address(advertise, 1), /^2001:db8:1::1/);
    assert.match(prefix(advertise, 2), /^3001:.*\/96$/);
    assert.deepEqual(records(), []);
  });

  it('offers what the Request after it gets', () => {
    const { client } = tried(firstLink);
    const offered = address(client.asks('SOLICIT', { ias: ['IA_NA 1'] }), 1);
    assert.equal(address(client.asks('REQUEST', { ias: ['IA_NA 1'] }), 1), offered);
  });

  it('is answered by a Reply where it and the server have Rapid Commit, else by an Advertise', () => {
    const wish = { ias: ['IA_NA 1'], options: [rapidCommit()] } as const;
    assert.equal(tried(firstLink).client.asks('SOLICIT', wish)?.name, 'ADVERTISE');
    const { client, records } = tried({ ...firstLink, rapidCommit: true });
    assert.equal(client.asks('SOLICIT', { ias: ['IA_NA 1'] })?.name, 'ADVERTISE');
    const reply = client.asks('SOLICIT', wish);
    assert.equal(reply?.name, 'REPLY');
    assert.equal(all(reply as NonNullable<typeof reply>, rapidCommit).length, 1);
    assert.equal(records().length, 1);
  });

  it('says what cannot be given IA by IA, and gives the rest', () => {
    const { client } = tried({ ...firstLink, subnets: firstLink.subnets.map((one) => ({ ...one, prefixPools: [] })) });
    const advertise = client.asks('SOLICIT', { ias: ['IA_NA 1', 'IA_PD 2'] });
    assert.match(address(advertise, 1), /^2001/);
    assert.equal(status(advertise, 'IA_PD 2'), 6);
    assert.equal(status(advertise), undefined);
  });

  it('has the preference that is configured', () => {
    const advertise = tried({ ...firstLink, preference: 200 }).client.asks('SOLICIT', { ias: ['IA_NA 1'] });
    assert.equal(value(advertise as NonNullable<typeof advertise>, preference)?.value, 200);
  });

  it('is discarded without Client Identifier, with a Server Identifier, and where it was sent by unicast', () => {
    const { client } = tried(firstLink);
    assert.equal(client.asks('SOLICIT', { without: [1] }), undefined);
    assert.equal(client.asks('SOLICIT', { options: [serverId({ duid: client.server })] }), undefined);
    assert.equal(client.asks('SOLICIT', { unicast: true }), undefined);
  });
});

describe('Request', () => {
  it('is recorded before the Reply leaves, under client, IAID and kind', () => {
    const { client, records } = tried(firstLink);
    const reply = client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] });
    const [na, pd] = records();
    assert.deepEqual([na?.kind, na?.iaid, na?.duid, na?.address], ['IA_NA', 1, client.duidText, address(reply, 1)]);
    assert.deepEqual([pd?.kind, pd?.iaid, pd?.prefixLength], ['IA_PD', 2, 96]);
    assert.equal(na?.expires, 1000 + 400);
  });

  it('gets the same lease again, in the same IA alone', () => {
    const { client, records } = tried(firstLink);
    const first = address(client.asks('REQUEST', { ias: ['IA_NA 1'] }), 1);
    assert.equal(address(client.asks('REQUEST', { ias: ['IA_NA 1'] }), 1), first);
    assert.notEqual(address(client.asks('REQUEST', { ias: ['IA_NA 3'] }), 3), first);
    assert.equal(records().length, 2);
  });

  it('gets the address that it names if that is free, and NotOnLink for one of another link', () => {
    const { client } = tried(firstLink);
    assert.equal(address(client.asks('REQUEST', { leases: { 'IA_NA 1': '2001:db8:1::1aa' } }), 1), '2001:db8:1::1aa');
    const reply = client.asks('REQUEST', { leases: { 'IA_NA 3': '2001:db8:9::1' } });
    assert.equal(status(reply, 'IA_NA 3'), 4);
    assert.equal(address(reply, 3), '');
  });

  it('shares one T1 and one T2 over all IAs, those of the shortest lease', () => {
    const [one] = firstLink.subnets;
    assert.ok(one !== undefined);
    const prefixes = { ...one, id: 2, pools: [], lifetimes: { t1: 50, t2: 80 } };
    const { client } = tried({ ...firstLink, subnets: [{ ...one, prefixPools: [] }, prefixes] });
    const reply = client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] });
    assert.deepEqual([value(reply as Tried, iaNa)?.t1, value(reply as Tried, iaPd)?.t1], [50, 50]);
    assert.deepEqual([value(reply as Tried, iaNa)?.t2, value(reply as Tried, iaPd)?.t2], [80, 80]);
  });

  it('of the last client finds the pool empty', () => {
    const { client, another } = tried(pools(1, { from: '2001:db8:1::7', to: '2001:db8:1::7' }));
    assert.equal(address(client.asks('REQUEST', { ias: ['IA_NA 1'] }), 1), '2001:db8:1::7');
    assert.equal(status(another().asks('REQUEST', { ias: ['IA_NA 1'] }), 'IA_NA 1'), 2);
  });

  it('never gets an address that is reserved for routers or for another client', () => {
    const { client } = tried(pools(1, { from: '2001:db8:1::', to: '2001:db8:1::1' }));
    assert.equal(address(client.asks('REQUEST', { ias: ['IA_NA 1'] }), 1), '2001:db8:1::1');
    const reservation = { duid: '000300010200000000ff', addresses: ['2001:db8:1::7'], prefixes: [], options: [] };
    const small = pools(1, { from: '2001:db8:1::7', to: '2001:db8:1::7' });
    const kept = { ...small, subnets: small.subnets.map((one) => ({ ...one, reservations: [reservation] })) };
    assert.equal(status(tried(kept).client.asks('REQUEST', { ias: ['IA_NA 1'] }), 'IA_NA 1'), 2);
    const owner = new Client(tried(kept).server, 0xff);
    assert.equal(address(owner.asks('REQUEST', { ias: ['IA_NA 1'] }), 1), '2001:db8:1::7');
  });

  it('is discarded for another server; sent by unicast it gets UseMulticast and nothing else', () => {
    const { client, records } = tried(firstLink);
    assert.equal(client.asks('REQUEST', { server: Uint8Array.of(0, 3, 0, 1, 9) }), undefined);
    const reply = client.asks('REQUEST', { ias: ['IA_NA 1'], unicast: true });
    assert.equal(status(reply), 5);
    assert.deepEqual(reply?.options.map((one) => one.code).sort(), [1, 13, 2]);
    assert.deepEqual(records(), []);
  });
});

describe('Confirm', () => {
  const confirm = (lease: string, link = 1) =>
    tried({ ...firstLink, subnets: [...firstLink.subnets, ...pools(2).subnets] }).client.asks('CONFIRM', {
      leases: { 'IA_NA 1': lease },
      link,
    });
  it('is judged by the link, not by the binding', () => {
    assert.equal(status(confirm('2001:db8:1::123')), 0);
    assert.equal(status(confirm('2001:db8:1::123', 2)), 4);
  });
  it('stays without answer where there is no address, or nothing is known of the link', () => {
    assert.equal(tried(firstLink).client.asks('CONFIRM', { ias: ['IA_NA 1'] }), undefined);
    assert.equal(confirm('2001:db8:1::123', 3), undefined);
  });
});

describe('Renew and Rebind', () => {
  for (const type of ['RENEW', 'REBIND'] as const) {
    it(`${type} extends what is bound and writes the new end`, () => {
      const { client, records, clock } = bound(firstLink);
      clock.seconds += 60;
      const reply = client.asks(type, { leases: client.held });
      assert.equal(address(reply, 1), client.held['IA_NA 1']);
      assert.deepEqual(
        records().map(({ expires }) => expires),
        [1460, 1460],
      );
    });

    it(`${type} gives an added IA a lease or NoBinding, as the switch says`, () => {
      const key = type === 'RENEW' ? 'newLeasesOnRenew' : 'newLeasesOnRebind';
      const on = bound({ ...firstLink, rapidCommit: true, [key]: true }).client;
      assert.match(address(on.asks(type, { leases: on.held, ias: ['IA_NA 3'] }), 3), /^2001/);
      const off = bound({ ...firstLink, rapidCommit: true, [key]: false }).client;
      const reply = off.asks(type, { leases: off.held, ias: ['IA_NA 3'] });
      assert.equal(status(reply, 'IA_NA 3'), 3);
      assert.equal(address(reply, 1), off.held['IA_NA 1']);
    });

    it(`${type} on another link gets its leases back with lifetimes 0`, () => {
      const both = { ...firstLink, subnets: [...firstLink.subnets, ...pools(2).subnets] };
      const { client } = bound(both);
      const reply = client.asks(type, { leases: client.held, link: 2 });
      const lease = first(first(reply as Tried, iaNa) as NonNullable<ReturnType<typeof first>>, iaAddress)?.value;
      assert.deepEqual([lease?.address, lease?.validLifetime], [client.held['IA_NA 1'], 0]);
    });
  }

  it('an added IA makes no binding on Rebind where Rapid Commit is off', () => {
    const { client } = bound({ ...firstLink, newLeasesOnRebind: true });
    assert.equal(status(client.asks('REBIND', { leases: client.held, ias: ['IA_NA 3'] }), 'IA_NA 3'), 3);
  });

  it('an address that the client does not have comes back with lifetimes 0', () => {
    const { client } = bound(firstLink);
    const reply = client.asks('RENEW', { leases: { 'IA_NA 1': '2001:db8:1::1ff' } });
    const leases = all(first(reply as Tried, iaNa) as NonNullable<ReturnType<typeof first>>, iaAddress);
    const lifetimes = Object.fromEntries(leases.map((one) => [one.value?.address, one.value?.validLifetime]));
    assert.deepEqual(lifetimes, { [client.held['IA_NA 1'] as string]: 400, '2001:db8:1::1ff': 0 });
  });

  it('lifetimes that the client would like are ignored', () => {
    const { client } = bound({ ...firstLink, newLeasesOnRenew: true });
    const hint = iaPrefix({ prefix: '::', prefixLength: 96, preferredLifetime: 50, validLifetime: 60 });
    const reply = client.asks('RENEW', { options: [iaPd({ iaid: 7, options: [hint] })] });
    assert.equal(
      value(first(reply as Tried, iaPd) as NonNullable<ReturnType<typeof first>>, iaPrefix)?.validLifetime,
      400,
    );
  });
});

describe('Release and Decline', () => {
  it('a Release ends what it names and no more; an unknown IA gets NoBinding, the message Success', () => {
    const { client, records } = bound(firstLink);
    const reply = client.asks('RELEASE', {
      leases: { 'IA_NA 1': client.held['IA_NA 1'] as string, 'IA_PD 9': '3001:9::/96' },
    });
    assert.equal(status(reply), 0);
    assert.equal(status(reply, 'IA_PD 9'), 3);
    assert.deepEqual(
      records().map(({ kind }) => kind),
      ['IA_PD'],
    );
  });

  it("a Release of somebody else's address changes nothing", () => {
    const { client, records, another } = bound(firstLink);
    another().asks('RELEASE', { leases: client.held });
    assert.equal(records().length, 2);
  });

  it('a declined address has no owner any more, and nobody gets it until its probation is over', () => {
    const one = pools(1, { from: '2001:db8:1::7', to: '2001:db8:1::7' });
    const { client, records, another, clock } = bound({ ...one, declineProbation: 30 });
    const reply = client.asks('DECLINE', { leases: { 'IA_NA 1': '2001:db8:1::7' } });
    assert.equal(status(reply), 0);
    assert.deepEqual(records().map(({ state, duid }) => [state, duid])[0], ['declined', '']);
    assert.equal(status(another().asks('REQUEST', { ias: ['IA_NA 1'] }), 'IA_NA 1'), 2);
    clock.seconds += 31;
    assert.equal(address(another().asks('REQUEST', { ias: ['IA_NA 1'] }), 1), '2001:db8:1::7');
  });
});

describe('options', () => {
  const withDns = { ...firstLink, options: [{ code: 23, name: 'DNS_SERVERS', value: '2001:db8::53, 2001:db8::54' }] };
  const asking = { options: [optionRequest({ codes: [23, 39, 67] })] };

  it('come where they are asked for, also without Client Identifier', () => {
    const { client } = tried(withDns);
    assert.equal(first(client.asks('INFORMATION-REQUEST') as Tried, dnsServers), undefined);
    const reply = client.asks('INFORMATION-REQUEST', { ...asking, without: [1] });
    assert.deepEqual(value(reply as Tried, dnsServers)?.addresses, ['2001:db8::53', '2001:db8::54']);
    assert.deepEqual(
      reply?.options.map(({ code }) => code),
      [2, 23],
    );
  });

  it('an Information-request with an IA is discarded', () => {
    assert.equal(tried(withDns).client.asks('INFORMATION-REQUEST', { ias: ['IA_NA 1'] }), undefined);
  });

  it('an excluded prefix comes with the prefix that it lies in', () => {
    const pool = {
      prefix: '3001::',
      length: 48,
      delegatedLength: 48,
      excluded: { prefix: '3001:0:0:10::', length: 64 },
    };
    const subnets = firstLink.subnets.map((one) => ({ ...one, prefixPools: [pool] }));
    const reply = tried({ ...firstLink, subnets }).client.asks('REQUEST', { ias: ['IA_PD 2'], ...asking });
    const lease = first(first(reply as Tried, iaPd) as NonNullable<ReturnType<typeof first>>, iaPrefix);
    assert.deepEqual(value(lease as NonNullable<typeof lease>, pdExclude), {
      prefixLength: 64,
      subnetId: Uint8Array.of(0, 0x10),
    });
  });

  it('a client that tells its name is told that the DNS is left alone', () => {
    const name = clientFqdn({ flags: 1, name: 'client.example.' });
    const reply = tried(firstLink).client.asks('REQUEST', { ias: ['IA_NA 1'], options: [...asking.options, name] });
    assert.equal(value(reply as Tried, clientFqdn)?.flags, 6);
  });

  it('unknown options in a message do not matter', () => {
    const odd = [elapsedTime({ value: 0 }), { ...elapsedTime({ value: 1 }), code: 65_000 }];
    assert.equal(tried(firstLink).client.asks('REQUEST', { ias: ['IA_NA 1'], options: odd })?.name, 'REPLY');
  });
});

describe('relay agents', () => {
  const twoLinks = { ...firstLink, subnets: [...firstLink.subnets, ...pools(2).subnets] };

  it('the link is that of the innermost link-address that tells one', () => {
    const { client } = tried(twoLinks);
    const reply = client.asks('REQUEST', { ias: ['IA_NA 1'], relays: ['2001:db8:2::ffff', '::'] });
    assert.match(address(reply, 1), /^2001:db8:2:/);
    assert.equal(client.layers.length, 2);
    assert.deepEqual(
      client.layers.map(({ name, hopCount, linkAddress }) => [name, hopCount, linkAddress]),
      [
        ['RELAY-REPL', 1, '::'],
        ['RELAY-REPL', 0, '2001:db8:2::ffff'],
      ],
    );
    assert.equal(client.port, 547);
  });

  it('of two that tell a link, that next to the client decides', () => {
    const relays = ['2001:db8:2::ffff', '2001:db8:1::ffff'];
    const reply = tried(twoLinks).client.asks('REQUEST', { ias: ['IA_NA 1'], relays });
    assert.match(address(reply, 1), /^2001:db8:2:/);
  });

  it('nothing is known of a link that no relay agent tells', () => {
    const reply = tried(twoLinks).client.asks('REQUEST', { ias: ['IA_NA 1'], relays: ['::'] });
    assert.equal(status(reply, 'IA_NA 1'), 2);
  });

  it('gets its Interface-Id and its port back, and the answer at that port', () => {
    const { client } = tried(twoLinks);
    client.asks('REQUEST', { relays: ['2001:db8:2::ffff'], relayOptions: [relayPort({ port: 0 })], sourcePort: 9547 });
    assert.deepEqual(
      client.layers[0]?.options.map(({ code }) => code),
      [135, 9],
    );
    assert.equal(client.port, 9547);
  });
});

it('a message that no client sends is discarded', () => {
  const { client } = tried(firstLink);
  for (const type of ['ADVERTISE', 'REPLY', 'RECONFIGURE'] as const) assert.equal(client.asks(type), undefined);
});

it('leases are there again after a restart', () => {
  const { client, restarted, leaseFile } = bound(firstLink);
  assert.equal((JSON.parse(readFileSync(leaseFile, 'utf8')) as unknown[]).length, 2);
  const reply = new Client(restarted(), 1).asks('RENEW', { leases: client.held });
  assert.equal(address(reply, 1), client.held['IA_NA 1']);
});

it('a status says why in words too', () => {
  const { client } = bound({ ...firstLink, newLeasesOnRenew: false });
  const reply = client.asks('RENEW', { ias: ['IA_NA 3'] });
  const said = value(all(reply as Tried, iaNa).at(-1) as NonNullable<ReturnType<typeof first>>, statusCode);
  assert.notEqual(said?.message, '');
});

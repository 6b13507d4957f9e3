import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseLeases } from './leases.js';

/** As written by 2.2.0, and from 2.6 on. */
const header =
  'address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source';
const newer = `${header},pool_id`;
const duid = '00:03:00:01:02:00:00:00:00:65';

test('an address and a prefix', () => {
  const csv = `${header}
2001:db8:1::101,${duid},400,1795443915,1,300,0,1,128,0,0,,02:00:00:00:00:65,0,,1,2
3001::1:0:0,${duid},400,1795443919,1,300,2,7,96,0,0,,02:00:00:00:00:65,0,,1,2
`;
  assert.deepEqual(parseLeases(csv), [
    {
      kind: 'IA_NA',
      address: '2001:db8:1::101',
      prefixLength: 128,
      duid: '00030001020000000065',
      iaid: 1,
      preferredLifetime: 300,
      validLifetime: 400,
      expires: 1795443915,
      state: 'assigned',
    },
    {
      kind: 'IA_PD',
      address: '3001::1:0:0',
      prefixLength: 96,
      duid: '00030001020000000065',
      iaid: 7,
      preferredLifetime: 300,
      validLifetime: 400,
      expires: 1795443919,
      state: 'assigned',
    },
  ]);
});

test('the last line of a lease is the truth', () => {
  const line = (expire: number) => `2001:db8:1::101,${duid},400,${expire},1,300,0,1,128,0,0,,,0,,1,2`;
  const leases = parseLeases([header, line(1), line(3), ''].join('\n'));
  assert.deepEqual(
    leases.map((one) => one.expires),
    [3],
  );
});

test('released and wiped leases are over, in every version', () => {
  const before = `2001:db8:1::101,${duid},400,9,1,300,0,1,128,0,0,,,0,,1,2`;
  const released = `2001:db8:1::101,${duid},0,9,1,0,0,1,128,0,0,,,0,,1,2`;
  assert.deepEqual(parseLeases(`${header}\n${before}\n${released}\n`), []);
  assert.deepEqual(parseLeases(`${newer}\n${before},0\n2001:db8:1::101,${duid},0,9,1,0,0,1,128,0,0,,,3,,1,2,0\n`), []);
});

test('declined leases have no owner, expired ones keep theirs', () => {
  const csv = `${newer}
2001:db8:1::11b,00,86400,1795529921,1,0,0,1,128,0,0,,,1,,,,
2001:db8:1::11c,00:00:00,86400,1795530140,1,0,0,1,128,0,0,,,1,,,,0
2001:db8:1::11d,${duid},2,1795444325,1,1,0,1,128,0,0,,,2,,1,2,0
`;
  assert.deepEqual(
    parseLeases(csv).map(({ state, duid: owner }) => [state, owner]),
    [
      ['declined', ''],
      ['declined', ''],
      ['expired', '00030001020000000065'],
    ],
  );
});

test('infinity, escaped commas, columns in another order', () => {
  const csv = `duid,address,hostname,valid_lifetime,pref_lifetime,lease_type,iaid,prefix_len,state,expire
${duid},2001:DB8:1:0::100,a&#x2cb,4294967295,4294967295,0,4294967295,128,0,6090411235
`;
  const [lease] = parseLeases(csv);
  assert.equal(lease?.expires, Number.POSITIVE_INFINITY);
  assert.equal(lease?.iaid, 4294967295);
  assert.equal(lease?.address, '2001:db8:1::100');
});

test('a line that is still being written does not count', () => {
  const whole = `2001:db8:1::101,${duid},400,9,1,300,0,1,128,0,0,,,0,,1,2`;
  assert.equal(parseLeases(`${header}\n${whole}\n${whole.slice(0, 30)}`).length, 1);
  assert.deepEqual(parseLeases(''), []);
  assert.deepEqual(parseLeases(`${header}\n`), []);
});

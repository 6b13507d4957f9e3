import assert from 'node:assert/strict';
import { test } from 'node:test';
import { profileOf, refusedBy } from './apparmor.js';

const program = '/usr/sbin/kea-dhcp6';

/** As Debian's package brings it, but for what no test looks at. */
const debian = `
abi <abi/3.0>,
profile kea-dhcp6 /usr/sbin/kea-dhcp6 {
  capability net_bind_service,
  network inet6 dgram,
  /etc/kea/ r,
  /etc/kea/** r,
  /usr/sbin/kea-lfc Px,
  owner @{run}/kea/kea-dhcp6.kea-dhcp6.pid rw,
  owner @{run}/lock/kea/logger_lockfile rwk,
  owner /var/lib/kea/kea-leases6.csv* rw,
  audit owner "/var/lib/kea/with space" rw,
  owner /var/log/kea/kea-dhcp6{,-ddns}.log* rw,
  deny /etc/kea/secret r,
}
`;
const profile = profileOf(program, `${program}-other (enforce)\nkea-dhcp6 (enforce)\n`, debian);

test('paths are allowed as the kernel would', () => {
  assert.ok(profile?.complete);
  assert.deepEqual(refusedBy(profile, ['/etc/kea/kea-dhcp6.conf', '/etc/kea/a/b'], 'r'), []);
  assert.deepEqual(refusedBy(profile, ['/var/lib/kea/kea-leases6.csv.2', '/var/lib/kea/with space'], 'w'), []);
  assert.deepEqual(
    refusedBy(profile, ['/run/kea/kea-dhcp6.kea-dhcp6.pid', '/var/run/lock/kea/logger_lockfile'], 'w'),
    [],
  );
  assert.deepEqual(
    refusedBy(profile, ['/var/log/kea/kea-dhcp6.log.forge', '/var/log/kea/kea-dhcp6-ddns.log'], 'w'),
    [],
  );
});

test('paths that no rule names, of another right, or denied, are refused', () => {
  assert.ok(profile !== undefined);
  const refused = [
    '/etc/kea/kea-dhcp6.conf',
    '/srv/leases.csv',
    '/var/log/kea/other.log',
    '/var/log/kea/kea-dhcp6.log/x',
  ];
  assert.deepEqual(refusedBy(profile, refused, 'w'), refused);
  assert.deepEqual(refusedBy(profile, ['/etc/kea/secret'], 'r'), ['/etc/kea/secret']);
});

test('only an enforced profile confines', () => {
  assert.equal(profileOf(program, 'kea-dhcp6 (complain)\n', debian), undefined);
  assert.equal(profileOf(program, '', debian), undefined);
  const unnamed = debian.replace('profile kea-dhcp6 ', '');
  assert.equal(profileOf(program, `${program} (enforce)\n`, unnamed)?.name, program);
});

test('a profile whose text is not there, or not whole, says nothing for certain', () => {
  assert.equal(profileOf(program, `${program} (enforce)\n`, '')?.complete, false);
  assert.equal(profileOf(program, 'kea-dhcp6 (enforce)\n', `${debian}== missing local/x\n`)?.complete, false);
});

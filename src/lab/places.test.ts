import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheFolder, invoker, osRelease } from './places.js';

const nobody = { home: '/home/ann', owner: undefined };

test('the cache is where the user wants caches', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/var/cache/ann' }, nobody), '/var/cache/ann/dhcpv6-forge');
  assert.equal(cacheFolder({}, nobody), '/home/ann/.cache/dhcpv6-forge');
  assert.equal(cacheFolder({ XDG_CACHE_HOME: '/x', FORGE_CACHE: '/var/forge' }, nobody), '/var/forge');
});

test('a relative XDG_CACHE_HOME is ignored, as its specification says', () => {
  assert.equal(cacheFolder({ XDG_CACHE_HOME: 'cache' }, nobody), '/home/ann/.cache/dhcpv6-forge');
});

test('under sudo files belong to the user who called it', (t) => {
  t.mock.method(process as { getuid: () => number }, 'getuid', () => 0);
  // Every Debian machine has this user.
  const found = invoker({ SUDO_UID: '1', SUDO_GID: '1' });
  assert.deepEqual(found, { home: '/usr/sbin', owner: { uid: 1, gid: 1 } });
});

test('a root that nobody became by sudo is its own user', (t) => {
  t.mock.method(process as { getuid: () => number }, 'getuid', () => 0);
  assert.equal(invoker({}).owner, undefined);
  assert.equal(invoker({ SUDO_UID: '0' }).owner, undefined);
});

test('a SUDO_UID that lingers in an ordinary user’s environment means nothing', (t) => {
  t.mock.method(process as { getuid: () => number }, 'getuid', () => 1000);
  assert.equal(invoker({ SUDO_UID: '1' }).owner, undefined);
});

test('a release is named by its id and version, as far as it has them', () => {
  const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
  assert.deepEqual(osRelease(debian), { name: 'debian-12', codename: 'bookworm' });
  assert.deepEqual(osRelease('ID=debian\n'), { name: 'debian', codename: '' });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accounts } from './accounts.js';

const passwd =
  'root:x:0:0:Boss:/root:/usr/bin/fish\nsshd:x:105:65534::/run/sshd:/usr/sbin/nologin\nann:x:1000:1000::/home/ann:/bin/sh\n';
const group = 'root:x:0:\nnogroup:x:65534:\nusers:x:100:\nann:x:1000:\n';
const read = (name: 'passwd' | 'group') => (name === 'passwd' ? passwd : group);

test('a system user that the machine has keeps its numbers', () => {
  assert.deepEqual(accounts(read, ['sshd']).ids.get('sshd'), { uid: 105, gid: 65534 });
});

test('a new system user gets a number that no user and no group has', () => {
  const { files, ids } = accounts(read, ['_kea', '_other']);
  assert.deepEqual(ids.get('_kea'), { uid: 101, gid: 101 });
  assert.deepEqual(ids.get('_other'), { uid: 102, gid: 102 });
  assert.match(files.passwd, /^_kea:x:101:101::\/nonexistent:\/usr\/sbin\/nologin$/m);
  assert.match(files.group, /^_kea:x:101:$/m);
});

test('nobody has a password, and nobody is locked out for it', () => {
  const { shadow } = accounts(read, ['_kea']).files;
  for (const name of ['root', 'sshd', 'ann', '_kea']) assert.match(shadow, new RegExp(`^${name}:\\*:`, 'm'));
});

test('root has a shell that every machine has', () => {
  assert.match(accounts(read, []).files.passwd, /^root:x:0:0:root:\/root:\/bin\/sh$/m);
});

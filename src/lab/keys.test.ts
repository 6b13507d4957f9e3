import assert from 'node:assert/strict';
import { it } from 'node:test';
import ssh2 from 'ssh2';
import { makeKeys } from './keys.js';

it('makes keys that can be read back, whatever the library draws', async (t) => {
  const draw = ssh2.utils.generateKeyPairSync.bind(ssh2.utils);
  let drawn = 0;
  t.mock.method(ssh2.utils, 'generateKeyPairSync', (...args: Parameters<typeof draw>) => {
    const pair = draw(...args);
    drawn++;
    // The first one is cut as the library does now and then.
    return drawn === 1 ? { ...pair, private: pair.private.replace(/\n.{40}/, '\n') } : pair;
  });
  const keys = await makeKeys();
  for (const pair of [keys.host, keys.client]) {
    assert.ok(!(ssh2.utils.parseKey(pair.private) instanceof Error));
    assert.match(pair.public, /^ssh-ed25519 /);
  }
  assert.ok(drawn >= 3);
});

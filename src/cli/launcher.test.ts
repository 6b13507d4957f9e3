import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { launcher, packageRoot } from './launcher.js';

describe('the command that runs forge once more', () => {
  it('is sudo npx forge for a user in a clone, also in its folders', () => {
    assert.equal(launcher({}, 1000, packageRoot), 'sudo npx forge');
    assert.equal(launcher({}, 1000, `${packageRoot}features/basic`), 'sudo npx forge');
  });

  it('keeps sudo for whoever came by it', () => {
    assert.equal(launcher({ SUDO_UID: '1000' }, 0, packageRoot), 'sudo npx forge');
  });

  it('needs no sudo for root', () => {
    assert.equal(launcher({}, 0, packageRoot), 'npx forge');
  });

  it('is forge itself where it is installed', () => {
    assert.equal(launcher({}, 1000, '/home/tester'), 'sudo forge');
    assert.equal(launcher({}, 0, '/'), 'forge');
  });

  it('is npx forge where npx started it', () => {
    assert.equal(launcher({ npm_execpath: '/usr/bin/npx' }, 0, '/home/tester'), 'npx forge');
  });
});

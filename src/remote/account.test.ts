import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { expandHome, invoker, shortHome } from './account.js';

const folder = mkdtempSync(join(tmpdir(), `remote-account-${process.pid}-`));
after(() => rmSync(folder, { recursive: true }));
const passwd = join(folder, 'passwd');
writeFileSync(passwd, 'root:x:0:0:root:/root:/bin/sh\nann:x:1007:1008:Ann,,,:/srv/people/ann:/bin/fish\n');

describe('the person who started forge', () => {
  const root = process.getuid?.() === 0;

  it('is, under sudo, the one who typed the command, with the home of the user database', () => {
    const account = invoker({ SUDO_USER: 'ann', SUDO_UID: '1007', SUDO_GID: '1008', HOME: '/root' }, passwd);
    assert.deepEqual(
      account,
      root ? { home: '/srv/people/ann', owner: { uid: 1007, gid: 1008 } } : { home: homedir() },
    );
  });

  it('is the user itself without sudo, and when root calls sudo', () => {
    assert.deepEqual(invoker({}, passwd), { home: homedir() });
    assert.deepEqual(invoker({ SUDO_USER: 'root', SUDO_UID: '0', SUDO_GID: '0' }, passwd), { home: homedir() });
  });

  it('has a home that ~ stands for, in both directions', () => {
    const account = { home: '/srv/people/ann' };
    assert.equal(expandHome('~/.ssh/forge', account), '/srv/people/ann/.ssh/forge');
    assert.equal(expandHome('~', account), '/srv/people/ann');
    assert.equal(expandHome('/etc/~/x', account), '/etc/~/x');
    assert.equal(shortHome('/srv/people/ann/.ssh/forge', account), '~/.ssh/forge');
    assert.equal(shortHome('/srv/people/anna', account), '/srv/people/anna');
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../config/problem.js';
import { labProduct } from './products.js';
import { notBuilt } from './server-machine.js';
import { findProgram, requireRoot, requireTools, searchPath } from './tools.js';

/** The line of the Problem that this throws. */
function lineOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error.line;
  }
  return assert.fail('nothing was thrown');
}

test('missing programs are named with the packages that bring them', () => {
  assert.equal(
    lineOf(() => requireTools(['ip', 'unshare', 'nsenter', 'tcpdump'], '/nowhere')),
    'lab: this machine has no ip, unshare, nsenter, tcpdump. Install: apt-get install iproute2 util-linux tcpdump',
  );
});

test('the administrator’s programs are found though PATH lacks their folders', () => {
  assert.ok(searchPath({ PATH: '/usr/bin' }).split(':').includes('/usr/sbin'));
  assert.ok(searchPath({ PATH: '/opt/mine' }).startsWith('/opt/mine:'));
  assert.match(findProgram('sh', searchPath({})) ?? '', /\/sh$/);
});

test('who is not root is told to use sudo', (t) => {
  t.mock.method(process as { getuid: () => number }, 'getuid', () => 1000);
  assert.match(
    lineOf(() => requireRoot('--lab')),
    /^--lab: .*needs root.* Call it with sudo\.$/,
  );
});

test('a server that the lab does not have is met with those that it has', () => {
  assert.match(
    lineOf(() => labProduct('kae')),
    /no server called "kae"\. Did you mean kea\?/,
  );
  assert.match(
    lineOf(() => labProduct('toString')),
    /It has: kea/,
  );
});

test('a refused overlay or mount is told apart from other failures, with the mend', () => {
  const overlay = notBuilt("mount: /run/lock/usr: unknown filesystem type 'overlay'.");
  assert.match(overlay.line, /overlayfs.*--privileged/);
  assert.match(notBuilt('unshare: unshare failed: Operation not permitted').line, /namespaces.*--privileged/);
  assert.equal(notBuilt('cp: disk full').mend, undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requirement } from '../../src/requirements/catalogue.js';
import { inLab } from './in-lab.js';

inLab(import.meta.url, (forge) => {
  test('7550_7 on a server that leaves IA_PD 2 out of its Reply: the terminal says all that one needs to know', async () => {
    const { code, stdout, stderr, record } = await forge(['-n', '7550_7'], { all: ['no-prefix-added-on-renew'] });
    assert.equal(code, 1, stderr);
    assert.equal(stderr, '');
    const [head = '', ...rest] = plain(stdout).split('\n');
    assert.match(head, /^✗ 7550_7 +Renew adds a prefix\. +N s$/);
    assert.deepEqual(rest.slice(0, 8), [
      // By which sentence of which RFC: section 18.3.4 of RFC 8415.
      `  states    R8415-18.3.4-17: ${requirement('R8415-18.3.4-17')?.text.trim()}`,
      '  expected  IA_PD 2 with a prefix of length 96 of 3001::/64 (NoBinding (3) or NoPrefixAvail (6): a deviation)',
      '  received  Reply X from LL after N ms',
      '              Client Identifier  00:03:00:01:02:00:00:00:00:01',
      '              Server Identifier  DUID',
      '              IA_NA 1  T1 100  T2 200',
      '                2001:db8:1::A  preferred 300  valid 400',
      '            ▶ IA_PD 2 is missing',
    ]);
    const after = rest.slice(8).join('\n');
    assert.match(after, /^ {2}files +\S+\/7550_7\/$/m);
    assert.match(after, /^ {2}again +\S*npx forge -6 .*-n 7550_7$/m);
    assert.match(after, /^1 failed in N s$/m);
    assert.match(after, /does not conform to RFC 8415 \(exit code 1\)/);
    const finding = record?.scenarios[0]?.findings.find(({ weight }) => weight === 'violation');
    assert.equal(finding?.requirement, 'R8415-18.3.4-17');
    assert.equal(finding?.received, 'IA_PD 2 is missing');
  });

  test('a server that a packet kills: the terminal shows how it ended and the last lines of its log', async () => {
    const { code, stdout } = await forge(['-n', '7550_1'], { all: ['dies-by-segmentation-fault'] });
    assert.equal(code, 1);
    assert.match(stdout, /^ +expected +a server that goes on serving, whatever it is sent$/m);
    assert.match(stdout, /^ +received +the server died: it ended by signal 11$/m);
    assert.match(stdout, /^ +log +.* ready [0-9a-f]+$/m);
    assert.match(stdout, /dies by SIGSEGV$/m);
  });
});

/** What differs from run to run, replaced. */
function plain(text: string): string {
  return text
    .replace(/0x[0-9a-f]{6}/g, 'X')
    .replace(/fe80::[0-9a-f:]+/g, 'LL')
    .replace(/Server Identifier {2}[0-9a-f:]+/g, 'Server Identifier  DUID')
    .replace(/2001:db8:1::[0-9a-f]+/g, '2001:db8:1::A')
    .replace(/\d+(\.\d+)? (s|ms)\b/g, 'N $2');
}

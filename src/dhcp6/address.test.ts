import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalIpv6, compareIpv6, formatIpv6, inPrefix, parseIpv4, parseIpv6, parsePrefix } from './address.js';

test('addresses are printed in the one form of RFC 5952', () => {
  const forms: [string, string][] = [
    ['2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::1', '::1'],
    ['1::', '1::'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::ffff:c000:201', '::ffff:192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['FE80::A', 'fe80::a'],
    ['0:0:1::', '0:0:1::'],
  ];
  for (const [given, canonical] of forms) assert.equal(canonicalIpv6(given), canonical, given);
});

test('what is no IPv6 address is not taken for one', () => {
  for (const text of [
    '',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    'g::',
    'fe80::1%eth0',
    '::192.0.2',
    '1.2.3.4',
    '1:2:3:4:5:6:7::8',
    ' ::1',
    '::1.2.3.4:5',
    '::256.1.1.1',
  ]) {
    assert.equal(parseIpv6(text), undefined, text);
  }
});

test('the text of any 16 bytes is read to the same bytes', () => {
  const bytes = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })), { minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(bytes, (list) => {
      const text = formatIpv6(Uint8Array.from(list));
      assert.deepEqual([...(parseIpv6(text) as Uint8Array)], list);
      assert.equal(canonicalIpv6(text), text);
    }),
  );
});

test('what is an address and what is none is decided as Node does', () => {
  const piece = fc.constantFrom(':', '::', '0', 'a', 'ffff', '12345', '1', '.', '192.0.2.1', '256', 'g', '%');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 18 }).map((parts) => parts.join('')),
      (text) => assert.equal(parseIpv6(text) !== undefined, isIPv6(text) && !text.includes('%'), text),
    ),
    { numRuns: 5000 },
  );
  const grouped = fc
    .array(fc.constantFrom('0', 'a', 'ffff', ''), { minLength: 1, maxLength: 10 })
    .map((parts) => parts.join(':'));
  fc.assert(
    fc.property(grouped, (text) => assert.equal(parseIpv6(text) !== undefined, isIPv6(text), text)),
    { numRuns: 5000 },
  );
});

test('a prefix holds the addresses that share its bits, whatever its length', () => {
  assert.ok(inPrefix('2001:db8:1::5', '2001:db8:1::/48'));
  assert.ok(!inPrefix('2001:db8:2::5', '2001:db8:1::/48'));
  assert.ok(inPrefix('2001:db8:0:7fff::', '2001:db8::/49'));
  assert.ok(!inPrefix('2001:db8:0:8000::', '2001:db8::/49'));
  assert.ok(inPrefix('ffff::', '::/0'));
  assert.ok(inPrefix('2001:db8::1', '2001:db8::1/128'));
  assert.ok(!inPrefix('2001:db8::2', '2001:db8::1/128'));
  assert.throws(() => inPrefix('nothing', '::/0'), RangeError);
  assert.throws(() => inPrefix('::', '::'), RangeError);
});

test('addresses are ordered by their number', () => {
  const ordered = ['::', '::1', '::ffff', '2001:db8::9', '2001:db8::10', 'ff02::1'];
  assert.deepEqual([...ordered].reverse().sort(compareIpv6), ordered);
  assert.equal(compareIpv6('::1', '0::1'), 0);
});

test('prefixes keep the bits beyond their length', () => {
  const prefix = parsePrefix('2001:db8:ffff::/33');
  assert.equal(prefix?.length, 33);
  assert.equal(formatIpv6(prefix?.address as Uint8Array), '2001:db8:ffff::');
  for (const text of ['::', '::/129', '::/', '/64', '::/-1', '::/1/2'])
    assert.equal(parsePrefix(text), undefined, text);
});

test('IPv4 addresses have four plain numbers', () => {
  assert.deepEqual([...(parseIpv4('192.0.2.255') as Uint8Array)], [192, 0, 2, 255]);
  for (const text of ['', '1.2.3', '1.2.3.4.5', '01.2.3.4', '256.1.1.1', '1.2.3.-4'])
    assert.equal(parseIpv4(text), undefined, text);
});

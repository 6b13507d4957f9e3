import assert from 'node:assert/strict';
import { isIPv6 } from 'node:net';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalIpv6, ipv6Bytes, ipv6Text, isLinkLocal, linkLocalOf } from './address.js';

const anyAddress = fc.oneof(
  fc.uint8Array({ minLength: 16, maxLength: 16 }),
  // Many zero groups, where the abbreviation lives.
  fc
    .array(fc.constantFrom(0, 0, 0, 1, 0xff, 0xffff), { minLength: 8, maxLength: 8 })
    .map((all) => Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]))),
);

describe('the text of an IPv6 address', () => {
  it('comes back as the same bytes', () => {
    fc.assert(
      fc.property(anyAddress, (bytes) => {
        assert.deepEqual(ipv6Bytes(ipv6Text(bytes)), bytes);
      }),
    );
  });

  it('is what the system library writes', () => {
    fc.assert(
      fc.property(anyAddress, (bytes) => {
        const url = new URL(
          `http://[${Array.from({ length: 8 }, (_, i) =>
            Buffer.from(bytes)
              .readUInt16BE(2 * i)
              .toString(16),
          ).join(':')}]/`,
        );
        const text = ipv6Text(bytes);
        // URLs do not write the dotted form of mapped addresses.
        if (!text.includes('.')) assert.equal(text, url.hostname.slice(1, -1));
      }),
    );
  });

  it('is taken exactly where Node takes it', () => {
    const almost = fc.string({ unit: fc.constantFrom(...'0123456789abcdefF::.'), maxLength: 42 });
    fc.assert(
      fc.property(fc.oneof(almost, anyAddress.map(ipv6Text)), (text) => {
        assert.equal(ipv6Bytes(text) !== undefined, isIPv6(text), text);
      }),
      { numRuns: 2000 },
    );
  });

  for (const [given, canonical] of [
    ['2001:0DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
    ['::', '::'],
    ['fe80::1%eth0', 'fe80::1'],
    ['1::', '1::'],
    ['1.2.3.4', undefined],
    ['1:2:3:4:5:6:7:8:9', undefined],
    ['1::2::3', undefined],
    ['', undefined],
  ] as const) {
    it(`${given || '(nothing)'} is ${canonical ?? 'no address'}`, () => {
      assert.equal(canonicalIpv6(given), canonical);
    });
  }
});

describe('the link-local address of a MAC address', () => {
  it('is its modified EUI-64', () => {
    assert.equal(linkLocalOf('02:00:00:00:00:01'), 'fe80::ff:fe00:1');
    assert.equal(linkLocalOf('d6:43:07:19:F0:1a'), 'fe80::d443:7ff:fe19:f01a');
    assert.ok(isLinkLocal(ipv6Bytes('febf::1') as Uint8Array));
    assert.ok(!isLinkLocal(ipv6Bytes('fec0::1') as Uint8Array));
  });

  it('does not exist for what is no MAC address', () => {
    for (const wrong of ['', '02:00:00:00:00', '02:00:00:00:00:01:02', '02-00-00-00-00-01', 'gg:00:00:00:00:01']) {
      assert.throws(() => linkLocalOf(wrong), RangeError);
    }
  });
});

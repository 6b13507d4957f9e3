import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseIpv6 } from '../dhcp6/address.js';
import { isLinkLocal, linkLocalOf, withoutScope } from './address.js';

describe('an address', () => {
  it('of the system loses its scope', () => {
    assert.equal(withoutScope('FE80::0:1%eth0.100'), 'fe80::1');
    assert.equal(withoutScope('2001:db8::1'), '2001:db8::1');
    assert.equal(withoutScope('%eth0'), undefined);
  });

  it('is link-local in all of fe80::/10', () => {
    const is = (text: string) => isLinkLocal(parseIpv6(text) ?? assert.fail());
    assert.deepEqual(['fe80::1', 'febf::1', 'fec0::1', 'ff02::1', '2001:db8::1'].map(is), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('the link-local address of a MAC address', () => {
  it('is its modified EUI-64', () => {
    assert.equal(linkLocalOf('02:00:00:00:00:01'), 'fe80::ff:fe00:1');
    assert.equal(linkLocalOf('d6:43:07:19:F0:1a'), 'fe80::d443:7ff:fe19:f01a');
  });

  it('does not exist for what is no MAC address', () => {
    for (const wrong of ['', '02:00:00:00:00', '02:00:00:00:00:01:02', '02-00-00-00-00-01', 'gg:00:00:00:00:01']) {
      assert.throws(() => linkLocalOf(wrong), RangeError);
    }
  });
});

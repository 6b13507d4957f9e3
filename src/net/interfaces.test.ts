import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkLocalOf } from './address.js';
import { type InterfaceAddress, interfaceFacts, listInterfaces, ownLinkLocal } from './interfaces.js';

const mac = '02:00:00:00:00:01';
function linkLocal(address: string, more: Partial<InterfaceAddress> = {}): InterfaceAddress {
  return {
    address,
    prefixLength: 64,
    scope: 'link',
    tentative: false,
    duplicate: false,
    deprecated: false,
    valid: Infinity,
    ...more,
  };
}

describe('the own link-local address of an interface', () => {
  it('is the one of its MAC address, wherever it stands', () => {
    const addresses = [linkLocal('fe80::1'), linkLocal(linkLocalOf(mac))];
    assert.equal(ownLinkLocal({ mac, addresses })?.address, 'fe80::ff:fe00:1');
  });

  it('is else the first that has no end: those of clients have one', () => {
    const addresses = [linkLocal('fe80::5', { valid: 600 }), linkLocal('fe80::6'), linkLocal('fe80::7')];
    assert.equal(ownLinkLocal({ mac, addresses })?.address, 'fe80::6');
    assert.equal(ownLinkLocal({ mac: '', addresses: addresses.slice(0, 1) })?.address, 'fe80::5');
  });

  it('is no duplicate and no global address', () => {
    const addresses = [linkLocal('fe80::5', { duplicate: true }), linkLocal('2001:db8::1', { scope: 'global' })];
    assert.equal(ownLinkLocal({ mac, addresses }), undefined);
  });
});

describe('the interfaces of this machine', () => {
  it('hold the loopback', async () => {
    const lo = (await listInterfaces()).find((one) => one.name === 'lo');
    assert.deepEqual([lo?.loopback, lo?.mac], [true, '00:00:00:00:00:00']);
    assert.equal((await interfaceFacts('lo')).index, lo?.index);
  });

  it('are listed where a name is wrong', async () => {
    await assert.rejects(interfaceFacts('eth77', 'config.ts: links[0].interface'), {
      line: /^config\.ts: links\[0\]\.interface: there is no interface "eth77" on this machine\. There (are: |is none)/,
    });
  });
});

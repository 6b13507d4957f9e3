import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkLocalOf } from './address.js';
import { type InterfaceAddress, interfaceFacts, listInterfaces, ownLinkLocal, parseInterfaces } from './interfaces.js';

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

describe('what ip prints', () => {
  const entry = (flags: readonly string[], info: object = {}) =>
    parseInterfaces(
      JSON.stringify([
        {},
        {
          ifindex: 7,
          ifname: 'eth1',
          flags,
          mtu: 1400,
          address: '02:00:00:00:00:0A',
          addr_info: [
            { family: 'inet', local: '192.0.2.1', prefixlen: 24, scope: 'global' },
            { family: 'inet6', local: 'fe80::a', prefixlen: 64, scope: 'link', valid_life_time: 4294967295, ...info },
          ],
        },
      ]),
    )[0];

  it('gives the facts', () => {
    assert.deepEqual(entry(['BROADCAST', 'UP', 'LOWER_UP'], { tentative: true, valid_life_time: 599 }), {
      name: 'eth1',
      index: 7,
      mac: '02:00:00:00:00:0a',
      mtu: 1400,
      loopback: false,
      up: true,
      carrier: true,
      addresses: [linkLocal('fe80::a', { tentative: true, valid: 599 })],
    });
  });

  it('tells a carrier only where packets get through', () => {
    const carrier = (...flags: string[]) => entry(flags)?.carrier;
    assert.equal(carrier('UP', 'LOWER_UP'), true);
    assert.equal(carrier('NO-CARRIER', 'UP', 'LOWER_UP'), false);
    assert.equal(carrier('NO-CARRIER', 'UP'), false);
    assert.equal(carrier('LOWER_UP'), false);
  });

  it('is a problem where it is no JSON', () => {
    assert.deepEqual(parseInterfaces(''), []);
    assert.throws(() => parseInterfaces('1: lo: <LOOPBACK>'), {
      line: 'ip: the command ip does not speak JSON. Install iproute2 4.14 or later.',
    });
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

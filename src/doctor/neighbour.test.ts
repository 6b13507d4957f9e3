import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neighbourSolicitation } from './neighbour.js';

test('a neighbour solicitation is what RFC 4861 asks for', () => {
  const from = { linkLocal: 'fe80::ff:fe00:101', mac: '02:00:00:00:01:01' };
  const { packet, destination } = neighbourSolicitation(from, 'fe80::ff:fe00:1fe');
  assert.equal(destination, 'ff02:0:0:0:0:1:ff00:1fe');
  // As the kernel sends it for the same two addresses; the checksum is the kernel's.
  assert.equal(
    packet.toString('hex'),
    [
      '60000000' + '00203aff',
      'fe80000000000000000000fffe000101',
      'ff0200000000000000000001ff0001fe',
      '8700' + 'CHECKSUM' + '00000000',
      'fe80000000000000000000fffe0001fe',
      '0101020000000101',
    ]
      .join('')
      .replace('CHECKSUM', packet.subarray(42, 44).toString('hex')),
  );
  // The sum over pseudo-header and message, checksum included, is all ones (RFC 1071).
  const pseudo = Buffer.concat([packet.subarray(8, 40), Buffer.from([0, 0, 0, 32, 0, 0, 0, 58])]);
  const all = Buffer.concat([pseudo, packet.subarray(40)]);
  let sum = 0;
  for (let at = 0; at < all.length; at += 2) sum += all.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  assert.equal(sum, 0xffff);
});

test('addresses that are none are refused', () => {
  const from = { linkLocal: 'fe80::1', mac: '02:00:00:00:01:01' };
  assert.throws(() => neighbourSolicitation(from, 'fe80::x'), RangeError);
  assert.throws(() => neighbourSolicitation({ ...from, mac: '' }, 'fe80::2'), RangeError);
});

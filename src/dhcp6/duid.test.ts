import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, hex } from './bytes.js';
import { duid, duidFault, duidText, parseDuid } from './duid.js';

const mac = Uint8Array.of(2, 0, 0, 0, 0, 1);

test('the four types are made as their RFCs lay them out, and taken apart again', () => {
  const llt = duid.llt({ time: 0x12345678, linkLayerAddress: mac });
  assert.equal(duidText(llt), '00:01:00:01:12:34:56:78:02:00:00:00:00:01');
  assert.deepEqual(parseDuid(llt), { type: 'llt', hardwareType: 1, time: 0x12345678, linkLayerAddress: mac });
  const en = duid.en({ enterprise: 4294967295, identifier: Uint8Array.of(7) });
  assert.equal(hex(en), '0002ffffffff07');
  assert.deepEqual(parseDuid(en), { type: 'en', enterprise: 4294967295, identifier: Uint8Array.of(7) });
  const ll = duid.ll({ hardwareType: 6, linkLayerAddress: mac });
  assert.equal(hex(ll), '00030006020000000001');
  assert.deepEqual(parseDuid(ll), { type: 'll', hardwareType: 6, linkLayerAddress: mac });
  const uuid = duid.uuid({ uuid: '00112233-4455-6677-8899-aabbccddeeff' });
  assert.equal(hex(uuid), '000400112233445566778899aabbccddeeff');
  assert.deepEqual(parseDuid(uuid), { type: 'uuid', uuid: '00112233-4455-6677-8899-aabbccddeeff' });
});

test('a type that nobody knows is kept', () => {
  assert.deepEqual(parseDuid(Uint8Array.of(0x12, 0x34, 5)), { type: 'unknown', code: 0x1234, data: Uint8Array.of(5) });
});

test('lengths that no DUID has are told', () => {
  assert.match(duidFault(Uint8Array.of(0, 3)) ?? '', /at least 3/);
  assert.match(duidFault(new Uint8Array(131)) ?? '', /at most 130/);
  assert.match(duidFault(Uint8Array.of(0, 4, 1)) ?? '', /at least 18/);
  assert.match(duidFault(Uint8Array.of(0, 4, ...new Array<number>(17).fill(1))) ?? '', /has 18 bytes/);
  assert.equal(duidFault(new Uint8Array(130).fill(9)), undefined);
  assert.equal(parseDuid(Uint8Array.of(0, 1, 0)).type, 'malformed');
});

test('what is no UUID is refused', () => {
  assert.throws(() => duid.uuid({ uuid: 'abc' }), RangeError);
});

test('hex is read in the notations that people paste, and nothing else', () => {
  for (const text of ['00:03:AB', '00-03-ab', '0003ab', '0x0003ab', '00 03 ab'])
    assert.equal(hex(fromHex(text) as Uint8Array), '0003ab', text);
  for (const text of ['0', 'xy', '00:0', '0x']) assert.equal(fromHex(text)?.length ?? -1, text === '0x' ? 0 : -1, text);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, hex } from './bytes.js';
import { decode } from './decode.js';
import { encode, encodePayload } from './encode.js';
import { all, first, remove, replace, value, values } from './find.js';
import { bend } from './lies.js';
import { clone, craft, message, rawOption, relay } from './make.js';
import { EncodeError } from './model.js';
import {
  clientId,
  dnsServers,
  domainList,
  elapsedTime,
  iaAddress,
  iaNa,
  iaPrefix,
  optionRequest,
  preference,
  rapidCommit,
} from './options.js';
import { innermost, relayLayers, wrap } from './relayed.js';

const solicit = () =>
  message('SOLICIT', {
    transactionId: 0x123456,
    options: [
      clientId({ duid: fromHex('000300010200') as Uint8Array }),
      optionRequest({ codes: [23] }),
      iaNa({ iaid: 1, options: [iaAddress({ address: '2001:db8::1' }), iaAddress({ address: '2001:db8::2' })] }),
    ],
  });

/** The options of a message in hex, an item each. */
const onWire = (bytes: Uint8Array) =>
  decode(bytes).options.map((option) => hex(encode({ ...solicit(), options: [option] })).slice(8));

test('fields that are left out have their usual values', () => {
  assert.deepEqual(iaNa({ iaid: 1 }).value, { iaid: 1, t1: 0, t2: 0, options: [] });
  assert.deepEqual(rapidCommit().value, {});
});

test('the options of an option are the same list in its value and beside it', () => {
  const ia = iaNa({ iaid: 1 });
  ia.options.push(iaAddress({ address: '::1' }));
  assert.equal(ia.value?.options.length, 1);
  ia.options = [];
  assert.equal(hex(encodePayload(ia)), '000000010000000000000000');
});

test('a field that an option does not have is refused when it is made', () => {
  const wrong = iaNa as unknown as (fields: object) => unknown;
  assert.throws(() => wrong({ iaid: 1, T1: 5 }), /IA_NA has no field T1; it has iaid, t1, t2, options/);
});

test('values that have no bytes are refused with their place', () => {
  const refused: [() => Uint8Array, string, RegExp][] = [
    [() => encode(message('SOLICIT', { transactionId: 0x1000000 })), 'SOLICIT.transactionId', /not in 0..16777215/],
    [
      () => encode(message('SOLICIT', { transactionId: 1, options: [preference({ value: 256 })] })),
      'PREFERENCE.value',
      /not in 0..255/,
    ],
    [
      () =>
        encode(
          message('SOLICIT', {
            transactionId: 1,
            options: [iaNa({ iaid: 1, options: [iaAddress({ address: 'x' })] })],
          }),
        ),
      'IA_NA.IAADDR.address',
      /not an IPv6 address: x/,
    ],
    [
      () => encode(message('SOLICIT', { transactionId: 1, options: [rawOption(23, new Uint8Array(70000))] })),
      'DNS_SERVERS',
      /70000 bytes/,
    ],
    [
      () => encode(relay('RELAY-FORW', { linkAddress: 'here', peerAddress: '::' })),
      'RELAY-FORW.linkAddress',
      /not an IPv6 address: here/,
    ],
    [
      () => encode(message('SOLICIT', { transactionId: 1, options: [domainList({ names: ['a..b'] })] })),
      'DOMAIN_LIST.names',
      /empty label/,
    ],
  ];
  for (const [act, path, what] of refused) {
    assert.throws(act, (error) => {
      assert.ok(error instanceof EncodeError);
      assert.equal(error.path, path);
      assert.match(error.what, what);
      return true;
    });
  }
});

test('a length may lie by some bytes or altogether, and the payload stays', () => {
  const bytes = (option: ReturnType<typeof preference>) => hex(encode({ ...solicit(), options: [option] })).slice(8);
  assert.equal(bytes(craft(preference({ value: 5 }), { length: 1 })), '0007000205');
  assert.equal(bytes(craft(preference({ value: 5 }), { length: -1 })), '0007000005');
  assert.equal(bytes(craft(preference({ value: 5 }), { statedLength: 0xffff })), '0007ffff05');
  assert.equal(bytes(craft(preference({ value: 5 }), { code: 9 })), '0009000105');
  assert.equal(bytes(craft(preference({ value: 5 }), { raw: Uint8Array.of(1, 2) })), '000700020102');
  assert.equal(bytes(craft(preference({ value: 5 }), { truncate: 0 })), '00070000');
  assert.equal(bytes(craft(preference({ value: 5 }), { append: Uint8Array.of(6) })), '000700020506');
  assert.equal(bytes(craft(preference({ value: 5 }), { append: Uint8Array.of(6), length: -1 })), '000700010506');
});

test('one lie is kept when another is added, until the payload is another', () => {
  const lying = craft(preference({ value: 5 }), { length: 3 });
  assert.equal(craft(lying, { code: 9 }).statedLength, 4);
  assert.equal(craft(lying, { append: Uint8Array.of(6) }).statedLength, undefined);
  const twice = bend(bend(solicit(), 'ORO length +1'), 'ORO code 9');
  assert.deepEqual([twice.options[1]?.code, twice.options[1]?.statedLength], [9, 3]);
});

test('a bent option leaves the one that it was made from alone', () => {
  const ia = iaNa({ iaid: 1, options: [iaAddress({ address: '::1' })] });
  const bent = craft(ia, { length: 4 });
  bent.options.pop();
  assert.equal(ia.options.length, 1);
  assert.equal(ia.statedLength, undefined);
  assert.equal(bent.value?.options.length, 0);
});

test('a lie in an IA leaves the lengths around it true', () => {
  const ia = iaNa({ iaid: 1, options: [craft(iaAddress({ address: '::1' }), { length: 8 })] });
  assert.equal(hex(encodePayload(ia)), `000000010000000000000000${'00050020'}${'00'.repeat(15)}01${'00'.repeat(8)}`);
});

test('order, doubles and omissions are those of the list', () => {
  const sent = solicit();
  sent.options.reverse();
  sent.options.push(elapsedTime({ value: 1 }), elapsedTime({ value: 2 }));
  assert.deepEqual(
    decode(encode(sent)).options.map((option) => option.name),
    ['IA_NA', 'ORO', 'CLIENTID', 'ELAPSED_TIME', 'ELAPSED_TIME'],
  );
});

test('a decoded option that is changed is sent with the change, its length true again', () => {
  const received = decode(encode(solicit()));
  const ia = first(received, iaNa);
  assert.ok(ia?.value);
  ia.value.t1 = 7;
  ia.options.splice(0, 1);
  const again = first(decode(encode(received)), iaNa);
  assert.deepEqual([again?.value?.t1, again?.options.length, again?.statedLength], [7, 1, undefined]);
});

test('options are found, taken out and replaced by their type', () => {
  const sent = solicit();
  sent.options.push(elapsedTime({ value: 1 }), rawOption(8, Uint8Array.of(1)));
  assert.equal(all(sent, elapsedTime).length, 2);
  assert.deepEqual(values(sent, elapsedTime), [{ value: 1 }]);
  assert.deepEqual(value(sent, optionRequest), { codes: [23] });
  assert.equal(first(sent, dnsServers), undefined);
  replace(sent, optionRequest({ codes: [24] }));
  assert.deepEqual(
    sent.options.map((option) => option.code),
    [1, 6, 3, 8, 8],
  );
  assert.equal(remove(sent, elapsedTime), 2);
  replace(sent, rapidCommit());
  assert.deepEqual(
    sent.options.map((option) => option.code),
    [1, 6, 3, 14],
  );
});

test('a message is wrapped, and found in its layers again', () => {
  const layers = { linkAddress: '2001:DB8::1', peerAddress: 'fe80::1' };
  const once = wrap(solicit(), layers);
  const twice = wrap(once, { ...layers, linkAddress: '::' });
  assert.deepEqual(
    relayLayers(decode(encode(twice))).map((layer) => [layer.hopCount, layer.linkAddress]),
    [
      [1, '::'],
      [0, '2001:db8::1'],
    ],
  );
  assert.equal(innermost(decode(encode(twice)))?.transactionId, 0x123456);
  assert.equal(innermost(relay('RELAY-REPL', layers)), undefined);
  assert.deepEqual(relayLayers(solicit()), []);
});

test('relay layers beyond any limit are made and read', () => {
  let nested = wrap(solicit(), { linkAddress: '::', peerAddress: '::' });
  for (let i = 0; i < 40; i++) nested = wrap(nested, { linkAddress: '::', peerAddress: '::', hopCount: 32 });
  const received = decode(encode(nested));
  assert.equal(relayLayers(received).length, 41);
  assert.equal(innermost(received)?.name, 'SOLICIT');
});

test('a clone shares nothing', () => {
  const one = solicit();
  const other = clone(one);
  assert.deepEqual(other, one);
  (other.options[2] as (typeof other.options)[number]).options.pop();
  assert.notDeepEqual(other, one);
  assert.equal(first(other, iaNa)?.value?.options.length, 1);
});

test('each lie bends what its sentence says', () => {
  const ia = `0003 0044 ${'00000001'}${'00'.repeat(8)}`.replaceAll(' ', '');
  const lease = (last: number) => `0005001820010db8${'00'.repeat(11)}0${last}${'00'.repeat(8)}`;
  const whole = ia + lease(1) + lease(2);
  const oro = '000600020017';
  const id = '00010006000300010200';
  const table: [string, string[]][] = [
    ['ORO length +1', [id, `0006000300170003${whole.slice(8, 8)}`]],
    ['CLIENTID removed', [oro, whole]],
    ['Client Identifier doubled', [id, id, oro, whole]],
    ['IA_NA first', [whole, id, oro]],
    ['1 last', [oro, whole, id]],
    ['ORO payload 00180019', [id, '0006000400180019', whole]],
    ['ORO truncated to 1', [id, '0006000100', whole]],
    ['ORO followed by ff', [id, '000600030017ff', whole]],
    ['ORO code 65000', [id, 'fde800020017', whole]],
    ['ORO.codes = DNS_SERVERS, 24', [id, '0006000400170018', whole]],
    ['IA_NA.t1 = infinity', [id, oro, whole.replace('0000000100000000', '00000001ffffffff')]],
    ['IA_NA.IAADDR[1].address = 2001:db8::9', [id, oro, ia + lease(1) + lease(9)]],
    ['IA_NA.IAADDR removed', [id, oro, `00030028${ia.slice(8)}${lease(2)}`]],
    ['IA_NA.IAADDR moved out', [id, oro, `00030028${ia.slice(8)}${lease(2)}`, lease(1)]],
  ];
  for (const [lie, expected] of table) {
    const bytes = encode(bend(solicit(), lie));
    if (lie === 'ORO length +1') assert.equal(hex(bytes), `01123456${id}000600030017${whole}`);
    else assert.deepEqual(onWire(bytes), expected, lie);
  }
});

test('lies about the whole message', () => {
  const sent = message('SOLICIT', { transactionId: 1, options: [rapidCommit()] });
  const bent = (lie: string) => hex(encode(bend(sent, lie)));
  assert.equal(bent('message truncated to 6'), '01000001000e');
  assert.equal(bent('message truncated to 0'), '');
  assert.equal(bent('message followed by 0000'), '01000001000e00000000');
  assert.equal(bent('message type 99'), '63000001000e0000');
  assert.equal(bent('message transaction id 0xabcdef'), '01abcdef000e0000');
  assert.equal(hex(encode(sent)), '01000001000e0000');
});

test('a lie reaches into relayed messages', () => {
  const relayed = wrap(solicit(), { linkAddress: '::', peerAddress: '::' });
  const bent = innermost(bend(relayed, 'RELAY_MSG.IA_NA removed'));
  assert.deepEqual(
    bent?.options.map((option) => option.name),
    ['CLIENTID', 'ORO'],
  );
});

test('a sentence that is no lie says why', () => {
  const wrong: [string, RegExp][] = [
    ['ORO explodes', /no lie that is known/],
    ['OROX removed', /no option is called OROX/],
    ['IA_NA[1] removed', /there is no IA_NA\[1\] in SOLICIT/],
    ['IA_NA.IAADDR[2] removed', /there is no IAADDR\[2\] in IA_NA/],
    ['IA_NA.t3 = 5', /IA_NA has no field t3; it has iaid, t1, t2, options/],
    ['IA_NA.t1 = soon', /IA_NA\.t1: a number in 0\.\.4294967295 is needed, not "soon"/],
    ['ORO payload 123', /half a byte/],
    ['ORO moved out', /stands in no other option/],
  ];
  for (const [lie, what] of wrong) assert.throws(() => bend(solicit(), lie), what, lie);
  assert.equal(all(iaNa({ iaid: 1 }), iaPrefix).length, 0);
});

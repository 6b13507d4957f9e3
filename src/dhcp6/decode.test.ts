import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, hex } from './bytes.js';
import { decode, decodeOptions, depthLimit } from './decode.js';
import { encode } from './encode.js';
import { first, values } from './find.js';
import { DecodeError, type Message } from './model.js';
import { dnsServers, iaAddress, iaNa, optionRequest, preference } from './options.js';
import { findings, walk } from './walk.js';

const bytes = (text: string) => fromHex(text) as Uint8Array;

/** Kind, path and offset of all that is wrong, after the bytes have been seen to come back. */
function faults(text: string): string[] {
  const message = decode(bytes(text));
  assert.equal(hex(encode(message)), hex(bytes(text)));
  return findings(message).map(({ kind, path, offset }) => `${kind} ${path} ${offset}`);
}

test('a Solicit is decoded into its header and its options in order', () => {
  const message = decode(
    bytes('01 123456 0001000a 0003 0001 020000000001 0008 0002 0000 0003 000c 00000001 00000000 00000000'),
  );
  assert.equal(message.kind, 'client-server');
  assert.equal(message.name, 'SOLICIT');
  assert.equal(message.kind === 'client-server' && message.transactionId, 0x123456);
  assert.deepEqual(
    message.options.map((option) => option.name),
    ['CLIENTID', 'ELAPSED_TIME', 'IA_NA'],
  );
  assert.deepEqual(
    message.options.map((option) => option.offset),
    [4, 18, 24],
  );
  assert.deepEqual(first(message, iaNa)?.value, { iaid: 1, t1: 0, t2: 0, options: [] });
  assert.deepEqual(findings(message), []);
});

test('a relay message is decoded with the message inside of it', () => {
  const text = `0c 02 20010db8000000000000000000000001 fe800000000000000000000000000002 0009 0004 0b00002a 0012 0002 6162`;
  const message = decode(bytes(text));
  assert.equal(message.kind, 'relay');
  assert.deepEqual(message.kind === 'relay' && [message.hopCount, message.linkAddress, message.peerAddress], [
    2,
    '2001:db8::1',
    'fe80::2',
  ]);
  const paths: string[] = [];
  walk(message, (_node, path) => paths.push(path));
  assert.deepEqual(paths, [
    'RELAY-FORW',
    'RELAY-FORW.RELAY_MSG[0]',
    'RELAY-FORW.RELAY_MSG[0].INFORMATION-REQUEST',
    'RELAY-FORW.INTERFACE_ID[0]',
  ]);
});

test('a datagram that is too short for a header is a message with a diagnostic', () => {
  assert.deepEqual(faults(''), ['truncated message 0 0']);
  assert.deepEqual(faults('010203'), ['truncated SOLICIT 0']);
  assert.deepEqual(faults(`0c${'00'.repeat(32)}`), ['truncated RELAY-FORW 0']);
  assert.equal(decode(Uint8Array.of(1, 2, 3)).broken, true);
});

test('an unknown message keeps its type and its options', () => {
  const message = decode(bytes('63 000001 0007 0001 05'));
  assert.equal(message.name, 'message 99');
  assert.deepEqual(values(message, preference), [{ value: 5 }]);
});

test('an unknown option keeps its code and its bytes', () => {
  const message = decode(bytes('07 000001 fde8 0003 010203'));
  const [option] = message.options;
  assert.deepEqual([option?.name, option?.code, option?.value], ['option 65000', 65000, undefined]);
  assert.equal(hex(option?.raw as Uint8Array), '010203');
});

test('what is wrong is told by kind, place and offset, and everything around it is kept', () => {
  const table: [string, string, string[]][] = [
    ['length beyond the end', '07 000001 0007 0002 05', ['truncated REPLY.PREFERENCE[0] 4']],
    ['option header cut', '07 000001 0007 0001 05 0007', ['trailing REPLY 9']],
    ['field cut', '07 000001 0008 0001 05', ['truncated REPLY.ELAPSED_TIME[0] 8']],
    ['bytes after the last field', '07 000001 0007 0003 050607', ['trailing REPLY.PREFERENCE[0] 9']],
    ['list not a multiple', `07 000001 0017 0011 ${'00'.repeat(17)}`, ['bad-length REPLY.DNS_SERVERS[0] 24']],
    ['IA without T2', '07 000001 0003 0008 0000000100000000', ['truncated REPLY.IA_NA[0] 16']],
    ['bytes between options of an IA', `07 000001 0003 000f ${'00'.repeat(12)} 000d00`, ['trailing REPLY.IA_NA[0] 20']],
    [
      'option of an IA beyond the IA',
      `07 000001 0003 0011 ${'00'.repeat(12)} 000d 0007 00`,
      ['truncated REPLY.IA_NA[0].STATUS_CODE[0] 20'],
    ],
    ['singleton twice', '07 000001 0007 0001 05 0007 0001 05', ['duplicate REPLY.PREFERENCE[1] 9']],
    ['lease outside of an IA', `07 000001 0005 0018 ${'00'.repeat(24)}`, ['wrong-scope REPLY.IAADDR[0] 4']],
    [
      'IA in an IA',
      `07 000001 0003 001c ${'00'.repeat(12)} 0003 000c ${'00'.repeat(12)}`,
      ['wrong-scope REPLY.IA_NA[0].IA_NA[0] 20'],
    ],
    ['compressed name', '07 000001 0018 0002 c004', ['bad-name REPLY.DOMAIN_LIST[0] 8']],
    ['name without its end', '07 000001 0018 0004 03616263', ['bad-name REPLY.DOMAIN_LIST[0] 8']],
    ['DUID of one byte', '07 000001 0001 0001 00', ['bad-duid REPLY.CLIENTID[0] 8']],
    ['text that is none', '07 000001 000d 0003 0000ff', ['bad-text REPLY.STATUS_CODE[0] 10']],
    ['text with a NUL', '07 000001 000d 0004 00006100', ['bad-text REPLY.STATUS_CODE[0] 10']],
    ['prefix of 129 bits', `07 000001 0089 0012 81 ${'00'.repeat(17)}`, ['bad-prefix REPLY.S46_BIND_IPV6_PREFIX[0] 8']],
    ['shorter than its least', '07 000001 0026 0000', ['bad-length REPLY.SUBSCRIBER_ID[0] 4']],
    ['tuple cut', '07 000001 000f 0003 000561', ['truncated REPLY.USER_CLASS[0] 10']],
    ['attribute shorter than its head', `0c${'00'.repeat(33)} 0051 0002 1a01`, ['bad-length RELAY-FORW.RADIUS[0] 39']],
  ];
  for (const [name, text, expected] of table) assert.deepEqual(faults(text), expected, name);
});

test('a wrong length is seen inside of its window, and the options after it are read', () => {
  const message = decode(
    bytes(`07 000001 0003 000e ${'00'.repeat(12)} 000d 0017 0010 ${'20'.repeat(16)} 0007 0001 05`),
  );
  assert.deepEqual(
    message.options.map((option) => option.name),
    ['IA_NA', 'DNS_SERVERS', 'PREFERENCE'],
  );
  assert.deepEqual(values(message, dnsServers), [{ addresses: ['2020:2020:2020:2020:2020:2020:2020:2020'] }]);
});

test('what could be read of an option with a wrong length is there', () => {
  const message = decode(bytes('07 000001 0006 0005 0017001805'));
  assert.deepEqual(first(message, optionRequest)?.value, { codes: [23, 24] });
  assert.deepEqual(first(message, optionRequest)?.trailing, Uint8Array.of(5));
});

test('options in containers for any option are in their place', () => {
  const status = '000d 0002 0000';
  assert.deepEqual(faults(`0f 000001 002d 0022 0005 0018 ${'00'.repeat(24)} ${status}`), []);
  assert.deepEqual(faults(`0c${'00'.repeat(33)} 0042 0004 0040 0000`), ['bad-name RELAY-FORW.RSOO[0].AFTR_NAME[0] 42']);
});

test('strict decoding throws the first thing that is wrong', () => {
  assert.throws(
    () => decode(bytes('07 000001 0007 0002 05'), { strict: true }),
    (error) => {
      assert.ok(error instanceof DecodeError);
      assert.equal(error.path, 'REPLY.PREFERENCE[0]');
      assert.equal(error.diagnostic.kind, 'truncated');
      assert.match(error.message, /byte 4; RFC 8415, section 21\.1/);
      return true;
    },
  );
  assert.equal(decode(bytes('07 000001'), { strict: true }).name, 'REPLY');
});

test('options nested beyond the limit are kept as bytes', () => {
  let inner = '';
  for (let i = 0; i < depthLimit + 20; i++) {
    const length = (12 + inner.replaceAll(' ', '').length / 2).toString(16).padStart(4, '0');
    inner = `0003 ${length} ${'00'.repeat(12)} ${inner}`;
  }
  const found = faults(`07 000001 ${inner}`);
  assert.equal(found.filter((one) => one.startsWith('too-deep')).length, 1);
  assert.equal(found.filter((one) => one.startsWith('wrong-scope')).length, depthLimit);
});

test('64 KiB of anything is decoded in bounded depth and number', () => {
  const shapes: [string, (at: number) => number][] = [
    ['empty options', (at) => [0, 14, 0, 0][at % 4] as number],
    ['containers', (at) => [0, 66, 0xff, 0xf0][at % 4] as number],
    ['cut options', (at) => [0, 23, 0, 1][at % 4] as number],
    ['zeros', () => 0],
    ['ones', () => 255],
    ['no text', () => 0xc3],
    ['relays', (at) => (at % 38 === 4 ? 0 : ([12, 0, 0, 9][at % 4] as number))],
  ];
  for (const [name, byte] of shapes) {
    const message = decode(
      Uint8Array.from({ length: 65535 }, (_, at) => (at < 4 ? ([7, 0, 0, 1][at] as number) : byte(at - 4))),
    );
    let nodes = 0;
    let deepest = 0;
    walk(message, (_node, _path, depth) => {
      nodes++;
      deepest = Math.max(deepest, depth);
    });
    assert.ok(nodes <= 65535 / 4 + 1, name);
    assert.ok(deepest <= 2 * depthLimit + 2, name);
  }
});

test('a run of options is decoded without a message around it', () => {
  const { options, trailing } = decodeOptions(bytes('0007 0001 05 00'));
  assert.deepEqual(
    options.map((option) => option.value),
    [{ value: 5 }],
  );
  assert.deepEqual([...(trailing as Uint8Array)], [0]);
});

test('values of leases are those of their bytes', () => {
  const message: Message = decode(
    bytes(
      '07 000001 0003 0028 00000001 00000064 000000c8 0005 0018 20010db8000100000000000000000100 0000012c ffffffff',
    ),
  );
  const ia = first(message, iaNa);
  assert.deepEqual(values(ia ?? message, iaAddress), [
    { address: '2001:db8:1::100', preferredLifetime: 300, validLifetime: 4294967295, options: [] },
  ]);
  assert.equal(ia?.value?.options, ia?.options);
});

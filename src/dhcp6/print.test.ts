import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, hex } from './bytes.js';
import { decode } from './decode.js';
import { encode } from './encode.js';
import { fromJson, toJson } from './json.js';
import { message, rawOption } from './make.js';
import { clientId, iaAddress, iaNa, serverId, statusCode } from './options.js';
import { printMessage, summary } from './print.js';
import { wrap } from './relayed.js';

const bytes = (text: string) => fromHex(text) as Uint8Array;
const tree = (text: string) =>
  printMessage(decode(bytes(text))).map((line) => `${'  '.repeat(line.depth)}${line.text}`);

const reply = message('REPLY', {
  transactionId: 0x3f21a8,
  options: [
    clientId({ duid: bytes('00030001020000000001') }),
    serverId({ duid: bytes('000300010200000000fe') }),
    iaNa({
      iaid: 1,
      t1: 100,
      t2: 200,
      options: [iaAddress({ address: '2001:db8:1::100', preferredLifetime: 300, validLifetime: 400 })],
    }),
    statusCode({ code: 0, message: 'fine' }),
    rawOption(65000, Uint8Array.of(0, 1)),
  ],
});

test('a packet is printed as a tree, the message first', () => {
  assert.deepEqual(
    printMessage(reply).map((line) => [line.depth, line.text]),
    [
      [0, 'Reply 0x3f21a8'],
      [1, 'Client Identifier  00:03:00:01:02:00:00:00:00:01'],
      [1, 'Server Identifier  00:03:00:01:02:00:00:00:00:fe'],
      [1, 'IA_NA 1  T1 100  T2 200'],
      [2, '2001:db8:1::100  preferred 300  valid 400'],
      [1, 'Status Code  Success (0) "fine"'],
      [1, 'option 65000  2 bytes 00:01'],
    ],
  );
  assert.equal(printMessage(reply)[3]?.node, reply.options[2]);
});

test('what is wrong stands below the line that it concerns', () => {
  assert.deepEqual(tree('07 000001 0007 0002 05'), [
    'Reply 0x000001',
    '  Preference  5  (length 2 stated)',
    '    ! length 2 reaches 1 byte beyond the end (truncated, RFC 8415, section 21.1)',
  ]);
  assert.deepEqual(tree('07 000001 0008 0001 05 00'), [
    'Reply 0x000001',
    '  ! 1 byte after the last option, too few for one (trailing, RFC 8415, section 21.1)',
    '  Elapsed Time  1 byte 05',
    '    ! 2 bytes expected, 1 left (truncated, RFC 8415, section 21.9)',
  ]);
  assert.deepEqual(tree('07 0000'), [
    'Reply (3 bytes, cut)',
    '  ! a header of 4 bytes expected, 3 there (truncated, RFC 8415, section 8)',
  ]);
});

test('relay layers are printed with their addresses, and summed up in one line', () => {
  const relayed = wrap(reply, { name: 'RELAY-REPL', linkAddress: '2001:db8::1', peerAddress: 'fe80::1' });
  assert.equal(summary(relayed), 'Relay-reply [ Reply 0x3f21a8 ]');
  assert.deepEqual(
    printMessage(relayed)
      .slice(0, 3)
      .map((line) => [line.depth, line.text]),
    [
      [0, 'Relay-reply  hops 0  link 2001:db8::1  peer fe80::1'],
      [1, 'Relay Message'],
      [2, 'Reply 0x3f21a8'],
    ],
  );
  assert.equal(summary(decode(bytes(`0d${'00'.repeat(33)}`))), 'Relay-reply [ nothing ]');
});

test('messages of DHCPv4 over DHCPv6 show their flags', () => {
  assert.equal(summary(decode(bytes('14 800000'))), 'DHCPv4-query flags 0x800000');
  assert.equal(summary(decode(bytes('63 000001'))), 'message 99 0x000001');
});

test('text that is none is printed with its bytes', () => {
  assert.deepEqual(tree('07 000001 000d 0005 0001 22ff0a')[1], '  Status Code  UnspecFail (1) "\\"\\xff\\n"');
});

test('the JSON of a message says all that is in it, and makes it again', () => {
  assert.deepEqual(toJson(reply), {
    message: 'REPLY',
    type: 7,
    transactionId: '0x3f21a8',
    options: [
      { option: 'CLIENTID', code: 1, value: { duid: '00:03:00:01:02:00:00:00:00:01' } },
      { option: 'SERVERID', code: 2, value: { duid: '00:03:00:01:02:00:00:00:00:fe' } },
      {
        option: 'IA_NA',
        code: 3,
        value: {
          iaid: 1,
          t1: 100,
          t2: 200,
          options: [
            {
              option: 'IAADDR',
              code: 5,
              value: { address: '2001:db8:1::100', preferredLifetime: 300, validLifetime: 400, options: [] },
            },
          ],
        },
      },
      { option: 'STATUS_CODE', code: 13, value: { code: 0, message: 'fine' } },
      { option: 'option 65000', code: 65000, raw: '0001' },
    ],
  });
  assert.equal(hex(encode(fromJson(toJson(reply)))), hex(encode(reply)));
});

test('a person may write JSON as they speak', () => {
  const made = fromJson({
    message: 'Information-request',
    transactionId: 5,
    options: [
      { option: 'Option Request', value: { codes: 'DNS_SERVERS, 24' } },
      { option: 'iaaddr', value: { address: '2001:DB8::1', validLifetime: 'infinity' } },
      { option: 'STATUS_CODE', value: { code: 'nobinding' } },
      { code: 65000, raw: 'ff' },
      { option: 'PREFERENCE', value: { value: 1 }, statedLength: 9 },
    ],
  });
  assert.equal(
    hex(encode(made)),
    [
      '0b000005',
      '0006000400170018',
      `0005001820010db8${'00'.repeat(11)}0100000000ffffffff`,
      '000d00020003',
      'fde80001ff',
      '0007000901',
    ].join(''),
  );
});

test('JSON that makes no message says where and why', () => {
  const wrong: [unknown, RegExp][] = [
    [[], /^message: an object is needed, not a list/],
    [{ message: 'Solicitation' }, /^message: no message is called "Solicitation"/],
    [
      { message: 'SOLICIT', options: [{ option: 'nothing' }] },
      /^message\.options\[0\]\.option: no option is called "nothing"/,
    ],
    [
      { message: 'SOLICIT', options: [{ option: 'IA_NA', value: { iaid: -1 } }] },
      /IA_NA\.iaid: a number in 0\.\.4294967295/,
    ],
    [{ message: 'SOLICIT', options: [{ option: 'IA_NA', value: {} }] }, /IA_NA\.iaid: is missing/],
    [{ message: 'SOLICIT', options: [{ option: 'IA_NA', value: { iaid: 1, t9: 1 } }] }, /IA_NA: has no field t9/],
    [{ message: 'SOLICIT', options: [{ option: 'CLIENTID', raw: 'xyz' }] }, /raw: hex digits are needed/],
    [{ message: 'RELAY-FORW' }, /linkAddress: an IPv6 address is needed, not undefined/],
  ];
  for (const [json, what] of wrong)
    assert.throws(
      () => fromJson(json),
      (error: Error) => what.test(error.message),
      what.source,
    );
});

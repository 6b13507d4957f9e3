import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  craft,
  decode,
  encode,
  fields,
  findings,
  hex,
  iaNa,
  message,
  messageByCode,
  messageByTitle,
  messageCode,
  messageName,
  messageTitle,
  messageTypes,
  option,
  optionByCode,
  optionByName,
  optionName,
  optionRequest,
  options,
  printMessage,
  register,
  statusByName,
  statusCodes,
  statusName,
} from './index.js';

test('options are found by name, by constant and by title, in any case', () => {
  for (const word of ['IA_NA', 'ia_na', 'OPTION_IA_NA', 'ia na']) assert.equal(optionByName(word), iaNa, word);
  assert.equal(optionByName('Client Identifier')?.code, 1);
  assert.equal(optionByName('IA Address')?.code, 5);
  assert.equal(optionByName('iaaddr')?.code, 5);
  assert.equal(optionByName('4rd')?.code, 97);
  assert.equal(optionByName('IPv6_Address-MoS')?.code, 54);
  assert.equal(optionByName('nothing'), undefined);
  assert.equal(optionByCode(35), undefined);
  assert.equal(optionName(65000), 'option 65000');
});

test('an option says what its RFC says of it', () => {
  assert.equal(iaNa.name, 'IA_NA');
  assert.equal(iaNa.clause, 'RFC 8415, section 21.4');
  assert.deepEqual([iaNa.singleton, iaNa.requestable, iaNa.optionsField], [false, false, 'options']);
  assert.ok(iaNa.messages.includes('CONFIRM'));
  assert.deepEqual(optionByName('IAPREFIX')?.within, ['IA_PD', 'LQ_QUERY', 'CLIENT_DATA']);
  assert.equal(optionByName('SOL_MAX_RT')?.requestRequiredIn, 'SOLICIT');
});

test('an option of the user is one like all others, until it is taken back', () => {
  const lampColour = option(65001, 'LAMP_COLOUR', {
    title: 'Lamp Colour',
    rfc: 'example.com lamps',
    section: '',
    messages: ['REPLY'],
    requestable: true,
    fields: { red: fields.u8, name: fields.utf8 },
  });
  const forget = register(lampColour);
  let sent: Uint8Array;
  try {
    sent = encode(
      message('REPLY', {
        transactionId: 1,
        options: [lampColour({ red: 255, name: 'warm' }), optionRequest({ codes: [65001] })],
      }),
    );
    const received = decode(sent);
    assert.deepEqual(received.options[0]?.value, { red: 255, name: 'warm' });
    assert.deepEqual(
      printMessage(received).map((line) => line.text),
      ['Reply 0x000001', 'Lamp Colour  red 255  name "warm"', 'Option Request  LAMP_COLOUR'],
    );
    assert.equal(optionByName('lamp colour'), lampColour);
    assert.ok(options().includes(lampColour));
    assert.equal(findings(decode(sent.slice(0, -8))).length, 1);
    assert.throws(() => register(lampColour), /LAMP_COLOUR \(65001\) is there already/);
    assert.throws(
      () => register(option(65002, 'ia_na', { rfc: 1, section: '', fields: {} })),
      /IA_NA \(3\) is there already/,
    );
  } finally {
    forget();
  }
  assert.equal(optionByName('Lamp Colour'), undefined);
  assert.equal(decode(sent).options[0]?.name, 'option 65001');
  assert.equal(decode(sent).options[0]?.value, undefined);
});

test('an option that is not registered has no layout to be sent in, but may be sent as bytes', () => {
  const secret = option(65003, 'SECRET', { rfc: 'nowhere', section: '', fields: { value: fields.u16 } });
  const sent = message('REPLY', { transactionId: 1, options: [secret({ value: 7 })] });
  assert.throws(() => encode(sent), /SECRET: is not known.*register it/);
  const bytes = encode({ ...sent, options: [craft(secret({ value: 7 }), { raw: Uint8Array.of(0, 7) })] });
  assert.equal(hex(bytes), '07000001fdeb00020007');
});

test('37 messages and 24 status codes have names and titles', () => {
  assert.equal(messageTypes.length, 37);
  assert.deepEqual(
    messageTypes.map((type) => type.code),
    Array.from({ length: 37 }, (_, index) => index + 1),
  );
  for (const type of messageTypes) {
    assert.equal(messageByTitle(type.title), type);
    assert.equal(messageByTitle(type.name.toLowerCase()), type);
    assert.equal(messageCode(type.name), type.code);
    assert.equal(messageByCode(type.code), type);
  }
  assert.equal(messageTitle('INFORMATION-REQUEST'), 'Information-request');
  assert.equal(messageTitle('RELAY-REPL'), 'Relay-reply');
  assert.equal(messageTitle('message 99'), 'message 99');
  assert.equal(messageName(99), 'message 99');
  assert.equal(messageByTitle('Solicitation'), undefined);
  assert.equal(statusCodes.length, 24);
  assert.equal(statusName(2), 'NoAddrsAvail');
  assert.equal(statusName(99), 'status 99');
  assert.equal(statusByName('noaddrsavail')?.code, 2);
  assert.equal(statusByName('Fine'), undefined);
});

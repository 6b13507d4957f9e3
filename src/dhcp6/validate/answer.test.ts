import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fromHex } from '../bytes.js';
import { decode } from '../decode.js';
import { encode } from '../encode.js';
import { bend } from '../lies.js';
import { message, rawOption } from '../make.js';
import type { ClientServerMessage, DhcpOption, Message } from '../model.js';
import {
  addressSelection,
  clientFqdn,
  clientId,
  dnsServers,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  iaTa,
  infMaxRt,
  informationRefreshTime,
  interfaceId,
  optionRequest,
  pdExclude,
  preference,
  rapidCommit,
  relayPort,
  relaySuppliedOptions,
  remoteId,
  s46MapE,
  serverId,
  serverUnicast,
  solMaxRt,
  statusCode,
  vendorOptions,
} from '../options.js';
import { relayLayers, wrap } from '../relayed.js';
import { answerRules, ruleList, validateAnswer } from './answer.js';

const bytes = (text: string) => fromHex(text) as Uint8Array;
const client = clientId({ duid: bytes('00030001020000000001') });
const server = serverId({ duid: bytes('000300010200000000fe') });
const lease = iaAddress({ address: '2001:db8:1::100', preferredLifetime: 300, validLifetime: 400 });
const na = () => iaNa({ iaid: 1, t1: 100, t2: 200, options: [lease] });
const pd = () =>
  iaPd({
    iaid: 1,
    t1: 100,
    t2: 200,
    options: [iaPrefix({ prefix: '3001::', prefixLength: 96, preferredLifetime: 300, validLifetime: 400 })],
  });

const request = (...more: DhcpOption[]) =>
  message('REQUEST', {
    transactionId: 0x3f21a8,
    options: [client, server, iaNa({ iaid: 1 }), iaPd({ iaid: 1 }), optionRequest({ codes: [23, 82] }), ...more],
  });
const reply = (...more: DhcpOption[]) =>
  message('REPLY', { transactionId: 0x3f21a8, options: [client, server, na(), pd(), ...more] });

/** `rule weight requirement`, as a server's own bytes are judged. */
function judge(received: Message, sent: Message, edition?: '8415' | '9915'): string[] {
  const options = edition === undefined ? {} : { edition };
  return validateAnswer(decode(encode(received)), decode(encode(sent)), options).map(
    ({ rule, weight, requirement }) => `${rule} ${weight}${requirement === undefined ? '' : ` ${requirement}`}`,
  );
}

describe('an answer that keeps all rules', () => {
  const good: [string, ClientServerMessage, ClientServerMessage][] = [
    ['Reply to a Request', reply(dnsServers({ addresses: ['2001:db8::53'] }), solMaxRt({ seconds: 3600 })), request()],
    [
      'Advertise',
      message('ADVERTISE', {
        transactionId: 1,
        options: [client, server, preference({ value: 255 }), iaNa({ iaid: 1, options: [statusCode({ code: 2 })] })],
      }),
      message('SOLICIT', { transactionId: 1, options: [client, iaNa({ iaid: 1 })] }),
    ],
    [
      'Reply to a Solicit with Rapid Commit',
      message('REPLY', { transactionId: 1, options: [client, server, rapidCommit(), na()] }),
      message('SOLICIT', { transactionId: 1, options: [client, rapidCommit(), iaNa({ iaid: 1 })] }),
    ],
    [
      'Reply to an anonymous Information-request',
      message('REPLY', {
        transactionId: 1,
        options: [server, informationRefreshTime({ seconds: 86400 }), infMaxRt({ seconds: 60 })],
      }),
      message('INFORMATION-REQUEST', { transactionId: 1, options: [optionRequest({ codes: [32, 83] })] }),
    ],
    [
      'Reply to a Confirm',
      message('REPLY', { transactionId: 1, options: [client, server, statusCode({ code: 4 })] }),
      message('CONFIRM', { transactionId: 1, options: [client, iaNa({ iaid: 1, options: [lease] })] }),
    ],
    [
      'Reply to a Release of an unknown IA',
      message('REPLY', {
        transactionId: 1,
        options: [client, server, statusCode({ code: 0 }), iaNa({ iaid: 1, options: [statusCode({ code: 3 })] })],
      }),
      message('RELEASE', { transactionId: 1, options: [client, server, iaNa({ iaid: 1 })] }),
    ],
  ];
  for (const [name, received, sent] of good) {
    test(name, () => assert.deepEqual(judge(received, sent), []));
  }

  test('an IA with only a status or expired leases may have other T1 and T2', () => {
    const received = message('REPLY', {
      transactionId: 0x3f21a8,
      options: [
        client,
        server,
        na(),
        iaPd({ iaid: 1, options: [statusCode({ code: 6 })] }),
        iaNa({ iaid: 2, t1: 7, t2: 9, options: [iaAddress({ address: '2001:db8:2::1' })] }),
      ],
    });
    assert.deepEqual(judge(received, request(iaNa({ iaid: 2 }))), []);
  });
});

describe('an answer that breaks a rule', () => {
  const table: [string, (received: ClientServerMessage) => Message, string[]][] = [
    ['another transaction id', (m) => bend(m, 'message transaction id 1'), ['transaction-id violation R8415-16.1-01']],
    [
      'an Advertise to a Request',
      (m) => ({ ...m, type: 2, name: 'ADVERTISE' }),
      ['message-type violation R8415-7.3-01'],
    ],
    ['no Client Identifier', (m) => bend(m, 'CLIENTID removed'), ['client-id violation R8415-18.3-05']],
    [
      'another Client Identifier',
      (m) => bend(m, 'CLIENTID.duid = 000300010200000000ff'),
      ['client-id violation R8415-18.3-05'],
    ],
    ['a longer Client Identifier', (m) => bend(m, 'CLIENTID followed by 00'), ['client-id violation R8415-18.3-05']],
    ['no Server Identifier', (m) => bend(m, 'SERVERID removed'), ['server-id violation R8415-18.3-04']],
    [
      'two Server Identifiers',
      (m) => bend(m, 'SERVERID doubled'),
      ['server-id violation R8415-18.3-04', 'singleton violation R8415-21-02'],
    ],
    [
      "another server's identifier",
      (m) => bend(m, 'SERVERID.duid = 0003000102000000ffff'),
      ['server-id violation R8415-14-02'],
    ],
    ['Rapid Commit', (m) => with_(m, rapidCommit()), ['rapid-commit remark']],
    ['a length beyond the end', (m) => bend(m, 'IA_PD length +1'), ['well-formed violation R8415-21.1-01']],
    ['a byte after the last option', (m) => bend(m, 'message followed by 00'), ['well-formed violation R8415-21.1-01']],
    [
      'a compressed name',
      (m) => with_(m, rawOption(24, bytes('c004'))),
      ['well-formed violation R8415-10-02', 'unrequested remark R8415-21.7-01'],
    ],
    [
      'a status text with a NUL',
      (m) => with_(m, statusCode({ code: 0, message: 'ok\0' })),
      ['well-formed violation R8415-21.13-01'],
    ],
    [
      'a status text that is none',
      (m) => with_(m, rawOption(13, bytes('0000ff'))),
      ['well-formed violation R8415-21.13-02'],
    ],
    [
      'a DUID of two bytes',
      (m) => bend(m, 'SERVERID truncated to 2'),
      ['server-id violation R8415-14-02', 'well-formed violation R8415-11.1-01'],
    ],
    ['an option of clients', (m) => with_(m, optionRequest({ codes: [23] })), ['option-place violation R8415-21.1-02']],
    ['a Preference', (m) => with_(m, preference({ value: 0 })), ['option-place violation R8415-21.1-02']],
    ['an Interface-Id', (m) => with_(m, interfaceId({ id: bytes('01') })), ['option-place violation R8415-21.18-04']],
    [
      'a refresh time',
      (m) => with_(m, informationRefreshTime({ seconds: 600 })),
      ['option-place violation R8415-21.23-04', 'unrequested remark R8415-21.7-01'],
    ],
    [
      'an address at top level',
      (m) => with_(m, iaAddress({ address: '2001:db8:1::101' })),
      ['option-place violation R8415-21.6-01'],
    ],
    ['a prefix at top level', (m) => bend(m, 'IA_PD.IAPREFIX moved out'), ['option-place violation R8415-21.22-01']],
    [
      'DNS servers in an IA',
      (m) => inFirst(m, dnsServers({ addresses: [] })),
      ['option-place violation R8415-21.1-02'],
    ],
    [
      'two statuses in an IA',
      (m) => inFirst(m, statusCode({ code: 0 }), statusCode({ code: 0 })),
      ['singleton violation R8415-21-02'],
    ],
    [
      'two vendor options of one enterprise',
      (m) =>
        with_(m, vendorOptions({ enterprise: 9, suboptions: [] }), vendorOptions({ enterprise: 9, suboptions: [] })),
      ['singleton violation R8415-21.17-02', 'unrequested remark R8415-21.17-04', 'unrequested remark R8415-21.17-04'],
    ],
    [
      'an option that nobody asked for',
      (m) => with_(m, infMaxRt({ seconds: 60 })),
      ['unrequested remark R8415-21.7-01'],
    ],
    ['an option that nobody knows', (m) => with_(m, rawOption(65000, bytes('01'))), ['unrequested remark']],
    [
      'a name that nobody sent',
      (m) => with_(m, clientFqdn({ flags: 0, name: 'a.' })),
      ['unrequested remark R4704-6-02'],
    ],
    [
      'the same IA twice',
      (m) => with_(bend(m, 'IA_NA removed'), iaNa({ iaid: 1 }), iaNa({ iaid: 1 })),
      ['iaid violation R8415-21.4-01'],
    ],
    ['an IA that was not asked for', (m) => with_(m, iaNa({ iaid: 2 })), ['iaid remark R8415-21.4-01']],
    [
      'T1 above T2',
      (m) => bend(bend(m, 'IA_NA.t1 = 201'), 'IA_PD.t1 = 201'),
      ['timers violation R8415-21.4-12', 'timers violation R8415-21.21-09'],
    ],
    ['T1 equal to T2', (m) => bend(bend(m, 'IA_NA.t1 = 200'), 'IA_PD.t1 = 200'), []],
    ['T1 0 and T2 not', (m) => bend(bend(m, 'IA_NA.t1 = 0'), 'IA_PD.t1 = 0'), []],
    ['different T1', (m) => bend(m, 'IA_PD.t1 = 99'), ['same-timers violation R8415-18.1-01']],
    [
      'different T2',
      (m) => bend(m, 'IA_PD.t2 = infinity'),
      ['same-timers violation R8415-18.1-01', 'timers-in-lifetime remark R8415-21.21-06'],
    ],
    [
      'preferred above valid',
      (m) => bend(m, 'IA_NA.IAADDR.preferredLifetime = 401'),
      ['lifetimes violation R8415-21.6-05'],
    ],
    [
      'preferred above valid of a prefix',
      (m) => bend(m, 'IA_PD.IAPREFIX.preferredLifetime = infinity'),
      ['lifetimes violation R8415-21.22-05'],
    ],
    ['the same address twice', (m) => bend(m, 'IA_NA.IAADDR doubled'), ['duplicate-lease violation']],
    ['NoAddrsAvail and an address', (m) => inFirst(m, statusCode({ code: 2 })), ['status-with-lease violation']],
    [
      'NoPrefixAvail in an IA_NA',
      (m) => bend(inFirst(m, statusCode({ code: 6 })), 'IA_NA.IAADDR removed'),
      ['status-place violation R8415-21.4-05'],
    ],
    ['NoBinding at top level', (m) => with_(m, statusCode({ code: 3 })), ['status-place violation R8415-21.4-05']],
    ['NoPrefixAvail at top level', (m) => with_(m, statusCode({ code: 6 })), ['status-place violation R8415-21.21-04']],
    ['NotOnLink at top level', (m) => with_(m, statusCode({ code: 4 })), ['status-place violation R8415-18.3.2-06']],
    [
      "an IA's status also at top level",
      (m) => with_(bend(inFirst(m, statusCode({ code: 2 })), 'IA_NA.IAADDR removed'), statusCode({ code: 2 })),
      ['status-place remark R8415-21.4-05'],
    ],
    ['UnspecFail at top level', (m) => with_(m, statusCode({ code: 1 })), []],
    [
      'a status that nobody knows',
      (m) => with_(m, statusCode({ code: 99 })),
      ['status-known violation R8415-21.13-04'],
    ],
    ['SOL_MAX_RT below its least', (m) => with_(m, solMaxRt({ seconds: 59 })), ['limits violation R8415-21.24-01']],
    ['SOL_MAX_RT above its most', (m) => with_(m, solMaxRt({ seconds: 86401 })), ['limits violation R8415-21.24-01']],
    [
      'reserved bits of Address Selection',
      (m) => with_(m, addressSelection({ flags: 4 })),
      ['unrequested remark R8415-21.7-01', 'reserved-bits violation R7078-2-01'],
    ],
  ];
  for (const [name, change, expected] of table) {
    test(name, () => assert.deepEqual(judge(change(reply()), request()), expected));
  }

  test('IAs in the Reply to an Information-request', () => {
    const sent = message('INFORMATION-REQUEST', { transactionId: 1, options: [client] });
    const received = message('REPLY', { transactionId: 1, options: [client, server, iaNa({ iaid: 1 })] });
    assert.deepEqual(judge(received, sent), ['option-place violation R8415-18.3.6-09', 'iaid remark R8415-21.4-01']);
  });

  test('a Client Identifier where none was sent', () => {
    const sent = message('INFORMATION-REQUEST', { transactionId: 1 });
    const received = message('REPLY', { transactionId: 1, options: [client, server] });
    assert.deepEqual(judge(received, sent), ['client-id violation R8415-16.10-02']);
  });

  test('Rapid Commit missing, or not asked for', () => {
    const solicit = (...options: DhcpOption[]) =>
      message('SOLICIT', { transactionId: 1, options: [client, ...options] });
    const received = message('REPLY', { transactionId: 1, options: [client, server] });
    assert.deepEqual(judge(received, solicit(rapidCommit())), ['rapid-commit violation R8415-21.14-01']);
    assert.deepEqual(judge(received, solicit()), ['rapid-commit violation R8415-18.3.1-04']);
  });

  test('the status of an IA outside of it in an Advertise', () => {
    const sent = message('SOLICIT', { transactionId: 1, options: [client, iaNa({ iaid: 1 })] });
    const received = (code: number) =>
      message('ADVERTISE', { transactionId: 1, options: [client, server, statusCode({ code })] });
    assert.deepEqual(judge(received(2), sent), ['status-place violation R8415-18.3.9-22']);
    assert.deepEqual(judge(received(6), sent), ['status-place violation R8415-18.3.9-24']);
  });

  test('flags of the Client FQDN option', () => {
    const sent = request(clientFqdn({ flags: 1, name: 'host' }), optionRequest({ codes: [39] }));
    const answer = (flags: number) => judge(reply(clientFqdn({ flags, name: 'host.example.' })), sent);
    assert.deepEqual(answer(1), []);
    assert.deepEqual(answer(2), []);
    assert.deepEqual(answer(0), ['fqdn-flags violation R4704-4.1-01']);
    assert.deepEqual(answer(7), ['fqdn-flags violation R4704-4.1-02']);
    assert.deepEqual(answer(9), ['reserved-bits violation R4704-4.1-03']);
  });

  test('excluded prefixes', () => {
    const answer = (prefixLength: number, subnetId: string) => {
      const prefix = iaPrefix({
        prefix: '2001:db8::',
        prefixLength: 59,
        preferredLifetime: 1,
        validLifetime: 400,
        options: [pdExclude({ prefixLength, subnetId: bytes(subnetId) })],
      });
      const received = message('REPLY', {
        transactionId: 0x3f21a8,
        options: [client, server, na(), iaPd({ iaid: 1, t1: 100, t2: 200, options: [prefix] })],
      });
      return judge(received, request());
    };
    assert.deepEqual(answer(64, '78'), []);
    assert.deepEqual(answer(68, '7880'), []);
    assert.deepEqual(answer(59, '00'), ['excluded-prefix violation R6603-4.2-01']);
    assert.deepEqual(answer(64, '79'), ['excluded-prefix violation R6603-4.2-03']);
    assert.deepEqual(answer(64, '7800'), ['excluded-prefix violation R6603-4.2-03']);
  });

  test('what the later edition has made obsolete is a remark there, and nothing here', () => {
    const sent = request(iaTa({ iaid: 1 }));
    const received = reply(
      iaTa({ iaid: 1, options: [iaAddress({ address: '2001:db8::7', validLifetime: 9 })] }),
      serverUnicast({ address: '2001:db8::1' }),
      statusCode({ code: 5 }),
    );
    assert.deepEqual(judge(received, sent), []);
    assert.deepEqual(judge(received, sent, '9915'), [
      'status-known remark R9915-21.13-01',
      'obsolete remark R9915-21.5-01',
      'obsolete remark R9915-21.12-01',
    ]);
  });
});

test('a Client Identifier that is none is no fault of the server that returns it unchanged', () => {
  const odd = rawOption(1, bytes('00010001aa'));
  const with1 = (one: ClientServerMessage, option: DhcpOption) => ({
    ...one,
    options: one.options.map((each) => (each.code === clientId.code ? option : each)),
  });
  assert.deepEqual(judge(with1(reply(), odd), with1(request(), odd)), []);
  const cut = rawOption(1, bytes('0001'));
  assert.ok(judge(with1(reply(), cut), with1(request(), odd)).some((one) => one.startsWith('well-formed violation')));
});

describe('relay layers', () => {
  const layer = { linkAddress: '2001:db8::1', peerAddress: 'fe80::1' };
  const id = interfaceId({ id: bytes('657468') });
  const sent = wrap(wrap(request(), { ...layer, options: [id] }), { linkAddress: '::', peerAddress: 'fe80::2' });
  const good = () =>
    wrap(wrap(reply(), { ...layer, name: 'RELAY-REPL', options: [id] }), {
      linkAddress: '::',
      peerAddress: 'fe80::2',
      name: 'RELAY-REPL',
    });
  const inner = (change: (layer: Message) => void) => {
    const whole = good();
    change(relayLayers(whole)[1] as Message);
    return whole;
  };

  test('an answer through the same layers keeps all rules', () => assert.deepEqual(judge(good(), sent), []));

  const table: [string, () => Message, string[]][] = [
    ['an answer without layers', () => reply(), ['relay-layers violation R8415-19.3-02']],
    [
      'a layer too few',
      () => relayLayers(good())[1] as Message,
      [
        'relay-layers violation R8415-19.3-02',
        'relay-header violation R8415-19.3-03',
        'relay-header violation R8415-19.3-04',
        'relay-header violation R8415-19.3-05',
        'relay-interface-id violation R8415-18.3.10-04',
      ],
    ],
    ['a Relay-forward', () => ({ ...good(), type: 12, name: 'RELAY-FORW' }), ['relay-layers violation R8415-7.3-01']],
    [
      'two Relay Messages',
      () => bend(good(), 'RELAY_MSG doubled'),
      ['relay-layers violation R8415-19.3-06', 'relay-options violation R8415-21-02'],
    ],
    ['another hop count', () => ({ ...good(), hopCount: 9 }), ['relay-header violation R8415-19.3-03']],
    [
      'another link address',
      () => ({ ...good(), linkAddress: '2001:db8::9' }),
      ['relay-header violation R8415-19.3-04'],
    ],
    ['another peer address', () => ({ ...good(), peerAddress: '::' }), ['relay-header violation R8415-19.3-05']],
    [
      'no Interface-Id',
      () => inner((one) => void one.options.shift()),
      ['relay-interface-id violation R8415-21.18-01'],
    ],
    [
      'another Interface-Id',
      () => bend(good(), 'RELAY_MSG.INTERFACE_ID followed by 00'),
      ['relay-interface-id violation R8415-21.18-01'],
    ],
    ['an Interface-Id that was not sent', () => with_(good(), id), ['relay-interface-id violation R8415-18.3.10-04']],
    [
      'an option of clients in a layer',
      () => with_(good(), preference({ value: 1 })),
      ['relay-options violation R8415-21.1-02'],
    ],
    [
      'bytes after the last option of a layer',
      () => ({ ...good(), trailing: bytes('0000') }),
      ['relay-options violation R8415-21.1-01'],
    ],
    [
      'a wrong answer inside',
      () => bend(good(), 'RELAY_MSG.RELAY_MSG.CLIENTID removed'),
      ['client-id violation R8415-18.3-05'],
    ],
  ];
  for (const [name, received, expected] of table) test(name, () => assert.deepEqual(judge(received(), sent), expected));

  test('what is echoed is unchanged, and the relay port is echoed always', () => {
    const options = [remoteId({ enterprise: 9, id: bytes('01') }), relayPort({ port: 1000 })];
    const forward = wrap(request(), { ...layer, options });
    const answer = (...back: DhcpOption[]) =>
      judge(wrap(reply(), { ...layer, name: 'RELAY-REPL', options: back }), forward);
    assert.deepEqual(answer(...options), []);
    assert.deepEqual(answer(relayPort({ port: 1000 })), []);
    assert.deepEqual(answer(), ['relay-echo violation R8357-5.2-01']);
    assert.deepEqual(answer(relayPort({ port: 1000 }), remoteId({ enterprise: 9, id: bytes('02') })), [
      'relay-echo violation R4649-5-04',
    ]);
  });

  test('what a relay agent supplied for the client needs no request of the client', () => {
    const forward = wrap(request(), { ...layer, options: [relaySuppliedOptions({ options: [s46MapE()] })] });
    assert.deepEqual(judge(wrap(reply(s46MapE()), { ...layer, name: 'RELAY-REPL' }), forward), []);
  });
});

test('a lease that stands twice breaks a Reply; in an Advertise, which assigns nothing, it is worth a word', () => {
  const twice = bend(reply(), 'IA_NA.IAADDR doubled');
  const weight = (received: Message, sent: Message) =>
    validateAnswer(received, sent).find((one) => one.rule === 'duplicate-lease')?.weight;
  assert.equal(weight(twice, request()), 'violation');
  assert.equal(weight({ ...twice, type: 2, name: 'ADVERTISE' } as Message, request()), 'remark');
});

test('every rule has a name of its own and a sentence', () => {
  assert.equal(new Set(ruleList.map((rule) => rule.name)).size, ruleList.length);
  for (const { name, title } of ruleList) {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.match(title, /\.$/);
  }
  assert.ok(answerRules.length < ruleList.length);
});

test('nothing makes the judgement throw', () => {
  for (const text of ['', '07', '07000001', '0d', `0d${'00'.repeat(33)}`, 'ff000000', '07000001ffff0000']) {
    const received = decode(bytes(text));
    assert.ok(Array.isArray(validateAnswer(received, request())));
    assert.ok(Array.isArray(validateAnswer(reply(), received)));
  }
});

function with_(message: Message, ...options: DhcpOption[]): Message {
  return { ...message, options: [...message.options, ...options] };
}

/** Options at the end of the first IA_NA. */
function inFirst(message: Message, ...options: DhcpOption[]): Message {
  const list = message.options.map((option) =>
    option.code === iaNa.code ? iaNa({ iaid: 1, t1: 100, t2: 200, options: [...option.options, ...options] }) : option,
  );
  return { ...message, options: list };
}

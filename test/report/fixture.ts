import type {
  Finding,
  PacketRecord,
  RunRecord,
  ScenarioRecord,
  StepRecord,
  TreeLine,
  Verdict,
} from '../../src/report/record.js';

/** Records as a run against Kea 2.2.0 leaves them: every verdict once, and one with what a hostile server could send. */

const client = 'fe80::200:ff:fe00:1';
const server = 'fe80::200:ff:fe00:fe';
const group = 'ff02::1:2';

/** A tree from indented text: two spaces a level, `>` in front of a marked line. */
export function tree(text: string): TreeLine[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, spaces, pointer, words] = /^( *)(> )?(.*)$/.exec(line) as unknown as [string, string, string?, string?];
      const depth = spaces.length / 2;
      return pointer === undefined ? { depth, text: words ?? '' } : { depth, text: words ?? '', marked: true };
    });
}

const clientId = 'Client Identifier  00:03:00:01:02:00:00:00:00:01';
const serverId = 'Server Identifier  00:01:00:01:2b:8c:5c:40:02:00:00:00:00:fe';
const address = 'IA Address 2001:db8:1::100  preferred 300  valid 400';
const prefix = 'IA Prefix 3001::/96  preferred 300  valid 400';

function packet(
  at: number,
  direction: 'sent' | 'received',
  step: StepRecord,
  lines: string,
  more: Partial<PacketRecord> = {},
): PacketRecord {
  const sent = direction === 'sent';
  const printed = tree(lines);
  return {
    direction,
    at,
    link: 1,
    from: sent ? client : server,
    to: sent ? group : client,
    summary: printed[0]?.text ?? '',
    tree: printed,
    hex: sent ? '013f21a80001000a00030001020000000001' : '023f21a80001000a00030001020000000001',
    step: step.text,
    line: step.line,
    ...more,
  };
}

function step(line: number, words: string, status: StepRecord['status'] = 'passed', milliseconds = 1.4): StepRecord {
  const [keyword, ...rest] = words.split(' ');
  return {
    keyword: `${keyword} `,
    text: rest.join(' '),
    line,
    status,
    milliseconds: status === 'skipped' ? 0 : milliseconds,
  };
}

const files = ['capture.pcapng', 'transcript.txt', 'config/kea-dhcp6.conf', 'server.log', 'leases', 'result.json'];

function scenario(id: string, verdict: Verdict, more: Partial<ScenarioRecord>): ScenarioRecord {
  return {
    id,
    verdict,
    description: '',
    feature: 'RFC 7550, multiple stateful options',
    uri: `features/rfc7550/${id}.feature`,
    line: 9,
    requirements: [],
    tags: [],
    findings: [],
    steps: [],
    packets: [],
    seconds: 0.09,
    parts: { configure: 0.041, exchange: 0.004, judge: 0.001, collect: 0.044 },
    folder: id,
    files,
    ...more,
  };
}

const bound = step(10, 'Given a client bound on link 1 with IA_NA 1');
const solicits = step(12, 'When the client sends a Solicit with IA_NA 1 and IA_PD 2');
const advertised = step(13, 'Then it receives an Advertise', 'passed', 0.2);
const requests = step(14, 'When it sends a Request with what was advertised');
const replied = step(15, 'Then it receives a Reply', 'passed', 0.1);
const renews = step(16, 'When it sends a Renew with IA_NA 1 and IA_PD 2');
const adds = step(17, 'Then in it IA_PD 2 holds a prefix of 3001::/64', 'failed', 0.3);

const fourMessages: PacketRecord[] = [
  packet(
    0,
    'sent',
    solicits,
    `Solicit 0x3f21a6\n  ${clientId}\n  Elapsed Time  0 ms\n  Option Request  SOL_MAX_RT\n  IA_NA 1  T1 0  T2 0\n  IA_PD 2  T1 0  T2 0`,
  ),
  packet(
    1.1,
    'received',
    solicits,
    `Advertise 0x3f21a6\n  ${clientId}\n  ${serverId}\n  IA_NA 1  T1 100  T2 200\n    ${address}\n  IA_PD 2  T1 100  T2 200\n    ${prefix}`,
  ),
  packet(
    2.4,
    'sent',
    requests,
    `Request 0x3f21a7\n  ${clientId}\n  ${serverId}\n  Elapsed Time  0 ms\n  Option Request  SOL_MAX_RT\n  IA_NA 1  T1 0  T2 0\n    ${address.replace('300', '0').replace('400', '0')}\n  IA_PD 2  T1 0  T2 0\n    ${prefix.replace('300', '0').replace('400', '0')}`,
  ),
  packet(
    3.8,
    'received',
    requests,
    `Reply 0x3f21a7\n  ${clientId}\n  ${serverId}\n  IA_NA 1  T1 100  T2 200\n    ${address}\n  IA_PD 2  T1 100  T2 200\n    ${prefix}`,
  ),
];

const renewed = `Reply 0x3f21a8 from fe80::1 after 1.2 ms
  Client Identifier  00:03:00:01:02:00:00:00:00:01
  Server Identifier  00:03:00:01:02:00:00:00:00:fe
  IA_NA 1  T1 100  T2 200
    2001:db8:1::100  preferred 300  valid 400`;

export const prefixMissing: Finding = {
  weight: 'violation',
  requirement: 'R8415-18.3.4-17',
  level: 'STATES',
  text: 'an added IA_PD comes back, with NoPrefixAvail if nothing can be assigned',
  expected: 'IA_PD 2 with a prefix of 3001::/64 (NoBinding or NoPrefixAvail: a deviation)',
  received: 'IA_PD 2 is missing',
  tree: tree(`${renewed}\n  > IA_PD 2 is missing`),
  step: 'in it IA_PD 2 holds a prefix of 3001::/64',
};

export const passed = scenario('7550_1', 'passed', {
  description: 'The client asks for an address and a prefix in one session.',
  requirements: ['R3315-18.2.1-01', 'R7550-4.3-02'],
  rule: 'One session, one transaction',
  steps: [solicits, advertised, requests, replied],
  packets: fourMessages,
  seconds: 0.081,
});

export const failed = scenario('7550_7', 'failed', {
  description: 'Renew adds a prefix',
  requirements: ['R8415-18.3.4-17', 'R7550-4.4.6-10'],
  rule: 'A Renew may carry IAs that the server has not seen',
  reason: 'IA_PD 2 is missing',
  findings: [prefixMissing],
  steps: [bound, renews, replied, adds, step(18, 'And the lease file holds the prefix', 'skipped')],
  packets: [
    packet(
      0,
      'sent',
      renews,
      `Renew 0x3f21a8\n  ${clientId}\n  ${serverId}\n  Elapsed Time  0 ms\n  IA_NA 1  T1 0  T2 0\n    IA Address 2001:db8:1::100  preferred 0  valid 0\n  IA_PD 2  T1 0  T2 0`,
    ),
    packet(0.7, 'received', renews, 'Advertise 0x77aa01\n  Server Identifier  00:03:00:01:02:00:00:00:00:99', {
      note: 'stranger',
      from: 'fe80::99',
    }),
    packet(1.2, 'received', renews, renewed),
  ],
});

export const deviating = scenario('v6.basic.message.renew-reply', 'deviation', {
  feature: 'Basic messages',
  uri: 'features/basic/v6.basic.message.feature',
  line: 61,
  description: 'A client renews the address that it holds.',
  requirements: ['R8415-18.3.4-01', 'R8415-21.7-05'],
  tags: ['@renew'],
  reason: 'SOL_MAX_RT is missing',
  findings: [
    {
      weight: 'deviation',
      requirement: 'R8415-21.7-05',
      level: 'SHOULD',
      text: 'returns the options that the client asked for',
      expected: 'SOL_MAX_RT, which the client asked for',
      received: 'SOL_MAX_RT is missing',
      tree: tree(`${renewed}\n  > SOL_MAX_RT is missing`),
    },
    {
      weight: 'remark',
      level: 'MAY',
      requirement: 'R8415-18.3.4-03',
      expected: 'the lifetimes that were configured',
      received: 'valid lifetime 399, one second less than configured',
    },
  ],
  steps: [bound, renews, replied],
  packets: [
    packet(0, 'sent', renews, 'Renew 0x3f21b0'),
    packet(1.3, 'received', renews, renewed.replace('a8 ', 'b0 ')),
  ],
  seconds: 0.084,
});

export const unsupported = scenario('7550_8', 'unsupported', {
  description: 'Renew adds a prefix where the server creates no binding on Renew.',
  requirements: ['R8415-18.3.4-14'],
  reason: 'kea has no capability no-new-leases-on-renew',
  seconds: 0,
  parts: {},
  files: [],
});

export const waived = scenario('v6.basic.message.confirm-reply', 'waived', {
  feature: 'Basic messages',
  uri: 'features/basic/v6.basic.message.feature',
  line: 48,
  description: 'A client asks whether its address fits the link.',
  requirements: ['R8415-18.3.3-07'],
  reason: 'known failure until 2027-01-01, https://gitlab.isc.org/isc-projects/kea/-/issues/0',
  seconds: 0.079,
});

export const unexpectedPass = scenario('v6.basic.message.release-reply', 'unexpected-pass', {
  feature: 'Basic messages',
  uri: 'features/basic/v6.basic.message.feature',
  line: 90,
  description: 'A client gives its address back.',
  requirements: ['R8415-18.3.7-01'],
  reason: 'the waiver of 2026-03-01 no longer applies',
  seconds: 0.083,
});

export const errored = scenario('v6.basic.message.decline-reply', 'error', {
  feature: 'Basic messages',
  uri: 'features/basic/v6.basic.message.feature',
  line: 104,
  description: 'A client refuses an address that is in use.',
  requirements: ['R8415-18.3.8-01'],
  reason:
    'kea refused the configuration.\nDHCP6_CONFIG_LOAD_FAIL configuration error using file: /etc/kea/kea-dhcp6.conf,\nreason: invalid prefix 2001:db8::zz/64 (line 14, column 19)',
  findings: [],
  steps: [step(105, 'Given a client bound on link 1', 'failed'), step(106, 'When it sends a Decline', 'skipped')],
  files: ['config/kea-dhcp6.conf', 'server.log', 'result.json'],
  seconds: 0.31,
});

/** The server died, and what it sent before is hostile to terminals, XML and browsers. */
export const hostileText =
  '<script>document.title="owned"</script><img src=x onerror=alert(1)>\u001b[2J\u0000 ]]> & "\' \u202egnp.exe \ud800';

export const died = scenario('v6.robust.status-message', 'failed', {
  feature: 'Robustness <b>of</b> servers & relays',
  uri: 'features/rfc8415/21.13-status-code.feature',
  line: 30,
  description: 'The text of a status code is only text.',
  requirements: ['R8415-21.13-01', 'R8415-18.3.9-03'],
  tags: ['@robust'],
  reason: 'kea died after a packet of this scenario: segmentation fault (signal 11)',
  findings: [
    {
      weight: 'violation',
      expected: 'a server that goes on answering',
      received: 'kea died after a packet of this scenario: segmentation fault (signal 11)',
      log: ['DEBUG [kea-dhcp6.packets] DHCP6_PACKET_RECEIVED', `ERROR [kea-dhcp6.bad] ${hostileText}`],
    },
    {
      weight: 'violation',
      requirement: 'R8415-21.13-01',
      level: 'MUST NOT',
      text: 'the status message is not null-terminated',
      expected: 'a status message without a null byte at its end',
      received: `status message ${hostileText}`,
      tree: [
        { depth: 0, text: 'Advertise 0x3f21c0 from fe80::1 after 0.9 ms' },
        { depth: 1, text: serverId },
        { depth: 1, text: `Status Code  UnspecFail  ${hostileText}`, marked: true },
      ],
      step: 'the client sends a Solicit with IA_NA 1 and IA_PD 2',
    },
  ],
  steps: [solicits, step(13, 'Then it receives an Advertise', 'failed')],
  packets: [
    packet(0, 'sent', solicits, 'Solicit 0x3f21c0', { hex: 'ff'.repeat(40) }),
    packet(0.9, 'received', solicits, `Advertise 0x3f21c0\n  Status Code  UnspecFail  ${hostileText}`, {
      summary: `Advertise 0x3f21c0 ${hostileText}`,
    }),
  ],
  seconds: 1.09,
});

const all: readonly ScenarioRecord[] = [passed, failed, unsupported, waived, deviating, unexpectedPass, errored, died];

export const requirements: NonNullable<RunRecord['requirements']> = {
  'R3315-18.2.1-01': { level: 'STATES', text: 'Creates the bindings of a Request and records them, IA by IA.' },
  'R7550-4.3-02': { level: 'MUST', text: 'In a Reply to a Request, T1 and T2 are the same in all IAs.' },
  'R7550-4.4.6-10': { level: 'STATES', text: 'The Reply has message type 7 and the transaction-id of the Renew.' },
  'R8415-18.3.3-07': { level: 'STATES', text: 'Answers a Confirm whose addresses all fit the link with Success.' },
  'R8415-18.3.4-01': {
    level: 'STATES',
    text: 'For an IA_NA in a Renew that has a binding, sends the IA back with new lifetimes and T1/T2.',
  },
  'R8415-18.3.4-03': { level: 'MAY', text: 'May change the lifetimes of a lease in the Reply to a Renew.' },
  'R8415-18.3.4-14': {
    level: 'STATES',
    text: 'Sends NoBinding for an IA that it does not know and creates no binding for.',
  },
  'R8415-18.3.4-17': {
    level: 'STATES',
    text: 'An added IA_PD comes back, with NoPrefixAvail if nothing can be assigned.',
  },
  'R8415-18.3.7-01': {
    level: 'STATES',
    text: "Answers a Release with msg-type REPLY and the Release's transaction-id.",
  },
  'R8415-18.3.8-01': { level: 'STATES', text: "Deletes a declined address from the client's IA." },
  'R8415-18.3.9-03': { level: 'STATES', text: 'Copies the Client Identifier of the Solicit into the Advertise.' },
  'R8415-21.13-01': { level: 'MUST NOT', text: 'The status-message is not null-terminated.' },
  'R8415-21.7-05': { level: 'SHOULD', text: 'Returns the options that the client asked for.' },
};

export function countsOf(scenarios: readonly ScenarioRecord[], notRun = 0): RunRecord['counts'] {
  const count = (verdict: Verdict) => scenarios.filter((record) => record.verdict === verdict).length;
  return {
    passed: count('passed'),
    failed: count('failed'),
    deviation: count('deviation'),
    unsupported: count('unsupported'),
    waived: count('waived'),
    'unexpected-pass': count('unexpected-pass'),
    error: count('error'),
    notRun,
  };
}

/** A run with these scenarios; all of the above where none are named. */
export function run(scenarios: readonly ScenarioRecord[] = all, more: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 1,
    forge: '0.1.0',
    node: 'v20.20.2',
    started: '2026-11-23T14:02:11.000Z',
    seconds: 3.42,
    server: { product: 'ISC Kea', version: '2.2.0', host: 'root@192.0.2.7:22' },
    edition: '8415',
    strict: false,
    command: ['-6', '-n', '7550_*', '-n', 'v6.*', '--config', 'lab of mine.ts'],
    problems: [],
    scenarios,
    requirements,
    counts: countsOf(scenarios),
    exitCode: 1,
    ...more,
  };
}

/** A run as large as the whole suite: the same scenarios over and over under ids of their own. */
export function largeRun(size: number): RunRecord {
  const scenarios = Array.from({ length: size }, (_, i) => {
    const one = all[i % all.length] as ScenarioRecord;
    return { ...one, id: `${one.id}-${i}`, folder: `${one.id}-${i}` };
  });
  return run(scenarios);
}

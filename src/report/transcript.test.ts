import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixture from '../../test/report/fixture.js';
import { byStep, transcript } from './transcript.js';

test('tells sentences, packets in time order and findings', () => {
  assert.equal(
    transcript(fixture.failed),
    `7550_7  Renew adds a prefix
  verdict   failed: IA_PD 2 is missing
  feature   RFC 7550, multiple stateful options (features/rfc7550/7550_7.feature:9)
  rule      A Renew may carry IAs that the server has not seen
  cites     R8415-18.3.4-17, R7550-4.4.6-10
  time      0.09 s (configure 0.04 s, exchange 0.00 s, judge 0.00 s, collect 0.04 s)

  ✓ Given a client bound on link 1 with IA_NA 1  1.4 ms
  ✓ When it sends a Renew with IA_NA 1 and IA_PD 2  1.4 ms

         0.0 ms  sent on link 1  fe80::200:ff:fe00:1 → ff02::1:2
                Renew 0x3f21a8
                  Client Identifier  00:03:00:01:02:00:00:00:00:01
                  Server Identifier  00:01:00:01:2b:8c:5c:40:02:00:00:00:00:fe
                  Elapsed Time  0 ms
                  IA_NA 1  T1 0  T2 0
                    IA Address 2001:db8:1::100  preferred 0  valid 0
                  IA_PD 2  T1 0  T2 0

         0.7 ms  received on link 1  fe80::99 → fe80::200:ff:fe00:1  (stranger)
                Advertise 0x77aa01
                  Server Identifier  00:03:00:01:02:00:00:00:00:99

         1.2 ms  received on link 1  fe80::200:ff:fe00:fe → fe80::200:ff:fe00:1
                Reply 0x3f21a8 from fe80::1 after 1.2 ms
                  Client Identifier  00:03:00:01:02:00:00:00:00:01
                  Server Identifier  00:03:00:01:02:00:00:00:00:fe
                  IA_NA 1  T1 100  T2 200
                    2001:db8:1::100  preferred 300  valid 400

  ✓ Then it receives a Reply  0.1 ms
  ✗ Then in it IA_PD 2 holds a prefix of 3001::/64  0.3 ms
  ○ And the lease file holds the prefix  not run

Findings

  violation  STATES R8415-18.3.4-17: an added IA_PD comes back, with NoPrefixAvail if nothing can be assigned
    sentence  in it IA_PD 2 holds a prefix of 3001::/64
    expected  IA_PD 2 with a prefix of 3001::/64 (NoBinding or NoPrefixAvail: a deviation)
    received  IA_PD 2 is missing
                Reply 0x3f21a8 from fe80::1 after 1.2 ms
                  Client Identifier  00:03:00:01:02:00:00:00:00:01
                  Server Identifier  00:03:00:01:02:00:00:00:00:fe
                  IA_NA 1  T1 100  T2 200
                    2001:db8:1::100  preferred 300  valid 400
                ▶ IA_PD 2 is missing
`,
  );
});

test('an error is told with all of its lines', () => {
  assert.match(
    transcript(fixture.errored),
    / {2}verdict {3}error: kea refused the configuration\.\n {12}DHCP6_CONFIG_LOAD_FAIL [^\n]*\n {12}reason: invalid prefix/,
  );
});

test('equal sentences keep their own packets, and packets of no sentence come last', () => {
  const [sent] = fixture.failed.packets;
  const [, renews] = fixture.failed.steps;
  assert.ok(sent !== undefined && renews !== undefined);
  const record = {
    ...fixture.failed,
    steps: [renews, { ...renews, line: 20 }],
    packets: [
      { ...sent, at: 0 },
      { ...sent, at: 5, line: 20 },
      { ...sent, at: 9, step: '', line: 99 },
    ],
  };
  assert.deepEqual(
    byStep(record).map((group) => [group.step?.line, group.packets.map((packet) => packet.at)]),
    [
      [16, [0]],
      [20, [5]],
      [undefined, [9]],
    ],
  );
});

test('what a server sent cannot forge lines of the transcript or steer a terminal', () => {
  const text = transcript(fixture.died);
  assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
  assert.match(text, /\\x1b\[2J\\x00/);
});

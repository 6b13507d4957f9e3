import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import * as fixture from '../../test/report/fixture.js';
import { asciiSymbols, type Look, plainLook, speaksUtf8 } from './look.js';
import type { Finding } from './record.js';
import { failureBlock, liveLine, scenarioLine, summary } from './terminal.js';
import { columnsOf } from './text.js';

const folder = 'reports/2026-11-23T14-02-11-kea-2.2.0';
const one = { command: ['-6', '-n', '7550_7'], strict: false };
const narrow: Look = { ...plainLook, columns: 80, idWidth: 29 };

test('a failure tells level and requirement, expected, the received message with the pointer, files, and how to run it again', () => {
  assert.equal(
    failureBlock(fixture.failed, folder, one, { ...plainLook, idWidth: 7 }),
    `✗ 7550_7   Renew adds a prefix                                            0.09 s
  states    R8415-18.3.4-17: an added IA_PD comes back, with NoPrefixAvail if nothing can be assigned
  expected  IA_PD 2 with a prefix of 3001::/64 (NoBinding or NoPrefixAvail: a deviation)
  received  Reply 0x3f21a8 from fe80::1 after 1.2 ms
              Client Identifier  00:03:00:01:02:00:00:00:00:01
              Server Identifier  00:03:00:01:02:00:00:00:00:fe
              IA_NA 1  T1 100  T2 200
                2001:db8:1::100  preferred 300  valid 400
            ▶ IA_PD 2 is missing
  files     reports/2026-11-23T14-02-11-kea-2.2.0/7550_7/
  again     sudo npx forge -6 -n 7550_7
`,
  );
});

test('every verdict has its line, cut to the width', () => {
  assert.equal(
    fixture
      .run()
      .scenarios.map((record) => `${scenarioLine(record, narrow)}\n`)
      .join(''),
    `✓ 7550_1                         The client asks for an address and a p…  0.08 s
✗ 7550_7                         Renew adds a prefix                      0.09 s
○ 7550_8                         unsupported: kea has no capability no-new-leas…
◇ v6.basic.message.confirm-reply  waived: known failure until 2027-01-0…  0.08 s
~ v6.basic.message.renew-reply   A client renews the address that it ho…  0.08 s
◆ v6.basic.message.release-reply  passes although it is waived: the wai…  0.08 s
! v6.basic.message.decline-reply  A client refuses an address that is i…  0.31 s
✗ v6.robust.status-message       The text of a status code is only text.  1.09 s
`,
  );
});

test('a deviation is told in short, and in full where it fails the run', () => {
  assert.equal(
    failureBlock(fixture.deviating, folder, one, narrow),
    `~ v6.basic.message.renew-reply   A client renews the address that it ho…  0.08 s
  should    R8415-21.7-05: returns the options that the client asked for
  expected  SOL_MAX_RT, which the client asked for
  received  SOL_MAX_RT is missing
  files     reports/2026-11-23T14-02-11-kea-2.2.0/v6.basic.message.renew-reply/
`,
  );
  assert.equal(
    failureBlock(fixture.deviating, folder, { command: ['-6', '--strict'], strict: true }, narrow),
    `~ v6.basic.message.renew-reply   A client renews the address that it ho…  0.08 s
  should    R8415-21.7-05: returns the options that the client asked for
  expected  SOL_MAX_RT, which the client asked for
  received  Reply 0x3f21a8 from fe80::1 after 1.2 ms
              Client Identifier  00:03:00:01:02:00:00:00:00:01
              Server Identifier  00:03:00:01:02:00:00:00:00:fe
              IA_NA 1  T1 100  T2 200
                2001:db8:1::100  preferred 300  valid 400
            ▶ SOL_MAX_RT is missing
  remark    R8415-18.3.4-03: valid lifetime 399, one second less than configured
  files     reports/2026-11-23T14-02-11-kea-2.2.0/v6.basic.message.renew-reply/
  again     sudo npx forge -6 --strict -n v6.basic.message.renew-reply
`,
  );
});

test('an error tells the cause in the words of the server, and the sentence that met it', () => {
  assert.equal(
    failureBlock(fixture.errored, folder, one, { ...plainLook, symbols: asciiSymbols }),
    `! v6.basic.message.decline-reply  A client refuses an address that is in use.  0.31 s
  cause     kea refused the configuration.
            DHCP6_CONFIG_LOAD_FAIL configuration error using file: /etc/kea/kea-dhcp6.conf,
            reason: invalid prefix 2001:db8::zz/64 (line 14, column 19)
  step      Given a client bound on link 1 (features/basic/v6.basic.message.feature:105)
  files     reports/2026-11-23T14-02-11-kea-2.2.0/v6.basic.message.decline-reply/
  again     sudo npx forge -6 -n v6.basic.message.decline-reply
`,
  );
});

test('a dead server is told with the tail of its log; what it sent can do nothing to the terminal', () => {
  assert.equal(
    failureBlock(fixture.died, folder, one, { ...plainLook, columns: 100, symbols: asciiSymbols }),
    `x v6.robust.status-message  The text of a status code is only text.                           1.09 s
  expected  a server that goes on answering
  received  kea died after a packet of this scenario: segmentation fault (signal 11)
  log       DEBUG [kea-dhcp6.packets] DHCP6_PACKET_RECEIVED
            ERROR [kea-dhcp6.bad] <script>document.title="owned"</script><img src=x
            onerror=alert(1)>\\x1b[2J\\x00 ]]> & "' \\u{202e}gnp.exe \\u{d800}
  must not  R8415-21.13-01: the status message is not null-terminated
  expected  a status message without a null byte at its end
  received  status message <script>document.title="owned"</script><img src=x
            onerror=alert(1)>\\x1b[2J\\x00 ]]> & "' \\u{202e}gnp.exe \\u{d800}
              Advertise 0x3f21c0 from fe80::1 after 0.9 ms
                Server Identifier  00:01:00:01:2b:8c:5c:40:02:00:00:00:00:fe
              > Status Code  UnspecFail  <script>document.title="owned"</script><img src=x onerro...
  files     reports/2026-11-23T14-02-11-kea-2.2.0/v6.robust.status-message/
  again     sudo npx forge -6 -n v6.robust.status-message
`,
  );
});

test('a failure without a packet says what came instead of one', () => {
  const silence: Finding = {
    weight: 'violation',
    requirement: 'R8415-18.3.9-01',
    level: 'SHOULD NOT',
    text: 'answers a valid Solicit',
    expected: 'an Advertise',
    received: 'nothing within 1 s; the server is alive and answered the fence',
  };
  assert.equal(
    failureBlock({ ...fixture.failed, findings: [silence] }, folder, one, plainLook)
      .split('\n')
      .slice(1, 4)
      .join('\n'),
    `  should not  R8415-18.3.9-01: answers a valid Solicit
  expected    an Advertise
  received    nothing within 1 s; the server is alive and answered the fence`,
  );
});

test('several findings about one message repeat only what deviates in it', () => {
  const again: Finding = {
    ...fixture.prefixMissing,
    tree: fixture.tree('Reply 0x3f21a8 from fe80::1 after 1.2 ms\n  Elapsed Time  0\n  > Status Code is missing'),
    received: 'Status Code is missing',
  };
  const text = failureBlock({ ...fixture.failed, findings: [fixture.prefixMissing, again] }, folder, one, plainLook);
  assert.match(text, /received {2}Reply 0x3f21a8 from fe80::1 after 1\.2 ms\n {12}▶ Status Code is missing\n/);
});

test('a message of a thousand options is shown around what deviates', () => {
  const options = Array.from({ length: 1000 }, (_, i) => ({ depth: 1, text: `option ${i}`, marked: i === 500 }));
  const finding: Finding = {
    ...fixture.prefixMissing,
    tree: [{ depth: 0, text: 'Reply 0x1' }, ...options],
    received: 'option 500',
  };
  const text = failureBlock({ ...fixture.failed, findings: [finding] }, folder, one, plainLook);
  assert.ok(text.split('\n').length < 40);
  assert.match(text, / {14}… 488 lines\n {14}option 497\n {14}option 498\n {14}option 499\n {12}▶ option 500\n/);
});

test('passed, unsupported and waived scenarios have no block', () => {
  for (const record of [fixture.passed, fixture.unsupported, fixture.waived]) {
    assert.equal(failureBlock(record, folder, one, narrow), '');
  }
});

test('no line is wider than the terminal, but for what is copied', () => {
  for (const columns of [40, 60, 80, 132]) {
    const look = { ...narrow, columns };
    const run = fixture.run();
    const text = run.scenarios.map((record) => failureBlock(record, folder, run, look) + scenarioLine(record, look));
    const long = text
      .join('\n')
      .split('\n')
      .filter((line) => columnsOf(line) > columns && !/^ {2}(files|again) /.test(line));
    assert.deepEqual(long, []);
  }
});

test('the live line says how far the run is, and leaves the last column free', () => {
  const look = { ...plainLook, columns: 80 };
  assert.equal(liveLine(3, 40, undefined, '7550_7', look), '  3 of 40 · 7550_7');
  assert.equal(liveLine(3, 40, 4.2, '7550_7', look), '  3 of 40 · 5 s left · 7550_7');
  assert.equal(liveLine(3, 40, 65, undefined, { ...look, symbols: asciiSymbols }), '  3 of 40 - 1 min 05 s left');
  assert.equal(liveLine(3, 40, 4, '7550_7', { ...look, columns: 12 }), '  3 of 40…');
});

test('the summary counts, judges the server, lists what is bad, and says where the report is and how to go on', () => {
  assert.equal(
    summary(fixture.run(), folder, narrow),
    `2 failed, 1 error, 1 unexpected pass, 1 deviation, 1 waived, 1 unsupported, 1 passed in 3.42 s
ISC Kea 2.2.0 does not conform to RFC 8415 (exit code 1)
  ✗ 7550_7                          IA_PD 2 is missing
  ◆ v6.basic.message.release-reply  the waiver of 2026-03-01 no longer applies
  ! v6.basic.message.decline-reply  kea refused the configuration.
  ✗ v6.robust.status-message        kea died after a packet of this scenario: s…
  report  reports/2026-11-23T14-02-11-kea-2.2.0/index.html
  again   sudo npx forge -6 --config 'lab of mine.ts' -n 7550_7 -n v6.basic.message.release-reply -n v6.basic.message.decline-reply -n v6.robust.status-message
`,
  );
});

test('colours change no letter, whatever a painter does with further arguments', () => {
  const colour = (...texts: unknown[]) => `\u001b[1m${texts.join(' ')}\u001b[0m`;
  const paint = {
    bold: colour,
    dim: colour,
    red: colour,
    green: colour,
    yellow: colour,
    cyan: colour,
    magenta: colour,
  };
  const run = fixture.run();
  for (const columns of [undefined, 80]) {
    const told = (look: Look) =>
      run.scenarios.map((record) => scenarioLine(record, look) + failureBlock(record, folder, run, look)).join('') +
      summary(run, folder, look) +
      liveLine(1, 2, 3, 'id', look);
    const painted = told({ ...plainLook, columns, paint });
    assert.notEqual(painted, told({ ...plainLook, columns }));
    assert.equal(stripVTControlCharacters(painted), told({ ...plainLook, columns }));
  }
});

test('a good run, one that judged nothing, one that could not, and one that was stopped are told apart', () => {
  const told = (...[scenarios, more]: Parameters<typeof fixture.run>) =>
    summary(fixture.run(scenarios, more), folder, plainLook).split('\n').slice(0, 3);
  const report = `  report  ${folder}/index.html`;
  assert.deepEqual(told([fixture.passed], { exitCode: 0 }), [
    '1 passed in 3.42 s',
    'ISC Kea 2.2.0 conforms to RFC 8415 in what was tested (exit code 0)',
    report,
  ]);
  assert.deepEqual(told([fixture.unsupported], { exitCode: 2 }), [
    '1 unsupported in 3.42 s',
    'nothing was judged: ISC Kea 2.2.0 supports none of what was selected (exit code 2)',
    report,
  ]);
  assert.equal(
    told([fixture.errored], { exitCode: 3 })[1],
    'ISC Kea 2.2.0 could not be judged: the lab, the connection or the server failed (exit code 3)',
  );
  assert.deepEqual(
    told([fixture.passed], { exitCode: 130, interrupted: 'Ctrl-C', counts: fixture.countsOf([fixture.passed], 7) }),
    ['1 passed, 7 not run in 3.42 s', 'interrupted: Ctrl-C (exit code 130)', report],
  );
});

test('problems of the run as a whole stand in the summary', () => {
  const text = summary(
    fixture.run([fixture.passed], { problems: ['link 1: another DHCPv6 server answers, fe80::99'] }),
    folder,
    plainLook,
  );
  assert.match(text, /\n {2}link 1: another DHCPv6 server answers, fe80::99\n/);
});

test('the locale says whether UTF-8 is understood', () => {
  assert.equal(speaksUtf8({ LANG: 'C.UTF-8' }), true);
  assert.equal(speaksUtf8({ LANG: 'en_GB.utf8' }), true);
  assert.equal(speaksUtf8({ LANG: 'de_DE.UTF-8', LC_ALL: 'C' }), false);
  assert.equal(speaksUtf8({ LC_ALL: '', LC_CTYPE: 'C.UTF-8' }), true);
  assert.equal(speaksUtf8({}), false);
});

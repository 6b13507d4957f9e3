import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fixture from '../../test/report/fixture.js';
import { type LiveOptions, liveReporter } from './live.js';
import { plainLook } from './look.js';
import { redactor } from './redact.js';

function recorded(more: Partial<LiveOptions> = {}, terminal: { columns?: number } | undefined = undefined) {
  const lines: string[] = [];
  const clock = { milliseconds: 0 };
  const reporter = liveReporter({
    stream: { write: (text: string) => lines.push(text), isTTY: terminal !== undefined, columns: terminal?.columns },
    mode: 'normal',
    display: 'none',
    planned: ['7550_1', '7550_7'],
    look: plainLook,
    runFolder: 'reports/x',
    command: ['-6'],
    strict: false,
    now: () => clock.milliseconds,
    ...more,
  });
  return { reporter, clock, text: () => lines.join('') };
}

const clear = '\r\u001b[2K';

test('a pipe gets one line a scenario and failures as they happen, without any control sequence', () => {
  const { reporter, text } = recorded();
  reporter.started('7550_1');
  reporter.ended(fixture.passed);
  reporter.started('7550_7');
  reporter.ended(fixture.failed);
  reporter.close();
  const [first, second] = text().split('\n');
  assert.equal(first, '✓ 7550_1  The client asks for an address and a prefix in one session.     0.08 s');
  assert.equal(second, '✗ 7550_7  Renew adds a prefix                                             0.09 s');
  assert.match(
    text(),
    /▶ IA_PD 2 is missing\n {2}files {5}reports\/x\/7550_7\/\n {2}again {5}sudo npx forge -6 -n 7550_7\n\n$/,
  );
  assert.ok(!text().includes('\u001b') && !text().includes('\r'));
});

test('a terminal gets a live line that gives way to every line and stands below it again', () => {
  const { reporter, text } = recorded({ planned: ['7550_1', 'b', 'c'] }, { columns: 60 });
  reporter.started('7550_1');
  assert.equal(text(), '  0 of 3 · 7550_1');
  reporter.ended(fixture.passed);
  reporter.started('b');
  assert.equal(
    text(),
    `  0 of 3 · 7550_1${clear}✓ 7550_1  The client asks for an address and a pref…  0.08 s\n  1 of 3${clear}  1 of 3 · b`,
  );
  reporter.close();
  reporter.close();
  assert.ok(text().endsWith(`  1 of 3 · b${clear}`));
});

test('the time left comes from the pace so far', () => {
  const { reporter, clock, text } = recorded({ planned: ['1', '2', '3', '4', '5'] }, { columns: 60 });
  for (const id of ['1', '2', '3']) {
    reporter.started(id);
    clock.milliseconds += 2000;
    reporter.ended({ ...fixture.passed, id });
  }
  assert.ok(text().endsWith('  3 of 5 · 4 s left'));
});

test('the live line follows the width of the window', () => {
  const terminal: { columns?: number } = { columns: 60 };
  const written: string[] = [];
  const stream = {
    write: (text: string) => written.push(text),
    isTTY: true,
    get columns() {
      return terminal.columns;
    },
  };
  const { reporter } = recorded({ stream });
  reporter.started('7550_1');
  terminal.columns = 12;
  reporter.started('7550_7');
  assert.equal(written.at(-1), `${clear}  0 of 2 ·…`);
});

test('quiet shows only what fails, and the summary', () => {
  const { reporter, text } = recorded({ mode: 'quiet' });
  reporter.note('the lab is up');
  reporter.ended(fixture.passed);
  reporter.ended(fixture.deviating);
  assert.equal(text(), '');
  reporter.ended(fixture.failed);
  reporter.finish(fixture.run([fixture.passed, fixture.failed]));
  assert.match(text(), /^✗ 7550_7 [\s\S]*\n\n1 failed, 1 passed in 3.42 s\n/);
});

test('verbose shows steps and packets as they pass', () => {
  const { reporter, text } = recorded({ mode: 'verbose' });
  const [packet] = fixture.failed.packets;
  const [step] = fixture.failed.steps;
  assert.ok(packet !== undefined && step !== undefined);
  reporter.started('7550_7');
  reporter.packet(packet);
  reporter.step(step);
  assert.equal(
    text(),
    `7550_7
         0.0 ms  sent on link 1  fe80::200:ff:fe00:1 → ff02::1:2
                Renew 0x3f21a8
                  Client Identifier  00:03:00:01:02:00:00:00:00:01
                  Server Identifier  00:01:00:01:2b:8c:5c:40:02:00:00:00:00:fe
                  Elapsed Time  0 ms
                  IA_NA 1  T1 0  T2 0
                    IA Address 2001:db8:1::100  preferred 0  valid 0
                  IA_PD 2  T1 0  T2 0
  ✓ Given a client bound on link 1 with IA_NA 1  1.4 ms
`,
  );
});

test('the packet display of the configuration is followed', () => {
  const { reporter, text } = recorded({ display: 'received' });
  for (const packet of fixture.failed.packets) reporter.packet(packet);
  assert.ok(!text().includes('sent on link'));
  assert.match(text(), /received on link 1 {2}fe80::99 → fe80::200:ff:fe00:1 {2}\(stranger\)\n/);
});

test('a run ends with its summary below an empty line, and no live line is left', () => {
  const { reporter, text } = recorded({}, { columns: 70 });
  reporter.started('7550_1');
  reporter.ended(fixture.passed);
  reporter.finish(fixture.run([fixture.passed], { exitCode: 0 }));
  assert.ok(
    text().endsWith(
      `${clear}\n1 passed in 3.42 s\nISC Kea 2.2.0 conforms to RFC 8415 in what was tested (exit code 0)\n  report  reports/x/index.html\n`,
    ),
  );
});

test('no secret is shown', () => {
  const { reporter, text } = recorded({ mode: 'verbose', redactor: redactor(['hunter2']) });
  reporter.note('password hunter2');
  reporter.ended({ ...fixture.errored, reason: 'password hunter2' });
  reporter.finish(fixture.run([], { problems: ['password hunter2'] }));
  assert.equal(text().match(/password \[secret\]/g)?.length, 3);
  assert.ok(!text().includes('hunter2'));
});

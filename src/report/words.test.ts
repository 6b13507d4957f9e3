import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviating, died, failed, passed, requirements, unsupported } from '../../test/report/fixture.js';
import { again, countOf, duration, isBad, levelOf, shellLine, verdicts } from './words.js';

test('the command to run one scenario again keeps the server and drops the selection and what is only shown', () => {
  const command = [
    'run',
    '-6',
    '-n',
    '7550_*',
    '--name=v6.*',
    '-nx',
    '-t',
    '@must',
    '--tags=@slow',
    '--server',
    'kea',
    '--lab',
    '--verbose',
    '--fail-fast',
    '--strict',
    'features/rfc7550',
  ];
  assert.deepEqual(again(command, ['7550_7']), [
    '-6',
    '--server',
    'kea',
    '--lab',
    '--strict',
    'features/rfc7550',
    '-n',
    '7550_7',
  ]);
});

test('the command can be pasted into a shell', () => {
  assert.equal(
    shellLine('npx forge', ['--config', "it's mine; rm -rf /"]),
    "npx forge --config 'it'\\''s mine; rm -rf /'",
  );
});

test('durations are short, and minutes are told from a minute on', () => {
  assert.deepEqual([0.0904, 9.994, 12.34, 59.96, 125].map(duration), [
    '0.09 s',
    '9.99 s',
    '12.3 s',
    '1 min 00 s',
    '2 min 05 s',
  ]);
});

test('one and many are told apart', () => {
  assert.deepEqual(
    [countOf('deviation', 1), countOf('deviation', 2), countOf('error', 3), countOf('unexpected-pass', 2)],
    ['1 deviation', '2 deviations', '3 errors', '2 unexpected passes'],
  );
});

test('a deviation is bad only in a strict run', () => {
  assert.deepEqual(
    verdicts.filter((verdict) => isBad(verdict, false)),
    ['failed', 'error', 'unexpected-pass'],
  );
  assert.deepEqual(
    verdicts.filter((verdict) => isBad(verdict, true)),
    ['failed', 'error', 'unexpected-pass', 'deviation'],
  );
});

test('the level of a scenario is that of its worst finding, else of the strictest requirement that it cites', () => {
  assert.equal(levelOf(passed, requirements), 'MUST');
  assert.equal(levelOf(failed, requirements), 'STATES');
  assert.equal(levelOf(deviating, requirements), 'SHOULD');
  assert.equal(levelOf(died, requirements), 'MUST NOT');
  assert.equal(levelOf(unsupported), undefined);
});

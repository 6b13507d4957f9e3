import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainLook } from '../report/look.js';
import { doubtful, good, skipped, wrong } from './check.js';
import type { Line } from './examine.js';
import { Patient } from './patient.js';
import { Printer } from './print.js';
import { realProbes } from './probes.js';

const printer = () => new Printer(plainLook, new Patient({ probes: realProbes() }));
const line = (title: string, outcome: Line['outcome'], where: Line['where'] = 'here'): Line => ({
  id: title,
  title,
  where,
  outcome,
});

test('what a server says is shown and never obeyed by the terminal', () => {
  const text = printer().line(line('ssh', wrong('it says "\u001b[2J\u202eevil"', 'Do\nthis.')));
  assert.match(text, /✗ ssh +it says "\\x1b\[2J\\u\{202e\}evil" Do\\nthis\.\n$/);
});

test('lines that are skipped for one reason share one, in their place', () => {
  const to = printer();
  const texts = [
    to.line(line('a', good('fine'))),
    to.line(line('b', skipped('ssh comes first'))),
    to.line(line('c', skipped('ssh comes first'))),
    to.line(line('d', skipped('no tool'))),
    to.line(line('e', doubtful('odd.'), 'there')),
    to.line(line('f', skipped('no tool'), 'there')),
    to.flush(),
    to.flush(),
  ];
  assert.deepEqual(texts.join('').split('\n'), [
    'this machine',
    `  ✓ ${'a'.padEnd(28)} fine`,
    '  · b, c: not looked at (ssh comes first)',
    '  · d: not looked at (no tool)',
    'server machine',
    `  ! ${'e'.padEnd(28)} odd.`,
    '  · f: not looked at (no tool)',
    '',
  ]);
});

test('the last line counts', () => {
  const to = printer();
  const lines = [good(), wrong('x'), doubtful('y'), doubtful('z'), skipped('w')].map((one) => line('t', one));
  assert.equal(to.summary(lines), '1 thing stops a run, 2 things may surprise, 1 thing not looked at.\n');
  assert.equal(to.summary([line('t', good())]), 'All is well.\n');
});

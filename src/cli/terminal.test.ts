import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { colourLevel, lookFor, paintFor } from './terminal.js';

const terminal = { isTTY: true, columns: 100, getColorDepth: () => 8 };
const pipe = {};

describe('colours', () => {
  const cases: [string, object, Record<string, string>, number][] = [
    ['on a terminal', terminal, {}, 2],
    ['as many as the terminal has', { ...terminal, getColorDepth: () => 24 }, {}, 3],
    ['not on a terminal without colours', { ...terminal, getColorDepth: () => 1 }, {}, 0],
    ['not in a pipe', pipe, {}, 0],
    ['not with NO_COLOR', terminal, { NO_COLOR: '1' }, 0],
    ['also with an empty NO_COLOR', terminal, { NO_COLOR: '' }, 2],
    ['in a pipe with FORCE_COLOR', pipe, { FORCE_COLOR: '' }, 1],
    ['as many as FORCE_COLOR says', pipe, { FORCE_COLOR: '3' }, 3],
    ['none with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, 0],
    ['with FORCE_COLOR although NO_COLOR', pipe, { FORCE_COLOR: '1', NO_COLOR: '1' }, 1],
  ];
  for (const [name, screen, env, level] of cases) it(name, () => assert.equal(colourLevel(screen, env), level));

  it('are escape sequences where they are on, and nothing where they are off', () => {
    assert.equal(paintFor(pipe, {}).red('x'), 'x');
    assert.equal(paintFor(pipe, { FORCE_COLOR: '1' }).red('x'), '\u001B[31mx\u001B[39m');
  });
});

describe('the layout', () => {
  it('has the width of a terminal, and none in a pipe', () => {
    assert.equal(lookFor(terminal, {}).columns, 100);
    assert.equal(lookFor(pipe, {}).columns, undefined);
  });

  it('is ASCII on a terminal that does not show UTF-8', () => {
    assert.equal(lookFor(terminal, { LANG: 'C' }).symbols.passed, '+');
    assert.equal(lookFor(terminal, { LANG: 'de_DE.UTF-8' }).symbols.passed, '✓');
    assert.equal(lookFor(pipe, { LANG: 'C' }).symbols.passed, '✓');
  });
});

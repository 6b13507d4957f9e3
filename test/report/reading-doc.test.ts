import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { asciiSymbols, plainLook, unicodeSymbols } from '../../src/report/look.js';
import { failureBlock } from '../../src/report/terminal.js';
import { verdicts, verdictWord } from '../../src/report/words.js';
import { failed } from './fixture.js';

const document = await readFile(new URL('../../../docs/reading-a-failure.md', import.meta.url), 'utf8');

test('the failure in docs/reading-a-failure.md is what forge prints', () => {
  const folder = 'reports/2026-11-23T14-02-11-kea-2.2.0';
  const run = { command: ['-6', '-n', '7550_7'], strict: false };
  assert.ok(document.includes(`\`\`\`\n${failureBlock(failed, folder, run, { ...plainLook, idWidth: 7 })}\`\`\`\n`));
});

test('every verdict stands there with its signs', () => {
  for (const verdict of verdicts) {
    const name = verdict === 'unexpected-pass' ? 'unexpectedPass' : verdict;
    assert.ok(
      document.includes(`| ${unicodeSymbols[name]} | ${asciiSymbols[name]} | ${verdictWord(verdict)} |`),
      verdict,
    );
  }
});

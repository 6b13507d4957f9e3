import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { options } from '../../src/dhcp6/index.js';

const root = new URL('../../../', import.meta.url);

test('docs/options.md is what the declarations say, and has a section for every option', () => {
  execFileSync(process.execPath, ['scripts/options-reference.mjs', '--check'], { cwd: root, stdio: 'pipe' });
  const page = readFileSync(new URL('docs/options.md', root), 'utf8');
  for (const type of options()) assert.ok(page.includes(`\n### ${type.code} ${type.name}\n`), type.name);
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('the library imports nothing but itself, and uses nothing of Node', () => {
  const folder = new URL('../../../src/dhcp6/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  assert.ok(files.length > 30);
  for (const file of files) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const depth = file.split('/').length - 1;
    for (const [, from] of text.matchAll(/\bfrom '([^']+)'/g)) {
      assert.match(from as string, /^\.\.?\/.*\.js$/, `${file} imports ${from}`);
      assert.ok((from as string).split('../').length - 1 <= depth, `${file} imports ${from}`);
    }
    assert.doesNotMatch(
      text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
      /\b(Buffer|process|require|setTimeout|console)\b/,
      file,
    );
  }
});

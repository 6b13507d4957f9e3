import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { commands } from '../../src/cli/commands.js';
import { root } from './process.js';

const text = await readFile(`${root}docs/cli.md`, 'utf8');

describe('docs/cli.md', () => {
  for (const { name, options } of commands) {
    it(`explains forge ${name} and every option of it`, () => {
      const [, section = ''] = text.split(new RegExp(`^## forge ${name}$`, 'm'));
      const own = section.split(/^## /m)[0] as string;
      assert.notEqual(own, '');
      for (const [option, { hidden, alias }] of Object.entries(options)) {
        const spellings = [
          option.length === 1 ? `-${option}` : `--${option}`,
          ...(alias === undefined ? [] : [`-${alias}`]),
        ];
        assert.ok(
          hidden === true ||
            spellings.some(
              (spelling) =>
                own.includes(`${spelling} `) || own.includes(`${spelling}]`) || own.includes(`${spelling}\``),
            ),
          option,
        );
      }
    });
  }
});

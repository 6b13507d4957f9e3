import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Problem } from '../config/problem.js';
import { commands } from './commands.js';
import { parse } from './parse.js';

/** Command and the values that were given (neither false nor empty). */
async function given(...words: string[]): Promise<unknown> {
  const { command, values, rest } = await parse(words, commands);
  const set = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== false && String(value) !== '',
  );
  return { [command.name]: Object.fromEntries(set), ...(rest.length === 0 ? {} : { rest }) };
}

async function line(...words: string[]): Promise<string> {
  const error = await parse(words, commands).then(
    (parsed) => assert.fail(JSON.stringify(parsed.values)),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Problem, `${error instanceof Error ? error.stack : error}`);
  return error.line;
}

describe('what is typed', () => {
  const cases: [string, string[], unknown][] = [
    ['nothing is a run of everything', [], { run: {} }],
    ['-6 and an id', ['-6', '-n', '7550_1'], { run: { '6': true, name: ['7550_1'] } }],
    ['-6n in one word', ['-6n', '7550_1'], { run: { '6': true, name: ['7550_1'] } }],
    ['an id does not swallow the path behind it', ['-n', 'a', 'b'], { run: { name: ['a'], paths: ['b'] } }],
    ['several ids', ['-n', 'a', '-n', 'b'], { run: { name: ['a', 'b'] } }],
    ['the long name, with =', ['--name=a', '--tags=@must'], { run: { name: ['a'], tags: '@must' } }],
    ['options behind the path', ['features', '--lab'], { run: { paths: ['features'], lab: true } }],
    ['run by its name', ['run', 'a', 'b'], { run: { paths: ['a', 'b'] } }],
    ['a path that is called like a command', ['./list'], { run: { paths: ['./list'] } }],
    ['digits stay what they are', ['-n', '007', '08'], { run: { name: ['007'], paths: ['08'] } }],
    [
      'what stands after --',
      ['lab', 'shell', '--', 'ip', '-6', 'addr'],
      {
        lab: { action: 'shell' },
        rest: ['ip', '-6', 'addr'],
      },
    ],
    ['a tag expression that begins with a dash', ['-t', '-x'], { run: { tags: '-x' } }],
    ['a dash for stdin', ['decode', '-'], { decode: { input: ['-'] } }],
    ['-4', ['-4'], { run: { '4': true } }],
  ];
  for (const [name, words, expected] of cases) {
    it(name, async () => assert.deepEqual(await given(...words), expected));
  }

  it('asks for help, for its version', async () => {
    assert.equal((await parse(['--help'], commands)).help, true);
    assert.deepEqual((await parse(['list', '-h'], commands)).named, true);
    assert.equal((await parse(['--version'], commands)).version, true);
  });
});

describe('what cannot be meant', () => {
  const cases: [string[], string][] = [
    [['--stric'], '--stric: is not an option. Did you mean --strict?'],
    [['--outt=x'], '--outt: is not an option. Did you mean --out?'],
    [['-x'], '-x: is not an option of forge run. See forge run --help.'],
    [['-6x'], '-6x: is not an option of forge run. See forge run --help.'],
    [['--nonsense', 'x'], '--nonsense: is not an option of forge run. See forge run --help.'],
    [['steps', '--trust'], '--trust: is not an option of forge steps. It belongs to forge doctor.'],
    [['--no-strict'], '--no-strict: is not an option. Did you mean --strict?'],
    [['--__proto__', 'x'], '--__proto__: is not an option of forge run. See forge run --help.'],
    [['-n7550_1'], '-n7550_1: -n and its value are two words. Write: -n 7550_1'],
    [['-6n7550_1'], '-6n7550_1: -n and its value are two words. Write: -n 7550_1'],
    [['--config'], '--config: needs a value.'],
    [['--config='], '--config: needs a value.'],
    [['--config', '--lab'], '--config: needs a value.'],
    [['-n'], '-n: needs a value.'],
    [['--out', 'a', '--out', 'b'], '--out: is given 2 times. Once is enough.'],
    [['doctor', 'x'], 'forge doctor: takes no argument "x". See forge doctor --help.'],
    [['render', 'a', 'b'], 'forge render: takes no argument "b". See forge render --help.'],
  ];
  for (const [words, expected] of cases) {
    it(`forge ${words.join(' ')}`, async () => assert.equal(await line(...words), expected));
  }
});

it('every option that takes a value is a string, and every flag is none', () => {
  for (const { options } of commands) {
    for (const option of Object.values(options)) {
      assert.equal(option.value !== undefined, option.type === 'string', option.describe);
    }
  }
});

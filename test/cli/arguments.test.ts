import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { commands } from '../../src/cli/commands.js';
import { forge, root } from './process.js';

const version = (JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { version: string }).version;

describe('a mistake on the command line is one line on stderr, exit 2, no stack', () => {
  const cases: [string, string][] = [
    ['-4', '-4: forge speaks DHCPv6 only. Use -6, or leave it out.'],
    ['-4 -n 7550_1', '-4: forge speaks DHCPv6 only. Use -6, or leave it out.'],
    ['list -4', '-4: forge speaks DHCPv6 only. Use -6, or leave it out.'],
    ['--stric', '--stric: is not an option. Did you mean --strict?'],
    ['-n7550_1', '-n7550_1: -n and its value are two words. Write: -n 7550_1'],
    ['--out', '--out: needs a value.'],
    ['7550_1', '7550_1: there is no such file or folder. A scenario is named with -n 7550_1'],
    ['lst', 'lst: there is no such file or folder. Did you mean forge list?'],
    ['features/nowhere', 'features/nowhere: there is no such file or folder.'],
    ['--quiet --verbose', '--quiet --verbose: exclude each other. Leave one out.'],
    ['--lab --config config.example.ts', '--lab --config: exclude each other. Leave one out.'],
    ['--keep-lab', '--keep-lab: there is no lab to keep. Add --lab.'],
    ['--lab --server kae', '--server: there is no server "kae". Did you mean kea?'],
    ['list --server bind', '--server: there is no server "bind". There are: kea.'],
    ['lab', 'forge lab: what shall it do? It can be: up, down, status, clean, shell.'],
    ['lab upp', 'forge lab: cannot upp. Did you mean up?'],
    ['render', 'forge render: which scenario? Give its id: forge render --server kea 7550_1'],
    ['decode', 'forge decode: what? Give a file, hex, or - for stdin: forge decode FILE'],
    ['decode nowhere.pcap', 'nowhere.pcap: is neither a file nor hex.'],
    ['decode features', 'features: is a folder.'],
    ['doctor --trust --restore', '--trust --restore: exclude each other. Give one of them.'],
    ['steps xyzzy', 'forge steps: no sentence holds xyzzy. forge steps shows all.'],
  ];
  for (const [words, line] of cases) {
    it(`forge ${words}`, async () => {
      assert.deepEqual(await forge(words.split(' ')), { code: 2, stdout: '', stderr: `${line}\n` });
    });
  }
});

it('what a message quotes is shown and never obeyed by the terminal', async () => {
  const { code, stderr } = await forge(['no\u001B[2Jsuch/file']);
  assert.deepEqual([code, stderr], [2, 'no\\x1b[2Jsuch/file: there is no such file or folder.\n']);
});

describe('help', () => {
  it('names every command and the options of a run', async () => {
    const { code, stdout, stderr } = await forge(['--help']);
    assert.deepEqual([code, stderr], [0, '']);
    for (const { name } of commands) assert.match(stdout, new RegExp(`^  ${name}\\b`, 'm'));
    assert.match(stdout, /^ {2}-n, --name ID /m);
    assert.doesNotMatch(stdout, /-4/);
  });

  for (const { name } of commands) {
    it(`of ${name} has an example that begins as the command does, and fits into 110 columns`, async () => {
      const { code, stdout } = await forge([name, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^forge ${name}\\b`));
      assert.match(stdout, new RegExp(`^Examples\\n  .*npx forge ${name === 'run' ? '-6' : name}`, 'm'));
      assert.deepEqual(
        stdout.split('\n').filter((line) => line.length > 110),
        [],
      );
    });
  }

  it('is also what forge help COMMAND gives', async () => {
    assert.equal((await forge(['help', 'list'])).stdout, (await forge(['list', '--help'])).stdout);
  });

  for (const words of [['--help'], ['--version'], ['list', '--help'], ['--stric']]) {
    it(`forge ${words.join(' ')} loads neither Cucumber nor the layers that touch machines`, async () => {
      const loaded = await modulesOf(words);
      assert.ok(loaded.some((url) => url.endsWith('/src/cli/main.js')));
      assert.deepEqual(
        loaded.filter((url) => /cucumber|ssh2|raw-socket|jiti|\/src\/(run|lab|net|remote|dhcp6|client)\//.test(url)),
        [],
      );
    });
  }

  it('--version is that of the package', async () => {
    assert.deepEqual(await forge(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('is coloured only where that is asked for', async () => {
    const coloured = (env: Record<string, string>) =>
      forge(['--help'], { env }).then(({ stdout }) => stdout.includes('\u001B[1m'));
    assert.equal(await coloured({}), false);
    assert.equal(await coloured({ FORCE_COLOR: '1' }), true);
  });
});

it('a bug of forge is told as one, with its stack, and never taken for a verdict', async () => {
  const script = `import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const read = fs.readFileSync;
    fs.readFileSync = (file, ...rest) => {
      if (String(file).endsWith('/package.json') && new Error().stack.includes('packageVersion')) throw new TypeError('broken on purpose');
      return read(file, ...rest);
    };
    syncBuiltinESMExports();`;
  const { code, stdout, stderr } = await forge(['--version'], { env: { NODE_OPTIONS: imported(script) } });
  assert.deepEqual([code, stdout], [3, '']);
  assert.match(stderr, /^TypeError: broken on purpose\n {4}at .*\n/);
  assert.match(stderr, /^ {4}at packageVersion .*\/main\.js:/m);
  assert.match(stderr, /\nThis is a bug of forge, please report it with these lines\.\n$/);
});

function imported(script: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}

/** The modules that a command loads, as URLs. */
async function modulesOf(words: readonly string[]): Promise<string[]> {
  const mark = 'loaded:';
  const hooks = `export async function load(url, context, next) { process._rawDebug('${mark}' + url); return next(url, context); }`;
  const script = `import { register } from 'node:module'; register(${JSON.stringify(`data:text/javascript,${hooks}`)});`;
  const { stderr } = await forge(words, {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(script)}` },
  });
  return stderr.split('\n').flatMap((line) => (line.startsWith(mark) ? line.slice(mark.length) : []));
}

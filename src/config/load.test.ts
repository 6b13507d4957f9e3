import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findConfig, loadConfig } from './load.js';
import { Problem, Problems } from './problem.js';

const body = `{
  server: { product: 'kea', host: '192.0.2.7', user: 'root', login: { agent: true } },
  links: [{ interface: 'ens4', serverInterface: 'enp1s0' }],
}`;
const json = JSON.stringify({
  server: { product: 'kea', host: '192.0.2.7', user: 'root', login: { agent: true } },
  links: [{ interface: 'ens4', serverInterface: 'enp1s0' }],
});

let folder: string;
before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), `forge-config-${process.pid}-`)));
});
after(() => rm(folder, { recursive: true }));

async function load(name: string, text: string) {
  const file = join(folder, name);
  await writeFile(file, text);
  return loadConfig(file);
}

/** The line of the problem, with the folder cut away. */
async function problem(name: string, text: string): Promise<string> {
  return problemOf(load(name, text));
}

async function problemOf(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => assert.fail('it loaded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Problem || error instanceof Problems, `${error}`);
  return (error instanceof Problem ? error.line : error.message).replaceAll(`${folder}/`, '');
}

describe('a configuration is read from', () => {
  const forms: [string, string][] = [
    [
      'typed.ts',
      `import { defineConfig, type ForgeConfig } from 'dhcpv6-forge';\nconst c: ForgeConfig = ${body};\nexport default defineConfig(c);`,
    ],
    ['plain.js', `export default ${body};`],
    ['defined.js', `import { defineConfig } from 'dhcpv6-forge';\nexport default defineConfig(${body});`],
    ['module.mjs', `import { defineConfig } from 'dhcpv6-forge';\nexport default defineConfig(${body});`],
    ['common.js', `module.exports = ${body};`],
    ['common.cjs', `const { defineConfig } = require('dhcpv6-forge');\nmodule.exports = defineConfig(${body});`],
    ['data.json', json],
    ['marked.json', `\uFEFF${json}`],
    ['waiting.ts', `const host = await Promise.resolve('192.0.2.7');\nexport default { ...${body} };`],
  ];
  for (const [name, text] of forms) {
    it(`${name}, outside the package's own folder`, async () => {
      const config = await load(name, text);
      assert.equal(config.server.host, '192.0.2.7');
      assert.equal(config.source, join(folder, name));
    });
  }

  it('a file that imports another beside it', async () => {
    await writeFile(join(folder, 'links.ts'), `export const links = [{ interface: 'ens9', serverInterface: 'x' }];`);
    const config = await load(
      'imports.ts',
      `import { links } from './links.js';\nexport default { ...${body}, links };`,
    );
    assert.equal(config.links[0]?.interface, 'ens9');
  });

  it('a file that has changed since it was read last', async () => {
    await load('again.ts', `export default ${body};`);
    const config = await load('again.ts', `export default ${body.replace('192.0.2.7', '192.0.2.8')};`);
    assert.equal(config.server.host, '192.0.2.8');
  });
});

describe('the configuration of a folder', () => {
  it('is config.ts before .js before .mjs before .json', async () => {
    const place = join(folder, 'search');
    await mkdir(place);
    for (const name of ['config.json', 'config.mjs', 'config.js', 'config.ts']) {
      await writeFile(join(place, name), '');
      assert.equal(await findConfig(place), join(place, name));
    }
  });

  it('is asked for in plain words where there is none', async () => {
    const place = join(folder, 'empty');
    await mkdir(join(place, 'config.ts'), { recursive: true });
    const line = await problemOf(findConfig(place));
    assert.match(
      line,
      /^config: there is no config\.ts, config\.js, config\.mjs, config\.json in empty\. Copy .*config\.example\.ts to config\.ts and fill it in, name another file with --config, or take the built-in lab with --lab\.$/,
    );
  });
});

describe('a file that is no configuration gets a line that says where', () => {
  const cases: [string, string, string, string][] = [
    [
      'a syntax error',
      'syntax.ts',
      `export default {\n  server: {\n    host '192.0.2.7' } };`,
      'syntax.ts:3:10: Unexpected token, expected ",".',
    ],
    [
      'an exception',
      'thrown.ts',
      `interface A {\n  b: string;\n}\nconst a = {} as A;\nexport default a.b.trim();`,
      "thrown.ts:5:20: TypeError: Cannot read properties of undefined (reading 'trim').",
    ],
    [
      'an exception in the first line',
      'first.ts',
      `export default { server: nothing };`,
      'first.ts:1: ReferenceError: nothing is not defined.',
    ],
    [
      'an error of its own',
      'own.mjs',
      `\nthrow new Error('SERVER_PASSWORD is not set');`,
      'own.mjs:2:7: Error: SERVER_PASSWORD is not set.',
    ],
    ['something thrown that is no error', 'string.ts', `throw 'no';`, 'string.ts: threw "no".'],
    [
      'an import that is not there',
      'import.ts',
      `import x from 'not-installed';\nexport default x;`,
      "import.ts:1: imports 'not-installed', which is not there. Install it beside the configuration, or do without it.",
    ],
    [
      'a file that is not there',
      'relative.ts',
      `// first\nimport x from './gone.js';\nexport default x;`,
      "relative.ts:2: imports './gone.js', which is not there.",
    ],
    [
      'no default export',
      'named.ts',
      `export const config = {};`,
      'named.ts: exports no configuration. Write: export default defineConfig({ … })',
    ],
    [
      'an empty file',
      'nothing.ts',
      '',
      'nothing.ts: exports no configuration. Write: export default defineConfig({ … })',
    ],
    [
      'a function',
      'function.ts',
      `export default () => ({});`,
      'function.ts: must be an object with server, links, save, display, deadlines, edition and options, not a function.',
    ],
    [
      'a comma too many',
      'comma.json',
      `{\n  "server": {},\n}`,
      'comma.json:3:1: is not JSON here. Remove the comma before it.',
    ],
    [
      'a comment in JSON',
      'comment.json',
      `{\n  // server\n}`,
      'comment.json:2:3: is not JSON here. JSON has no comments; config.ts has.',
    ],
    ['half a file', 'half.json', `{\n  "server": {`, 'half.json:2:14: is not JSON here. It ends too early.'],
    ['an empty JSON file', 'empty.json', '', 'empty.json:1:1: is not JSON here. It ends too early.'],
    [
      'another language',
      'config.yaml',
      'server: {}',
      'config.yaml: is neither TypeScript, JavaScript nor JSON by its name. Name it .ts, .js, .mjs or .json.',
    ],
  ];
  for (const [name, file, text, expected] of cases) {
    it(name, async () => assert.equal(await problem(file, text), expected));
  }

  it('a path that is not there', async () => {
    assert.equal(await problemOf(loadConfig(join(folder, 'gone.ts'))), '--config gone.ts: there is no such file.');
  });

  it('a folder', async () => {
    const place = join(folder, 'folder');
    await mkdir(place);
    assert.equal(await problemOf(loadConfig(place)), '--config folder: is not a file.');
    await writeFile(join(place, 'config.ts'), '');
    assert.equal(await problemOf(loadConfig(place)), '--config folder: is not a file. Did you mean folder/config.ts?');
  });

  it('an exception in a file that it imports', async () => {
    await writeFile(
      join(folder, 'inner.ts'),
      `type A = 1;\nexport const host: string = (null as unknown as string).trim();`,
    );
    assert.equal(
      await problem('outer.ts', `import { host } from './inner.js';\nexport default { host };`),
      "inner.ts:2:57: TypeError: Cannot read properties of null (reading 'trim').",
    );
  });

  it('wrong keys', async () => {
    assert.equal(
      await problem('wrong.ts', `export default { ...${body}, serwer: 1 };`),
      'wrong.ts: serwer: is not a key that forge knows. Did you mean server?',
    );
  });
});

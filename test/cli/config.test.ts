import assert from 'node:assert/strict';
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { forge, root } from './process.js';

let folder: string;
before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), `forge-cli-${process.pid}-`)));
  await chmod(folder, 0o755);
});
after(() => rm(folder, { recursive: true }));

const links = `links: [{ interface: 'ens4', serverInterface: 'ens4' }]`;

/** What `forge -6 -n 7550_1` says in a folder with this config.ts. */
async function told(config: string, words = ['-6', '-n', '7550_1'], name = 'config.ts') {
  await writeFile(join(folder, name), config);
  const outcome = await forge(words, { cwd: folder });
  await rm(join(folder, name));
  return outcome;
}

describe('a wrong configuration ends the run with exit 2 and lines without a stack', () => {
  const cases: [string, string, string][] = [
    [
      'a wrong key and a wrong type, both at once',
      `import { defineConfig } from 'dhcpv6-forge';
       export default defineConfig({
         server: { product: 'kea', host: '192.0.2.7', prot: 22, user: 'root', login: { agent: true }, sudo: 'no' },
         ${links},
       });`,
      `config.ts: server.prot: is not a key that forge knows. Did you mean port?
config.ts: server.sudo: must be true or false, not "no".
`,
    ],
    [
      'a missing key',
      `export default { server: { product: 'kea', user: 'root', login: { agent: true } }, ${links} };`,
      'config.ts: server.host: is missing. It is the management address or name of the server machine.\n',
    ],
    [
      'two logins',
      `export default { server: { product: 'kea', host: 'a', user: 'root', login: { agent: true, key: 'x' } }, ${links} };`,
      'config.ts: server.login: has agent and key. Keep one of them.\n',
    ],
    [
      'an unknown product',
      `export default { server: { product: 'kae', host: 'a', user: 'root', login: { agent: true } }, ${links} };`,
      'config.ts: server.product: there is no server "kae". Did you mean kea?\n',
    ],
    [
      'broken TypeScript',
      `export default {\n  server: {\n    host 'x' } };`,
      'config.ts:3:10: Unexpected token, expected ",".\n',
    ],
    [
      'an exception',
      `const environment: NodeJS.ProcessEnv = process.env;\n\nexport default { host: environment.NOT_SET!.trim() };`,
      "config.ts:3:45: TypeError: Cannot read properties of undefined (reading 'trim').\n",
    ],
  ];
  for (const [name, config, stderr] of cases) {
    it(name, async () => assert.deepEqual(await told(config), { code: 2, stdout: '', stderr }));
  }

  it('none', async () => {
    const { code, stdout, stderr } = await forge(['-6', '-n', '7550_1'], { cwd: folder });
    assert.deepEqual([code, stdout], [2, '']);
    assert.equal(
      stderr,
      `config: there is no config.ts, config.js, config.mjs, config.json in ${folder}. Copy ${root}config.example.ts to config.ts and fill it in, name another file with --config, or take the built-in lab with --lab.\n`,
    );
  });

  it('one that is named and not there', async () => {
    const { code, stderr } = await forge(['-6', '--config', 'mine.ts'], { cwd: folder });
    assert.deepEqual([code, stderr], [2, '--config mine.ts: there is no such file.\n']);
  });

  it('one that FORGE_CONFIG names', async () => {
    const { code, stderr } = await forge(['-6'], { cwd: folder, env: { FORGE_CONFIG: '/gone.json' } });
    assert.deepEqual([code, stderr], [2, 'FORGE_CONFIG=/gone.json: there is no such file.\n']);
  });

  it('a secret in it, without repeating it', async () => {
    const { code, stderr } = await told(
      `export default { server: { product: 'kea', host: 'a', user: 'root', login: { password: 'hunter2' } }, ${links} };`,
    );
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^config\.ts: server\.login\.password: is a literal; a secret never stands in the configuration\./,
    );
    assert.ok(!stderr.includes('hunter2'));
  });

  it('its files belong to another product than --server', async () => {
    const { code, stderr } = await told(
      `export default { server: { product: 'other', prefix: '/opt/x', host: 'a', user: 'root', login: { agent: true } }, ${links} };`,
      ['-6', '--server', 'kea'],
    );
    assert.deepEqual(
      [code, stderr],
      [
        2,
        "--server: the configuration's server.prefix is about other. Give kea a configuration of its own, with --config.\n",
      ],
    );
  });
});

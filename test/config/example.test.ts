import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadConfig } from '../../src/config/load.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const example = join(root, 'config.example.ts');

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), `forge-example-${process.pid}-`));
});
after(() => rm(folder, { recursive: true }));

/** The example with every commented-out setting switched on; of several logins the last one counts. */
async function complete(): Promise<string> {
  const lines = (await readFile(example, 'utf8')).split('\n');
  return lines
    .map((line) => line.replace(/^(\s*)\/\/ (\w+: .*,)$/, '$1$2'))
    .filter(
      (line, index, all) => !/^\s*login:/.test(line) || !all.slice(index + 1).some((later) => /^\s*login:/.test(later)),
    )
    .join('\n');
}

/** What the compiler says of a configuration that stands in the package's folder, strictly. */
async function compile(text: string): Promise<string> {
  const file = join(folder, 'config.ts');
  await writeFile(file, text);
  const tsconfig = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      rootDir: '/',
      types: [],
      paths: { 'dhcpv6-forge': [join(root, 'dist/src/index.d.ts')] },
    },
    include: [],
    files: [file],
  };
  // As in the project that the file is meant for.
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  return promisify(execFile)(process.execPath, [tsc, '-p', folder, '--pretty', 'false']).then(
    () => '',
    (error: { stdout: string }) => error.stdout,
  );
}

/** The keys of an interface of the configuration's types. */
async function keysOf(name: string): Promise<string[]> {
  const types = await readFile(join(root, 'src/config/types.ts'), 'utf8');
  const body = new RegExp(`^export interface ${name} \\{\\n(.*?)^\\}`, 'ms').exec(types)?.[1] ?? '';
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map((match) => match[1] as string);
}

describe('config.example.ts', () => {
  it('can be copied and loads', async () => {
    const config = await loadConfig(example);
    assert.equal(config.server.product, 'kea');
    assert.deepEqual(
      config.links.map((link) => link.interface),
      ['ens4', 'ens5'],
    );
  });

  it('loads with every setting switched on', async () => {
    const file = join(folder, 'complete.ts');
    await writeFile(file, await complete());
    const config = await loadConfig(file);
    assert.deepEqual(config.server.login, { password: { env: 'FORGE_PASSWORD' } });
    assert.equal(config.server.wipeLeases, true);
    assert.equal(config.links[0]?.serverAddress, '2001:db8:1::1');
  });

  it('shows the defaults where it shows a setting that may be left out', async () => {
    const file = join(folder, 'defaults.ts');
    await writeFile(file, await complete());
    const [full, short] = [await loadConfig(file), await loadConfig(example)];
    assert.deepEqual(
      {
        save: full.save,
        display: full.display,
        deadlines: full.deadlines,
        edition: full.edition,
        port: full.server.port,
      },
      {
        save: short.save,
        display: short.display,
        deadlines: short.deadlines,
        edition: short.edition,
        port: short.server.port,
      },
    );
  });

  it('type-checks, as it is and with every setting switched on', async () => {
    assert.equal(await compile(await readFile(example, 'utf8')), '');
    assert.equal(await compile(await complete()), '');
  });

  it('would not type-check with a misspelt key', async () => {
    const wrong = (await readFile(example, 'utf8')).replace("product: '", "produkt: '");
    assert.match(await compile(wrong), /produkt/);
  });

  for (const name of ['ForgeConfig', 'ServerConfig', 'LinkConfig', 'Deadlines']) {
    it(`shows every key of ${name}, and docs/configuration.md explains it`, async () => {
      const text = await complete();
      const reference = await readFile(join(root, 'docs/configuration.md'), 'utf8');
      const keys = await keysOf(name);
      assert.ok(keys.length >= 4);
      for (const key of keys) {
        assert.match(text, new RegExp(`\\b${key}: `), `config.example.ts: ${key}`);
        assert.match(reference, new RegExp(`^\\| \`(\\w+(\\[\\])?\\.)*${key}\``, 'm'), `docs/configuration.md: ${key}`);
      }
    });
  }
});

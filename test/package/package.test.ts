/** The tarball of `npm pack`, installed for all clones as README says it, and used by somebody who has nothing else. */
import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { RunRecord } from '../../src/report/record.js';
import { packageRoot } from '../../src/run/places.js';
import { cleanEnvironment, pack, run } from './clean.js';

let scratch = '';
let env: NodeJS.ProcessEnv = {};
let tarball = '';
/** Somebody's own folder, far from any clone. */
let away = '';
let installed = '';
let forge = '';
before(() => {
  scratch = mkdtempSync(join(tmpdir(), `forge-package-${process.pid}-`));
  env = cleanEnvironment(scratch);
  tarball = pack(scratch, env);
  away = join(scratch, 'away');
  mkdirSync(join(away, 'node_modules'), { recursive: true });
  const prefix = join(scratch, 'global');
  const install = ['install', '-g', '--prefix', prefix, `--allow-scripts=${tarball}`, tarball];
  run('npm', install, { cwd: away, env });
  installed = join(prefix, 'lib/node_modules/dhcpv6-forge');
  forge = join(prefix, 'bin/forge');
  symlinkSync(installed, join(away, 'node_modules/dhcpv6-forge'));
});
after(() => rmSync(scratch, { recursive: true, force: true }));

/** Names in the tarball, without the folder that npm puts around them. */
function packed(): string[] {
  const names = run('tar', ['tzf', tarball], { cwd: scratch }).trim().split('\n');
  return names.map((name) => name.replace(/^package\//, ''));
}

describe('the tarball', () => {
  it('holds what a run needs', () => {
    const names = packed();
    for (const name of [
      'bin/forge.js',
      'config.example.ts',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'features/rfc7550/7550_1.feature',
      'dist/steps/server.js',
      'dist/features-index.json',
      'dist/src/requirements/catalogue.json',
      'dist/src/report/page.css',
      'docs/configuration.md',
      'node_modules/raw-socket/src/raw.cc',
      'scripts/addon.mjs',
    ]) {
      assert.ok(names.includes(name), `${name} is missing`);
    }
  });

  it('holds neither tests nor sources, nothing for the clone alone, and no addon that was built here', () => {
    const unwanted = packed().filter(
      (name) =>
        /\.test\.|\.map$|(^|\/)test\//.test(name) ||
        (/\.ts$/.test(name) && !/\.d\.ts$/.test(name) && name !== 'config.example.ts') ||
        (/^(src|steps|scripts|bench|reports)\//.test(name) && name !== 'scripts/addon.mjs') ||
        /\.(node|o)$|\/build\//.test(name),
    );
    assert.deepEqual(unwanted, []);
  });

  it('weighs less than a megabyte', () => {
    const { size } = statSync(tarball);
    assert.ok(size < 1_000_000, `${size} bytes`);
  });

  it('names no folder of the machine that it was made on', () => {
    const telling = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('/node_modules/dhcpv6-forge/node_modules/'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file).includes(packageRoot) || readFileSync(file).includes(scratch));
    assert.deepEqual(telling, []);
  });

  it('brings raw-socket with a nan that compiles on every Node, and the installation has built it', () => {
    const { version } = JSON.parse(readFileSync(join(installed, 'node_modules/nan/package.json'), 'utf8'));
    assert.match(version, /^2\.(3\d|[4-9]\d)\./);
    createRequire(join(installed, 'package.json'))('raw-socket');
  });
});

describe('the installed command', () => {
  it('lists the scenarios from any folder, by the index that came with it', () => {
    assert.match(run(forge, ['list'], { cwd: away, env }), /^7550_1 /m);
    const asks = `
      import { fromIndex } from ${JSON.stringify(join(installed, 'dist/src/run/index-file.js'))};
      const found = fromIndex({ paths: [], ids: ['7550_1'], product: 'kea', edition: '8415' });
      console.log(found?.map(({ id }) => id).join(' '));`;
    assert.equal(
      run(process.execPath, ['--input-type=module', '-e', asks], { cwd: away, env }),
      '7550_1\n',
      'the index does not fit what was installed',
    );
  });

  it('runs 7550_1 on a real Kea in the lab, and reports into the folder where it was called', () => {
    const record: RunRecord = JSON.parse(run(forge, ['-6', '--lab', '-n', '7550_1', '--json'], { cwd: away, env }));
    assert.deepEqual(
      record.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
      ['7550_1 passed'],
    );
    assert.ok(statSync(join(away, 'reports/latest/index.html')).isFile());
  });

  it('takes a typed config.ts, which imports it by name, from a folder where nothing is installed', () => {
    const alone = join(scratch, 'alone');
    mkdirSync(alone);
    writeFileSync(join(alone, 'config.ts'), config);
    run(forge, ['-6', '--dry-run', '-n', '7550_1'], { cwd: alone, env });
    writeFileSync(join(alone, 'config.ts'), config.replace("product: 'kea'", "product: 'tea'"));
    run(forge, ['-6', '--dry-run', '-n', '7550_1'], { cwd: alone, env, code: 2 });
  });

  it("takes a user's own sentences and features", () => {
    const own = join(away, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'own.ts'), steps);
    writeFileSync(join(own, 'own.feature'), feature);
    const words = ['-6', '--lab', '--json', '--steps', own, '--features', own, '-n', 'own.wave'];
    const record: RunRecord = JSON.parse(run(forge, words, { cwd: away, env }));
    assert.deepEqual(
      record.scenarios.map(({ id, verdict }) => `${id} ${verdict}`),
      ['own.wave passed'],
    );
  });
});

describe('the installed library', () => {
  it('decodes', () => {
    const program = `
      import { decode, encode } from 'dhcpv6-forge/dhcp6';
      const message = decode(new Uint8Array([1, 0x3f, 0x21, 0xa8, 0, 8, 0, 2, 0, 7]));
      console.log(message.name, message.options[0].name, encode(message).length);`;
    writeFileSync(join(away, 'decode.mjs'), program);
    assert.equal(run(process.execPath, ['decode.mjs'], { cwd: away, env }), 'SOLICIT ELAPSED_TIME 10\n');
  });

  it('has types that a strict compiler takes whole, without the types of Node', () => {
    compile('library.ts', library);
    compile('config.ts', config);
    compile('steps.ts', steps);
  });

  it('has types that refuse what is wrong', () => {
    compile('library-wrong.ts', library.replace('Uint8Array.of(1, 2, 3, 4)', "'01020304'"), 'fails');
    compile('config-wrong.ts', config.replace('host:', 'hots:'), 'fails');
    compile('steps-wrong.ts', steps.replace("'SOLICIT'", "'SOLICITUDE'"), 'fails');
  });
});

it('the lock file holds no download addresses', () => {
  const lock = readFileSync(join(packageRoot, 'package-lock.json'), 'utf8');
  assert.doesNotMatch(lock, /"resolved"\s*:/);
});

it('another version of Node, with the npm of its own, installs it, lists and runs a scenario', () => {
  const major = Number(process.versions.node.split('.')[0]);
  const other = major === 26 ? '20.19' : '26';
  const program = join(packageRoot, 'scripts/node-versions.mjs');
  const said = run(process.execPath, [program, '--tarball', tarball, other], { cwd: away, env });
  assert.match(said, new RegExp(`^✓ node ${other.replace('.', '\\.')}\\.`));
});

/** The compiler of the clone on a file of the user's. */
function compile(name: string, text: string, outcome: 'works' | 'fails' = 'works'): void {
  writeFileSync(join(away, name), text);
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2023',
    '--types',
    '',
    '--pretty',
    'false',
  ];
  const said = run(process.execPath, [tsc, ...options, name], { cwd: away, code: outcome === 'works' ? 0 : 1 });
  if (outcome === 'fails') assert.match(said, new RegExp(`^${name.replace('.', '\\.')}\\(`));
}

const library = `
import { decode, encode, first, iaNa, type Message } from 'dhcpv6-forge/dhcp6';
const message: Message = decode(Uint8Array.of(1, 2, 3, 4));
export const iaid: number | undefined = first(message, iaNa)?.value?.iaid;
export const bytes: Uint8Array = encode(message);
`;

const config = `
import { defineConfig } from 'dhcpv6-forge';
export default defineConfig({
  server: { product: 'kea', host: '192.0.2.7', user: 'tester', login: { key: '~/.ssh/id_ed25519' } },
  links: [
    { interface: 'eth1', serverInterface: 'eth1' },
    { interface: 'eth2', serverInterface: 'eth2' },
  ],
});
`;

const steps = `
import { When } from 'dhcpv6-forge/steps';
/** Any message to anybody. */
When('{client} waves to the servers', async function (name: string) {
  await this.send(this.client(name), 'SOLICIT');
});
`;

const feature = `
Feature: Mine
  Rule: Whoever waves is offered something

    @R8415-18.3.9-01
    Scenario: own.wave
      A client waves.

      Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200
      And a client on link 1 that wants IA_NA 1
      When it waves to the servers
      Then it receives an Advertise
`;

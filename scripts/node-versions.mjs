// Does forge work on other versions of Node? `node scripts/node-versions.mjs [VERSION…]` (20.19 22 24 26) as root: for each it fetches
// that Node and the npm that comes with it from the npm registry, installs the node modules as in a fresh clone, installs the packed
// tarball globally (each time raw-socket is compiled for that Node), lists the scenarios and runs 7550_1 in the lab; all of it in a
// scratch folder. `--tarball FILE` takes one that is packed already.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { clone, main, SetupError, setUp } from './setup.mjs';

/** Node with the major version of npm that its users have. */
const usual = { 20.19: 10, 22: 10, 24: 11, 26: 12 };

await main(async () => {
  const { values, positionals } = parseArgs({ options: { tarball: { type: 'string' } }, allowPositionals: true });
  if (process.getuid?.() !== 0) throw new SetupError('needs to be root: it runs a scenario in the lab.');
  const scratch = mkdtempSync(join(tmpdir(), `forge-node-versions-${process.pid}-`));
  try {
    writeFileSync(join(scratch, 'npmrc'), '');
    const env = cleanEnvironment(scratch);
    const tarball = values.tarball ?? (await packed(scratch));
    let failed = 0;
    for (const version of positionals.length > 0 ? positionals : Object.keys(usual).sort()) {
      try {
        console.log(smoke(version, tarball, join(scratch, version), env));
      } catch (error) {
        failed++;
        console.log(`✗ node ${version}  ${error instanceof SetupError ? error.message : error?.stack}`);
      }
    }
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});

async function packed(scratch) {
  await setUp();
  const [{ filename }] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', scratch], {
      cwd: clone,
      encoding: 'utf8',
    }),
  );
  return join(scratch, filename);
}

/** One line: what was tried with this Node. Throws a SetupError with the whole output of what failed. */
function smoke(version, tarball, folder, env) {
  mkdirSync(folder, { recursive: true });
  const name = `node-${process.platform}-${process.arch}`;
  const packages = [`${name}@${version}`, `npm@${usual[version] ?? 'latest'}`];
  run(process.execPath, [npmProgram(), 'install', '--ignore-scripts', '--force', '--prefix', folder, ...packages], {
    env,
  });
  const home = join(folder, 'node_modules', name);
  const node = join(home, 'bin/node');
  const npm = join(folder, 'node_modules/npm/bin/npm-cli.js');
  const exact = run(node, ['--version'], { env }).trim();
  const npmExact = run(node, [npm, '--version'], { env }).trim();
  const own = { ...env, PATH: [dirname(node), env.PATH].join(delimiter), ...headers(home, npmExact) };

  const inClone = join(folder, 'clone');
  for (const file of ['package.json', 'package-lock.json', '.npmrc', 'scripts/addon.mjs']) {
    cpSync(join(clone, file), join(inClone, file));
  }
  const began = performance.now();
  run(node, [npm, 'ci'], { env: own, cwd: inClone });
  run(node, ['-e', 'require("raw-socket")'], { env: own, cwd: inClone });
  const cloned = performance.now() - began;

  const prefix = join(folder, 'global');
  const beganGlobal = performance.now();
  run(node, [npm, 'install', '-g', '--prefix', prefix, `--allow-scripts=${tarball}`, tarball], { env: own });
  const installed = performance.now() - beganGlobal;

  const forge = join(prefix, 'bin/forge');
  const started = performance.now();
  const listed = run(forge, ['list'], { env: own, cwd: folder }).trim().split('\n').length;
  const listing = performance.now() - started;
  const record = JSON.parse(run(forge, ['-6', '--lab', '-n', '7550_1', '--json'], { env: own, cwd: folder }));
  const [scenario] = record.scenarios;
  if (record.node !== exact || scenario?.verdict !== 'passed') {
    throw new SetupError(`7550_1 on ${record.node}: ${scenario?.verdict} ${scenario?.reason ?? ''}`);
  }
  return (
    `✓ node ${exact.slice(1)}, npm ${npmExact}  in a clone in ${seconds(cloned)}, globally in ${seconds(installed)}, ` +
    `${listed} scenarios listed in ${seconds(listing)}, 7550_1 passed in ${scenario.seconds.toFixed(2)} s`
  );
}

/** Where npm before 12 finds the headers of that Node; later ones do not know the setting, and scripts/addon.mjs needs none. */
function headers(home, npm) {
  return Number.parseInt(npm, 10) < 12 ? { npm_config_nodedir: home } : {};
}

function run(program, args, options) {
  const done = spawnSync(program, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 600_000,
    ...options,
  });
  if (done.status === 0) return done.stdout;
  const why = done.error?.message ?? `ended with ${done.signal ?? done.status}`;
  throw new SetupError(`${[program, ...args].join(' ')} ${why}\n${done.stdout ?? ''}${done.stderr ?? ''}`);
}

/**
 * Nobody's own npm settings, which hide what a user without them meets; the machine's stay, as a registry or a certificate
 * may be needed to reach anything. npm looks for those below the prefix, so they are named.
 */
function cleanEnvironment(scratch) {
  const kept = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key));
  return {
    ...Object.fromEntries(kept),
    npm_config_userconfig: join(scratch, 'npmrc'),
    npm_config_globalconfig: execFileSync('npm', ['config', 'get', 'globalconfig'], {
      encoding: 'utf8',
      cwd: '/',
    }).trim(),
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  };
}

/** The npm that is on the PATH, as a script that any Node can run. */
function npmProgram() {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'npm'))
    .find(existsSync);
  if (found === undefined) throw new SetupError('there is no npm on the PATH.');
  return realpathSync(found);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

// Does forge work on other versions of Node? `node scripts/node-versions.mjs [VERSION…]` (20.19 22 24 26) as root: for each it fetches
// that Node from the npm registry, installs the packed tarball globally with it (raw-socket is compiled for it), lists the scenarios
// and runs 7550_1 in the lab; all of it in a scratch folder. `--tarball FILE` takes one that is packed already.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { clone, main, SetupError, setUp } from './setup.mjs';

const usual = ['20.19', '22', '24', '26'];

await main(async () => {
  const { values, positionals } = parseArgs({ options: { tarball: { type: 'string' } }, allowPositionals: true });
  if (process.getuid?.() !== 0) throw new SetupError('needs to be root: it runs a scenario in the lab.');
  const scratch = mkdtempSync(join(tmpdir(), `forge-node-versions-${process.pid}-`));
  try {
    writeFileSync(join(scratch, 'npmrc'), '');
    const env = cleanEnvironment(scratch);
    const tarball = values.tarball ?? (await packed(scratch));
    let failed = 0;
    for (const version of positionals.length > 0 ? positionals : usual) {
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
  run(process.execPath, [npmProgram(), 'install', '--ignore-scripts', '--prefix', folder, `${name}@${version}`], {
    env,
  });
  const home = join(folder, 'node_modules', name);
  const node = join(home, 'bin/node');
  const exact = run(node, ['--version'], { env }).trim();

  const own = { ...env, PATH: [dirname(node), env.PATH].join(delimiter), npm_config_nodedir: home };
  const prefix = join(folder, 'global');
  const began = performance.now();
  run(node, [npmProgram(), 'install', '-g', '--prefix', prefix, '--allow-scripts=raw-socket', tarball], { env: own });
  const installed = performance.now() - began;

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
    `✓ node ${exact.slice(1)}  installed in ${seconds(installed)}, ${listed} scenarios listed in ${seconds(listing)}, ` +
    `7550_1 passed in ${scenario.seconds.toFixed(2)} s`
  );
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

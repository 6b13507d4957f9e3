// What `npm start` and `npm test` share: everything that a fresh clone on a fresh machine lacks. Node's own modules only,
// because it runs before there are any others.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isBuilt } from './build-state.mjs';

export const clone = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const isRoot = process.getuid?.() === 0;

/** What a person must read and mend; shown without a stack. */
export class SetupError extends Error {}

/** Programs by the Debian package that brings each. No package here starts a service. */
const toolsOf = {
  run: {
    ip: 'iproute2',
    unshare: 'util-linux',
    mount: 'mount',
    ps: 'procps',
    tcpdump: 'tcpdump',
    'g++': 'build-essential',
    make: 'build-essential',
    python3: 'python3',
  },
  test: {
    tshark: 'tshark',
    sudo: 'sudo',
    ssh: 'openssh-client',
    openssl: 'openssl',
    chromium: 'chromium',
    // Started in a namespace, to test a server that is a service.
    systemctl: 'systemd',
  },
};

/** Who the files of the clone belong to: root never leaves anything of its own in somebody's clone. */
const owner = statSync(clone);
const foreign = isRoot && owner.uid !== 0;

/** @param {string} line */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/**
 * Brings whatever is missing, telling what before it does: tools, node modules, build, servers for the lab.
 * @param {{ tests?: boolean }} [options]
 */
export async function setUp({ tests = false } = {}) {
  checkNode();
  installTools({ ...toolsOf.run, ...(tests ? toolsOf.test : {}) });
  installModules();
  build();
  const { provision } = await import(pathToFileURL(join(clone, 'dist/src/lab/provision.js')).href);
  await provision(['kea'], { tell: say, env: ownersEnv() });
}

/** Runs the main of a script: set-up errors are one line and exit code 2, all others are bugs and show where they happened. */
export async function main(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    const line = error instanceof SetupError ? error.message : error?.line;
    if (typeof line !== 'string') throw error;
    say(line);
    process.exitCode = 2;
  }
}

/**
 * Runs a program as root (through sudo where we are not), with this terminal. Ctrl-C reaches it from the terminal; SIGTERM
 * is passed on, and the end of npm counts as one.
 * @param {string[]} argv
 * @param {Record<string, string | undefined>} [extra] environment that sudo would drop
 * @returns {Promise<number>} its exit code
 */
export function runAsRoot(argv, extra = {}) {
  const set = Object.entries(extra).filter(([, value]) => value !== undefined);
  const [program, ...args] = isRoot
    ? argv
    : [...sudo(), 'env', ...set.map(([key, value]) => `${key}=${value}`), ...argv];
  const child = spawn(program, args, {
    cwd: clone,
    stdio: 'inherit',
    env: { ...ownersEnv(), ...Object.fromEntries(set) },
  });
  const stop = () => {
    try {
      child.kill('SIGTERM');
    } catch {
      // sudo is root's: only root may tell it.
      spawnSync('sudo', ['-n', 'kill', '-s', 'TERM', String(child.pid)]);
    }
  };
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 200);
  const wait = () => {};
  process.on('SIGINT', wait);
  process.on('SIGTERM', stop);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      process.off('SIGINT', wait);
      process.off('SIGTERM', stop);
      done(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

/** What root has made in somebody's clone, or fetched into their cache, is given back to them. */
export async function giveBack() {
  const who = isRoot ? owner : { uid: process.getuid(), gid: process.getgid() };
  if (who.uid === 0) return;
  const folders = [clone, await cache()].filter((folder) => existsSync(folder));
  const argv = ['chown', '-R', '--from=0', `${who.uid}:${who.gid}`, ...folders];
  const [program, ...args] = isRoot ? argv : [...sudo(), ...argv];
  spawnSync(program, args, { stdio: ['inherit', 'ignore', 'inherit'] });
}

/** The folder of the owner of the clone that forge fetches into. */
export async function cache() {
  const { cacheFolder } = await import(pathToFileURL(join(clone, 'dist/src/lab/places.js')).href);
  return cacheFolder(ownersEnv());
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(`forge needs Node 20.19 or later; this is ${process.version}.`);
}

/** @param {Record<string, string>} tools */
function installTools(tools) {
  const missing = Object.keys(tools).filter((name) => !onPath(name));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((name) => tools[name]))];
  const what = `this machine has no ${missing.join(', ')}`;
  if (!onPath('apt-get')) {
    throw new SetupError(
      `${what}, and no apt-get to install them with. Install what brings them (on Debian: ${packages.join(' ')}).`,
    );
  }
  if (!isRoot && !onPath('sudo')) {
    throw new SetupError(
      `${what}, and no sudo. As root: apt-get install --no-install-recommends ${packages.join(' ')}`,
    );
  }
  say(`${what}. Installing with apt: ${packages.join(' ')}`);
  const [program, ...before] = [...(isRoot ? [] : sudo()), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq'];
  const options = { stdio: /** @type {const} */ (['inherit', 'ignore', 'inherit']) };
  // One list of several may fail (a third party's); what is needed may be there all the same.
  spawnSync(program, [...before, 'update'], options);
  const done = spawnSync(program, [...before, '-y', '--no-install-recommends', 'install', ...packages], options);
  const still = Object.keys(tools).filter((name) => !onPath(name));
  if (done.status !== 0 || still.length > 0) {
    throw new SetupError(
      `apt could not install ${packages.join(' ')} (see above). Without it there is no ${still.join(', ')}.`,
    );
  }
}

/** node_modules as the lock file says, with the addon built for this Node. */
function installModules() {
  if (modulesAreGood()) return;
  const locked = existsSync(join(clone, 'package-lock.json'));
  say(`installing the node modules (npm ${locked ? 'ci' : 'install'})`);
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  // The headers of this very Node, where they are at hand: else node-gyp would fetch them.
  const prefix = resolve(process.execPath, '../..');
  const headers = existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
  const [program, ...args] = [
    ...npm,
    locked ? 'ci' : 'install',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-update-notifier',
  ];
  const done = asOwner(program, args, headers);
  if (done.status !== 0 || !modulesAreGood())
    throw new SetupError('npm could not install the node modules (see above).');
}

function modulesAreGood() {
  const made = join(clone, 'node_modules/.package-lock.json');
  const wanted = join(clone, 'package-lock.json');
  if (!existsSync(made) || (existsSync(wanted) && statSync(made).mtimeMs < statSync(wanted).mtimeMs)) return false;
  // Another Node than the one that it was built for cannot load it.
  const loads = spawnSync(process.execPath, ['-e', 'require("raw-socket")'], { cwd: clone, stdio: 'ignore' });
  return loads.status === 0;
}

function build() {
  if (isBuilt()) return;
  say('building');
  const done = asOwner(process.execPath, [join(clone, 'scripts/build.mjs')]);
  if (done.status !== 0) throw new SetupError('the build failed (see above).');
}

/**
 * Runs a program as the owner of the clone.
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [extra]
 */
export function asOwner(program, args, extra = {}) {
  const who = foreign ? { uid: owner.uid, gid: owner.gid } : {};
  const env = { ...process.env, ...(foreign ? { HOME: homeOf(owner.uid) } : {}), ...extra };
  return spawnSync(program, args, { cwd: clone, stdio: ['ignore', 'inherit', 'inherit'], env, ...who });
}

/** The environment of programs that root runs: files belong to the owner of the clone, however we became root. */
function ownersEnv() {
  if (!foreign || process.env.SUDO_UID !== undefined) return process.env;
  return { ...process.env, SUDO_UID: String(owner.uid), SUDO_GID: String(owner.gid) };
}

/** @param {number} uid */
function homeOf(uid) {
  const entry = spawnSync('getent', ['passwd', String(uid)], { encoding: 'utf8' });
  return entry.stdout?.split(':')[5] || join(clone, '.cache');
}

function sudo() {
  if (!onPath('sudo')) throw new SetupError('this step needs root, and there is no sudo. Run it as root.');
  return ['sudo', '--'];
}

/** @param {string} name */
function onPath(name) {
  // An ordinary user's PATH has no sbin on Debian.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

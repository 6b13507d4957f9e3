import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageRoot } from '../../src/run/places.js';

/** Runs a program; fails with all that it said where it does not end well. Gives its output. */
export function run(
  program: string,
  args: readonly string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv; code?: number },
): string {
  const { code = 0, ...rest } = options;
  const done = spawnSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...rest });
  if (done.status === code) return done.stdout;
  const why = done.error?.message ?? `ended with ${done.signal ?? done.status}`;
  throw new Error(`${[program, ...args].join(' ')} ${why}\n${done.stdout}${done.stderr}`);
}

/**
 * The environment of somebody who has set nothing up for npm. What the machine's administrator has set stays, as a registry or a
 * certificate may be needed to reach anything; npm looks for that below the prefix, so it is named.
 */
export function cleanEnvironment(scratch: string): NodeJS.ProcessEnv {
  writeFileSync(join(scratch, 'npmrc'), '');
  const kept = Object.entries(process.env).filter(([key]) => !/^npm_/i.test(key));
  const globalConfig = execFileSync('npm', ['config', 'get', 'globalconfig'], { encoding: 'utf8', cwd: '/' }).trim();
  const prefix = resolve(process.execPath, '../..');
  // The headers of this very Node, where they are at hand: else node-gyp would fetch them.
  const headers = existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
  return {
    ...Object.fromEntries(kept),
    NO_COLOR: '1',
    npm_config_userconfig: join(scratch, 'npmrc'),
    npm_config_globalconfig: globalConfig,
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
    ...headers,
  };
}

/** `npm pack` in a copy of the clone, which stays as it is for the tests that run meanwhile. Gives the tarball's path. */
export function pack(scratch: string, env: NodeJS.ProcessEnv): string {
  const copy = join(scratch, 'clone');
  const unneeded = new Set(['.git', '.cache', 'node_modules', 'dist', 'reports']);
  mkdirSync(copy);
  for (const name of readdirSync(packageRoot)) {
    if (!unneeded.has(name)) cpSync(join(packageRoot, name), join(copy, name), { recursive: true });
  }
  const modules = join(packageRoot, 'node_modules');
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(modules)) {
    const [from, to] = [join(modules, name), join(copy, 'node_modules', name)];
    // The bundled ones are changed while the tarball is made.
    if (name === 'raw-socket' || name === 'nan') cpSync(from, to, { recursive: true });
    else symlinkSync(from, to);
  }
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', scratch], { cwd: copy, env }),
  );
  if (!existsSync(join(copy, 'node_modules/raw-socket/build'))) throw new Error('packing took the built addon away');
  return join(scratch, filename);
}

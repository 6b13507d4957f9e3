import { copyFileSync, cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, run } from '../../../src/lab/process.js';
import { packageRoot } from '../../../src/run/places.js';

/** An ordinary person on the tester machine, who may use sudo, with a clone of forge. */
export interface Person {
  readonly home: string;
  readonly clone: string;
  /** Runs a line of shell as this person, in the clone, in the environment of a fresh login. */
  sh(line: string, deadline?: number): Promise<Outcome>;
  /** Files below the home that do not belong to this person. */
  foreign(): Promise<string>;
}

const name = 'ada';
const uid = 64_100;

/**
 * Brings the person into the namespace that the test runs in: accounts, sudoers and home are laid over this machine's in this
 * mount namespace alone. `files` are copied to
 * these places below the home.
 */
export async function bringPerson(folder: string, files: Readonly<Record<string, string>>): Promise<Person> {
  await overlay(folder);
  const home = `/home/${name}`;
  const clone = join(home, 'forge');
  mkdirSync(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  mkdirSync(clone);
  for (const [file, from] of Object.entries(files)) copyFileSync(from, join(home, file));
  for (const part of ['bin', 'dist', 'features', 'scripts', 'package.json']) {
    cpSync(join(packageRoot, part), join(clone, part), { recursive: true });
  }
  mkdirSync(join(clone, 'node_modules'));
  await must('chown', ['-hR', `${uid}:${uid}`, home]);
  // No link: two names of one module could make it two.
  await must('mount', ['--bind', realpathSync(join(packageRoot, 'node_modules')), join(clone, 'node_modules')]);
  const env = ['env', '-i', `HOME=${home}`, `USER=${name}`, `LOGNAME=${name}`, 'PATH=/usr/local/bin:/usr/bin:/bin'];
  return {
    home,
    clone,
    sh: (line, deadline = 60_000) =>
      run('setpriv', [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', ...env, 'sh', '-c', line], {
        cwd: clone,
        deadline,
      }),
    foreign: async () =>
      (await must('find', [home, '-xdev', '!', '-path', join(clone, 'node_modules'), '!', '-uid', String(uid)])).trim(),
  };
}

async function overlay(folder: string): Promise<void> {
  const accounts = {
    passwd: `${name}:x:${uid}:${uid}::/home/${name}:/bin/sh`,
    group: `${name}:x:${uid}:`,
    shadow: `${name}:*:19000:0:99999:7:::`,
  };
  for (const [file, line] of Object.entries(accounts)) {
    const text = readFileSync(`/etc/${file}`, 'utf8');
    writeFileSync(join(folder, file), `${text}${text.endsWith('\n') ? '' : '\n'}${line}\n`, {
      mode: file === 'shadow' ? 0o600 : 0o644,
    });
    await must('mount', ['--bind', join(folder, file), `/etc/${file}`]);
  }
  mkdirSync(join(folder, 'sudoers.d'), { mode: 0o750 });
  writeFileSync(join(folder, 'sudoers.d', name), `${name} ALL=(ALL:ALL) NOPASSWD: ALL\n`, { mode: 0o440 });
  await must('mount', ['--bind', join(folder, 'sudoers.d'), '/etc/sudoers.d']);
  await must('mount', ['-t', 'tmpfs', 'people', '/home']);
  // What npm writes down for root is not this machine's root's.
  mkdirSync('/root/.npm', { recursive: true });
  await must('mount', ['-t', 'tmpfs', 'npm', '/root/.npm']);
}

async function must(program: string, args: readonly string[]): Promise<string> {
  const done = await run(program, args);
  if (done.code !== 0) throw new Error(`${program} ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

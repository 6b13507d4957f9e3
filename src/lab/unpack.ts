import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../config/problem.js';
import { osRelease } from './places.js';
import { run } from './process.js';

type As = { uid?: number; gid?: number };

/** What of a package nobody needs in a server machine; half of its size. */
const excluded = ['doc', 'man', 'locale', 'info', 'lintian', 'bug', 'doc-base'].map((name) => `./usr/share/${name}`);

/**
 * The machine's own archive: those of its apt sources that serve the distribution itself. Third-party sources are left out,
 * because they may be unreachable, and may bring another server of the same name. All of them if none looks like the archive.
 */
export async function archiveSources(
  folder = '/etc/apt',
  codename = osRelease().codename,
): Promise<{ list: string; deb822: string }> {
  const parts = await readdir(join(folder, 'sources.list.d')).catch(() => []);
  const files = ['sources.list', ...parts.sort().map((name) => `sources.list.d/${name}`)];
  const all = { list: '', deb822: '' };
  const own = { list: '', deb822: '' };
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8').catch(() => '');
    if (file.endsWith('.list')) {
      for (const line of text.split('\n')) {
        const [, suite, components] = /^\s*deb\s+(?:\[[^\]]*\]\s*)?\S+\s+(\S+)\s+(.*)$/.exec(line) ?? [];
        if (suite === undefined || components === undefined) continue;
        all.list += `${line}\n`;
        if (isArchive([suite], components.split(/\s+/), codename)) own.list += `${line}\n`;
      }
    } else if (file.endsWith('.sources')) {
      for (const stanza of text.replace(/^#.*\n/gm, '').split(/\n\s*\n/)) {
        const suites = words(stanza, 'Suites');
        if (!words(stanza, 'Types').includes('deb')) continue;
        all.deb822 += `${stanza.trim()}\n\n`;
        if (isArchive(suites, words(stanza, 'Components'), codename)) own.deb822 += `${stanza.trim()}\n\n`;
      }
    }
  }
  return own.list === '' && own.deb822 === '' ? all : own;
}

function words(stanza: string, field: string): string[] {
  const value = new RegExp(`^${field}:[ \\t]*(.*(?:\\n[ \\t].*)*)`, 'im').exec(stanza)?.[1];
  return value === undefined ? [] : value.trim().split(/\s+/);
}

/** `bookworm main`, `noble-updates main universe`, `stable/updates main`: the names that the distributions use. */
function isArchive(suites: readonly string[], components: readonly string[], codename: string): boolean {
  const bases = [codename, 'stable', 'oldstable', 'testing', 'unstable', 'sid'];
  return (
    components.includes('main') &&
    suites.some((suite) => bases.includes(suite.replace(/(-updates|-security|\/updates)$/, '')))
  );
}

/** Fetches packages with all that they depend on, as `as`, with lists and caches of its own below `work`. Paths of the files. */
export async function fetchPackages(
  packages: readonly string[],
  options: {
    work: string;
    sources: { list: string; deb822: string };
    as: As;
    owned: (path: string) => Promise<unknown>;
  },
): Promise<string[]> {
  const { work, sources, as, owned } = options;
  const apt = join(work, 'apt');
  for (const name of ['etc/sources.list.d', 'etc/none', 'lists/partial', 'cache/archives/partial']) {
    await owned(join(apt, name));
  }
  const write = (name: string, text: string) =>
    as.uid === undefined
      ? writeFile(join(apt, name), text)
      : run('tee', [join(apt, name)], { ...as, stdin: text }).then(() => undefined);
  await write('etc/sources.list', sources.list);
  await write('etc/sources.list.d/archive.sources', sources.deb822);
  // The distribution's own packages win over a third party's of the same name.
  const pins = ['Debian', 'Ubuntu'].map((origin) => `Package: *\nPin: release o=${origin}\nPin-Priority: 900\n`);
  await write('etc/preferences', pins.join('\n'));
  // An empty status file: the whole closure is fetched, whatever this machine has installed.
  await write('status', '');
  await write('apt.conf', aptSettings(apt));

  const aptGet = ['-c', join(apt, 'apt.conf')];
  const env = { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  // Its exit code is not asked for: one list of several may fail, and what is needed may be there all the same.
  const update = await command('apt-get', [...aptGet, '-qq', 'update'], { ...as, env });
  const download = ['-qq', '-y', '--download-only', 'install', ...packages];
  const fetched = await command('apt-get', [...aptGet, ...download], { ...as, env });
  if (fetched.code !== 0) {
    const why = `${update.stderr}\n${fetched.stderr}`.split('\n').filter((line) => /^[EW]:/.test(line));
    throw new Problem(
      'lab',
      `the packages ${packages.join(', ')} could not be fetched.\n${why.slice(0, 6).join('\n')}`,
      {
        kind: 'infrastructure',
        mend: '\nThe lab needs a reachable Debian or Ubuntu archive in /etc/apt the first time; "apt-get update" must work.',
      },
    );
  }
  const archives = join(apt, 'cache/archives');
  return (await readdir(archives)).filter((name) => name.endsWith('.deb')).map((name) => join(archives, name));
}

/** apt's settings: own folders, and none of the hooks that packages of this machine put into every update. */
function aptSettings(apt: string): string {
  const quote = (path: string) => `"${path}"`;
  return [
    ...['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'].map(clear),
    ...['DPkg::Pre-Invoke', 'DPkg::Post-Invoke', 'DPkg::Pre-Install-Pkgs'].map(clear),
    `Dir::Etc::sourcelist ${quote(join(apt, 'etc/sources.list'))};`,
    `Dir::Etc::sourceparts ${quote(join(apt, 'etc/sources.list.d'))};`,
    `Dir::Etc::preferences ${quote(join(apt, 'etc/preferences'))};`,
    `Dir::Etc::preferencesparts ${quote(join(apt, 'etc/none'))};`,
    `Dir::State::lists ${quote(join(apt, 'lists'))};`,
    `Dir::State::status ${quote(join(apt, 'status'))};`,
    `Dir::State::extended_states ${quote(join(apt, 'extended_states'))};`,
    `Dir::Cache ${quote(join(apt, 'cache'))};`,
    `Dir::Cache::archives ${quote(join(apt, 'cache/archives'))};`,
    'APT::Install-Recommends "false";',
    'APT::Sandbox::User "root";',
    // Images for containers throw a package away once it is fetched.
    'APT::Keep-Downloaded-Packages "true";',
    'Acquire::Languages "none";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "30";',
    'Acquire::https::Timeout "30";',
    '',
  ].join('\n');
}

function clear(name: string): string {
  return `#clear ${name};`;
}

/** Unpacks one package file into `root`, owned by `as`, and tells what it was. */
export async function unpackPackage(deb: string, root: string, as: As): Promise<{ package: string; version: string }> {
  const fields = await command('dpkg-deb', ['--field', deb, 'Package', 'Version'], as);
  const [, name = '', version = ''] = /^Package: (.*)\nVersion: (.*)$/m.exec(fields.stdout) ?? [];
  const archive = spawn('dpkg-deb', ['--fsys-tarfile', deb], { stdio: ['ignore', 'pipe', 'inherit'], ...as });
  const tar = spawn(
    'tar',
    ['-x', '-p', '--no-same-owner', '--keep-directory-symlink', ...excluded.map((path) => `--exclude=${path}`)].concat(
      '-C',
      root,
      '-f',
      '-',
    ),
    { stdio: ['pipe', 'ignore', 'inherit'], ...as },
  );
  archive.stdout.pipe(tar.stdin);
  const codes = await Promise.all([ended(archive), ended(tar)]);
  if (codes.some((code) => code !== 0)) throw new Error(`${deb} could not be unpacked`);
  return { package: name, version };
}

function ended(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** Runs one of Debian's own tools; a machine without it is not one that the lab can fetch packages for. */
async function command(program: string, args: string[], options: As & { env?: NodeJS.ProcessEnv }) {
  try {
    return await run(program, args, { deadline: 300_000, ...options });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Problem('lab', `there is no ${program} on this machine.`, {
      kind: 'infrastructure',
      mend: 'The lab fetches its servers with the tools of Debian and Ubuntu; elsewhere give a server machine in config.ts.',
      cause: error,
    });
  }
}

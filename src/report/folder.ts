import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import {
  type FileHandle,
  lchown,
  lstat,
  mkdir,
  open,
  readFile,
  readlink,
  rename,
  symlink,
  unlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Problem } from '../config/problem.js';
import { type Redactor, redactor } from './redact.js';

/** Who the files belong to: root's are given back to the user who called sudo. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The folder of one run. Text passes the redactor on its way into it. */
export interface RunFolder {
  /** Absolute. */
  readonly path: string;
  /** As it is printed: relative where it lies below the working directory. */
  readonly shown: string;
  readonly redactor: Redactor;
  /**
   * Writes a file through a temporary one beside it, so that a reader, or a kill, never meets half of it. Folders are made.
   * `clean`: made from a record that was redacted as a whole, whose structure must not be redacted once more.
   */
  write(file: string, content: string | Uint8Array, state?: 'clean'): Promise<void>;
  /** The text of a file in it, or undefined where there is none. */
  read(file: string): Promise<string | undefined>;
  /** Gives a file that somebody else wrote (messages.ndjson) back to the user. No error where it does not exist. */
  giveBack(file: string): Promise<void>;
}

export interface FolderOptions {
  readonly redactor?: Redactor;
  /** Default: the user who called sudo, where root runs for one. */
  readonly owner?: Owner | undefined;
}

/**
 * Makes `base/<time>-<server>/` (base: `reports` in the working directory), a new one for every run, and points `base/latest` at it.
 * Throws a Problem where nothing can be written there.
 */
export async function createRunFolder(
  base: string | undefined,
  server: string,
  started: Date,
  options: FolderOptions = {},
): Promise<RunFolder> {
  const parent = resolve(base ?? 'reports');
  const owner = 'owner' in options ? options.owner : sudoUser(process.env);
  const place = shownPath(parent);
  try {
    await makeFolder(parent, owner);
    const name = `${localTime(started)}-${safeName(server)}`;
    const path = await makeNewFolder(parent, name, owner);
    await pointLatest(parent, basename(path), owner);
    return runFolder(path, owner, options.redactor ?? redactor([]));
  } catch (error) {
    throw problemOf(place, error, 'usage');
  }
}

/** A name for one folder or file from any text: what a path, a shell or a file system could trip over becomes `_`. */
export function safeName(text: string): string {
  const name = text.replace(/[^\w.+-]+/g, '_').replace(/^[.-]+/, (start) => '_'.repeat(start.length));
  return name === '' ? '_' : name.slice(0, longestName);
}

/** File systems allow 255 bytes; the temporary file's name is longer by a few. */
const longestName = 200;

/** The user who called sudo, where this process is root for one. */
export function sudoUser(env: Readonly<Record<string, string | undefined>>): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const uid = Number.parseInt(env.SUDO_UID ?? '', 10);
  const gid = Number.parseInt(env.SUDO_GID ?? '', 10);
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid, gid };
}

function runFolder(path: string, owner: Owner | undefined, clean: Redactor): RunFolder {
  const shown = shownPath(path);
  return {
    path,
    shown,
    redactor: clean,
    async write(file, content, state) {
      try {
        await makeFolder(dirname(join(path, file)), owner);
        await writeWhole(
          join(path, file),
          typeof content === 'string' && state !== 'clean' ? clean.text(content) : content,
          owner,
        );
      } catch (error) {
        throw problemOf(join(shown, file), error, 'infrastructure');
      }
    },
    async read(file) {
      return await readFile(join(path, file), 'utf8').catch(absent);
    },
    async giveBack(file) {
      if (owner !== undefined) await lchown(join(path, file), owner.uid, owner.gid).catch(absent);
    },
  };
}

async function writeWhole(path: string, content: string | Uint8Array, owner: Owner | undefined): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${unique()}`);
  let file: FileHandle | undefined;
  try {
    // Exclusive and without following links: the folder may belong to another user than this process runs as.
    file = await open(
      temporary,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
      0o644,
    );
    await file.writeFile(content);
    if (owner !== undefined) await file.chown(owner.uid, owner.gid);
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file?.close().catch(() => {});
    if (file !== undefined) await unlink(temporary).catch(() => {});
    throw error;
  }
}

/** For names of temporary files: another run may be writing beside this one. */
function unique(): string {
  return randomBytes(6).toString('hex');
}

/** Makes a folder and those above it; what it made belongs to the owner. */
async function makeFolder(path: string, owner: Owner | undefined): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined || owner === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) await lchown(made, owner.uid, owner.gid);
}

async function makeNewFolder(parent: string, name: string, owner: Owner | undefined): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const path = join(parent, attempt === 1 ? name : `${name}-${attempt}`);
    try {
      await mkdir(path);
      if (owner !== undefined) await lchown(path, owner.uid, owner.gid);
      return path;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt === mostAttempts) throw error;
    }
  }
}

/** So many runs in one second against one server are not meant. */
const mostAttempts = 1000;

/** Replaces the link in one step. Something else of this name is the user's own and stays. */
async function pointLatest(parent: string, name: string, owner: Owner | undefined): Promise<void> {
  const latest = join(parent, 'latest');
  const found = await lstat(latest).catch(absent);
  if (found !== undefined && !found.isSymbolicLink()) return;
  const temporary = join(parent, `.latest.${unique()}`);
  await symlink(name, temporary);
  if (owner !== undefined) await lchown(temporary, owner.uid, owner.gid);
  await rename(temporary, latest).catch(async (error) => {
    await unlink(temporary).catch(absent);
    throw error;
  });
}

/** The run that `base/latest` points at, or undefined. */
export async function latestRun(base: string | undefined): Promise<string | undefined> {
  const parent = resolve(base ?? 'reports');
  const name = await readlink(join(parent, 'latest')).catch(() => undefined);
  return name === undefined ? undefined : join(parent, name);
}

/** `2026-11-23T14-02-11`, in the user's own time zone. */
function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}-${two(time.getMinutes())}-${two(time.getSeconds())}`;
}

function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below === '' ? '.' : below.startsWith('..') ? path : below;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

function absent(error: unknown): undefined {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
}

function problemOf(place: string, error: unknown, kind: 'usage' | 'infrastructure'): unknown {
  const told = troubles[codeOf(error) ?? ''];
  if (told === undefined) return error;
  return new Problem(place, told.what, { mend: told.mend, kind: told.kind ?? kind, cause: error });
}

const elsewhere = 'Name another folder with --out.';
const troubles: Readonly<Record<string, { what: string; mend: string; kind?: 'infrastructure' }>> = {
  EACCES: { what: 'no permission to write the report here.', mend: elsewhere },
  EPERM: { what: 'no permission to write the report here.', mend: elsewhere },
  EROFS: { what: 'the report cannot be written: the file system is read-only.', mend: elsewhere },
  ENOTDIR: { what: 'the report cannot be written: a part of this path is a file, not a folder.', mend: elsewhere },
  EEXIST: { what: 'the report cannot be written: there is something else of this name.', mend: elsewhere },
  EISDIR: { what: 'the report cannot be written: there is a folder of this name.', mend: elsewhere },
  ENAMETOOLONG: { what: 'the report cannot be written: the path is too long.', mend: elsewhere },
  ELOOP: { what: 'the report cannot be written: links lead in a circle.', mend: elsewhere },
  ENOSPC: { what: 'the disk is full.', mend: 'Make room, or name another folder with --out.', kind: 'infrastructure' },
  EDQUOT: {
    what: 'the disk quota is used up.',
    mend: 'Make room, or name another folder with --out.',
    kind: 'infrastructure',
  },
};

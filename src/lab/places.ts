import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The person at the keyboard: under sudo the one who called it, else the process's own user. */
export interface Invoker {
  readonly home: string;
  /** Set where files must be given back to somebody who is not the process's user. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
}

/** Who called forge, found through SUDO_USER. */
export function invoker(env: NodeJS.ProcessEnv = process.env): Invoker {
  const uid = Number(env.SUDO_UID);
  if (process.getuid?.() !== 0 || !Number.isInteger(uid) || uid === 0) return { home: homedir(), owner: undefined };
  // getent and not /etc/passwd: the user may come from a directory service.
  const entry = spawnSync('getent', ['passwd', String(uid)], { encoding: 'utf8' });
  const fields = (entry.stdout ?? '').trim().split(':');
  const home = fields[5];
  if (home === undefined || home === '') return { home: homedir(), owner: undefined };
  return { home, owner: { uid, gid: Number(fields[3]) } };
}

/** Where forge keeps what it fetched, the unpacked servers above all. FORGE_CACHE names another folder. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env, who: Invoker = invoker(env)): string {
  if (env.FORGE_CACHE?.startsWith('/')) return env.FORGE_CACHE;
  const base = env.XDG_CACHE_HOME;
  return join(base?.startsWith('/') ? base : join(who.home, '.cache'), 'dhcpv6-forge');
}

/** State of kept labs: one file a lab. Nothing else of the host's /run is ever written. FORGE_LABS names another folder. */
export const keptLabsFolder = process.env.FORGE_LABS ?? '/run/dhcpv6-forge';

/** What this machine runs, from /etc/os-release. */
export interface Release {
  /** `debian-12`, `ubuntu-24.04` */
  readonly name: string;
  /** `bookworm`; empty where there is none. */
  readonly codename: string;
}

export function osRelease(text: string = readFileSync('/etc/os-release', 'utf8')): Release {
  const field = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const version = field('VERSION_ID');
  return { name: `${field('ID')}${version === '' ? '' : `-${version}`}`, codename: field('VERSION_CODENAME') };
}

import { execFileSync } from 'node:child_process';
import { chownSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The person who started forge. */
export interface Account {
  readonly home: string;
  /** Set under sudo: whom files that forge makes in that home belong to. */
  readonly owner?: { readonly uid: number; readonly gid: number };
}

/**
 * The person who started forge: under sudo the one who typed the command, not root. sudo resets HOME, so the home comes from
 * the user database.
 */
export function invoker(env: NodeJS.ProcessEnv = process.env, passwd = '/etc/passwd'): Account {
  const name = env.SUDO_USER;
  if (process.getuid?.() !== 0 || name === undefined || name === '' || name === 'root') {
    return { home: homedir() };
  }
  const entry = userEntry(name, passwd);
  const uid = Number(env.SUDO_UID ?? entry?.[2]);
  const gid = Number(env.SUDO_GID ?? entry?.[3]);
  const home = entry?.[5] ?? join('/home', name);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { home, owner: { uid, gid } } : { home };
}

/** A path as people write it: `~` is the home of the person who started forge. */
export function expandHome(path: string, account: Account): string {
  return path === '~' ? account.home : path.startsWith('~/') ? join(account.home, path.slice(2)) : path;
}

/** The reverse, for messages. */
export function shortHome(path: string, account: Account): string {
  return path.startsWith(`${account.home}/`) ? `~${path.slice(account.home.length)}` : path;
}

/** Gives what was made in the person's home to that person. */
export function giveBack(path: string, account: Account): void {
  if (account.owner !== undefined) chownSync(path, account.owner.uid, account.owner.gid);
}

/**
 * The socket of the person's SSH agent. sudo drops SSH_AUTH_SOCK, but sudo itself and the shell before it still have it in
 * their environment, which root may read. Only a socket of that same person counts.
 */
export function agentSocket(account: Account, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const own = env.SSH_AUTH_SOCK;
  if (own !== undefined && own !== '') return own;
  if (account.owner === undefined) return undefined;
  for (let pid = process.ppid; pid > 1; pid = parentOf(pid)) {
    const socket = environmentOf(pid).SSH_AUTH_SOCK;
    if (socket !== undefined && socket !== '' && ownedBy(socket, account.owner.uid)) return socket;
  }
  return undefined;
}

function userEntry(name: string, passwd: string): string[] | undefined {
  const find = (text: string) =>
    text
      .split('\n')
      .map((line) => line.split(':'))
      .find((fields) => fields[0] === name && fields.length >= 6);
  const local = find(readFileSync(passwd, 'utf8'));
  if (local !== undefined) return local;
  try {
    // Users of a directory service are not in the file.
    return find(execFileSync('getent', ['passwd', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return undefined;
  }
}

function environmentOf(pid: number): Record<string, string> {
  try {
    const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    return Object.fromEntries(entries.map((entry) => [entry.replace(/=.*/s, ''), entry.replace(/^[^=]*=/, '')]));
  } catch {
    return {};
  }
}

/** The parent of a process, 0 when there is none to be seen. */
function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
  } catch {
    return 0;
  }
}

function ownedBy(path: string, uid: number): boolean {
  try {
    const stat = statSync(path);
    return stat.isSocket() && stat.uid === uid;
  } catch {
    return false;
  }
}

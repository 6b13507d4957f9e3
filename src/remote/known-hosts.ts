import { appendFileSync, closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Problem } from '../config/problem.js';
import type { ServerConfig } from '../config/types.js';
import { type Account, giveBack, invoker, shortHome } from './account.js';
import { address } from './failures.js';
import {
  algorithmsFor,
  allAlgorithms,
  fingerprint,
  hostPattern,
  type Judgement,
  judge,
  type Knowledge,
  type KnownHost,
  keyType,
  knowledgeOf,
  knownHostsFiles,
  readKnownHosts,
} from './known-hosts-file.js';
import { shown } from './quote.js';
import { type HostCheck, openClient } from './session.js';

type Server = ServerConfig & { port: number };

/** The strict check: only a host whose key is known, and not revoked, is talked to. */
export function strictCheck(server: Server, account: Account): HostCheck {
  const files = knownHostsFiles(server.knownHosts, account);
  const knowledge = knowledgeOf(readKnownHosts(files), server.host, server.port);
  const usable = algorithmsFor(knowledge);
  return {
    algorithms: usable ?? allAlgorithms(),
    check: (key) => verdict(server, account, files[0], knowledge, key),
    none: () => noneOf(server, files[0], account, usable),
  };
}

/** What `trust` found and did. */
export interface Trusted {
  /** The known_hosts line of the host's key. */
  readonly line: string;
  /** `SHA256:…`, as `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the server. */
  readonly fingerprint: string;
  /** The file that holds the line. */
  readonly file: string;
  /** False if it was known before. */
  readonly added: boolean;
}

/**
 * Connects (without logging in), takes the host key that the server shows and appends it to known_hosts, which is made, with
 * its folder, where it is missing; under sudo it belongs to the person who typed the command. A key that contradicts a known
 * one, or is revoked, is not taken: that is a Problem. `confirm` may refuse after having seen the fingerprint.
 */
export async function trust(
  server: Server,
  options: { deadline?: number; confirm?: (fingerprint: string) => Promise<boolean> } = {},
): Promise<Trusted> {
  const account = invoker();
  const files = knownHostsFiles(server.knownHosts, account);
  const knowledge = knowledgeOf(readKnownHosts(files), server.host, server.port);
  const key = await hostKey(server, options.deadline ?? 10_000, algorithmsFor(knowledge) ?? allAlgorithms());
  const line = `${hostPattern(server.host, server.port)} ${keyType(key)} ${key.toString('base64')}`;
  const found = { line, fingerprint: fingerprint(key), file: files[0] };
  const judgement = judge(knowledge, key);
  if (judgement.kind === 'known') return { ...found, added: false };
  if (judgement.kind !== 'unknown') throw contradiction(server, judgement, key, account);
  if (options.confirm !== undefined && !(await options.confirm(found.fingerprint))) {
    throw new Problem('server', `the key ${found.fingerprint} of ${address(server)} was not taken.`);
  }
  append(files[0], line, account);
  return { ...found, added: true };
}

/** The key that the host shows. */
async function hostKey(server: Server, deadline: number, algorithms: readonly string[]): Promise<Buffer> {
  let shownKey: Buffer | undefined;
  const stop = problem('the host key is known now.');
  const host: HostCheck = {
    algorithms,
    check: (key) => {
      shownKey = Buffer.from(key);
      return stop;
    },
    none: () => problem(`ssh to ${address(server)} shows no host key of these kinds: ${algorithms.join(', ')}.`),
  };
  await openClient(server, deadline, host, undefined).catch((error: unknown) => {
    if (error !== stop) throw error;
  });
  if (shownKey === undefined) throw new Error('the SSH client skipped the host key check');
  return shownKey;
}

function noneOf(server: Server, file: string, account: Account, usable: readonly string[] | undefined): Problem {
  const where = `ssh to ${address(server)}`;
  if (usable === undefined) {
    return problem(`${where} shows no host key of a kind that forge can check (${allAlgorithms().join(', ')}).`);
  }
  return problem(
    `${where} shows no host key of the kind that ${shortHome(file, account)} holds for it (${usable.join(', ')}); it may be another machine.`,
    anew(removal(server, file)),
  );
}

function verdict(
  server: Server,
  account: Account,
  file: string,
  knowledge: Knowledge,
  key: Buffer,
): Problem | undefined {
  const judgement = judge(knowledge, key);
  if (judgement.kind === 'known') return undefined;
  if (judgement.kind !== 'unknown') return contradiction(server, judgement, key, account);
  const authority = ' (A @cert-authority line is there for it, but forge does not check host certificates.)';
  return problem(
    `the host key of ${address(server)} is not known: ${keyType(key)} ${fingerprint(key)}.${knowledge.authorities.length > 0 ? authority : ''}`,
    `If that is the server's own key, take it into ${shortHome(file, account)} once: forge doctor --trust`,
  );
}

function contradiction(
  server: Server,
  judgement: Exclude<Judgement, { kind: 'known' | 'unknown' }>,
  key: Buffer,
  account: Account,
): Problem {
  const whose = `the host key of ${address(server)}`;
  const is = `${keyType(key)} ${fingerprint(key)}`;
  const line = (entry: KnownHost) => `${shortHome(entry.file, account)} line ${entry.line}`;
  if (judgement.kind === 'revoked') {
    const mend = 'Do not log in there with it: give the server a new host key.';
    return problem(`${whose} (${is}) is revoked by ${line(judgement.by)}.`, mend);
  }
  const { instead } = judgement;
  const was = `${line(instead)} holds ${instead.type} ${fingerprint(instead.key)}`;
  const what = `${whose} has changed: it shows ${is}, ${was}. It is another machine, or somebody is in between.`;
  return problem(what, anew(removal(server, instead.file, instead)));
}

function anew(remove: string): string {
  return `If it was set up anew, remove the old key: ${remove}, then forge doctor --trust.`;
}

/** The command that removes what is known; ssh-keygen finds the host itself, but no pattern that means it. */
function removal(server: Server, file: string, entry?: KnownHost): string {
  const name = hostPattern(server.host, server.port);
  const pattern =
    entry !== undefined && !entry.hosts.startsWith('|') && !entry.hosts.toLowerCase().split(',').includes(name);
  return shown(pattern ? ['sed', '-i', `${entry.line}d`, file] : ['ssh-keygen', '-f', file, '-R', name], 400);
}

function problem(what: string, mend?: string): Problem {
  return new Problem('server', what, { mend, kind: 'infrastructure' });
}

function append(file: string, line: string, account: Account): void {
  const give = (path: string) => {
    if (path.startsWith(`${account.home}/`)) giveBack(path, account);
  };
  const folder = dirname(file);
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (let made = folder; first !== undefined && made.length >= first.length; made = dirname(made)) give(made);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (before === undefined) {
    closeSync(openSync(file, 'ax', 0o600));
    give(file);
  }
  const gap = before === undefined || before === '' || before.endsWith('\n') ? '' : '\n';
  appendFileSync(file, `${gap}${line}\n`);
}

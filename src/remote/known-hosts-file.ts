import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { Problem } from '../config/problem.js';
import { type Account, expandHome } from './account.js';

/** One line of a known_hosts file that holds a key. */
export interface KnownHost {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly marker: 'revoked' | 'cert-authority' | undefined;
  /** The patterns, or one hashed name. */
  readonly hosts: string;
  readonly type: string;
  /** The public key as SSH sends it. */
  readonly key: Buffer;
}

/** What the known_hosts files say about one host. */
export interface Knowledge {
  readonly keys: readonly KnownHost[];
  /** Keys known for the host without its port; one of them is as good when none is known with the port, as in ssh. */
  readonly portless: readonly KnownHost[];
  readonly revoked: readonly KnownHost[];
  readonly authorities: readonly KnownHost[];
}

/** How a key that a host showed compares with what is known. */
export type Judgement =
  | { readonly kind: 'known' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'changed'; readonly instead: KnownHost }
  | { readonly kind: 'revoked'; readonly by: KnownHost };

/** The files that ssh would look into: the one named in the configuration, else the person's own and the machine's. */
export function knownHostsFiles(configured: string | undefined, account: Account): [string, ...string[]] {
  if (configured !== undefined) return [expandHome(configured, account)];
  return [
    join(account.home, '.ssh', 'known_hosts'),
    join(account.home, '.ssh', 'known_hosts2'),
    '/etc/ssh/ssh_known_hosts',
    '/etc/ssh/ssh_known_hosts2',
  ];
}

/** Reads the files; one that does not exist holds nothing. An unreadable one is a Problem. */
export function readKnownHosts(files: readonly string[]): KnownHost[] {
  return files.flatMap((file) => {
    try {
      return parseKnownHosts(readFileSync(file, 'utf8'), file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'ENOTDIR') return [];
      throw new Problem('server.knownHosts', `cannot read ${file} (${code}).`, {
        kind: 'infrastructure',
        cause: error,
      });
    }
  });
}

/** The keys of one known_hosts file (format: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). As in ssh, a line that is none is skipped. */
export function parseKnownHosts(text: string, file: string): KnownHost[] {
  return text.split('\n').flatMap((raw, index) => {
    const fields = raw.trim().split(/[ \t]+/);
    if (fields[0] === '' || fields[0]?.startsWith('#')) return [];
    const marked = fields[0]?.startsWith('@') ? fields.shift()?.slice(1) : undefined;
    if (marked !== undefined && marked !== 'revoked' && marked !== 'cert-authority') return [];
    const [hosts, type, base64] = fields;
    if (hosts === undefined || type === undefined || base64 === undefined) return [];
    const key = Buffer.from(base64, 'base64');
    if (keyType(key) !== type) return [];
    return [{ file, line: index + 1, marker: marked, hosts, type, key } satisfies KnownHost];
  });
}

/** What is known about a host. */
export function knowledgeOf(known: readonly KnownHost[], host: string, port: number): Knowledge {
  const names = spellings(host);
  const ported = port === 22 ? names : names.map((name) => `[${name}]:${port}`);
  const about = known.filter((entry) => ported.some((name) => matches(entry.hosts, name)));
  const plain = port === 22 ? [] : known.filter((entry) => names.some((name) => matches(entry.hosts, name)));
  return {
    keys: about.filter((entry) => entry.marker === undefined),
    portless: plain.filter((entry) => entry.marker === undefined),
    revoked: [...about, ...plain].filter((entry) => entry.marker === 'revoked'),
    authorities: about.filter((entry) => entry.marker === 'cert-authority'),
  };
}

/** Compares the key that a host showed with what is known about it; unknown is not trusted. */
export function judge(knowledge: Knowledge, key: Buffer): Judgement {
  const same = (entry: KnownHost) => entry.key.equals(key);
  const by = knowledge.revoked.find(same);
  if (by !== undefined) return { kind: 'revoked', by };
  if (knowledge.keys.some(same)) return { kind: 'known' };
  const instead = knowledge.keys.find((entry) => entry.type === keyType(key)) ?? knowledge.keys[0];
  if (instead !== undefined) return { kind: 'changed', instead };
  return knowledge.portless.some(same) ? { kind: 'known' } : { kind: 'unknown' };
}

/**
 * The host key algorithms to offer: those of the keys that are known, so that the server shows a key that can be compared;
 * undefined when nothing is known. An RSA key is asked to sign with SHA-2 (RFC 8332); SHA-1 is not offered.
 */
export function algorithmsFor(knowledge: Knowledge): string[] | undefined {
  const keys = knowledge.keys.length > 0 ? knowledge.keys : knowledge.portless;
  if (keys.length === 0) return undefined;
  const types = new Set(keys.map((entry) => entry.type));
  const offered = supported.filter(([type]) => types.has(type)).flatMap(([, algorithms]) => algorithms);
  return offered.length === 0 ? undefined : offered;
}

/** All host key algorithms that forge can check, best first. */
export function allAlgorithms(): string[] {
  return supported.flatMap(([, algorithms]) => algorithms);
}

/** A key's fingerprint as ssh prints it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** The type that stands in a public key, such as `ssh-ed25519`; undefined if the bytes are no key. */
export function keyType(key: Buffer): string | undefined {
  if (key.length < 4) return undefined;
  const length = key.readUInt32BE(0);
  return length === 0 || 4 + length > key.length ? undefined : key.toString('latin1', 4, 4 + length);
}

/** The host as known_hosts names it. */
export function hostPattern(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

const supported: readonly (readonly [type: string, algorithms: readonly string[]])[] = [
  ['ssh-ed25519', ['ssh-ed25519']],
  ['ecdsa-sha2-nistp256', ['ecdsa-sha2-nistp256']],
  ['ecdsa-sha2-nistp384', ['ecdsa-sha2-nistp384']],
  ['ecdsa-sha2-nistp521', ['ecdsa-sha2-nistp521']],
  ['ssh-rsa', ['rsa-sha2-512', 'rsa-sha2-256']],
];

/** The ways in which a host may be written: as in the configuration, and an IPv6 address also in its shortest form. */
function spellings(host: string): string[] {
  const name = host.toLowerCase();
  if (!isIPv6(name) || name.includes('%')) return [name];
  const shortest = new URL(`http://[${name}]/`).hostname.slice(1, -1);
  return shortest === name ? [name] : [name, shortest];
}

/** Whether the host field of a line means this name: a hashed name, or patterns of which one matches and no negated one does. */
function matches(hosts: string, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHash(hosts, name);
  let found = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    const negated = pattern.startsWith('!');
    if (!wildcard(negated ? pattern.slice(1) : pattern).test(name)) continue;
    if (negated) return false;
    found = true;
  }
  return found;
}

/** `|1|salt|hash`: HMAC-SHA1 of the name. */
function matchesHash(field: string, name: string): boolean {
  const [, version, salt = '', hash = ''] = field.split('|');
  if (version !== '1') return false;
  const expected = Buffer.from(hash, 'base64');
  const actual = createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest();
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** `*` is any run of characters and `?` any one; brackets are plain characters. */
function wildcard(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()|{}[\]]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

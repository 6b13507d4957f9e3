import { dirname, isAbsolute, relative, resolve } from 'node:path';
import {
  type At,
  type Check,
  dictionary,
  flag,
  integer,
  isObject,
  list,
  object,
  oneOf,
  optional,
  required,
  seconds,
  text,
  top,
} from './check.js';
import { Problem, Problems } from './problem.js';
import type {
  Deadlines,
  ForgeConfig,
  LinkConfig,
  Login,
  OwnFieldKind,
  OwnOption,
  ResolvedConfig,
  ServerConfig,
} from './types.js';
import { host, interfaceName, ipv6, localPath, login, serverPath, service, user } from './values.js';

/**
 * A configuration with its defaults. `source` is the absolute path of its file, or a word such as `lab`; relative paths
 * in it count from that file's folder, `~` is left for whoever opens the file.
 * Throws `Problems` with one line for each thing that is wrong, all of them at once.
 */
export function resolveConfig(raw: unknown, source: string): ResolvedConfig {
  const problems: Problem[] = [];
  const place = showPath(source);
  const at = top((key, what, mend) =>
    problems.push(new Problem(key === '' ? place : `${place}: ${key}`, what, { mend })),
  );
  const config = forgeConfig(raw, at);
  if (config === undefined || problems.length > 0) throw new Problems(problems);
  const { server, deadlines } = config;
  const local = (path: string): string =>
    path.startsWith('~') || isAbsolute(path) ? path : resolve(isAbsolute(source) ? dirname(source) : '.', path);
  return {
    source,
    server: {
      ...server,
      login: localLogin(server.login, local),
      port: server.port ?? 22,
      sudo: server.sudo ?? server.user !== 'root',
      ...(server.knownHosts === undefined ? {} : { knownHosts: local(server.knownHosts) }),
    },
    links: config.links,
    save: { config: true, leases: true, log: true, ...config.save },
    display: config.display ?? 'none',
    deadlines: {
      answer: milliseconds(deadlines?.answer ?? 1),
      grace: milliseconds(deadlines?.grace ?? 0.005),
      connect: milliseconds(deadlines?.connect ?? 10),
      command: milliseconds(deadlines?.command ?? 20),
      ready: milliseconds(deadlines?.ready ?? 10),
    },
    edition: config.edition ?? '8415',
    options: config.options ?? [],
  };
}

/** A file as the user knows it: from the working directory where it lies in it. */
export function showPath(path: string): string {
  const short = isAbsolute(path) ? relative(process.cwd(), path) : path;
  return short === '' || short.startsWith('..') ? path : short;
}

const link = object<LinkConfig>({
  interface: required(interfaceName, 'It is the interface of this machine on the link, such as ens4.'),
  serverInterface: required(interfaceName, 'It is the interface of the server machine on the link.'),
  serverLinkLocal: optional(ipv6('link-local')),
  serverAddress: optional(ipv6('global')),
});

const links: Check<LinkConfig[]> = (value, at) => {
  if (Array.isArray(value)) {
    if (value.length === 0) return at.wrong('is empty.', 'Add an entry for the link to the server.');
    // Link-local addresses may be alike on all of a machine's interfaces, and rightly so.
    for (const key of ['interface', 'serverInterface', 'serverAddress']) distinct(value, key, at);
  }
  return list(link, 'links')(value, at);
};

/** Every link is a link of its own: no two entries may share an interface or an address. */
function distinct(entries: readonly unknown[], key: string, at: At): void {
  const seen = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    const value = isObject(entry) ? entry[key] : undefined;
    if (typeof value !== 'string') continue;
    const first = seen.get(value.toLowerCase());
    if (first === undefined) seen.set(value.toLowerCase(), index);
    else
      at.in(index)
        .in(key)
        .wrong(`${JSON.stringify(value)} is already in links[${first}].`, 'A link is listed once.');
  }
}

const server = object<ServerConfig>({
  product: required(text('the name of a product'), "It is the server under test, such as 'kea'."),
  host: required(host, 'It is the management address or name of the server machine.'),
  port: optional(integer(1, 65535)),
  user: required(user, 'It is the user that logs in at the server machine over SSH.'),
  login: required(
    login,
    "It says how to log in: { key: '~/.ssh/id_ed25519' }, { agent: true } or { password: 'prompt' }.",
  ),
  sudo: optional(flag),
  knownHosts: optional(localPath),
  prefix: optional(serverPath),
  programs: optional(dictionary(serverPath, "paths, such as 'kea-dhcp6': '/opt/kea/sbin/kea-dhcp6',")),
  service: optional(service),
  files: optional(
    object<NonNullable<ServerConfig['files']>>({
      config: optional(serverPath),
      leases: optional(serverPath),
      log: optional(serverPath),
    }),
  ),
  wipeLeases: optional(flag),
});

const fieldKinds: readonly OwnFieldKind[] = [
  'u8',
  'u16',
  'u32',
  'seconds',
  'ipv4',
  'ipv6',
  'ipv6 list',
  'domain name',
  'domain name list',
  'text',
  'bytes',
];

const ownOption = object<OwnOption>({
  code: required(integer(1, 65535), 'It is the number of the option.'),
  name: required(
    text('a name', (name) =>
      /^[A-Z][A-Z0-9_]*$/.test(name) ? undefined : [`"${name}" is no name for an option.`, 'One looks like ACME_BOOT.'],
    ),
    'It is what features call the option, such as ACME_BOOT.',
  ),
  fields: optional(dictionary(oneOf(...fieldKinds), "fields, such as servers: 'ipv6 list',")),
});

const forgeConfig = object<ForgeConfig>({
  server: required(server, 'It is the server under test and the machine that it runs on.'),
  links: required(links, 'It lists the links between this machine and the server machine.'),
  save: optional(
    object<NonNullable<ForgeConfig['save']>>({ config: optional(flag), leases: optional(flag), log: optional(flag) }),
  ),
  display: optional(oneOf('none', 'both', 'sent', 'received')),
  deadlines: optional(
    object<Deadlines>({
      answer: optional(seconds),
      grace: optional(seconds),
      connect: optional(seconds),
      command: optional(seconds),
      ready: optional(seconds),
    }),
  ),
  edition: optional(oneOf('8415', '9915')),
  options: optional(list(ownOption, 'options')),
});

function localLogin(login: Login, local: (path: string) => string): Login {
  if ('key' in login) return { ...login, key: local(login.key) };
  return 'agent' in login && typeof login.agent === 'string' ? { agent: local(login.agent) } : login;
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e3;
}

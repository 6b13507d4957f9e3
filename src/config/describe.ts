import { showPath } from './resolve.js';
import type { Login, ResolvedConfig, SecretSource } from './types.js';

/**
 * The configuration as text for people and artefacts, a line a setting. Only what is listed here appears:
 * of a login the way and where its secret comes from, never a secret.
 */
export function describeConfig(config: ResolvedConfig): string {
  const { server, links, save, deadlines } = config;
  const kept = (['config', 'leases', 'log'] as const).filter((what) => save[what]);
  const rows: [string, string | undefined][] = [
    ['configuration', showPath(config.source)],
    ['server', server.product],
    ['machine', `${server.user}@${server.host.includes(':') ? `[${server.host}]` : server.host}:${server.port}`],
    ['login', describeLogin(server.login)],
    ['root by', server.user === 'root' ? 'the login itself' : server.sudo ? 'sudo -n' : 'nothing (no sudo)'],
    ['known hosts', server.knownHosts ?? "the user's own"],
    ['installed in', server.prefix],
    ...Object.entries(server.programs ?? {}).map(([name, path]): [string, string] => ['program', `${name} ${path}`]),
    ['service', server.service === false ? 'none' : server.service],
    ...Object.entries(server.files ?? {}).map(([name, path]): [string, string] => ['file', `${name} ${path}`]),
    ['wipe leases', server.wipeLeases === true ? 'yes' : 'no'],
    ...links.map((link, index): [string, string] => {
      const known = [link.serverLinkLocal, link.serverAddress].filter((address) => address !== undefined);
      const addresses = known.length === 0 ? '' : ` (${known.join(', ')})`;
      return [`link ${index + 1}`, `${link.interface} to ${link.serverInterface}${addresses}`];
    }),
    ['saved', kept.length === 0 ? 'nothing' : kept.join(', ')],
    ['display', config.display],
    [
      'deadlines',
      Object.entries(deadlines)
        .map(([name, value]) => `${name} ${value / 1000} s`)
        .join(', '),
    ],
    ['edition', `RFC ${config.edition}`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name.padEnd(width)}  ${value}`])).join('\n');
}

function describeLogin(login: Login): string {
  if ('key' in login) {
    const from = login.passphrase === undefined ? '' : `, passphrase ${describeSecret(login.passphrase)}`;
    return `key ${login.key}${from}`;
  }
  if ('agent' in login) return login.agent === true ? 'SSH agent' : `SSH agent at ${login.agent}`;
  return `password ${describeSecret(login.password)}`;
}

function describeSecret(source: SecretSource): string {
  return source === 'prompt' ? 'asked at the terminal' : `from the environment variable ${source.env}`;
}

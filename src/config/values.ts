import { isIP } from 'node:net';
import { type Check, isObject, text } from './check.js';
import type { Login, SecretSource } from './types.js';

/** A name or address of a machine, as SSH takes it; not `user@host`, not `host:port`. */
export const host: Check<string> = text('a host name or an address', (value) => {
  if (isIP(value) > 0) return undefined;
  const shown = JSON.stringify(value);
  if (value.includes('@')) return [`${shown} holds a user.`, 'Write the user into server.user.'];
  if (value.includes('://')) return [`${shown} is a URL.`, 'Write the host name or address alone.'];
  if (/^\[.*\](:\d+)?$/.test(value)) return [`${shown} is in brackets.`, 'Write the address without them.'];
  if (/^[^:]+:\d+$/.test(value)) return [`${shown} holds a port.`, 'Write the port into server.port.'];
  if (value.includes('/')) return [`${shown} holds a prefix length or path.`, 'Write the address alone.'];
  const label = /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
  const name = value.endsWith('.') ? value.slice(0, -1) : value;
  // A last label of digits alone makes it a misspelt IPv4 address (RFC 1123, section 2.1).
  const good = name.length < 254 && name.split('.').every((part) => label.test(part)) && !/(^|\.)\d+$/.test(name);
  return good ? undefined : [`${shown} is neither a host name nor an address.`];
});

/** A login name. */
export const user: Check<string> = text('a login name', (value) =>
  /^[^\s@:/]+$/.test(value) && !value.startsWith('-') ? undefined : [`${JSON.stringify(value)} is no login name.`],
);

/** A name that Linux accepts for a network interface. */
export const interfaceName: Check<string> = text('the name of a network interface', (value) => {
  const shown = JSON.stringify(value);
  if (isIP(value) > 0) return [`${shown} is an address.`, 'Write the name of the interface; `ip link` lists them.'];
  if (/[\s/:]/.test(value) || value === '.' || value === '..') return [`${shown} is no name of an interface.`];
  // IFNAMSIZ is 16 with the terminating zero.
  return Buffer.byteLength(value) > 15 ? [`${shown} is too long for an interface: 15 bytes at most.`] : undefined;
});

/** An IPv6 address without scope and prefix length, of the kind asked for. */
export function ipv6(kind: 'link-local' | 'global'): Check<string> {
  const what = kind === 'global' ? 'a global IPv6 address' : 'a link-local IPv6 address (fe80::…)';
  return text(what, (value) => {
    const shown = JSON.stringify(value);
    if (isIP(value) === 4) return [`${shown} is an IPv4 address.`, `It must be ${what}.`];
    if (value.includes('/')) return [`${shown} holds a prefix length.`, 'Write the address alone.'];
    if (value.includes('%')) return [`${shown} holds a scope.`, 'Leave out the % and what follows.'];
    if (isIP(value) !== 6) return [`${shown} is not an IPv6 address.`];
    const first = Number.parseInt(value.split(':')[0] || '0', 16);
    const linkLocal = (first & 0xffc0) === 0xfe80;
    if ((first & 0xff00) === 0xff00) return [`${shown} is a multicast address.`, `It must be ${what}.`];
    if (linkLocal === (kind === 'global')) {
      return [`${shown} is ${linkLocal ? 'a link-local' : 'not a link-local'} address.`, `It must be ${what}.`];
    }
    return undefined;
  });
}

/** An absolute path on the server machine. */
export const serverPath: Check<string> = text('an absolute path on the server machine', (value) =>
  value.startsWith('/') && !value.includes('\0')
    ? undefined
    : [`${JSON.stringify(value)} is not an absolute path.`, 'It must begin with / (it is on the server machine).'],
);

/** A path on this machine; what is wrong with the file itself is told when it is opened. */
export const localPath: Check<string> = text('a path on this machine', (value) =>
  value.includes('\0') ? ['holds a zero byte.'] : undefined,
);

/** A systemd unit, or false for none. */
export const service: Check<string | false> = (value, at) => {
  if (value === false) return false;
  if (value === true) return at.wrong('cannot be true.', 'Write the name of the service, or leave it out.');
  return text('the name of a service', (name) =>
    /^[A-Za-z0-9:_.\\@][A-Za-z0-9:_.\\@-]*$/.test(name)
      ? undefined
      : [`${JSON.stringify(name)} is no name of a service.`],
  )(value, at);
};

/** Exactly one way to log in. No message repeats a value: it may be a secret in the wrong place. */
export const login: Check<Login> = (value, at) => {
  const ways = ['key', 'agent', 'password'];
  const choice = "Write { key: '~/.ssh/id_ed25519' }, { agent: true } or { password: 'prompt' }.";
  if (!isObject(value)) return at.wrong('must be an object that says how to log in.', choice);
  const given = Object.keys(value).filter((key) => value[key] !== undefined);
  const unknown = given.filter((key) => !ways.includes(key) && key !== 'passphrase');
  for (const key of unknown) at.in(key).wrong('is not a key that forge knows.', choice);
  const chosen = given.filter((key) => ways.includes(key));
  if (chosen.length > 1) return at.wrong(`has ${chosen.join(' and ')}.`, 'Keep one of them.');
  if (chosen.length === 0) return unknown.length > 0 ? undefined : at.wrong('is empty.', choice);
  const { key, agent, password, passphrase } = value;
  if (passphrase !== undefined && key === undefined) {
    return at.in('passphrase').wrong('goes with a key only.', 'Remove it, or name the key file in login.key.');
  }
  if (password !== undefined) {
    const source = secret(password, at.in('password'));
    return source === undefined || unknown.length > 0 ? undefined : { password: source };
  }
  if (agent !== undefined) {
    const good = agent === true || (typeof agent === 'string' && agent.trim() !== '');
    if (!good) return at.in('agent').wrong('must be true, or the path of the agent’s socket.');
    return unknown.length > 0 ? undefined : { agent: agent === true ? true : (agent as string) };
  }
  const file = keyFile(key, at.in('key'));
  const source = passphrase === undefined ? undefined : secret(passphrase, at.in('passphrase'));
  if (file === undefined || (passphrase !== undefined && source === undefined) || unknown.length > 0) return undefined;
  return source === undefined ? { key: file } : { key: file, passphrase: source };
};

const keyFile: Check<string> = (value, at) => {
  const mend = "Write its path, such as '~/.ssh/id_ed25519'.";
  if (typeof value !== 'string' || value.trim() === '')
    return at.wrong('must be the path of a private key file.', mend);
  if (value.includes('PRIVATE KEY') || value.includes('\n')) {
    return at.wrong('holds the key itself; a secret never stands in the configuration.', mend);
  }
  if (value.endsWith('.pub')) return at.wrong('names the public key.', 'Name the private one, without .pub.');
  return localPath(value, at);
};

const secret: Check<SecretSource> = (value, at) => {
  const mend = "Write 'prompt' to be asked, or { env: 'NAME' } to take it from the environment.";
  if (value === 'prompt') return value;
  if (typeof value === 'string') return at.wrong('is a literal; a secret never stands in the configuration.', mend);
  if (!isObject(value) || Object.keys(value).join() !== 'env')
    return at.wrong('does not say where it comes from.', mend);
  const { env } = value;
  if (typeof env !== 'string' || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(env)) {
    return at.in('env').wrong('is no name of an environment variable.');
  }
  return { env };
};

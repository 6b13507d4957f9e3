import { Wire } from '../client/exchange.js';
import { Problem } from '../config/problem.js';
import { showPath } from '../config/resolve.js';
import type { ResolvedConfig } from '../config/types.js';
import { formatIpv6, parseIpv6 } from '../dhcp6/index.js';
import { type Capture, startCapture } from '../net/capture.js';
import { openLink } from '../net/link.js';
import type { Link } from '../net/types.js';
import type { AskSecret } from '../remote/login.js';
import { connect } from '../remote/ssh.js';
import type { RemoteHost } from '../remote/types.js';
import type { ServerAdapter, ServerHandle } from '../servers/adapter.js';

/** Links, captures, connection and server of a run, all open. */
export interface OpenedSite {
  readonly config: ResolvedConfig;
  readonly server: ServerHandle;
  readonly wire: Wire;
  readonly captures: readonly Capture[];
  /** Seconds that the server's clock is ahead of ours. */
  readonly clockOffset: number;
  /** Aborted when the SSH connection breaks. */
  readonly lost: AbortSignal;
  /** What must never be written. */
  readonly secrets: readonly string[];
  /** Puts the server back and closes everything, in the reverse order; every part is tried, the first problem is thrown. */
  close(): Promise<void>;
}

/** Opens everything that a run needs; what was opened before a failure is closed again. */
export async function openSite(
  given: { readonly config: ResolvedConfig; readonly end?: () => Promise<void> },
  adapter: ServerAdapter,
  options: { readonly interrupted: AbortSignal; readonly askSecret?: AskSecret },
): Promise<OpenedSite> {
  const { config } = given;
  const toClose: (() => Promise<void>)[] = given.end === undefined ? [] : [given.end];
  const close = async (): Promise<void> => {
    let problem: unknown;
    for (const end of toClose.splice(0).reverse()) await end().catch((error: unknown) => (problem ??= error));
    if (problem !== undefined) throw problem;
  };
  try {
    const links: Link[] = [];
    for (const [index, link] of config.links.entries()) {
      const opened = await openLink(link.interface, { place: `${showPath(config.source)}: links[${index}].interface` });
      toClose.push(() => opened.close());
      links.push(opened);
    }
    options.interrupted.throwIfAborted();
    const secrets = secretsOf(config);
    const host = await connect(config.server, config.deadlines, asking(options.askSecret, secrets));
    toClose.push(() => host.close());
    options.interrupted.throwIfAborted();
    const [addresses, clockOffset] = [await serverAddresses(host, config), await clockAhead(host)];
    const server = await adapter.attach(
      host,
      {
        interfaces: config.links.map((link) => link.serverInterface),
        config: config.server,
        addresses: addresses.map((one) => one.global),
      },
      config.deadlines,
    );
    toClose.push(() => server.putBack());
    options.interrupted.throwIfAborted();
    const captures: Capture[] = [];
    for (const link of config.links) {
      const capture = await startCapture(link.interface);
      toClose.push(() => capture.end());
      captures.push(capture);
    }
    const wire = new Wire(links, (source, link) => addresses[link - 1]?.all.includes(source) ?? false);
    return { config, server, wire, captures, clockOffset, lost: host.lost, secrets, close };
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
}

/** What is asked for is a secret, too. */
function asking(ask: AskSecret | undefined, secrets: string[]): { askSecret?: AskSecret } {
  if (ask === undefined) return {};
  return {
    async askSecret(prompt) {
      const secret = await ask(prompt);
      secrets.push(secret);
      return secret;
    },
  };
}

interface ServerAddresses {
  /** Every address that the server has on that link: who answers from another one is a stranger. */
  readonly all: readonly string[];
  readonly global: string | undefined;
}

/** The server's own addresses of each link, found out over SSH. */
async function serverAddresses(host: RemoteHost, config: ResolvedConfig): Promise<ServerAddresses[]> {
  const found: ServerAddresses[] = [];
  for (const [index, link] of config.links.entries()) {
    const place = `links[${index}].serverInterface`;
    const { code, stdout, stderr } = await host.run(['ip', '-o', '-6', 'addr', 'show', 'dev', link.serverInterface]);
    if (code !== 0) {
      const there = await host.run(['ip', '-o', 'link', 'show']);
      const names = [...there.stdout.matchAll(/^\d+: ([^:@\s]+)/gm)].map((match) => match[1]).join(', ');
      throw new Problem(
        place,
        `${host.name} has no interface "${link.serverInterface}"${names === '' ? `: ${stderr.trim()}` : ''}.`,
        {
          kind: 'infrastructure',
          ...(names === '' ? {} : { mend: `There are: ${names}.` }),
        },
      );
    }
    const all = [...stdout.matchAll(/inet6 ([0-9a-f:]+)\/\d+ scope (\w+)/g)].flatMap(([, text = '', scope = '']) => {
      const bytes = parseIpv6(text);
      return bytes === undefined ? [] : { address: formatIpv6(bytes), scope };
    });
    if (!all.some((one) => one.scope === 'link')) {
      throw new Problem(
        place,
        `${link.serverInterface} of ${host.name} has no link-local address: no DHCPv6 server can answer there.`,
        {
          kind: 'infrastructure',
          mend: `On the server machine: ip link set dev ${link.serverInterface} up`,
        },
      );
    }
    const known = [link.serverLinkLocal, link.serverAddress].flatMap((text) => canonical(text));
    found.push({
      all: [...new Set([...all.map((one) => one.address), ...known])],
      global: canonical(link.serverAddress)[0] ?? all.find((one) => one.scope === 'global')?.address,
    });
  }
  return found;
}

function canonical(text: string | undefined): string[] {
  const bytes = text === undefined ? undefined : parseIpv6(text);
  return bytes === undefined ? [] : [formatIpv6(bytes)];
}

/** Lease records carry the server's time: how far its clock is ahead, to some milliseconds. */
async function clockAhead(host: RemoteHost): Promise<number> {
  const before = Date.now();
  const { stdout } = await host.run(['date', '+%s.%N']);
  const after = Date.now();
  const theirs = Number(stdout.trim().replace('N', '0'));
  return Number.isFinite(theirs) ? theirs - (before + after) / 2000 : 0;
}

function secretsOf(config: ResolvedConfig): string[] {
  const { login } = config.server;
  const source = 'password' in login ? login.password : 'key' in login ? login.passphrase : undefined;
  if (source === undefined || source === 'prompt') return [];
  const value = process.env[source.env];
  return value === undefined ? [] : [value];
}

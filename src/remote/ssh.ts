import type { ResolvedConfig } from '../config/types.js';
import { invoker } from './account.js';
import { Connection } from './connection.js';
import { Host } from './host.js';
import { strictCheck } from './known-hosts.js';
import { type AskSecret, credentials } from './login.js';
import { type Keepalive, openClient, usualKeepalive } from './session.js';
import type { RemoteHost } from './types.js';

/**
 * Connects to the server machine over SSH: checks its host key against known_hosts, logs in, and holds a shell there.
 * Everything that can go wrong on the way rejects with a Problem of kind `infrastructure` that says what and how to mend it.
 * `askSecret` asks the person for a password or passphrase where the configuration says `prompt`.
 * A cut line is noticed by `keepalive`.
 */
export async function connect(
  server: ResolvedConfig['server'],
  deadlines: ResolvedConfig['deadlines'],
  options: { askSecret?: AskSecret; keepalive?: Keepalive } = {},
): Promise<RemoteHost> {
  const account = invoker();
  const check = strictCheck(server, account);
  const login = await credentials(server, account, options.askSecret);
  const { keepalive = usualKeepalive } = options;
  const client = await openClient(server, deadlines.connect, check, login, keepalive);
  const connection = new Connection(client, server, keepalive);
  const host = new Host(connection, server, deadlines);
  try {
    await host.begin();
    return host;
  } catch (error) {
    await host.close();
    throw error;
  }
}

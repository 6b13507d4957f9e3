import { posix } from 'node:path';
import type { ResolvedConfig } from '../../config/types.js';

/** Where Kea keeps what on the server machine. Absolute. */
export interface KeaPaths {
  readonly config: string;
  readonly leases: string;
  /** forge's own log of Kea, not the one that the machine's owner configured. */
  readonly log: string;
  readonly controlSocket: string;
  /** Where Kea keeps the DUID that it made up. */
  readonly serverId: string;
  /** Directory of pid file and control socket. */
  readonly run: string;
}

/**
 * Kea's files: as packaged, or below `prefix` where Kea was built with one, each replaceable in the config.
 * The names matter: Debian's AppArmor profile allows these and no others, and from 2.6 on Kea itself refuses lease
 * files, logs and sockets outside its own directories. The profile lets Kea write logs called `kea-dhcp6.log.[0-9]*`.
 */
export function keaPaths(server: Pick<ResolvedConfig['server'], 'prefix' | 'files'>): KeaPaths {
  const prefix = posix.normalize(server.prefix ?? '/usr').replace(/\/+$/, '');
  const root = prefix === '/usr' || prefix === '' ? '' : prefix;
  const run = root === '' ? '/run/kea' : `${root}/var/run/kea`;
  const leases = server.files?.leases ?? `${root}/var/lib/kea/kea-leases6.csv`;
  return {
    config: server.files?.config ?? `${root}/etc/kea/kea-dhcp6.conf`,
    leases,
    log: server.files?.log ?? `${root}/var/log/kea/kea-dhcp6.log.0-forge`,
    controlSocket: `${run}/kea6-ctrl-socket`,
    serverId: `${root}/var/lib/kea/kea-dhcp6-serverid`,
    run,
  };
}

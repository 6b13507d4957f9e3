import { posix } from 'node:path';
import type { RemoteHost } from '../../remote/types.js';
import { existing, type Found } from '../machine/found.js';
import type { Survey } from './survey.js';

/** What has to be kept to put Kea's machine back: what forge replaces, and what Kea itself may leave behind. */
export async function foundOn(host: RemoteHost, survey: Survey): Promise<Found> {
  const { paths, service, processes } = survey;
  const pidFile = `${paths.run}/${posix.basename(paths.config, '.conf')}.kea-dhcp6.pid`;
  const socket = paths.controlSocket;
  // A running Kea makes these itself; left behind by one that was killed, they keep the next one from starting.
  const running = [pidFile, socket];
  const locks = [`${socket}.lock`, `${paths.run}/logger_lockfile`, `${serviceLock}/logger_lockfile`];
  const droppings = [paths.log, ...locks];
  const used = [paths.run, ...[paths.config, paths.leases, paths.log].map(posix.dirname)];
  const folders = [...new Set([...used, ...(service?.drive ? [serviceLock] : [])].flatMap(ancestors))];
  const there = await existing(host, [...droppings, ...folders]);
  return {
    ...(service === undefined
      ? {}
      : { service: { unit: service.unit, active: service.active, sockets: service.sockets } }),
    processes,
    files: [paths.config, paths.serverId],
    families: [paths.leases],
    leftovers: [...running, ...droppings.filter((path) => !there.has(path))],
    folders: folders.filter((path) => !there.has(path)),
  };
}

/** Where Debian's unit has Kea lock its log. */
const serviceLock = '/run/lock/kea';

/** A folder and those that it lies in, outermost first. */
function ancestors(folder: string): string[] {
  const above = posix.dirname(folder);
  return above === folder ? [] : [...ancestors(above), folder];
}

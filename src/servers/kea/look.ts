import type { RemoteHost } from '../../remote/types.js';
import type { Installation, Site } from '../adapter.js';
import { findProcesses } from '../machine/found.js';
import { serviceStates } from '../machine/services.js';
import { consentProblem } from './attach.js';
import { usualUnits } from './service.js';
import { survey } from './survey.js';

/** Kea on its machine as it is now; the interfaces of the links are not looked at. */
export async function look(host: RemoteHost, site: Site): Promise<Installation> {
  const seen = await survey(host, { ...site, interfaces: [] });
  const running = await findProcesses(host, 'kea-dhcp6');
  const { service } = site.config;
  const units = [...usualUnits, ...running.flatMap((one) => one.unit ?? [])];
  const named = service === undefined ? units : service === false ? [] : [service];
  const { config, leases, log, serverId } = seen.paths;
  return {
    version: seen.version,
    program: seen.program,
    files: [config, leases, serverId, log],
    processes: running.map((one) => one.pid),
    service: seen.service?.unit,
    services: await serviceStates(host, [...new Set(named)]),
    hindrance: consentProblem(host, site, seen),
  };
}

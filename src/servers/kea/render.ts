import { Problem } from '../../config/problem.js';
import type { RenderedFile, Site } from '../adapter.js';
import type { Lifetimes, Reservation, ServerModel, Subnet } from '../model.js';
import { type Json, type JsonObject, readableJson } from './json.js';
import { optionData } from './options.js';
import { keaPaths } from './paths.js';

/**
 * Kea's configuration for a model: one file, in the spelling that 2.2 to 3.0 all read. Throws a Problem for what Kea
 * cannot do. `nonce` goes into the user context, where Kea's log shows it when it loads the file.
 */
export function render(model: ServerModel, site: Site, nonce: string): RenderedFile[] {
  const paths = keaPaths(site.config);
  refuse(model);
  const alone = model.subnets.filter((subnet) => subnet.sharedNetwork === undefined);
  const networks = new Set(model.subnets.flatMap((subnet) => subnet.sharedNetwork ?? []));
  const dhcp6: JsonObject = {
    'user-context': { forge: nonce },
    'interfaces-config': { interfaces: interfaces(model, site) },
    ...(model.serverDuid === undefined ? {} : { 'server-id': serverId(model.serverDuid) }),
    'lease-database': { type: 'memfile', persist: true, name: paths.leases, 'lfc-interval': 0 },
    'control-socket': { 'socket-type': 'unix', 'socket-name': paths.controlSocket },
    // With several threads answers overtake each other, and silence could not be proven.
    'multi-threading': { 'enable-multi-threading': false },
    ...timing(model),
    ...lifetimes(model.lifetimes),
    ...list('client-classes', unserved(model)),
    ...list('option-data', [...preference(model), ...model.options.map(optionData)]),
    subnet6: alone.map((subnet) => subnet6(subnet, model, site)),
    ...list(
      'shared-networks',
      [...networks].map((name) => sharedNetwork(name, model, site)),
    ),
    loggers: [
      {
        name: 'kea-dhcp6',
        severity: 'DEBUG',
        // 55 shows the decoded packets; nothing comes above it.
        debuglevel: 55,
        // maxsize 0: no rotation under our feet. `output_options` is the spelling that every version reads.
        output_options: [{ output: paths.log, flush: true, maxsize: 0 }],
      },
    ],
  };
  return [{ path: paths.config, text: readableJson({ Dhcp6: dhcp6 }) }];
}

/** What no configuration of Kea expresses. */
function refuse(model: ServerModel): void {
  if (model.newLeasesOnRenew === false) {
    throw new Problem('kea', 'Kea gives new leases in answer to Renew; no setting turns that off.');
  }
  if (model.newLeasesOnRebind === false) {
    throw new Problem('kea', 'Kea gives new leases in answer to Rebind; no setting turns that off.');
  }
}

function interfaces(model: ServerModel, site: Site): string[] {
  if (!unicast(model)) return [...site.interfaces];
  return site.interfaces.map((name, index) => {
    const address = site.addresses?.[index];
    if (address === undefined) {
      throw new Problem(`links[${index}].serverAddress`, `unicast needs the server's global address on ${name}.`);
    }
    return `${name}/${address}`;
  });
}

/** Kea listens on a global address only where the configuration names it. */
function unicast(model: ServerModel): boolean {
  const serverUnicast = 12;
  const options = [...model.options, ...model.subnets.flatMap((subnet) => subnet.options)];
  return model.requires.includes('unicast') || options.some((option) => option.code === serverUnicast);
}

/** `persist: false`: a DUID that a scenario fixes must not replace the one that Kea keeps on disk. */
function serverId(duid: string): JsonObject {
  const bad = (why: string) => new Problem('kea', `server DUID ${duid}: ${why}`);
  if (!/^([0-9a-f]{2})+$/.test(duid)) throw bad('not lower-case hex.');
  const type = Number.parseInt(duid.slice(0, 4), 16);
  const rest = duid.slice(4);
  const number = (from: number, to: number) => Number.parseInt(rest.slice(from, to), 16);
  if (type === 1 && rest.length > 12) {
    const time = number(4, 12);
    if (time === 0) throw bad('Kea replaces the time 0 of a DUID-LLT by the present time.');
    return { type: 'LLT', htype: number(0, 4), time, identifier: rest.slice(12), persist: false };
  }
  if (type === 2 && rest.length > 8) {
    return { type: 'EN', 'enterprise-id': number(0, 8), identifier: rest.slice(8), persist: false };
  }
  if (type === 3 && rest.length > 4) {
    return { type: 'LL', htype: number(0, 4), identifier: rest.slice(4), persist: false };
  }
  throw bad('Kea can be given a DUID-LLT, DUID-EN or DUID-LL.');
}

function timing(model: ServerModel): JsonObject {
  return {
    ...(model.declineProbation === undefined ? {} : { 'decline-probation-period': model.declineProbation }),
    ...(model.promptExpiry
      ? {
          'expired-leases-processing': {
            'reclaim-timer-wait-time': 1,
            'hold-reclaimed-time': 1,
            'flush-reclaimed-timer-wait-time': 1,
          },
        }
      : {}),
  };
}

function lifetimes(times: Lifetimes): JsonObject {
  return {
    ...(times.preferred === undefined ? {} : { 'preferred-lifetime': times.preferred }),
    ...(times.valid === undefined ? {} : { 'valid-lifetime': times.valid }),
    ...(times.t1 === undefined ? {} : { 'renew-timer': times.t1 }),
    ...(times.t2 === undefined ? {} : { 'rebind-timer': times.t2 }),
  };
}

/** Kea does not answer members of the class DROP. */
function unserved({ unserved = [] }: ServerModel): JsonObject[] {
  if (unserved.length === 0) return [];
  return [{ name: 'DROP', test: unserved.map((duid) => `option[1].hex == 0x${duid}`).join(' or ') }];
}

/** Always sent: a client does not ask for Preference in its Option Request (RFC 8415, section 21.7). */
function preference(model: ServerModel): JsonObject[] {
  if (model.preference === undefined) return [];
  return [optionData({ code: 7, name: 'Preference', value: String(model.preference), always: true })];
}

function subnet6(subnet: Subnet, model: ServerModel, site: Site): JsonObject {
  const { link, relay, rapidCommit = model.rapidCommit } = subnet;
  if (link !== undefined && relay?.interfaceId !== undefined) {
    throw new Problem('kea', `subnet ${subnet.prefix}: Kea takes a link or an Interface-Id for a subnet, not both.`);
  }
  const pools = subnet.pools.map((pool) => ({ pool: `${pool.from} - ${pool.to}` }));
  return {
    id: subnet.id,
    subnet: subnet.prefix,
    ...(link === undefined ? {} : { interface: interfaceOf(link, site, subnet) }),
    ...(relay?.interfaceId === undefined ? {} : { 'interface-id': relay.interfaceId }),
    ...(relay?.addresses === undefined ? {} : { relay: { 'ip-addresses': relay.addresses } }),
    ...(rapidCommit === undefined ? {} : { 'rapid-commit': rapidCommit }),
    ...lifetimes(subnet.lifetimes),
    ...list('pools', pools),
    ...list('pd-pools', subnet.prefixPools.map(prefixPool)),
    ...list('option-data', subnet.options.map(optionData)),
    ...list('reservations', subnet.reservations.map(reservation)),
  };
}

function interfaceOf(link: number, site: Site, subnet: Subnet): string {
  const name = site.interfaces[link - 1];
  if (name !== undefined) return name;
  throw new Problem('links', `subnet ${subnet.prefix} is on link ${link}, and there is no such link.`, {
    mend: `Give the configuration an entry for link ${link}.`,
  });
}

function prefixPool(pool: Subnet['prefixPools'][number]): JsonObject {
  const { excluded } = pool;
  return {
    prefix: pool.prefix,
    'prefix-len': pool.length,
    'delegated-len': pool.delegatedLength,
    ...(excluded === undefined ? {} : { 'excluded-prefix': excluded.prefix, 'excluded-prefix-len': excluded.length }),
  };
}

function reservation(one: Reservation): JsonObject {
  return {
    duid: (one.duid.match(/../g) ?? []).join(':'),
    ...list('ip-addresses', one.addresses),
    ...list(
      'prefixes',
      one.prefixes.map((prefix) => `${prefix.prefix}/${prefix.length}`),
    ),
    ...list('option-data', one.options.map(optionData)),
  };
}

function sharedNetwork(name: string, model: ServerModel, site: Site): JsonObject {
  const subnets = model.subnets
    .filter((subnet) => subnet.sharedNetwork === name)
    .map((subnet) => subnet6(subnet, model, site));
  for (const setting of ['rapid-commit', 'interface'] as const) {
    if (new Set(subnets.map((subnet) => subnet[setting])).size > 1) {
      throw new Problem('kea', `shared network ${name}: Kea needs the same ${setting} in all of its subnets.`);
    }
  }
  return { name, subnet6: subnets };
}

/** Lists that are empty are left out. */
function list(key: string, items: readonly Json[]): JsonObject {
  return items.length === 0 ? {} : { [key]: items };
}

import { type InterfaceFacts, ownLinkLocal } from '../../net/interfaces.js';
import { clientPort, serverPort } from '../../net/packet.js';
import { doubtful, good, type LinkCheck, wrong } from '../check.js';
import { ownClient } from '../own-client.js';
import type { PatientLink } from '../patient.js';

/** The least MTU of IPv6 (RFC 8200, section 5): below it the kernel switches IPv6 off. */
const leastMtu = 1280;

/** Both ends of a link, before anything is sent on it. */
export const linkChecks: readonly LinkCheck[] = [
  {
    id: 'link.interface',
    title: 'interface here',
    needs: ['tester.ip'],
    async run({ probes }, link) {
      const name = link.config.interface;
      const all = await probes.interfaces();
      const found = all.find((one) => one.name === name);
      if (found === undefined)
        return wrong(`${key(link, 'interface')}: this machine has no interface "${name}".`, there(all));
      if (found.loopback) return wrong(`${name} is the loopback interface.`, there(all));
      if (!found.up) return wrong(`${name} is down.`, `ip link set ${name} up`);
      return found.mtu < leastMtu ? tooSmall(found, '') : good(name);
    },
  },
  {
    id: 'link.server-interface',
    title: 'interface there',
    needs: ['server.ssh', 'server.tools'],
    unless: ['link.interface'],
    async run(patient, link) {
      const name = link.config.serverInterface;
      const on = 'On the server machine: ';
      const found = await patient.serverInterface(link);
      if (found === undefined) {
        const all = await patient.serverInterfaces();
        return wrong(`${key(link, 'serverInterface')}: the server machine has no interface "${name}".`, there(all));
      }
      if (!found.up) return wrong(`${name} is down.`, `${on}ip link set ${name} up`);
      if (found.mtu < leastMtu) return tooSmall(found, on);
      if (!found.carrier)
        return wrong(`${name} is up, but has no carrier.`, 'Is its cable plugged in, and the other end up?');
      return addressed(found, on);
    },
  },
  {
    id: 'link.address',
    title: 'address here',
    needs: ['link.interface'],
    unless: ['link.server-interface'],
    async run({ probes }, link) {
      const { linkLocal } = await probes.usable(link.config.interface, key(link, 'interface'));
      return good(linkLocal);
    },
  },
  {
    id: 'link.mtu',
    title: 'MTU',
    needs: ['link.address', 'link.server-interface'],
    async run(patient, link) {
      const here = (await patient.probes.interfaces()).find((one) => one.name === link.config.interface);
      const far = await patient.serverInterface(link);
      if (here === undefined || far === undefined || here.mtu === far.mtu) return good(here && String(here.mtu));
      return doubtful(
        `${here.name} has an MTU of ${here.mtu}, ${far.name} of the server one of ${far.mtu}: what is bigger than the smaller one vanishes without a word.`,
        `ip link set ${here.name} mtu ${far.mtu}`,
      );
    },
  },
  {
    id: 'link.client',
    title: 'own DHCPv6 client',
    needs: ['link.interface'],
    run: async ({ probes }, link) => ownClient(probes, link.config.interface),
  },
  {
    id: 'link.ports',
    title: 'UDP ports 546 and 547 here',
    needs: ['link.address', 'tester.rights'],
    unless: ['link.client'],
    async run({ probes }, link) {
      const facts = (await probes.interfaces()).find((one) => one.name === link.config.interface);
      const own = facts === undefined ? undefined : ownLinkLocal(facts);
      if (own === undefined) return wrong(`${link.config.interface} has lost its link-local address.`);
      for (const port of [clientPort, serverPort]) await probes.hold(own.address, link.config.interface, port);
      return good('free');
    },
  },
];

function key(link: PatientLink, name: 'interface' | 'serverInterface'): string {
  return `links[${link.number - 1}].${name}`;
}

function there(all: readonly InterfaceFacts[]): string {
  const names = all.filter((one) => !one.loopback).map((one) => one.name);
  return names.length === 0 ? 'There is none but the loopback.' : `There are: ${names.join(', ')}.`;
}

function tooSmall({ name, mtu }: InterfaceFacts, where: string) {
  return wrong(`${name} has an MTU of ${mtu}; IPv6 needs ${leastMtu}.`, `${where}ip link set ${name} mtu 1500`);
}

/** The link-local address that a DHCPv6 server answers from. */
function addressed(found: InterfaceFacts, on: string) {
  const { name } = found;
  const linkLocals = found.addresses.filter((one) => one.scope === 'link');
  const [first] = linkLocals;
  if (first === undefined) {
    const setting = `net.ipv6.conf.${name.replaceAll('.', '/')}`;
    return wrong(
      `${name} has no link-local address, so no DHCPv6 server can answer there.`,
      `${on}sysctl -w ${setting}.addr_gen_mode=0 ${setting}.disable_ipv6=0; ip link set ${name} down; ip link set ${name} up`,
    );
  }
  if (linkLocals.every((one) => one.duplicate)) {
    return wrong(
      `another machine on the link has the address ${first.address} of ${name} (duplicate address detection).`,
      'Give one of the two another MAC address.',
    );
  }
  if (linkLocals.every((one) => one.tentative || one.duplicate)) {
    return wrong(
      `the address ${first.address} of ${name} is still being checked for duplicates.`,
      `Wait a second; or ${on.replace(/^O/, 'o')}sysctl -w net.ipv6.conf.${name.replaceAll('.', '/')}.accept_dad=0`,
    );
  }
  return good(`${name}, ${(linkLocals.find((one) => !one.tentative && !one.duplicate) ?? first).address}`);
}

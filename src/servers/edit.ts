import { Problem } from '../config/problem.js';
import { inPrefix, optionByCode } from '../dhcp6/index.js';
import type { Reservation, ServerModel, Subnet } from './model.js';

/** The subnet of a link that contains this address; made as a /64 where the model has none. */
export function subnetFor(model: ServerModel, link: number, address: string): Subnet {
  const known = model.subnets.find((subnet) => subnet.link === link && inPrefix(address, subnet.prefix));
  if (known !== undefined) return known;
  return addSubnet(model, link, networkOf(address, 64));
}

/** The first subnet of a link, or a Problem that says that a sentence before must make one. */
export function subnetOnLink(model: ServerModel, link: number): Subnet {
  const subnet = model.subnets.find((one) => one.link === link);
  if (subnet === undefined) {
    throw new Problem('', `the server has no subnet on link ${link} yet.`, {
      mend: `Say first what it serves there: the server serves link ${link} with …`,
    });
  }
  return subnet;
}

/** The subnet with this prefix, or a Problem. */
export function subnetByPrefix(model: ServerModel, prefix: { address: string; length: number }): Subnet {
  const text = `${prefix.address}/${prefix.length}`;
  const subnet = model.subnets.find((one) => one.prefix === text);
  if (subnet !== undefined) return subnet;
  throw new Problem('', `the server has no subnet ${text} yet.`, {
    mend: `There are: ${model.subnets.map((one) => one.prefix).join(', ') || 'none'}.`,
  });
}

/** All subnets of the link count as prefixes of it. */
export function shareLink(model: ServerModel, link: number): void {
  for (const subnet of model.subnets) if (subnet.link === link) subnet.sharedNetwork = `link-${link}`;
}

/** The reservation of the client with this DUID (hex) in a subnet, or in the one that contains an address; made where there is none. */
export function reservationFor(model: ServerModel, duid: string, where: Subnet | string): Reservation {
  const subnet = typeof where === 'string' ? model.subnets.find((one) => inPrefix(where, one.prefix)) : where;
  if (subnet === undefined) throw new Problem('', `the server has no subnet with ${String(where)} yet.`);
  const known = subnet.reservations.find((one) => one.duid === duid);
  if (known !== undefined) return known;
  const made: Reservation = { duid, addresses: [], prefixes: [], options: [] };
  subnet.reservations.push(made);
  return made;
}

/** The link's first subnet becomes the /64 around these addresses, which are its only pool. */
export function renumber(model: ServerModel, link: number, from: string, to: string): void {
  const subnet = subnetOnLink(model, link);
  subnet.prefix = networkOf(from, 64);
  subnet.pools = [{ from, to }];
}

/** The /64 around this address, on no link of the server: its clients come through relay agents. */
export function subnetBehindRelays(model: ServerModel, address: string): Subnet {
  return addSubnet(model, undefined, networkOf(address, 64));
}

export function addSubnet(model: ServerModel, link: number | undefined, prefix: string): Subnet {
  const subnet: Subnet = {
    id: model.subnets.length + 1,
    prefix,
    ...(link === undefined ? {} : { link }),
    pools: [],
    prefixPools: [],
    lifetimes: {},
    options: [],
    reservations: [],
  };
  model.subnets.push(subnet);
  return subnet;
}

/** Sets an option that the server hands out to all. */
export function setOption(model: ServerModel, code: number, value: string): void {
  const known = optionByCode(code);
  model.options = model.options.filter((option) => option.code !== code);
  model.options.push({ code, name: known?.name ?? `option ${code}`, value });
}

/** `2001:db8:1::100`, 64 -> `2001:db8:1::/64` */
function networkOf(address: string, length: number): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  const network = groups.slice(0, length / 16);
  while (network.at(-1) === '0') network.pop();
  return `${network.join(':')}::/${length}`;
}

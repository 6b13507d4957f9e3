/** The server's configuration by subnet: lifetimes of its own, a shared link, reservations, and what the operator changes while it runs. */

import { ordinaryDuid } from '../src/client/identity.js';
import { Reconfigure, Setup } from '../src/run/define.js';
import type { NamedOption, Prefix } from '../src/run/parameters.js';
import { renumber, reservationFor, setOption, shareLink, subnetByPrefix, subnetOnLink } from '../src/servers/edit.js';

/** Lifetimes of one subnet's leases, in place of those of all. */
Setup(
  'the leases of {prefix} have preferred lifetime {lifetime} and valid lifetime {lifetime}',
  (model, subnet: Prefix, preferred: number, valid: number) => {
    subnetByPrefix(model, subnet).lifetimes = { preferred, valid };
  },
);

/** Prefixes of a subnet that is not the first of its link. */
Setup(
  'the server/it delegates in {prefix} prefixes of length {int} from {prefix}',
  (model, subnet: Prefix, delegatedLength: number, pool: Prefix) => {
    subnetByPrefix(model, subnet).prefixPools.push({ prefix: pool.address, length: pool.length, delegatedLength });
  },
);

/** All of them are appropriate to every client of the link. */
Setup('the subnets of link {linkNumber} share it', (model, link: number) => {
  shareLink(model, link);
});

/** In place of what a Background gave. */
Setup("the server's only address on link {linkNumber} is {address}", (model, link: number, address: string) => {
  subnetOnLink(model, link).pools = [{ from: address, to: address }];
});

Setup(
  "the server's only addresses on link {linkNumber} are {address} to {address}",
  (model, link: number, from: string, to: string) => {
    subnetOnLink(model, link).pools = [{ from, to }];
  },
);

Setup("the server's only prefix on link {linkNumber} is {prefix}", (model, link: number, pool: Prefix) => {
  subnetOnLink(model, link).prefixPools = [{ prefix: pool.address, length: pool.length, delegatedLength: pool.length }];
});

Setup('the server/it has no addresses on link {linkNumber}', (model, link: number) => {
  subnetOnLink(model, link).pools = [];
});

/** Not configured, even if a Background said so: the server makes them out of the lifetimes. */
Setup('T1 and T2 are left to the server', ({ lifetimes }) => {
  delete lifetimes.t1;
  delete lifetimes.t2;
});

/** Nobody gets a declined address before (RFC 8415, section 18.3.8: local policy). */
Setup('declined addresses are kept back for {int} second(s)', (model, seconds: number) => {
  model.declineProbation = seconds;
});

/** Within a second or two of their end. */
Setup('expired leases are free again at once', (model) => {
  model.promptExpiry = true;
});

/** For the client of this letter, known by its DUID. */
Setup('the server/it reserves the address {address} for {client}', (model, address: string, name: string) => {
  reservationFor(model, ordinaryDuid(name), address).addresses.push(address);
});

/** The prefix is one of the link's first subnet. */
Setup(
  'the server/it reserves on link {linkNumber} the prefix {prefix} for {client}',
  (model, link: number, { address, length }: Prefix, name: string) => {
    reservationFor(model, ordinaryDuid(name), subnetOnLink(model, link)).prefixes.push({ prefix: address, length });
  },
);

/** Another value than all others get. */
Setup(
  'the server/it gives on link {linkNumber} the option {option} as {string} to {client}',
  (model, link: number, { code, name: option }: NamedOption, value: string, name: string) => {
    reservationFor(model, ordinaryDuid(name), subnetOnLink(model, link)).options.push({ code, name: option, value });
  },
);

/** Not even a refusal: the client is not served at all. */
Setup('the server/it does not serve {client}', (model, name: string) => {
  model.unserved = [...(model.unserved ?? []), ordinaryDuid(name)];
});

/** Leases that were given and no longer have to be renewed. */
Reconfigure(
  "the server's addresses on link {linkNumber} become {address} to {address}",
  (model, link: number, from: string, to: string) => {
    subnetOnLink(model, link).pools = [{ from, to }];
  },
);

/** The old prefix is gone from the configuration; leases are kept. */
Reconfigure(
  'the operator renumbers link {linkNumber} to the addresses {address} to {address}',
  (model, link: number, from: string, to: string) => {
    renumber(model, link, from, to);
  },
);

Reconfigure("the server's option {option} becomes {string}", (model, option: NamedOption, value: string) => {
  setOption(model, option.code, value);
});

Reconfigure(
  "the server's leases get preferred lifetime {lifetime} and valid lifetime {lifetime}",
  (model, preferred: number, valid: number) => {
    model.lifetimes = { preferred, valid };
  },
);

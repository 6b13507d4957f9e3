import { Given, Reconfigure, Setup, When } from '../src/run/define.js';
import type { NamedOption, Prefix } from '../src/run/parameters.js';
import { addSubnet, setOption, subnetFor, subnetOnLink } from '../src/servers/edit.js';
import type { ServerModel } from '../src/servers/model.js';

/** Its addresses on a link; the subnet is the /64 around them. */
Setup(
  'the server/it serves link {linkNumber} with the addresses {address} to {address}',
  (model, link: number, from: string, to: string) => {
    subnetFor(model, link, from).pools.push({ from, to });
  },
);

/** A subnet without a pool. */
Setup('the server/it serves link {linkNumber} with the subnet {prefix}', (model, link: number, subnet: Prefix) => {
  addSubnet(model, link, `${subnet.address}/${subnet.length}`);
});

/** Takes back what a Background gave. */
Setup('the server/it has no prefixes on link {linkNumber}', (model, link: number) => {
  subnetOnLink(model, link).prefixPools = [];
});

/** Prefixes that it delegates on a link which it serves. */
Setup(
  'the server/it delegates on link {linkNumber} prefixes of length {int} from {prefix}',
  (model, link: number, delegatedLength: number, pool: Prefix) => {
    subnetOnLink(model, link).prefixPools.push({ prefix: pool.address, length: pool.length, delegatedLength });
  },
);

/** One prefix to delegate, with a part that the requesting router must leave alone (RFC 6603). */
Setup(
  'the server/it delegates on link {linkNumber} the prefix {prefix} without {prefix}',
  (model, link: number, pool: Prefix, excluded: Prefix) => {
    subnetOnLink(model, link).prefixPools.push({
      prefix: pool.address,
      length: pool.length,
      delegatedLength: pool.length,
      excluded: { prefix: excluded.address, length: excluded.length },
    });
  },
);

/** Lifetimes of all leases, in seconds. */
Setup(
  'its leases have preferred lifetime {lifetime}, valid lifetime {lifetime}, T1 {lifetime} and T2 {lifetime}',
  (model, preferred: number, valid: number, t1: number, t2: number) => {
    model.lifetimes = { preferred, valid, t1, t2 };
  },
);

/** The two-message exchange of RFC 8415, section 5.1. */
Setup('the server/it allows Rapid Commit', (model) => {
  model.rapidCommit = true;
});

/** The value of the Preference option in its Advertises. */
Setup('the server/it has preference {int}', (model, preference: number) => {
  model.preference = preference;
});

/** A configuration option, in the option's usual notation. */
Setup('the server/it gives the option {option} as {string}', (model, option: NamedOption, value: string) => {
  setOption(model, option.code, value);
});

/** An IA that it sees first in a Renew gets leases (RFC 8415, section 18.3.4, leaves that to the server's policy). */
Setup('the server/it makes new leases on Renew', (model) => {
  model.newLeasesOnRenew = true;
});

/** An IA that it sees first in a Renew gets NoBinding. */
Setup('the server/it makes no new leases on Renew', (model) => {
  model.newLeasesOnRenew = false;
});

/** The same for Rebind (RFC 8415, section 18.3.5). */
Setup('the server/it makes new leases on Rebind', (model) => {
  model.newLeasesOnRebind = true;
});

Setup('the server/it makes no new leases on Rebind', (model) => {
  model.newLeasesOnRebind = false;
});

/** Asks for a product whose leases are still there after a restart. */
Setup('leases survive a restart of the server', (model) => {
  model.requires.push('leases-survive-restart');
});

/** The operator takes the prefix pools of a link away while the server runs; leases are kept. */
Reconfigure('the server loses its prefix pools on link {linkNumber}', (model: ServerModel, link: number) => {
  subnetOnLink(model, link).prefixPools = [];
});

/** The operator adds prefixes to a link while the server runs; leases are kept. */
Reconfigure(
  'the server gets prefixes of length {int} from {prefix} on link {linkNumber}',
  (model: ServerModel, delegatedLength: number, pool: Prefix, link: number) => {
    subnetOnLink(model, link).prefixPools.push({ prefix: pool.address, length: pool.length, delegatedLength });
  },
);

/** The operator restarts the server; leases are kept. */
When('the server is restarted', async function () {
  await this.restartServer();
});

/** Configured and running, before any packet. */
Given('the server runs', async function () {
  await this.ready();
});

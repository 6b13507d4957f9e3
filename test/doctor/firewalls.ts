import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackedAside } from '../packages.js';

const packages = [
  ...['nftables', 'libnftables1', 'libnftnl11', 'libjansson4', 'libmnl0', 'libedit2', 'libbsd0', 'libmd0'],
  ...['iptables', 'libip4tc2', 'libip6tc2', 'libxtables12', 'libnetfilter-conntrack3', 'libnfnetlink0'],
];

// When this is loaded, which is before the test has a network of its own.
const root = unpackedAside('firewalls-1', packages);

/** Puts `nft`, `ip6tables-legacy`, `ip6tables-nft` and their like into this folder. */
export function firewallTools(folder: string): void {
  const library = readdirSync(join(root, 'usr/lib')).find((name) => name.includes('linux-gnu')) ?? '';
  const libraries = join(root, 'usr/lib', library);
  for (const name of readdirSync(join(root, 'usr/sbin'))) {
    const lines = [
      '#!/bin/sh',
      `LD_LIBRARY_PATH='${libraries}' XTABLES_LIBDIR='${libraries}/xtables' exec '${root}/usr/sbin/${name}' "$@"`,
    ];
    if (/^(nft|ip6tables.*)$/.test(name)) writeFileSync(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o755 });
  }
}

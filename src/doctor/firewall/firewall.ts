import type { Probes } from '../probes.js';
import { iptablesChains } from './iptables.js';
import { nftChains } from './nft.js';
import { type ArrivingPacket, type BaseChain, type Fate, fateOf } from './rules.js';

/** This machine's packet filters as an arriving IPv6 packet meets them; undefined where no tool is here that could tell. */
export async function firewallOf(probes: Probes, interfaceName: string): Promise<readonly BaseChain[] | undefined> {
  const nft = await probes.run('nft', ['-nn', '-j', 'list', 'ruleset']);
  // The rules of ip6tables-nft are nft's too, but for conditions that only ip6tables can read.
  const own = nft?.code === 0 ? nftChains(nft.stdout, interfaceName) : undefined;
  const saved: BaseChain[][] = [];
  for (const program of ['ip6tables-nft', 'ip6tables-legacy', 'ip6tables']) {
    // Under its usual name it is one of the others.
    if (program === 'ip6tables' && saved.length > 0) break;
    const done = await probes.run(`${program}-save`, []);
    if (done?.code === 0) saved.push(iptablesChains(done.stdout, program));
  }
  if (own === undefined && saved.length === 0) return undefined;
  const others = own?.filter((chain) => saved.length === 0 || !isOfIptables(chain)) ?? [];
  return [...others, ...saved.flat()];
}

/** What becomes of a DHCPv6 answer from a link-local address. */
export function fateOfAnswer(chains: readonly BaseChain[], packet: Omit<ArrivingPacket, 'sourcePort'>): Fate {
  return fateOf(chains, { ...packet, sourcePort: 547 });
}

/** Tables that ip6tables-nft keeps in nft. */
function isOfIptables({ title }: BaseChain): boolean {
  return /^nft: table ip6 (raw|mangle|nat|filter|security), chain (PREROUTING|INPUT)$/.test(title);
}

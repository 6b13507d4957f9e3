/** What a real exchange on the links shows: each in one line, with its mend. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usableInterface } from '../../src/net/interfaces.js';
import type { Vm } from '../e2e/machine/vm.js';
import { inNamespace } from '../net/namespace.js';
import { twoLinks } from '../servers/fixtures.js';
import { firewallTools } from './firewalls.js';
import { type Broken, defineBroken } from './setting.js';

const first = { interface: 'em1', serverInterface: 'srv1' };

/** Loads a ruleset of nftables until undone. */
const nft = (rules: string) => () => {
  // A block ends with its line.
  execFileSync('nft', ['-f', '-'], { input: `${rules.replaceAll('; }', ';\n}\n')}\n` });
  return () => execFileSync('nft', ['flush', 'ruleset']);
};

/** Adds a rule to INPUT until undone. */
const iptables = (program: string, rule: string) => () => {
  execFileSync(program, ['-A', 'INPUT', ...rule.split(' ')]);
  return () => execFileSync(program, ['-F', 'INPUT']);
};

const cases: readonly Broken[] = [
  {
    name: 'an input chain of nftables whose policy is drop',
    works: 'here',
    id: 'link.firewall',
    says: /^an answer is on the wire, but does not come through to forge\. nft: table inet filter, chain input: policy drop\. Let it through: nft insert rule inet filter input iifname em1 udp dport 546-547 accept$/,
    links: [first],
    here: nft(`table inet filter { chain input { type filter hook input priority 0; policy drop;
      iif lo accept; ct state established,related accept; meta l4proto 58 accept; tcp dport 22 accept;
      iifname "mgmt" accept; } }`),
  },
  {
    name: 'a rule of nftables on a link where no server answers yet',
    works: 'here',
    id: 'link.firewall@2',
    says: /^it swallows answers to UDP port 546\. nft: table ip6 mine, chain in: iifname em2 udp dport 546 drop\. Let it through: nft insert rule ip6 mine in iifname em2 udp dport 546-547 accept$/,
    here: nft('table ip6 mine { chain in { type filter hook input priority 10; iifname "em2" udp dport 546 drop; } }'),
  },
  {
    name: 'a rule of nftables in another chain, by a map of verdicts and a named set',
    works: 'here',
    id: 'link.firewall@2',
    says: /^it swallows answers to UDP port 546\. nft: table inet mine, chain in: ip6 saddr fe80::\/10 drop\./,
    here: nft(`table inet mine { set links { type ifname; elements = { "em2" }; }
      chain others { ip6 saddr fe80::/10 drop; }
      chain in { type filter hook input priority 0; policy accept; ct state vmap { established : accept, invalid : drop }
        iifname @links udp dport { 500-546, 1194 } jump others; } }`),
  },
  {
    name: 'a rule of nftables before the stack itself',
    works: 'here',
    id: 'link.firewall',
    says: /^an answer is on the wire, but does not come through to forge\. nft: table netdev mine, chain early: udp sport 547 drop\./,
    links: [first],
    here: nft(
      'table netdev mine { chain early { type filter hook ingress device "em1" priority 0; udp sport 547 drop; } }',
    ),
  },
  {
    name: 'a rule of nftables that drops some',
    works: 'here',
    id: 'link.firewall@2',
    state: 'doubtful',
    says: /^it may swallow answers to UDP port 546\. nft: table inet mine, chain in: iifname em2 udp dport 546 limit drop\./,
    here: nft(
      'table inet mine { chain in { type filter hook input priority 0; iifname "em2" udp dport 546 limit rate over 5/second drop; } }',
    ),
  },
  {
    name: 'a firewall that knows clients, but no relay agents',
    works: 'here',
    id: 'link.firewall',
    state: 'doubtful',
    says: /^it swallows answers to relay agents \(UDP port 547\)\. nft: table inet filter, chain input: policy drop\..*udp dport 546-547 accept$/,
    links: [first],
    here: nft(`table inet filter { chain input { type filter hook input priority 0; policy drop;
      iifname { "lo", "mgmt" } accept; meta l4proto 58 accept; udp dport 546 ip6 daddr fe80::/64 accept; } }`),
  },
  {
    name: 'a rule of ip6tables in the old kernel interface',
    works: 'here',
    id: 'link.firewall',
    says: /^an answer is on the wire, but does not come through to forge\. ip6tables: table filter, chain INPUT: -A INPUT -i em1 -p udp -m udp --dport 546 -j DROP\..*ip6tables-legacy -t filter -I INPUT -i em1 -p udp --dport 546:547 -j ACCEPT$/,
    here: iptables('ip6tables-legacy', '-i em1 -p udp --dport 546 -j DROP'),
  },
  {
    name: 'a rule of ip6tables in nftables',
    works: 'here',
    id: 'link.firewall',
    says: /^an answer is on the wire, .* ip6tables: table filter, chain INPUT: -A INPUT -i em1 -p udp -m conntrack --ctstate NEW -j REJECT/,
    here: iptables('ip6tables-nft', '-i em1 -p udp -m conntrack --ctstate NEW -j REJECT'),
  },
  {
    name: 'a firewall whose rules nobody here can read',
    id: 'link.firewall',
    says: /^an answer is on the wire, but does not come through to forge: some firewall here swallows it\. Look at: nft list ruleset/,
    links: [first],
    here: nft('table inet f { chain in { type filter hook input priority 0; udp dport 546 drop; } }'),
    probes: (real) => ({
      run: async (program, args) => (/nft|tables/.test(program) ? undefined : real.run(program, args)),
    }),
  },
  {
    name: 'another DHCPv6 server on the link',
    id: 'link.strangers',
    state: 'doubtful',
    says: /^other DHCPv6 servers answer on br1: fe80::ff:fe00:9 \(Server Identifier 00:03:00:01:02:00:00:00:00:09\)\. Their answers are not judged/,
    links: [{ interface: 'br1', serverInterface: 'srv1' }],
    here: stranger,
  },
  {
    name: 'checksums left to hardware that is not there, seen in an answer',
    works: 'there',
    id: 'link.checksums',
    state: 'doubtful',
    says: /^packets of srv1 come without a right UDP checksum \(offload\): .* On the server machine: ethtool -K srv1 tx off$/,
    there: 'ethtool -K srv1 tx on >/dev/null',
    mended: 'ethtool -K srv1 tx off >/dev/null',
  },
  {
    name: 'checksums left to hardware that is not there, by the settings of a silent link',
    works: 'there',
    id: 'link.checksums@2',
    state: 'doubtful',
    says: /^packets of srv2 come without a right UDP checksum \(offload\)/,
    there: 'ethtool -K srv2 tx on >/dev/null',
    mended: 'ethtool -K srv2 tx off >/dev/null',
  },
];

inNamespace(import.meta.url, () => defineBroken(cases, { tools: firewallTools }));

/** Makes link 1 a bridge, at which a DHCPv6 server of its own takes part in a namespace of its own. */
async function stranger(vm: Vm): Promise<() => Promise<void>> {
  const main = fileURLToPath(new URL('../reference-server/main.js', import.meta.url));
  const config = join(vm.folder, 'stranger.json');
  const files = { leases: join(vm.folder, 'stranger-leases'), counts: join(vm.folder, 'stranger-counts') };
  writeFileSync(
    config,
    JSON.stringify({ nonce: 'stranger', interfaces: ['st1'], ...files, model: twoLinks(), faults: [] }),
  );
  const script = `sysctl -qw net.ipv6.conf.default.accept_dad=0; echo there; read -r _; exec "$@"`;
  const argv = ['--pdeathsig', 'KILL', 'unshare', '--net', 'sh', '-c', script, 'sh', process.execPath, main, config];
  const child = spawn('setpriv', argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  const batch = (lines: string) => execFileSync('ip', ['-batch', '-'], { input: lines });
  batch(`link add br1 address 02:00:00:00:01:01 type bridge
link set em1 master br1
link add st0 type veth peer name st1 address 02:00:00:00:00:09 netns ${child.pid}
link set st0 master br1
link set st0 up
link set br1 up
`);
  execFileSync('nsenter', ['-t', String(child.pid), '-n', 'ip', 'link', 'set', 'st1', 'up']);
  await usableInterface('br1');
  const ready = once(child.stdout, 'data');
  child.stdin.end('go\n');
  await ready;
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    batch('link set em1 nomaster\nlink del br1\n');
  };
}

/** What is wrong with the links: each in one line, with its mend. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { links } from '../../src/lab/network.js';
import { usableInterface } from '../../src/net/interfaces.js';
import { inNamespace } from '../net/namespace.js';
import { type Broken, defineBroken, doing } from './setting.js';

const ends = links.map((link) => ({ interface: link.interface, serverInterface: link.serverInterface }));
const [first, second] = ends as [(typeof ends)[0], (typeof ends)[0]];

/** A process under another name that has the client's port on em1, or only runs with these arguments. */
const program =
  (name: string, words: readonly string[], script = 'setInterval(() => {}, 60_000); console.log(1)') =>
  async () => {
    const folder = mkdtempSync(join(tmpdir(), `doctor-client-${process.pid}-`));
    symlinkSync(process.execPath, join(folder, name));
    const child = spawn(join(folder, name), ['-e', script, '--', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    };
  };

/** Has a UDP port, on the link-local address of em1 or on all. */
const holding = (port: number, address: string) =>
  `const s = require('node:dgram').createSocket({ type: 'udp6', ipv6Only: true }); s.bind(${port}, '${address}', () => console.log(1))`;
const em1 = 'fe80::ff:fe00:101%em1';

/** A manager of interfaces that runs, and the state that it keeps for em1. */
const manager = (name: string, state: string): Pick<Broken, 'probes'> => ({
  probes: (real) => ({
    running: async () => [{ pid: 4711, name, argv: [`/usr/sbin/${name}`] }],
    read: async (path) =>
      /^\/run\/(NetworkManager|systemd)\/.*\/11$/.test(path) || path.endsWith('/12') ? state : real.read(path),
  }),
});

const cases: readonly Broken[] = [
  {
    name: 'an interface that this machine does not have',
    id: 'link.interface',
    says: /^links\[0\]\.interface: this machine has no interface "em7"\. There are: .*em1, /,
    links: [{ ...first, interface: 'em7' }, second],
  },
  {
    name: 'an interface that is down here',
    works: 'here',
    id: 'link.interface',
    says: /^em1 is down\. ip link set em1 up$/,
    here: doing(['ip link set em1 down'], ['ip link set em1 up']),
  },
  {
    name: 'an MTU below that of IPv6 here',
    works: 'here',
    id: 'link.interface',
    says: /^em1 has an MTU of 1200; IPv6 needs 1280\. ip link set em1 mtu 1500$/,
    here: doing(['ip link set em1 mtu 1200'], ['ip link set em1 mtu 1500']),
  },
  {
    name: 'an interface that the server machine does not have',
    id: 'link.server-interface',
    says: /^links\[0\]\.serverInterface: the server machine has no interface "eth7"\. There are: .*srv1/,
    links: [{ ...first, serverInterface: 'eth7' }, second],
  },
  {
    name: 'an interface that is down there',
    works: 'there',
    id: 'link.server-interface',
    says: /^srv1 is down\. On the server machine: ip link set srv1 up$/,
    there: 'ip link set srv1 down',
    mended: 'ip link set srv1 up; ip address add 2001:db8:1::1/64 dev srv1 nodad',
  },
  {
    name: 'no link-local address there',
    works: 'there',
    id: 'link.server-interface',
    says: /^srv2 has no link-local address, so no DHCPv6 server can answer there\. On the server machine: sysctl/,
    links: [{ interface: 'em2', serverInterface: 'srv2' }],
    there: 'ip address del fe80::ff:fe00:2fe/64 dev srv2',
    mended:
      'ip address replace fe80::ff:fe00:2fe/64 dev srv2 nodad; ip address replace 2001:db8:2::1/64 dev srv2 nodad',
  },
  {
    name: 'a link-local address that is still being checked there',
    id: 'link.server-interface',
    says: /^the address fe80::ff:fe00:2fe of srv2 is still being checked for duplicates/,
    links: [{ interface: 'em2', serverInterface: 'srv2' }],
    there: `sysctl -qw net.ipv6.conf.all.accept_dad=1 net.ipv6.conf.srv2.accept_dad=1 net.ipv6.conf.srv2.dad_transmits=50
ip address del fe80::ff:fe00:2fe/64 dev srv2; ip address add fe80::ff:fe00:2fe/64 dev srv2`,
    mended: `sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.srv2.accept_dad=0 net.ipv6.conf.srv2.dad_transmits=0
ip address del fe80::ff:fe00:2fe/64 dev srv2; ip address add fe80::ff:fe00:2fe/64 dev srv2 nodad`,
  },
  {
    name: 'a link-local address there that another machine has',
    id: 'link.server-interface',
    says: /^another machine on the link has the address fe80::ff:fe00:201 of srv2/,
    links: [{ interface: 'em2', serverInterface: 'srv2' }],
    there: `sysctl -qw net.ipv6.conf.all.accept_dad=1 net.ipv6.conf.srv2.accept_dad=1 net.ipv6.conf.srv2.dad_transmits=1
ip address del fe80::ff:fe00:2fe/64 dev srv2; ip address add fe80::ff:fe00:201/64 dev srv2
i=0; until ip -6 address show dev srv2 | grep -q dadfailed; do [ $((i += 1)) -lt 500 ]; sleep 0.01; done`,
    mended: `sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.srv2.accept_dad=0 net.ipv6.conf.srv2.dad_transmits=0
ip address del fe80::ff:fe00:201/64 dev srv2; ip address add fe80::ff:fe00:2fe/64 dev srv2 nodad`,
  },
  {
    name: 'no carrier here',
    id: 'link.address',
    says: /"em9" is up but has no carrier\. Plug in the cable/,
    links: [{ interface: 'em9', serverInterface: 'srv1' }],
    here: doing(['ip link add em9 type veth peer name em9far', 'ip link set em9 up'], ['ip link del em9']),
  },
  {
    name: 'no link-local address here',
    id: 'link.address',
    says: /"em1" has no link-local address\. Try: sysctl -w net\.ipv6\.conf\.em1\.disable_ipv6=0/,
    here: doing(['ip address del fe80::ff:fe00:101/64 dev em1'], ['ip address add fe80::ff:fe00:101/64 dev em1 nodad']),
  },
  {
    name: 'a link-local address here that is being checked for very long',
    id: 'link.address',
    says: /the link-local address fe80::ff:fe00:101 of "em1" is still being checked for duplicates/,
    here: doing(
      [
        'sysctl -qw net.ipv6.conf.all.accept_dad=1 net.ipv6.conf.em1.accept_dad=1 net.ipv6.conf.em1.dad_transmits=50',
        'ip address del fe80::ff:fe00:101/64 dev em1',
        'ip address add fe80::ff:fe00:101/64 dev em1',
      ],
      [
        'sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.em1.accept_dad=0 net.ipv6.conf.em1.dad_transmits=0',
        'ip address del fe80::ff:fe00:101/64 dev em1',
        'ip address add fe80::ff:fe00:101/64 dev em1 nodad',
      ],
    ),
  },
  {
    name: 'ends with different MTUs',
    works: 'here',
    id: 'link.mtu',
    state: 'doubtful',
    says: /^em1 has an MTU of 1400, srv1 of the server one of 1500: .* ip link set em1 mtu 1500$/,
    here: doing(['ip link set em1 mtu 1400'], ['ip link set em1 mtu 1500']),
  },
  {
    name: 'NetworkManager on the test interface',
    id: 'link.client',
    state: 'doubtful',
    says: /^NetworkManager \(process 4711\) manages em1: .* nmcli device set em1 managed no$/,
    links: [first],
    ...manager('NetworkManager', '[device]\nmanaged=true\n'),
  },
  {
    name: 'systemd-networkd on the test interface',
    id: 'link.client',
    state: 'doubtful',
    says: /^systemd-network \(process 4711\) manages em1: .*\[Match\] Name=em1 and \[Link\] Unmanaged=yes/,
    links: [first],
    ...manager('systemd-network', 'ADMIN_STATE=configured\nOPER_STATE=routable\n'),
  },
  {
    name: 'dhclient on the test interface',
    id: 'link.client',
    says: /^dhclient \(process \d+\) is a DHCPv6 client on em1: .* dhclient -6 -r em1$/,
    here: program('dhclient', ['-6', 'em1'], holding(546, em1)),
  },
  {
    name: 'dhcpcd on all interfaces',
    id: 'link.client',
    says: /^dhcpcd \(process \d+\) is a DHCPv6 client on em1: .*denyinterfaces em1/,
    links: [first],
    here: program('dhcpcd', ['em1']),
  },
  {
    name: 'odhcp6c on the test interface',
    id: 'link.client',
    says: /^odhcp6c \(process (\d+)\) is a DHCPv6 client on em1: .* kill \1$/,
    here: program('odhcp6c', ['em1'], holding(546, em1)),
  },
  {
    name: 'UDP port 546 held by some other program',
    id: 'link.ports',
    says: /UDP port 546 of fe80::ff:fe00:101 is in use by client-of-mine \(pid \d+\)/,
    here: program('client-of-mine', [], holding(546, em1)),
  },
  {
    name: 'UDP port 547 held by a relay agent on all addresses',
    id: 'link.ports',
    says: /UDP port 547 of fe80::ff:fe00:101 is in use by dhcrelay \(pid \d+\)/,
    links: [first],
    here: program('dhcrelay', [], holding(547, '::')),
  },
  {
    name: 'links that are exchanged',
    id: 'link.neighbour',
    also: ['link.neighbour@2'],
    says: /^nobody on em1 answers for fe80::ff:fe00:2fe of srv2: the two are not on one link\. em1 is on the link of srv1: links\[0\]\.serverInterface: 'srv1'$/,
    links: [
      { interface: 'em1', serverInterface: 'srv2' },
      { interface: 'em2', serverInterface: 'srv1' },
    ],
  },
  {
    name: 'an interface that leads elsewhere',
    id: 'link.neighbour',
    says: /^nobody on em9 answers for fe80::ff:fe00:1fe of srv1: the two are not on one link\. Look at cables, VLANs and bridges/,
    links: [{ interface: 'em9', serverInterface: 'srv1' }],
    here: async () => {
      const undo = doing(
        ['ip link add em9 type veth peer name em9far', 'ip link set em9far up', 'ip link set em9 up'],
        ['ip link del em9'],
      )();
      await usableInterface('em9');
      return undo;
    },
  },
];

inNamespace(import.meta.url, () => defineBroken(cases));

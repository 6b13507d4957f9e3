import type { InterfaceFacts } from '../../net/interfaces.js';
import { clientPort, serverPort } from '../../net/packet.js';
import { doubtful, good, type LinkCheck, type Outcome, skipped, wrong } from '../check.js';
import { fateOfAnswer, firewallOf } from '../firewall/firewall.js';
import type { Fate } from '../firewall/rules.js';
import type { Patient, PatientLink } from '../patient.js';
import type { Answer } from '../wire.js';

/** What a real exchange on the link shows: one Information-request and neighbour solicitations, nothing else is sent. */
export const wireChecks: readonly LinkCheck[] = [
  {
    id: 'link.neighbour',
    title: 'the server on the link',
    needs: ['link.ports', 'tester.tcpdump', 'link.server-interface'],
    async run(patient, link) {
      const { neighbours } = await patient.heard(link);
      const { interface: here, serverInterface: there } = link.config;
      const reached = (await patient.serverInterfaces()).filter((one) =>
        linkLocals(one).some((address) => neighbours.includes(address)),
      );
      const own = await patient.serverInterface(link);
      if (own === undefined || reached.includes(own)) return good();
      const what = `nobody on ${here} answers for ${linkLocals(own)[0]} of ${there}: the two are not on one link.`;
      const [other] = reached;
      if (other !== undefined) {
        return wrong(
          what,
          `${here} is on the link of ${other.name}: links[${link.number - 1}].serverInterface: '${other.name}'`,
        );
      }
      return wrong(what, 'Look at cables, VLANs and bridges between them.');
    },
  },
  {
    id: 'link.firewall',
    title: 'firewall here',
    needs: ['link.ports', 'tester.tcpdump'],
    unless: ['link.neighbour'],
    async run(patient, link) {
      const { answers, linkLocal } = await patient.heard(link);
      const chains = await firewallOf(patient.probes, link.config.interface);
      const fate = (port: number) =>
        fateOfAnswer(chains ?? [], {
          interface: link.config.interface,
          source: 'fe80::1',
          destination: linkLocal,
          destinationPort: port,
        });
      const [toClient, toRelay] = [fate(clientPort), fate(serverPort)];
      const through = answers.filter((one) => one.received);
      if (through.length < answers.length) {
        const what = 'an answer is on the wire, but does not come through to forge';
        if (toClient.kind !== 'passes') return wrong(`${what}. ${toClient.by}.`, letThrough(toClient));
        return wrong(
          `${what}: some firewall here swallows it.`,
          'Look at: nft list ruleset; ip6tables -S; and whatever else filters packets here.',
        );
      }
      if (through.length === 0 && toClient.kind === 'dropped') {
        return wrong(`it swallows answers to UDP port ${clientPort}. ${toClient.by}.`, letThrough(toClient));
      }
      if (toRelay.kind === 'dropped') {
        return doubtful(
          `it swallows answers to relay agents (UDP port ${serverPort}). ${toRelay.by}.`,
          letThrough(toRelay),
        );
      }
      if (through.length > 0) return good('an answer came through');
      if (chains === undefined) return skipped('no server answers now, and there is no nft or ip6tables to ask');
      if (toClient.kind === 'undecided') {
        return doubtful(`it may swallow answers to UDP port ${clientPort}. ${toClient.by}.`, letThrough(toClient));
      }
      return good();
    },
  },
  {
    id: 'link.strangers',
    title: 'who answers',
    needs: ['link.ports', 'tester.tcpdump'],
    unless: ['link.neighbour'],
    async run(patient, link) {
      const { answers } = await patient.heard(link);
      const subject = new Set(await addresses(patient, link));
      if (subject.size === 0 && answers.length > 0) {
        return good(`${answers.map(named).join('; ')}; without ssh, which of them is to be tested is not known`);
      }
      const strangers = answers.filter((one) => !subject.has(one.source));
      if (strangers.length > 0) {
        return doubtful(
          `other DHCPv6 servers answer on ${link.config.interface}: ${strangers.map(named).join('; ')}. Their answers are not judged, but they disturb.`,
          'Take them off the link, or keep the link to yourself.',
        );
      }
      const own = answers.map(named).join('; ');
      return good(own === '' ? 'nobody, at present' : `the server under test: ${own}`);
    },
  },
  {
    id: 'link.checksums',
    title: 'UDP checksums on the wire',
    needs: ['link.neighbour'],
    async run(patient, link) {
      const { answers } = await patient.heard(link);
      const subject = new Set(await addresses(patient, link));
      const own = answers.filter((one) => subject.has(one.source) && one.checksum !== undefined);
      if (own.length === 0) return offload(patient, link);
      if (own.every((one) => one.checksum === true)) return good();
      return leftUndone(link);
    },
  },
];

/** Without an answer: what the server's virtual interface is set to. */
async function offload(patient: Patient, link: PatientLink): Promise<Outcome> {
  const name = link.config.serverInterface;
  const host = await patient.host();
  const script = 'PATH="$PATH:/usr/sbin:/sbin"; ethtool -k "$1" && ethtool -i "$1"';
  const { code, stdout } = await host.run(['sh', '-c', script, 'sh', name]);
  if (code !== 0) return skipped('no server answers now, and there is no ethtool on the server machine');
  const on = /^tx-checksumming: on/m.test(stdout);
  // Real hardware fills the checksum in; virtual one hands the packet on without it.
  const virtual = /^driver: (veth|virtio_net|tun|macvlan|bridge|vmxnet3|xen|hv_netvsc)/m.test(stdout);
  return on && virtual ? leftUndone(link) : good();
}

function leftUndone({ config }: PatientLink): Outcome {
  return doubtful(
    `packets of ${config.serverInterface} come without a right UDP checksum (offload): captures show it as wrong, and it cannot be judged.`,
    `On the server machine: ethtool -K ${config.serverInterface} tx off`,
  );
}

function named({ source, serverIdentifier }: Answer): string {
  return `${source} (${serverIdentifier === undefined ? 'without Server Identifier' : `Server Identifier ${serverIdentifier}`})`;
}

function linkLocals({ addresses }: InterfaceFacts): string[] {
  return addresses.filter((one) => one.scope === 'link').map((one) => one.address);
}

/** Every address that the server under test may answer from on a link; what the configuration says, where SSH says nothing. */
async function addresses(patient: Patient, link: PatientLink): Promise<string[]> {
  const { serverLinkLocal, serverAddress } = link.config;
  const stated = [serverLinkLocal, serverAddress].filter((one) => one !== undefined);
  const found = await patient.serverInterface(link).catch(() => undefined);
  return [...stated, ...(found?.addresses ?? []).map((one) => one.address)];
}

function letThrough(fate: Extract<Fate, { kind: 'dropped' | 'undecided' }>): string {
  return `Let it through: ${fate.open}`;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  all,
  type ClientServerMessage,
  clientId,
  type DhcpOption,
  decode,
  duid,
  encode,
  first,
  hex,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  innermost,
  message,
  type RelayMessage,
  relayLayers,
  serverId,
  statusCode,
  value,
  wrap,
} from '../../src/dhcp6/index.js';
import type { AddressPool, ServerModel, Subnet } from '../../src/servers/model.js';
import { Counts } from './counts.js';
import type { Fault } from './faults/fault.js';
import { type LeaseRecord, Leases, readRecords } from './leases.js';
import { type Outcome, ReferenceServer } from './server.js';

export type Tried = ClientServerMessage;

/** A server in this process, with a clock that the test moves, and a client of it. */
export interface Trial {
  readonly server: ReferenceServer;
  readonly client: Client;
  readonly clock: { seconds: number };
  readonly leaseFile: string;
  readonly logged: readonly string[];
  records(): LeaseRecord[];
  another(): Client;
  restarted(): ReferenceServer;
}

const serverDuid = duid.ll({ linkLayerAddress: Uint8Array.of(2, 0, 0, 0, 0, 0xfe) });

export function tried(model: ServerModel, faults: readonly Fault[] = []): Trial {
  const folder = mkdtempSync(join(tmpdir(), 'forge-reference-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { seconds: 1000 };
  const leaseFile = join(folder, 'leases.json');
  const logged: string[] = [];
  const make = () =>
    new ReferenceServer({
      model,
      leases: new Leases(leaseFile, () => clock.seconds * 1000),
      counts: new Counts(join(folder, 'counts.json')),
      duid: serverDuid,
      faults,
      log: (line) => logged.push(line),
    });
  const server = make();
  let clients = 1;
  return {
    server,
    client: new Client(server, clients),
    clock,
    leaseFile,
    logged,
    records: () => readRecords(leaseFile),
    another: () => new Client(server, ++clients),
    restarted: make,
  };
}

/** The same, with a client that has IA_NA 1 and IA_PD 2. */
export function bound(model: ServerModel, faults: readonly Fault[] = []): Trial {
  const trial = tried(model, faults);
  const reply = trial.client.asks('REQUEST', { ias: ['IA_NA 1', 'IA_PD 2'] });
  trial.client.held = { 'IA_NA 1': address(reply, 1), 'IA_PD 2': prefix(reply, 2) };
  return trial;
}

/** 2001:db8:N::/64 on link N with 257 addresses, and prefixes of length 96 from 300N::/64. */
export function pools(link: number, pool?: AddressPool): ServerModel {
  const subnet: Subnet = {
    id: link,
    prefix: `2001:db8:${link}::/64`,
    link,
    pools: [pool ?? { from: `2001:db8:${link}::100`, to: `2001:db8:${link}::200` }],
    prefixPools: [{ prefix: `300${link}::`, length: 64, delegatedLength: 96 }],
    lifetimes: {},
    options: [],
    reservations: [],
  };
  const lifetimes = { preferred: 300, valid: 400, t1: 100, t2: 200 };
  return { subnets: [subnet], lifetimes, options: [], requires: [] };
}

interface Wish {
  /** Empty IAs, by name. */
  readonly ias?: readonly string[];
  /** IAs with one lease each: an address, or a prefix with its length. */
  readonly leases?: Readonly<Record<string, string>>;
  readonly options?: readonly DhcpOption[];
  /** Codes of options that are left out. */
  readonly without?: readonly number[];
  readonly server?: Uint8Array;
  readonly link?: number;
  readonly unicast?: boolean;
  /** Link-addresses, that next to the client first. */
  readonly relays?: readonly string[];
  readonly relayOptions?: readonly DhcpOption[];
  readonly sourcePort?: number;
}

/** A client that sends what a test tells it to. */
export class Client {
  readonly duid: Uint8Array;
  readonly server = serverDuid;
  held: Readonly<Record<string, string>> = {};
  /** What came last: relay layers, port, everything. */
  layers: readonly RelayMessage[] = [];
  port = 0;
  outcome: Outcome | undefined;
  readonly #server: ReferenceServer;

  constructor(server: ReferenceServer, number: number) {
    this.#server = server;
    this.duid = duid.ll({ linkLayerAddress: Uint8Array.of(2, 0, 0, 0, 0, number) });
  }

  get duidText(): string {
    return hex(this.duid);
  }

  /** Sends a message; gives the answer, or undefined where none comes. */
  asks(type: Parameters<typeof message>[0], wish: Wish = {}): ClientServerMessage | undefined {
    const { ias = [], leases = {}, options = [], without = [], server, link = 1, unicast = false, relays = [] } = wish;
    const namesServer = ['REQUEST', 'RENEW', 'RELEASE', 'DECLINE'].includes(type);
    const inner = message(type, {
      transactionId: 0x123456,
      options: [
        clientId({ duid: this.duid }),
        ...(namesServer ? [serverId({ duid: server ?? this.server })] : []),
        ...Object.entries(leases).map(([name, lease]) => iaOf(name, lease)),
        ...ias.map((name) => iaOf(name, undefined)),
        ...options,
      ].filter(({ code }) => !without.includes(code)),
    });
    const outer = relays.reduce<Parameters<typeof encode>[0]>(
      (inside, linkAddress) =>
        wrap(inside, { linkAddress, peerAddress: 'fe80::1', options: [...(wish.relayOptions ?? [])] }),
      inner,
    );
    const { sourcePort = 546 } = wish;
    const datagram = { payload: encode(outer), link, source: 'fe80::1', sourcePort, unicast };
    this.outcome = this.#server.receive(datagram);
    this.port = this.outcome.port;
    const [answer] = this.outcome.datagrams;
    if (answer === undefined) return undefined;
    const received = decode(answer.payload);
    this.layers = relayLayers(received);
    return innermost(received);
  }
}

function iaOf(name: string, lease: string | undefined): DhcpOption {
  const [kind, number] = name.split(' ');
  const iaid = Number(number);
  if (kind === 'IA_NA') return iaNa({ iaid, options: lease === undefined ? [] : [iaAddress({ address: lease })] });
  const [start = '::', length] = (lease ?? '').split('/');
  return iaPd({
    iaid,
    options: lease === undefined ? [] : [iaPrefix({ prefix: start, prefixLength: Number(length) })],
  });
}

/** The first address in this IA_NA of an answer, '' where there is none. */
export function address(answer: ClientServerMessage | undefined, iaid: number): string {
  const ia = answer === undefined ? undefined : all(answer, iaNa).find((one) => one.value?.iaid === iaid);
  return (ia === undefined ? undefined : value(ia, iaAddress)?.address) ?? '';
}

/** The same of an IA_PD, with its length. */
export function prefix(answer: ClientServerMessage | undefined, iaid: number): string {
  const ia = answer === undefined ? undefined : all(answer, iaPd).find((one) => one.value?.iaid === iaid);
  const lease = ia === undefined ? undefined : value(ia, iaPrefix);
  return lease === undefined ? '' : `${lease.prefix}/${lease.prefixLength}`;
}

/** The status of the message, or that in one of its IAs. */
export function status(answer: ClientServerMessage | undefined, ia?: string): number | undefined {
  if (answer === undefined) return undefined;
  if (ia === undefined) return value(answer, statusCode)?.code;
  const [kind, iaid] = ia.split(' ');
  const holder = [...all(answer, iaNa), ...all(answer, iaPd)].find(
    (one) => one.name === kind && one.value?.iaid === Number(iaid),
  );
  return holder === undefined ? undefined : first(holder, statusCode)?.value?.code;
}

import {
  type ClientServerMessage,
  clientId,
  type DhcpOption,
  elapsedTime,
  first,
  message,
  optionByCode,
  optionRequest,
  rapidCommit,
  serverId,
} from '../dhcp6/index.js';
import type { OutgoingPacket } from '../net/types.js';
import { type HeldLease, type Ia, type IaName, iaOption, iasOf, newIa, sameIa, withoutLifetimes } from './bindings.js';
import type { Identity } from './identity.js';
import type { Random } from './random.js';
import type { Relay } from './relay.js';

/** The messages that a client originates (RFC 8415, section 7.3). */
export type ClientMessageName =
  | 'SOLICIT'
  | 'REQUEST'
  | 'CONFIRM'
  | 'RENEW'
  | 'REBIND'
  | 'RELEASE'
  | 'DECLINE'
  | 'INFORMATION-REQUEST';

/** How a packet travels, where otherwise than usual. */
export type Way = Omit<OutgoingPacket, 'payload'>;

/** A change to the next message before it is sent: leave out, double, bend. */
export type Bend = (message: ClientServerMessage) => void;

const informationRefreshTime = 32;
const solMaxRt = 82;
const infMaxRt = 83;

const namesServer: ReadonlySet<ClientMessageName> = new Set(['REQUEST', 'RENEW', 'RELEASE', 'DECLINE']);
/** Appendix B of RFC 8415: no Option Request in Confirm, Release and Decline. */
const asksForOptions: ReadonlySet<ClientMessageName> = new Set([
  'SOLICIT',
  'REQUEST',
  'RENEW',
  'REBIND',
  'INFORMATION-REQUEST',
]);

/**
 * The emulated client: knows who it is, what it wants and holds, and which message RFC 8415, section 18.2, lets it send next.
 * It keeps what a client owes (sections 15, 16, 18.2; RFC 7844 for an anonymous one) unless a bend says otherwise.
 * No I/O: messages go out through an `Exchange`.
 */
export class Client {
  readonly name: string;
  identity: Identity;
  /** The link that it is on, from 1. */
  link: number;
  /** Relay agents between client and server, the one next to the client first. */
  relays: Relay[] = [];
  ias: Ia[] = [];
  /** Codes that the client asks for beside what the protocol demands. */
  wantedOptions: number[] = [];
  wantsRapidCommit = false;
  /** Further options of its own, sent in every message. */
  extraOptions: DhcpOption[] = [];
  /** Server Identifier of the Advertise or Reply that it follows. */
  server: Uint8Array | undefined;
  readonly #random: Random;
  #bends: Bend[] = [];
  #way: Way = {};

  constructor(name: string, identity: Identity, link: number, random: Random) {
    this.name = name;
    this.identity = identity;
    this.link = link;
    this.#random = random;
  }

  /** The IA of this name; wanted from now on if it was not. */
  ia(name: IaName): Ia {
    const known = this.ias.find((ia) => sameIa(ia, name));
    if (known !== undefined) return known;
    const added = newIa(name);
    this.ias.push(added);
    return added;
  }

  /** Somebody else from now on: nothing of before is used again, neither server nor leases (RFC 7844, section 4.4). */
  become(identity: Identity): void {
    this.identity = identity;
    this.server = undefined;
    for (const ia of this.ias) Object.assign(ia, newIa(ia));
  }

  /** Changes the next message, and only that one. */
  bendNext(bend: Bend): void {
    this.#bends.push(bend);
  }

  /** The next message travels so, and only that one. */
  sendNextBy(way: Way): void {
    this.#way = { ...this.#way, ...way };
  }

  /** How the message just composed is to travel. */
  takeWay(): Way {
    const way = this.#way;
    this.#way = {};
    return way;
  }

  /**
   * The next message of this type, by RFC 8415, section 18.2, then bent.
   * `only`: the IAs that it is about; default: all that it has (Release, Confirm and Decline: those that hold leases).
   */
  compose(type: ClientMessageName, only?: readonly IaName[]): ClientServerMessage {
    const anonymous = this.identity.anonymous;
    const options: DhcpOption[] = [];
    if (!(anonymous && type === 'INFORMATION-REQUEST')) options.push(clientId({ duid: this.identity.duid }));
    if (namesServer.has(type) && this.server !== undefined) options.push(serverId({ duid: this.server }));
    options.push(...this.#iaOptions(type, only));
    options.push(elapsedTime({ value: 0 }));
    if (asksForOptions.has(type)) options.push(optionRequest({ codes: this.#requestedCodes(type) }));
    if (type === 'SOLICIT' && this.wantsRapidCommit) options.push(rapidCommit({}));
    // RFC 7844, section 4.1: nothing that tells who it is.
    if (!anonymous) options.push(...this.extraOptions.filter((option) => mayStandIn(option, type)));
    else this.#random.shuffle(options);
    const composed = message(type, { transactionId: this.#random.transactionId(), options });
    for (const bend of this.#bends) bend(composed);
    this.#bends = [];
    return composed;
  }

  /** Takes over what an answer gives (RFC 8415, sections 18.2.9 and 18.2.10). */
  absorb(answer: ClientServerMessage, sent: ClientMessageName): void {
    const server = first(answer, serverId)?.value?.duid;
    if (answer.name === 'ADVERTISE') {
      this.server = server ?? this.server;
      for (const content of iasOf(answer)) this.ia(content.name).offered = plain(content.leases);
      return;
    }
    if (answer.name !== 'REPLY') return;
    switch (sent) {
      case 'SOLICIT':
      case 'REQUEST':
      case 'RENEW':
      case 'REBIND':
        this.server = server ?? this.server;
        for (const content of iasOf(answer)) {
          const ia = this.ia(content.name);
          const told = plain(content.leases);
          const kept = ia.held.filter((lease) => !told.some((other) => sameLease(lease, other)));
          // A lease that a Reply does not mention is kept; one with valid lifetime 0 is given up (18.2.10.1).
          ia.held = [...kept, ...told.filter((lease) => lease.valid > 0)];
          ia.t1 = content.t1;
          ia.t2 = content.t2;
        }
        return;
      case 'RELEASE':
      case 'DECLINE':
      case 'CONFIRM':
      case 'INFORMATION-REQUEST':
        return;
    }
  }

  /** Gives up the leases of these IAs, as it does once it has sent a Release or Decline for them. */
  drop(names: readonly IaName[]): void {
    for (const ia of this.ias) if (names.some((name) => sameIa(name, ia))) ia.held = [];
  }

  /** The IAs that a message of this type is about, where the feature names none. */
  concerned(type: ClientMessageName, only?: readonly IaName[]): Ia[] {
    if (only !== undefined) return only.map((name) => this.ia(name));
    switch (type) {
      case 'INFORMATION-REQUEST':
        return [];
      case 'CONFIRM':
      case 'DECLINE':
        // Neither confirms nor declines prefixes (sections 18.2.3, 18.2.8).
        return this.ias.filter((ia) => ia.kind !== 'IA_PD' && ia.held.length > 0);
      case 'RELEASE':
        return this.ias.filter((ia) => ia.held.length > 0);
      default:
        return this.ias;
    }
  }

  #iaOptions(type: ClientMessageName, only: readonly IaName[] | undefined): DhcpOption[] {
    return this.concerned(type, only).map((ia) => iaOption(ia, this.#leasesFor(type, ia)));
  }

  /** Leases stand with lifetimes 0, which servers ignore anyway; a hint says what the feature wants it to say. */
  #leasesFor(type: ClientMessageName, ia: Ia): readonly HeldLease[] {
    const held = withoutLifetimes(ia.held);
    switch (type) {
      case 'SOLICIT':
        return this.identity.anonymous ? [] : ia.hints;
      case 'REQUEST':
        if (ia.offered.length > 0) return withoutLifetimes(ia.offered);
        return held.length > 0 ? held : ia.hints;
      case 'RENEW':
      case 'REBIND':
        return held.length > 0 ? held : ia.hints;
      default:
        return held;
    }
  }

  #requestedCodes(type: ClientMessageName): number[] {
    const demanded = type === 'INFORMATION-REQUEST' ? [informationRefreshTime, infMaxRt] : [solMaxRt];
    const codes = [...new Set([...demanded, ...this.wantedOptions])];
    return this.identity.anonymous ? this.#random.shuffle(codes) : codes;
  }
}

/** Options of its own stand only in the messages that may carry them; what is not registered stands in all. */
function mayStandIn(option: DhcpOption, type: ClientMessageName): boolean {
  const known = optionByCode(option.code);
  return known === undefined || known.messages.includes(type);
}

function plain(leases: readonly HeldLease[]): HeldLease[] {
  return leases.map(({ address, prefixLength, preferred, valid }) => ({ address, prefixLength, preferred, valid }));
}

export function sameLease(a: HeldLease, b: HeldLease): boolean {
  return a.address === b.address && a.prefixLength === b.prefixLength;
}

import { type StatusName, statusByName } from '../../src/dhcp6/index.js';
import type { ServerModel, Subnet } from '../../src/servers/model.js';
import type { Habit } from './faults/fault.js';
import type { AskedIa, GivenIa, GivenLease } from './ias.js';
import { type IaKind, infinity, type LeaseRecord, type Leases, type Owner, type Thing } from './leases.js';
import { addressText } from './numbers.js';
import { type Choice, choose, thingText } from './pools.js';
import type { Question } from './question.js';
import { lifetimesOf, reservationsFor, subnetThatFits } from './subnets.js';

/** What a server does with the IAs of one message. It keeps what is chosen for one IA from the others. */
export class Bindings {
  readonly #model: ServerModel;
  readonly #leases: Leases;
  readonly #question: Question;
  readonly #taken = new Set<string>();
  readonly #first = new Map<IaKind, GivenLease>();

  constructor(model: ServerModel, leases: Leases, question: Question) {
    this.#model = model;
    this.#leases = leases;
    this.#question = question;
  }

  /** What would be assigned; nothing is recorded (RFC 8415, section 18.3.9). */
  offer(ia: AskedIa): GivenIa {
    return this.#give(ia, this.#question.habits.has('records offers'));
  }

  /** Assigns, or gives again what is assigned already (RFC 8415, section 18.3.2). */
  assign(ia: AskedIa): GivenIa {
    const { subnets } = this.#question;
    const foreign = ia.things.find((thing) => !isUnspecified(thing) && subnetThatFits(subnets, thing) === undefined);
    if (ia.kind !== 'IA_PD' && foreign !== undefined) {
      return refusal(ia, 'NotOnLink', `${foreign.address} does not fit this link`);
    }
    return this.#give(ia, true);
  }

  /** Extends what the binding holds; an address or prefix that does not fit the link comes back with lifetimes 0 (section 18.3.4). */
  extend(ia: AskedIa, whenUnknown: { create: boolean; judgeLink: boolean }): GivenIa {
    const { habits } = this.#question;
    const owner = this.#owner(ia);
    if (this.#ofAnother(ia) !== undefined) return this.#give(ia, false);
    const entry = habits.has('forgets bindings', ia) ? [] : this.#entry(owner);
    if (entry.length > 0) {
      const known = habits.has('changes the lease on renewal', ia)
        ? this.#another(owner, entry)
        : entry.map((lease) => this.#extended(owner, lease, ia));
      return { kind: ia.kind, iaid: ia.iaid, leases: [...known, ...withdrawn(ia, known)] };
    }
    const foreign = ia.things.filter(
      (thing) => !isUnspecified(thing) && subnetThatFits(this.#question.subnets, thing) === undefined,
    );
    if (whenUnknown.judgeLink && foreign.length > 0)
      return { ...named(ia), leases: withdrawn({ ...ia, things: foreign }, []) };
    if (!whenUnknown.create && !habits.has('ignores its switches')) {
      return refusal(ia, 'NoBinding', 'no binding for this IA');
    }
    const given = this.#give(ia, true);
    return given.status === undefined ? { ...given, leases: [...given.leases, ...withdrawn(ia, given.leases)] } : given;
  }

  /** The recorded leases that an IA names, or undefined where the server has no binding for it (sections 18.3.7 and 18.3.8). */
  named(ia: AskedIa): LeaseRecord[] | undefined {
    const entry = this.#entry(this.#owner(ia));
    if (entry.length === 0) return undefined;
    return entry.filter((lease) => ia.things.some((thing) => thingText(thing) === thingText(lease)));
  }

  #give(ia: AskedIa, record: boolean): GivenIa {
    const owner = this.#owner(ia);
    const { subnets, habits } = this.#question;
    const entry = this.#entry(owner).flatMap((lease) => {
      const subnet = subnetThatFits(subnets, lease);
      return subnet === undefined ? [] : { thing: lease, subnet };
    });
    const found =
      this.#ofNowhere(ia) ?? this.#ofAnother(ia) ?? (entry.length > 0 ? entry : this.#choose(owner, ia.things));
    const first = this.#first.get(ia.kind);
    if (found === undefined && first !== undefined && habits.has('gives one lease to all IAs')) {
      return { ...named(ia), leases: [first] };
    }
    if (found === undefined) {
      return ia.kind === 'IA_PD' && !habits.has('mixes up the kinds of failure')
        ? refusal(ia, 'NoPrefixAvail', 'no prefix is free')
        : refusal(ia, 'NoAddrsAvail', 'no address is free');
    }
    const choices = Array.isArray(found) ? found : [found];
    const leases = choices.map(({ thing, subnet }) => this.#given(owner, thing, subnet, ia, record));
    return { ...named(ia), leases };
  }

  #choose(owner: Owner, hints: readonly Thing[]): Choice | undefined {
    const { subnets, habits } = this.#question;
    const kept = reservationsFor(subnets, owner.duid).length > 0;
    const another = !kept && habits.has('gives another than it offered');
    return choose({ model: this.#model, subnets, owner, hints, leases: this.#leases, taken: this.#taken, another });
  }

  #ofNowhere(ia: AskedIa): Choice | undefined {
    const [subnet] = this.#question.subnets;
    if (subnet === undefined || !this.#question.habits.has('gives what no pool has', ia)) return undefined;
    return { subnet, thing: ofNowhere(ia) };
  }

  #ofAnother({ kind, iaid }: AskedIa): Choice | undefined {
    const { subnets, duid, habits } = this.#question;
    const others = this.#leases.current().filter((one) => one.duid !== duid && one.kind === kind);
    const newest = habits.has('gives what the newest client holds', { kind, iaid });
    const theirs = newest ? others.at(-1) : others[0];
    const [subnet] = subnets;
    if (theirs === undefined || subnet === undefined) return undefined;
    const gives = newest || habits.has('gives what another client holds', { kind, iaid });
    return gives ? { subnet, thing: theirs } : undefined;
  }

  #given(owner: Owner, thing: Thing, subnet: Subnet, ia: AskedIa, record: boolean): GivenLease {
    const { address, prefixLength } = thing;
    const configured = lifetimesOf(this.#model, subnet);
    const hint = ia.things.find((one) => one.valid > 0);
    const { habits } = this.#question;
    const full = hint !== undefined && habits.has('obeys hints for lifetimes') ? hint : configured;
    const gone = habits.has('gives lifetimes that have begun to run') && full.valid !== infinity ? 1 : 0;
    const [preferred, valid] = [full.preferred - gone, full.valid - gone];
    const first = this.#first.get(owner.kind);
    if (first !== undefined && this.#question.habits.has('gives one lease to all IAs')) return first;
    this.#taken.add(thingText(thing));
    if (record) this.#record(owner, { address, prefixLength }, { preferred, valid });
    const given = { address, prefixLength, preferred, valid, subnet };
    this.#first.set(owner.kind, first ?? given);
    return given;
  }

  #extended(owner: Owner, lease: LeaseRecord, ia: AskedIa): GivenLease {
    const subnet =
      subnetThatFits(this.#question.subnets, lease) ??
      (this.#question.habits.has('extends leases of another link') ? this.#model.subnets[0] : undefined);
    if (subnet !== undefined) return this.#given(owner, lease, subnet, ia, true);
    this.#leases.end(lease);
    return { address: lease.address, prefixLength: lease.prefixLength, preferred: 0, valid: 0 };
  }

  #another(owner: Owner, entry: readonly LeaseRecord[]): GivenLease[] {
    const choice = this.#choose(owner, []);
    for (const lease of entry) this.#leases.end(lease);
    const ia = { kind: owner.kind, iaid: owner.iaid, things: [] };
    return choice === undefined ? [] : [this.#given(owner, choice.thing, choice.subnet, ia, true)];
  }

  #record(owner: Owner, thing: Thing, lifetimes: { preferred: number; valid: number }): void {
    const { habits } = this.#question;
    const { kind, iaid } = owner;
    const has = (habit: Habit) => habits.has(habit, owner);
    if (has('records nothing')) return;
    this.#leases.assign(
      {
        duid: has('records another client') ? '00030001020000000bad' : owner.duid,
        kind: has('records another kind') ? otherKind(kind) : kind,
        iaid: has('records another IAID') ? iaid + 1 : iaid,
      },
      thing,
      has('records half the lifetime') ? { ...lifetimes, valid: Math.floor(lifetimes.valid / 2) } : lifetimes,
    );
  }

  #entry(owner: Owner): LeaseRecord[] {
    const { habits } = this.#question;
    if (!habits.has('finds bindings by IAID alone')) return this.#leases.of(owner);
    return this.#leases.current().filter((one) => one.duid === owner.duid && one.iaid === owner.iaid);
  }

  #owner({ kind, iaid }: AskedIa): Owner {
    return { duid: this.#question.duid, kind, iaid };
  }
}

/** An IA without lease, with a status that says why, in words for a person too. */
export function refusal(ia: { kind: IaKind; iaid: number }, status: StatusName, text: string): GivenIa {
  return { ...named(ia), leases: [], status: { code: statusByName(status)?.code ?? 1, text } };
}

/** What the client listed and does not have: it must give it up. */
function withdrawn(ia: AskedIa, given: readonly GivenLease[]): GivenLease[] {
  return ia.things
    .filter((thing) => !isUnspecified(thing) && !given.some((lease) => thingText(lease) === thingText(thing)))
    .map(({ address, prefixLength }) => ({ address, prefixLength, preferred: 0, valid: 0 }));
}

function named({ kind, iaid }: { kind: IaKind; iaid: number }): { kind: IaKind; iaid: number } {
  return { kind, iaid };
}

/** 2001:db8:bad::/64 */
const nowhere = 0x20010db80bad0000n;

function ofNowhere({ kind, iaid }: { kind: IaKind; iaid: number }): Thing {
  return kind === 'IA_PD'
    ? { address: addressText((nowhere << 64n) + (BigInt(iaid) << 32n)), prefixLength: 96 }
    : { address: addressText((nowhere << 64n) + BigInt(iaid)), prefixLength: 128 };
}

function otherKind(kind: IaKind): IaKind {
  return kind === 'IA_NA' ? 'IA_TA' : 'IA_NA';
}

/** `::`: a wish for a length, no address. */
function isUnspecified(thing: Thing): boolean {
  return thing.address === '::';
}

import type { MessageName } from '../../../src/dhcp6/index.js';
import type { ClientMessage } from '../question.js';

/**
 * What the server itself does wrong, where bending the finished answer would not do: its record, its bindings, its judgement.
 * Each is asked for where it matters, by this very name.
 */
export type Habit =
  | 'records nothing'
  | 'records offers'
  | 'records half the lifetime'
  | 'records another client'
  | 'records another IAID'
  | 'records another kind'
  | 'records one lease more'
  | 'forgets bindings'
  | 'finds bindings by IAID alone'
  | 'changes the lease on renewal'
  | 'extends leases of another link'
  | 'keeps what is given up'
  | 'frees what is declined'
  | 'gives one lease to all IAs'
  | 'gives what no pool has'
  | 'gives what another client holds'
  | 'gives what the newest client holds'
  | 'gives another than it offered'
  | 'gives lifetimes that have begun to run'
  | 'ends all of the client'
  | 'confirms what is bound'
  | 'refuses all because of one'
  | 'leaves out what failed'
  | 'mixes up the kinds of failure'
  | 'obeys hints for lifetimes'
  | 'ignores its switches'
  | 'makes no new leases where it may'
  | 'gives options to all'
  | 'answers what it should discard';

/** What is answered: a client's message, or anything else that comes to a server and should not. */
export type Cause = ClientMessage | 'OTHER';

/** Which answers a fault spoils. */
interface Trigger {
  readonly on?: Cause | readonly Cause[];
  /** Only the n-th message of its type since the server began without leases, from 1. */
  readonly nth?: number;
}

/** A place in a message: option names from the outermost on, `IA_NA/IAADDR`; one IA by its IAID, `IA_PD 2/IAPREFIX`. */
export type OptionPath = string;

/** Fields of an option by the names of its declaration, in the JSON form of the codec: `{ t1: 5 }`. */
export type FieldValues = Readonly<Record<string, string | number>>;

/** Changes to the finished answer before it is encoded. Relay messages around it keep right, unless `relay` is set: then those are bent. */
export type Bend = {
  readonly relay?: true;
  /** Only in an answer of this type: a Solicit has two. */
  readonly answer?: 'ADVERTISE' | 'REPLY';
  /** Only leases with lifetimes above 0, and IAs that hold one. */
  readonly living?: true;
} & (
  | { readonly what: 'omit-option'; readonly option: OptionPath }
  | { readonly what: 'repeat-option'; readonly option: OptionPath }
  | { readonly what: 'set-option'; readonly option: OptionPath; readonly fields: FieldValues }
  /** At the end of the message, or of every option at `within`. Bytes in hex in place of fields: any payload. */
  | {
      readonly what: 'add-option';
      readonly option: string;
      readonly fields?: FieldValues;
      readonly bytes?: string;
      readonly within?: OptionPath;
    }
  /** The length that the header states, added to the true one; bytes kept of the payload; bytes put in its place, in hex. */
  | {
      readonly what: 'craft-option';
      readonly option: OptionPath;
      readonly length?: number;
      readonly truncate?: number;
      readonly bytes?: string;
    }
  /** An IA loses its leases and gets a status; without path the message itself gets it. */
  | { readonly what: 'status'; readonly status: number; readonly option?: OptionPath }
  | { readonly what: 'wrong-type'; readonly type: MessageName | number }
  | { readonly what: 'wrong-transaction-id' }
  | { readonly what: 'reverse-options' }
  | { readonly what: 'wrong-hop-count' }
  /** The Relay-reply lacks its outermost layer. */
  | { readonly what: 'lost-layer' }
);

/** What becomes of the encoded answer. */
export type Delivery =
  | { readonly what: 'silent' }
  /** Other bytes in its place: these (in hex), or so many of garbage. */
  | { readonly what: 'raw-bytes'; readonly bytes: string }
  | { readonly what: 'garbage'; readonly size: number }
  /** Only its first bytes. */
  | { readonly what: 'truncated'; readonly size: number }
  | { readonly what: 'double' }
  /** So many datagrams before it: garbage, or copies of the answer with other transaction ids. */
  | { readonly what: 'burst'; readonly count: number; readonly of: 'garbage' | 'answers' }
  | { readonly what: 'late'; readonly milliseconds: number }
  /** From a source port of the system's choice. */
  | { readonly what: 'wrong-port' }
  /** From an address that is not one of the server's own when a run begins. */
  | { readonly what: 'stranger' }
  /** Once more on every other link, to all nodes of it. */
  | { readonly what: 'every-link' }
  /** To another port than the one that the question came from. */
  | { readonly what: 'wrong-destination-port'; readonly port: number };

/** How the server ends when the message comes: before or after its answer has gone. */
export type Death = {
  readonly what: 'die';
  readonly by: 'exit' | 'SIGSEGV' | 'SIGABRT' | 'SIGKILL';
  readonly code?: number;
  readonly after?: 'answer';
};

/** A server that cannot be started: it refuses its configuration, ends, or runs without ever being ready. */
export type Stillbirth = { readonly what: 'no-start'; readonly how: 'refuse' | 'exit' | 'hang' };

/** `ia`: in this IA alone, `IA_PD 2`. */
export type HabitFault = { readonly what: 'habit'; readonly habit: Habit; readonly ia?: string };

/** A fault that shows in the answer to a message. */
export type AnswerFault = Trigger & (HabitFault | Bend | Delivery | Death);

/** One thing that the server does wrong. Several work together, in their order. */
export type Fault = AnswerFault | Stillbirth;

/** Where a fault takes effect. */
export type Stage = 'habit' | 'bend' | 'delivery' | 'death' | 'start';

/** Every kind of fault; the compiler sees to it that none is left out. */
export const stages: Readonly<Record<Fault['what'], Stage>> = {
  habit: 'habit',
  'omit-option': 'bend',
  'repeat-option': 'bend',
  'set-option': 'bend',
  'add-option': 'bend',
  'craft-option': 'bend',
  status: 'bend',
  'wrong-type': 'bend',
  'wrong-transaction-id': 'bend',
  'reverse-options': 'bend',
  'wrong-hop-count': 'bend',
  'lost-layer': 'bend',
  silent: 'delivery',
  'raw-bytes': 'delivery',
  garbage: 'delivery',
  truncated: 'delivery',
  double: 'delivery',
  burst: 'delivery',
  late: 'delivery',
  'wrong-port': 'delivery',
  'every-link': 'delivery',
  stranger: 'delivery',
  'wrong-destination-port': 'delivery',
  die: 'death',
  'no-start': 'start',
};

export function isBend(fault: Fault): fault is Trigger & Bend {
  return stages[fault.what] === 'bend';
}

export function isDelivery(fault: Fault): fault is Trigger & Delivery {
  return stages[fault.what] === 'delivery';
}

/** Whether it applies to the answer to this message, the `nth` of its type. */
export function applies(fault: Fault, type: Cause, nth: number): fault is AnswerFault {
  if (fault.what === 'no-start') return false;
  const types = fault.on === undefined ? [type] : typeof fault.on === 'string' ? [fault.on] : fault.on;
  return types.includes(type) && (fault.nth === undefined || fault.nth === nth);
}

import type { Fault } from '../reference-server/faults/fault.js';
import { breachOfRule } from './rules.js';
import type { Sentence } from './sentences.js';

/** What a server must do wrong so that one sentence fails, and none before it. */
export interface Breach {
  readonly faults: readonly Fault[];
  /** Where the check itself knows the clause better than the sentence does. */
  readonly requirement?: string | undefined;
  /** Where the check itself knows the weight. */
  readonly verdict?: Sentence['verdict'] | 'passed';
}

/** The breach of a sentence; undefined where no recipe fits it: then one is missing below. */
export function breachOf(sentence: Sentence): Breach | undefined {
  const when = { on: sentence.on, nth: sentence.nth };
  for (const [pattern, make] of recipes) {
    const match = pattern.exec(sentence.text);
    if (match === null) continue;
    const breach = make(when, match.slice(1), sentence.verdict === 'deviation');
    if (breach === undefined) return undefined;
    return 'what' in breach ? { faults: [breach] } : Array.isArray(breach) ? { faults: breach } : (breach as Breach);
  }
  return undefined;
}

export interface When {
  readonly on: Sentence['on'];
  readonly nth: number;
}
type Recipe = (when: When, words: string[], lenient: boolean) => Fault | readonly Fault[] | Breach | undefined;

const ia = '(IA_NA \\d+|IA_PD \\d+|IA_TA \\d+)';
/** The lease option in an IA. */
const leaseIn = (name: string) => `${name}/${name.startsWith('IA_PD') ? 'IAPREFIX' : 'IAADDR'}`;
/** An option as sentences name it; one that stands in another, with its place. */
const pathOf = (option: string) => {
  const name = option.toUpperCase().replaceAll(' ', '_');
  return name === 'PD_EXCLUDE' ? `IA_PD/IAPREFIX/${name}` : name;
};
const sentence = (text: string) => new RegExp(`^${text.replaceAll('{ia}', ia)}`);

/** By the beginning of the sentence; the first that fits. */
const recipes: readonly (readonly [RegExp, Recipe])[] = [
  // To have no answer takes its time, so it is shown where it is a deviation; elsewhere by hostile.test.ts.
  [
    sentence('.* receives an? Advertise'),
    (when, _, lenient) => ({
      ...when,
      ...(lenient ? { what: 'silent' } : { what: 'wrong-type', type: 'RECONFIGURE' }),
    }),
  ],
  [
    sentence('.* receives an? Reply'),
    (when, _, lenient) => ({ ...when, ...(lenient ? { what: 'silent' } : { what: 'wrong-type', type: 'ADVERTISE' }) }),
  ],
  [sentence('.* receives no answer'), (when) => ({ ...when, what: 'habit', habit: 'serves whatever is not for it' })],

  [sentence('it carries the identifiers'), (when) => ({ ...when, what: 'omit-option', option: 'SERVERID' })],
  [
    sentence('it keeps the rules of every message'),
    (when) => ({
      faults: [{ ...when, what: 'add-option', option: 'ELAPSED_TIME', fields: { value: 0 } }],
      requirement: 'R8415-21.1-02',
      verdict: 'failed',
    }),
  ],
  [sentence('every answer keeps the rule "([\\w-]+)"'), (when, [rule = '']) => breachOfRule(rule, when)],
  [
    // In no answer at all: then there is nothing to judge, and that is told.
    sentence('an answer carries the option ([\\w ]+), or there is nothing to judge'),
    (_, [option = '']) => ({
      faults: [{ what: 'omit-option', option: pathOf(option) }],
      requirement: undefined,
      verdict: 'passed',
    }),
  ],
  [sentence('its status is NotOnLink'), (when) => ({ ...when, what: 'status', status: 0 })],
  [sentence('its status is (?:Success|no error)'), (when) => ({ ...when, what: 'status', status: 1 })],
  [sentence('it carries no IA'), (when) => ({ ...when, what: 'add-option', option: 'IA_NA', fields: { iaid: 1 } })],
  [
    sentence('it carries no option Client Identifier'),
    (when) => ({ ...when, what: 'add-option', option: 'CLIENTID', fields: { duid: '00030001020000000bad' } }),
  ],
  [
    sentence('it carries the option ([\\w ]+?)(?: as .*)?$'),
    (when, [option = '']) => ({ ...when, what: 'omit-option', option: pathOf(option) }),
  ],

  [
    sentence('in it the lifetimes of {ia} are fresh'),
    (when, [name = '']) => {
      const fields = { preferredLifetime: 350, validLifetime: 400 };
      return { ...when, what: 'set-option', option: leaseIn(name), fields };
    },
  ],
  [
    sentence('in it {ia} has preferred lifetime \\d+ and valid lifetime \\d+'),
    (when, [name = '']) => {
      const fields = { preferredLifetime: 50, validLifetime: 60 };
      return { ...when, what: 'set-option', option: leaseIn(name), fields };
    },
  ],
  [
    // The same in all IAs, as another sentence asks for that.
    sentence('in it {ia} has T1 \\d+ and T2 \\d+'),
    (when) => ['IA_NA', 'IA_PD'].map((option) => ({ ...when, what: 'set-option', option, fields: { t1: 99 } })),
  ],
  [
    sentence('in it T1 and T2 are the same in all IAs'),
    (when) => ({ ...when, what: 'set-option', option: 'IA_PD', fields: { t1: 90, t2: 190 } }),
  ],
  [
    sentence('in it each IA holds a lease of its own'),
    (when) => ({ ...when, what: 'habit', habit: 'gives one lease to all IAs' }),
  ],
  [
    sentence('in it {ia} (?:holds|was given) an? (?:address|prefix)'),
    (when, [name = '']) => ({ ...when, what: 'habit', habit: 'gives what no pool has', ia: name }),
  ],
  [
    sentence('in it {ia} gives back what the client held'),
    (when, [name = '']) => ({ ...when, what: 'omit-option', option: leaseIn(name) }),
  ],
  [sentence('in it {ia} comes back'), (when, [name = '']) => ({ ...when, what: 'omit-option', option: name })],
  [
    sentence('in it {ia} carries the status NoBinding \\(a recorded lease: a deviation\\)'),
    (when, [name = '']) => ({ faults: [{ ...when, what: 'status', option: name, status: 1 }], verdict: 'failed' }),
  ],
  [
    sentence('in it {ia} carries the status'),
    (when, [name = '']) => ({ ...when, what: 'status', option: name, status: 1 }),
  ],
  [
    sentence('in it {ia} holds only recorded leases'),
    (when, [name = '']) => {
      const lifetimes = { preferredLifetime: 300, validLifetime: 400 };
      const lease = name.startsWith('IA_PD')
        ? { option: 'IAPREFIX', fields: { prefix: '3001::55:0:0:0', prefixLength: 96, ...lifetimes } }
        : { option: 'IAADDR', fields: { address: '2001:db8:1::155', ...lifetimes } };
      return { ...when, what: 'add-option', within: name, ...lease };
    },
  ],
  [
    sentence('in it {ia} does not extend what the client held'),
    (when, [name = '']) => {
      const fields = { preferredLifetime: 300, validLifetime: 400 };
      return { ...when, what: 'set-option', option: leaseIn(name), fields };
    },
  ],
  [
    sentence('in it {ia} does not hold what was declined'),
    ({ on }) =>
      on === 'RENEW'
        ? { on: 'DECLINE', what: 'habit', habit: 'keeps what is given up' }
        : [
            { on: 'DECLINE', what: 'habit', habit: 'frees what is declined' },
            { on: 'RENEW', what: 'habit', habit: 'makes no new leases where it may' },
          ],
  ],
  [sentence('the Relay-reply mirrors'), (when) => ({ ...when, what: 'wrong-hop-count', relay: true })],

  [
    sentence('the server has recorded (?:the lease of|what) {ia}'),
    (when, [name = '']) => ({ ...when, what: 'habit', habit: 'records another client', ia: name }),
  ],
  [
    sentence('the server has recorded \\d+ leases?'),
    (when) => ({ ...when, what: 'habit', habit: 'records one lease more' }),
  ],
  [
    sentence("the server's record is as remembered"),
    (when) => ({ ...when, what: 'habit', habit: 'records one lease more' }),
  ],
  [
    sentence('the server has ended the lease of {ia}'),
    (when, [name = '']) => ({ ...when, what: 'habit', habit: 'keeps what is given up', ia: name }),
  ],
];

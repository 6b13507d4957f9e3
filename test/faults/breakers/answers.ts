import { type MessageName, optionByCode, pdExclude } from '../../../src/dhcp6/index.js';
import type { NamedOption } from '../../../src/run/parameters.js';
import type { Breaker, Breakers, Place } from './breach.js';
import { breachOfRule } from './rules.js';

// To have no answer takes its time, so that is done where it is a deviation; elsewhere by hostile.test.ts.
const otherType: Breaker = ({ when, lenient }: Place, _client: string, type: MessageName) => ({
  ...when,
  ...(lenient ? { what: 'silent' } : { what: 'wrong-type', type: type === 'REPLY' ? 'ADVERTISE' : 'RECONFIGURE' }),
});
const neitherType: Breaker = ({ when }) => ({ ...when, what: 'wrong-type', type: 'RECONFIGURE' });
const answersAll: Breaker = ({ when }) => ({ ...when, what: 'habit', habit: 'answers what it should discard' });
const failure: Breaker = ({ when }) => ({ ...when, what: 'status', status: 1 });
const withoutOption: Breaker = ({ when }, { code }: NamedOption) => ({
  ...when,
  what: 'omit-option',
  option: String(code),
});

/** Sentences about an answer as a whole. */
export const answerBreakers: Breakers = {
  '{client} receives a(n) {message}': otherType,
  '{client} receives a(n) {message} \\(no answer: a deviation)': otherType,
  '{client} receives a(n) {message}, or no answer while link {linkNumber} is served': otherType,
  '{client} receives a(n) {message}, or no answer': otherType,
  '{client} receives a(n) {message} or a(n) {message}': neitherType,
  '{client} receives a(n) {message} \\(a(n) {message}: a deviation)': neitherType,
  '{client} receives no answer': answersAll,
  '{client} receives no answer, or the status {statuses}': answersAll,
  '{client} receives no answer, or one without IA': ({ when }) => [
    { ...when, what: 'habit', habit: 'answers what it should discard' },
    { ...when, what: 'add-option', option: 'IA_NA', fields: { iaid: 1 } },
  ],
  'nothing comes back to {client}': answersAll,
  'it came on link {linkNumber} alone': ({ when }) => ({ ...when, what: 'every-link' }),

  'it came to UDP port {int}': ({ when }, port: number) => ({
    ...when,
    what: 'wrong-destination-port',
    port: port === 546 ? 547 : 546,
  }),
  "the server's DUID has a legal length": ({ when }) => ({
    ...when,
    what: 'craft-option',
    option: 'SERVERID',
    bytes: `0003${'00'.repeat(129)}`,
  }),
  "the hardware type in the server's DUID is an assigned one": ({ when }) => ({
    ...when,
    what: 'craft-option',
    option: 'SERVERID',
    bytes: '0003ffff020000000001',
  }),

  'it carries the identifiers of server and client': ({ when }) => ({
    ...when,
    what: 'omit-option',
    option: 'SERVERID',
  }),
  'every answer carries the identifiers of server and client': ({ when }) => ({
    ...when,
    what: 'omit-option',
    option: 'SERVERID',
  }),
  'it keeps the rules of every message': ({ when }) => ({
    faults: [{ ...when, what: 'add-option', option: 'ELAPSED_TIME', fields: { value: 0 } }],
    requirement: 'R8415-21.1-02',
    verdict: 'failed',
  }),
  'every answer keeps the rule {string}': ({ when }, rule: string) => breachOfRule(rule, when),
  // In no answer at all: then there is nothing to judge, and that is told.
  'an answer carries the option {option}, or there is nothing to judge': (_, { code }: NamedOption) => ({
    faults: [{ what: 'omit-option', option: code === pdExclude.code ? `IA_PD/IAPREFIX/${code}` : String(code) }],
    requirement: undefined,
    verdict: 'passed',
  }),
  'the Relay-reply mirrors the relay agent(s)': ({ when }) => ({ ...when, what: 'wrong-hop-count', relay: true }),

  'its status is {status}': ({ when }, status: number) => ({ ...when, what: 'status', status: status === 0 ? 1 : 0 }),
  'its status is Success \\(left out: a deviation)': failure,
  'its status is no error': failure,

  'it carries the option {option}': withoutOption,
  'it carries the option {option} as {string}': withoutOption,
  'it carries the option {option} as {string}, or none': ({ when }, { code }: NamedOption) => ({
    ...when,
    what: 'add-option',
    option: String(code),
    bytes: '20010db8000000000000000000000bad',
  }),
  'it carries no option {option}': ({ when }, { code }: NamedOption) =>
    optionByCode(code)?.name === 'CLIENTID'
      ? { ...when, what: 'add-option', option: 'CLIENTID', fields: { duid: '00030001020000000bad' } }
      : { ...when, what: 'add-option', option: String(code), bytes: '' },
  'it carries no IA': ({ when }) => ({ ...when, what: 'add-option', option: 'IA_NA', fields: { iaid: 1 } }),
  'in it the option {option} carries {option}': ({ when }, container: NamedOption, inner: NamedOption) => ({
    ...when,
    what: 'omit-option',
    option: `${container.code}/${inner.code}`,
  }),
  'it carries the options of the Advertise': ({ when }) => ({
    ...when,
    what: 'add-option',
    option: '65000',
    bytes: 'c0ffee',
  }),
};

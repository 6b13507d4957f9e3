import type { Fault } from './fault.js';

/** Faults by name: what a test or a person asks for (FORGE_FAULTS). One that needs several parts is a list. */
export const faults: Readonly<Record<string, Fault | readonly Fault[]>> = {
  // What the answer lacks, has twice, or has wrong.
  'no-server-id': { what: 'omit-option', option: 'SERVERID' },
  'no-client-id': { what: 'omit-option', option: 'CLIENTID' },
  'two-server-ids': { what: 'repeat-option', option: 'SERVERID' },
  'another-client-id': { what: 'set-option', option: 'CLIENTID', fields: { duid: '00030001020000000bad' } },
  'no-ia-na': { what: 'omit-option', option: 'IA_NA' },
  'no-ia-pd': { what: 'omit-option', option: 'IA_PD' },
  'no-prefix-added-on-renew': { on: 'RENEW', what: 'omit-option', option: 'IA_PD' },
  'address-of-nowhere': { what: 'set-option', option: 'IA_NA/IAADDR', fields: { address: '2001:db8:bad::1' } },
  'prefix-of-nowhere': { what: 'set-option', option: 'IA_PD/IAPREFIX', fields: { prefix: '2001:db8:bad::' } },
  'timers-differ': { what: 'set-option', option: 'IA_PD', fields: { t1: 90, t2: 190 } },
  'preferred-above-valid': {
    what: 'set-option',
    option: 'IA_NA/IAADDR',
    fields: { preferredLifetime: 500, validLifetime: 400 },
  },
  'not-asked-for': { what: 'habit', habit: 'gives options to all' },
  'status-at-top-level': { what: 'habit', habit: 'refuses all because of one' },
  'failed-ia-left-out': { what: 'habit', habit: 'leaves out what failed' },

  // Its record and its bindings.
  'not-recorded': { what: 'habit', habit: 'records nothing' },
  'recorded-too-early': { on: 'SOLICIT', what: 'habit', habit: 'records offers' },
  'recorded-half': { what: 'habit', habit: 'records half the lifetime' },
  'recorded-for-another': { what: 'habit', habit: 'records another client' },
  'release-keeps': { on: ['RELEASE', 'DECLINE'], what: 'habit', habit: 'keeps what is given up' },
  'release-ends-all': { on: ['RELEASE', 'DECLINE'], what: 'habit', habit: 'ends all of the client' },
  'binding-forgotten': { what: 'habit', habit: 'forgets bindings' },
  'binding-by-iaid-alone': { what: 'habit', habit: 'finds bindings by IAID alone' },
  'old-link-extended': { what: 'habit', habit: 'extends leases of another link' },
  'confirm-by-binding': { on: 'CONFIRM', what: 'habit', habit: 'confirms what is bound' },
  'switches-ignored': { what: 'habit', habit: 'ignores its switches' },
  'hints-obeyed': { what: 'habit', habit: 'obeys hints for lifetimes' },
  'no-address-for-no-prefix': { what: 'habit', habit: 'mixes up the kinds of failure' },

  // Messages that are none, or not the right ones.
  silent: { what: 'silent' },
  'wrong-type': { what: 'wrong-type', type: 'RECONFIGURE' },
  'unknown-type': { what: 'wrong-type', type: 99 },
  'wrong-transaction-id': { what: 'wrong-transaction-id' },
  'two-answers': { what: 'double' },
  'garbage-64-kib': { what: 'garbage', size: 65_527 },
  'one-byte': { what: 'truncated', size: 1 },
  'no-bytes': { what: 'truncated', size: 0 },
  'header-cut': { what: 'truncated', size: 3 },
  'option-cut': { what: 'truncated', size: 30 },
  'length-too-long': { what: 'craft-option', option: 'IA_NA', length: 9 },
  'length-too-short': { what: 'craft-option', option: 'IA_NA', length: -9 },
  'address-cut': { what: 'craft-option', option: 'IA_NA/IAADDR', truncate: 11 },
  'server-id-empty': { what: 'craft-option', option: 'SERVERID', bytes: '' },
  'relay-reply-to-a-client': { what: 'raw-bytes', bytes: `0d00${'00'.repeat(32)}` },

  // How they come.
  late: { what: 'late', milliseconds: 1500 },
  'other-source-port': { what: 'wrong-port' },
  stranger: { what: 'stranger' },
  'to-another-port': { what: 'wrong-destination-port', port: 5460 },
  'burst-of-garbage': { what: 'burst', count: 5000, of: 'garbage' },
  'burst-of-answers': { what: 'burst', count: 5000, of: 'answers' },

  // A server that ends, or does not begin.
  'dies-by-exit': { what: 'die', by: 'exit', code: 3 },
  'dies-by-segmentation-fault': { what: 'die', by: 'SIGSEGV' },
  'dies-after-its-answer': { what: 'die', by: 'SIGABRT', after: 'answer' },
  'refuses-its-configuration': { what: 'no-start', how: 'refuse' },
  'ends-at-its-start': { what: 'no-start', how: 'exit' },
  'never-ready': { what: 'no-start', how: 'hang' },
};

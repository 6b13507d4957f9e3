import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForgeConfig } from '../../src/config/types.js';
import type { Fault } from '../reference-server/faults/fault.js';
import { type Forge, inLab, type Outcome } from './in-lab.js';

/** The scenario that most run: Solicit, Advertise, Request, Reply, and every rule of a message judged. */
const usual = 'v6.basic.message.request-reply';

/** What a bad server can do to forge, and what forge makes of it: exit code, verdict, and words that say who did what. */
interface Case {
  readonly name: string;
  readonly faults: string | readonly Fault[];
  readonly verdict: 'passed' | 'failed' | 'error';
  readonly code: 0 | 1 | 3;
  /** In the terminal. */
  readonly says: RegExp;
  readonly deadlines?: ForgeConfig['deadlines'];
  /** Another scenario. */
  readonly scenario?: string;
  /** What forge gets wrong so far; when it does not any more, the line has to go. */
  readonly known?: string;
}

const onRequest = (fault: object) => [{ on: 'REQUEST', ...fault } as Fault];

const cases: readonly Case[] = [
  {
    name: 'no answer',
    faults: onRequest({ what: 'silent' }),
    verdict: 'failed',
    code: 1,
    says: /expected +a Reply within 400 ms\n +received +no answer; the server is alive/,
  },
  {
    name: 'no answer to a client that is to be bound before the scenario proper',
    scenario: '7550_7',
    faults: [{ on: 'SOLICIT', what: 'silent' }],
    verdict: 'failed',
    code: 1,
    says: /received +no answer; the server is alive/,
    known:
      'what a Given does is judged by the first clause of the scenario; where that is a SHOULD, silence is an error',
  },
  {
    name: '64 KiB of garbage',
    faults: onRequest({ what: 'garbage', size: 65_527 }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only (a datagram that is no DHCPv6 message|\S+( \d+)? 0x)/,
  },
  {
    name: 'an answer of no bytes',
    faults: onRequest({ what: 'truncated', size: 0 }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only (a datagram that is no DHCPv6 message|\S+( \d+)? \(\d bytes, cut\))/,
  },
  {
    name: 'a message cut in its header',
    faults: onRequest({ what: 'truncated', size: 3 }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only (a datagram that is no DHCPv6 message|\S+( \d+)? \(\d bytes, cut\))/,
  },
  {
    name: 'a message cut in an option',
    faults: onRequest({ what: 'truncated', size: 30 }),
    verdict: 'failed',
    code: 1,
    says: /▶/,
  },
  {
    name: 'a wrong transaction id',
    faults: onRequest({ what: 'wrong-transaction-id' }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only Reply 0x[0-9a-f]{6}, whose transaction id belongs to no message of this client/,
  },
  {
    name: 'an answer of a wrong type',
    faults: onRequest({ what: 'wrong-type', type: 'RECONFIGURE' }),
    verdict: 'failed',
    code: 1,
    says: /received +a Reconfigure instead/,
  },
  {
    name: 'an answer of a type that does not exist',
    faults: onRequest({ what: 'wrong-type', type: 99 }),
    verdict: 'failed',
    code: 1,
    says: /received +a message 99 instead/,
  },
  { name: 'two answers', faults: onRequest({ what: 'double' }), verdict: 'passed', code: 0, says: /1 passed/ },
  {
    name: 'an option that is longer than the message',
    faults: onRequest({ what: 'craft-option', option: 'DNS_SERVERS', length: 9000 }),
    verdict: 'failed',
    code: 1,
    says: /breaks the rule "well-formed"/,
  },
  {
    name: 'an option with a length that is too short',
    faults: onRequest({ what: 'craft-option', option: 'IA_NA', length: -9 }),
    verdict: 'failed',
    code: 1,
    says: /IA_NA 1/,
  },
  {
    name: 'an address that is cut',
    faults: onRequest({ what: 'craft-option', option: 'IA_NA/IAADDR', truncate: 11 }),
    verdict: 'failed',
    code: 1,
    says: /IA_NA 1/,
  },
  {
    name: 'a Server Identifier without DUID',
    faults: onRequest({ what: 'craft-option', option: 'SERVERID', bytes: '' }),
    verdict: 'failed',
    code: 1,
    says: /Server Identifier/,
  },
  {
    name: 'a Relay-reply to a client',
    faults: onRequest({ what: 'raw-bytes', bytes: `0d00${'00'.repeat(32)}` }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only a datagram/,
  },
  {
    name: 'thousands of datagrams of garbage before the answer',
    faults: onRequest({ what: 'burst', count: 3000, of: 'garbage' }),
    deadlines: { answer: 20 },
    verdict: 'passed',
    code: 0,
    says: /1 passed/,
  },
  {
    name: 'thousands of answers to others before the answer',
    faults: onRequest({ what: 'burst', count: 3000, of: 'answers' }),
    deadlines: { answer: 20 },
    verdict: 'passed',
    code: 0,
    says: /1 passed/,
  },
  {
    name: "an answer from a stranger's address",
    faults: onRequest({ what: 'stranger' }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer; only Reply 0x[0-9a-f]{6} from fe80::bad:5eed, which is not the server under test/,
  },
  {
    name: 'an answer from another source port',
    faults: onRequest({ what: 'wrong-port' }),
    verdict: 'passed',
    code: 0,
    says: /1 passed/,
  },
  {
    name: 'an answer to a port that no client has',
    faults: onRequest({ what: 'wrong-destination-port', port: 5460 }),
    verdict: 'failed',
    code: 1,
    says: /received +no answer/,
  },
  {
    name: 'an answer that comes too late',
    faults: onRequest({ what: 'late', milliseconds: 900 }),
    verdict: 'failed',
    code: 1,
    says: /expected +a Reply within 400 ms\n +received +no answer/,
  },
  {
    name: 'a server that exits because of a packet',
    faults: onRequest({ what: 'die', by: 'exit', code: 7 }),
    verdict: 'failed',
    code: 1,
    says: /the server died: it ended with exit code 7/,
  },
  {
    name: 'a server that a packet kills',
    faults: onRequest({ what: 'die', by: 'SIGSEGV' }),
    verdict: 'failed',
    code: 1,
    says: /the server died: it ended by signal 11/,
  },
  {
    name: 'a server that dies after its answer',
    faults: onRequest({ what: 'die', by: 'SIGABRT', after: 'answer' }),
    verdict: 'failed',
    code: 1,
    says: /the server died: it ended by signal 6/,
  },
  {
    name: 'a server that refuses its configuration',
    faults: 'refuses-its-configuration',
    verdict: 'error',
    code: 3,
    says: /the reference server refuses the configuration: it was told to refuse every configuration/,
  },
  {
    name: 'a server that ends at its start',
    faults: 'ends-at-its-start',
    verdict: 'error',
    code: 3,
    says: /the reference server ended with exit code 3 at its start/,
  },
  {
    name: 'a server that is never ready',
    faults: 'never-ready',
    verdict: 'error',
    code: 3,
    says: /the reference server was not ready after 1 s/,
    deadlines: { ready: 1 },
  },
];

inLab(import.meta.url, (forge) => {
  for (const one of cases) {
    test(`${one.name}: ${one.verdict}, exit code ${one.code}`, async () => {
      const outcome = await judged(forge, one);
      if (one.known === undefined) check(one, outcome);
      else assert.throws(() => check(one, outcome), `no longer so: ${one.known}`);
    });
  }
});

function judged(forge: Forge, { faults, deadlines, scenario = usual }: Case): Promise<Outcome> {
  return forge(['-n', scenario], { all: typeof faults === 'string' ? [faults] : faults }, deadlines);
}

function check(one: Case, { code, stdout, stderr, record }: Outcome): void {
  const said = stdout + stderr;
  assert.match(said, one.says);
  assert.equal(record?.scenarios[0]?.verdict, one.verdict, said);
  assert.equal(code, one.code, said);
  // Not what a person can do anything with.
  assert.doesNotMatch(said, /^ +at .*:\d+:\d+\)?$/m);
  assert.doesNotMatch(said, /bug of forge|undefined|\[object|Error:/);
  assert.ok((record?.seconds ?? Number.POSITIVE_INFINITY) < 30, said);
}

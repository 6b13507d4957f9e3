import { equalBytes } from '../bytes.js';
import { duidText } from '../duid.js';
import { all, first, value } from '../find.js';
import { type MessageName, messageTitle } from '../messages.js';
import { clientId, rapidCommit, serverId } from '../options/base.js';
import type { Exchange, Rule } from './rule.js';

const answers: Readonly<Partial<Record<MessageName, readonly MessageName[]>>> = {
  SOLICIT: ['ADVERTISE', 'REPLY'],
  REQUEST: ['REPLY'],
  CONFIRM: ['REPLY'],
  RENEW: ['REPLY'],
  REBIND: ['REPLY'],
  RELEASE: ['REPLY'],
  DECLINE: ['REPLY'],
  'INFORMATION-REQUEST': ['REPLY'],
  LEASEQUERY: ['LEASEQUERY-REPLY'],
  'DHCPV4-QUERY': ['DHCPV4-RESPONSE'],
  'RECONFIGURE-REQUEST': ['RECONFIGURE-REPLY'],
  'ADDR-REG-INFORM': ['ADDR-REG-REPLY'],
};

/** Which message answers which, and whose it is (RFC 8415, sections 16 and 18.3). */
export const identityRules: readonly Rule<Exchange>[] = [
  {
    name: 'message-type',
    title: 'The answer is of the type that answers the message: Advertise or Reply to a Solicit, Reply to any other.',
    judge({ received, sent }, report) {
      const expected = answers[sent.name as MessageName];
      if (expected === undefined || expected.includes(received.name as MessageName)) return;
      report({
        message: `${messageTitle(received.name)} answers a ${messageTitle(sent.name)}; ${expected.map(messageTitle).join(' or ')} does`,
        requirement: 'R8415-7.3-01',
        node: received,
      });
    },
  },
  {
    name: 'transaction-id',
    title: 'The answer carries the transaction id of the message that it answers.',
    judge({ received, sent }, report) {
      if (received.transactionId === sent.transactionId || sent.name === 'DHCPV4-QUERY') return;
      report({
        message: `transaction id ${id(received.transactionId)}, sent was ${id(sent.transactionId)}`,
        requirement: 'R8415-16.1-01',
        node: received,
      });
    },
  },
  {
    name: 'client-id',
    title: 'The answer returns the Client Identifier unchanged, and has none where none was sent.',
    judge({ received, sent }, report) {
      if (sent.name === 'DHCPV4-QUERY' || sent.name === 'ADDR-REG-INFORM') return;
      const given = first(sent, clientId);
      const got = first(received, clientId);
      if (given === undefined) {
        if (got !== undefined)
          report({
            message: 'Client Identifier in the answer, none was sent',
            requirement: 'R8415-16.10-02',
            node: got,
          });
        return;
      }
      const requirement = { ADVERTISE: 'R8415-18.3-03', REPLY: 'R8415-18.3-05' }[received.name as string];
      if (got === undefined) {
        report({ message: 'Client Identifier is missing', requirement, node: received });
        return;
      }
      const before = given.value?.duid ?? given.raw ?? new Uint8Array(0);
      const after = got.value?.duid ?? got.raw ?? new Uint8Array(0);
      if (!equalBytes(before, after)) {
        report({
          message: `Client Identifier ${duidText(after)}, sent was ${duidText(before)}`,
          requirement,
          node: got,
        });
      }
    },
  },
  {
    name: 'server-id',
    title: 'The answer has exactly one Server Identifier, the one that the message named if it named one.',
    judge({ received, sent }, report) {
      if (sent.name === 'DHCPV4-QUERY' || sent.name === 'ADDR-REG-INFORM') return;
      const got = all(received, serverId);
      const requirement = { ADVERTISE: 'R8415-18.3-02', REPLY: 'R8415-18.3-04' }[received.name as string];
      if (got.length !== 1) {
        const message = got.length === 0 ? 'Server Identifier is missing' : `${got.length} Server Identifiers`;
        report({ message, requirement, node: got[1] ?? received });
      }
      const named = value(sent, serverId)?.duid;
      const own = got[0]?.value?.duid;
      if (named !== undefined && own !== undefined && !equalBytes(named, own)) {
        report({
          message: `Server Identifier ${duidText(own)}, the message was for ${duidText(named)}`,
          requirement: 'R8415-14-02',
          node: got[0] as (typeof got)[number],
        });
      }
    },
  },
  {
    name: 'rapid-commit',
    title: 'A Reply to a Solicit has Rapid Commit, and only where the Solicit had it; no other answer has it.',
    judge({ received, sent }, report) {
      const got = first(received, rapidCommit);
      if (received.name === 'REPLY' && sent.name === 'SOLICIT') {
        if (first(sent, rapidCommit) === undefined) {
          report({
            message: 'Reply to a Solicit without Rapid Commit',
            requirement: 'R8415-18.3.1-04',
            node: received,
          });
        } else if (got === undefined) {
          report({
            message: 'Rapid Commit is missing in the Reply to a Solicit',
            requirement: 'R8415-21.14-01',
            node: received,
          });
        }
      } else if (received.name === 'REPLY' && got !== undefined) {
        report({ message: `Rapid Commit in the Reply to a ${messageTitle(sent.name)}`, weight: 'remark', node: got });
      }
    },
  },
];

function id(transaction: number): string {
  return `0x${transaction.toString(16).padStart(6, '0')}`;
}

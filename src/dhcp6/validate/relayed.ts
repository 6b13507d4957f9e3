import { equalBytes } from '../bytes.js';
import { encodePayload } from '../encode.js';
import { all } from '../find.js';
import type { RelayMessage } from '../model.js';
import { interfaceId, relayMessage } from '../options/base.js';
import { echoRequest, relayPort, remoteId, subscriberId } from '../options/relay.js';
import { optionByCode } from '../registry.js';
import type { RelayExchange, Rule } from './rule.js';

/** Every Relay-forward layer has its Relay-reply (RFC 8415, sections 19.3 and 21.18). */
export const relayRules: readonly Rule<RelayExchange>[] = [
  {
    name: 'relay-layers',
    title: 'An answer comes back through as many relay layers as the message came through.',
    judge({ received, sent }, report) {
      if (received.length !== sent.length) {
        const requirement = sent.length === 1 ? 'R8415-19.3-01' : 'R8415-19.3-02';
        report({
          message: `${received.length} relay layers, ${sent.length} were sent`,
          requirement,
          ...node(received[0]),
        });
      }
      for (const layer of received) {
        if (layer.name !== 'RELAY-REPL')
          report({ message: 'a server sends no Relay-forward', requirement: 'R8415-7.3-01', node: layer });
        const count = all(layer, relayMessage).length;
        if (count !== 1)
          report({ message: `${count} Relay Message options in one layer`, requirement: 'R8415-19.3-06', node: layer });
      }
    },
  },
  {
    name: 'relay-header',
    title: 'Each Relay-reply has hop count, link address and peer address of its Relay-forward.',
    judge(exchange, report) {
      for (const [got, given] of pairs(exchange)) {
        if (got.hopCount !== given.hopCount) {
          report({
            message: `hop count ${got.hopCount}, sent was ${given.hopCount}`,
            requirement: 'R8415-19.3-03',
            node: got,
          });
        }
        if (got.linkAddress !== given.linkAddress) {
          report({
            message: `link address ${got.linkAddress}, sent was ${given.linkAddress}`,
            requirement: 'R8415-19.3-04',
            node: got,
          });
        }
        if (got.peerAddress !== given.peerAddress) {
          report({
            message: `peer address ${got.peerAddress}, sent was ${given.peerAddress}`,
            requirement: 'R8415-19.3-05',
            node: got,
          });
        }
      }
    },
  },
  {
    name: 'relay-interface-id',
    title:
      'Each Relay-reply returns the Interface-Id of its Relay-forward unchanged, and has none where none was sent.',
    judge(exchange, report) {
      for (const [got, given] of pairs(exchange)) {
        const before = all(given, interfaceId)[0];
        const after = all(got, interfaceId)[0];
        if (before === undefined && after === undefined) continue;
        if (before === undefined) {
          report({
            message: 'Interface-Id in the Relay-reply, none was sent',
            requirement: 'R8415-18.3.10-04',
            ...node(after),
          });
        } else if (after === undefined) {
          report({ message: 'Interface-Id is missing in the Relay-reply', requirement: 'R8415-21.18-01', node: got });
        } else if (!equalBytes(encodePayload(before), encodePayload(after))) {
          report({ message: 'Interface-Id is not the one that was sent', requirement: 'R8415-21.18-01', node: after });
        }
      }
    },
  },
  {
    name: 'relay-echo',
    title:
      'What a Relay-reply returns of the options of its Relay-forward is unchanged; the relay port comes back always.',
    judge(exchange, report) {
      for (const [got, given] of pairs(exchange)) {
        for (const option of given.options) {
          const echoed = got.options.find((one) => one.code === option.code);
          const requirement = echoes.get(option.code);
          if (requirement === undefined) continue;
          if (echoed !== undefined && !equalBytes(encodePayload(option), encodePayload(echoed))) {
            report({ message: `${option.name} is not the one that was sent`, requirement, node: echoed });
          } else if (echoed === undefined && option.code === relayPort.code) {
            report({ message: 'Relay Source Port is missing in the Relay-reply', requirement, node: got });
          }
        }
      }
    },
  },
  {
    name: 'relay-options',
    title:
      'Every option of a Relay-reply is well-formed, appears once, and may stand there or was asked for by Echo Request.',
    judge(exchange, report) {
      for (const [got, given] of pairs(exchange)) {
        const echo = new Set(all(given, echoRequest).flatMap((ero) => ero.value?.codes ?? []));
        const seen = new Set<number>();
        const faults = [got, ...got.options].flatMap((node) => node.diagnostics.map((one) => ({ node, ...one })));
        for (const { node: at, kind, message, offset } of faults) {
          if (kind === 'duplicate' || kind === 'wrong-scope') continue;
          report({ message: `${message} (byte ${offset})`, requirement: 'R8415-21.1-01', node: at });
        }
        for (const option of got.options) {
          const type = optionByCode(option.code);
          if (type?.singleton === true && seen.has(option.code)) {
            report({ message: `a second ${type.name} in one Relay-reply`, requirement: 'R8415-21-02', node: option });
          }
          seen.add(option.code);
          if (type !== undefined && !type.messages.includes('RELAY-REPL') && !echo.has(option.code)) {
            report({
              message: `${type.title} may not stand in Relay-reply`,
              requirement: 'R8415-21.1-02',
              node: option,
            });
          }
        }
      }
    },
  },
];

/** Options that a Relay-reply returns octet for octet, if it does, and the clauses that say so. */
const echoes = new Map<number, string>([
  [remoteId.code, 'R4649-5-04'],
  [subscriberId.code, 'R4580-4-03'],
  [relayPort.code, 'R8357-5.2-01'],
]);

function pairs({ received, sent }: RelayExchange): [RelayMessage, RelayMessage][] {
  return received.flatMap((got, index): [RelayMessage, RelayMessage][] => {
    const given = sent[index];
    return given === undefined ? [] : [[got, given]];
  });
}

function node<T>(of: T | undefined): { node?: T } {
  return of === undefined ? {} : { node: of };
}

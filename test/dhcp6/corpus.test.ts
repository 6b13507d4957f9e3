import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  type ClientServerMessage,
  decode,
  encode,
  findings,
  fromHex,
  fromJson,
  hex,
  innermost,
  type Message,
  toJson,
  validateAnswer,
  walk,
} from '../../src/dhcp6/index.js';
import { dissect, payloadOffset } from './tshark.js';

/** Real packets of real servers, clients and relay agents: nothing in them is malformed, and we read them as tshark does. */

interface Packet {
  readonly line: number;
  readonly bytes: Uint8Array;
  readonly fromServer: boolean;
  /** What the rules of every answer find in it. */
  readonly found: string[];
}

const folder = new URL('../../../test/dhcp6/corpus/', import.meta.url);

for (const file of readdirSync(folder)) {
  describe(file, () => {
    const packets = read(readFileSync(new URL(file, folder), 'utf8'));

    test('every packet is well-formed, and comes back byte for byte, also through JSON', () => {
      assert.ok(packets.length >= 10);
      for (const { bytes, line } of packets) {
        const message = decode(bytes);
        assert.deepEqual(findings(message), [], `line ${line}`);
        assert.equal(hex(encode(message)), hex(bytes), `line ${line}`);
        assert.equal(hex(encode(fromJson(JSON.parse(JSON.stringify(toJson(message)))))), hex(bytes), `line ${line}`);
      }
    });

    test('tshark finds the same options in the same places', () => {
      const dissected = dissect(packets.map((packet) => packet.bytes));
      for (const [index, { bytes, line }] of packets.entries()) {
        const ours: [number, number][] = [];
        walk(decode(bytes), (node) => {
          if (!('kind' in node)) ours.push([node.code, node.offset as number]);
        });
        const theirs = dissected[index]
          ?.filter((field) => field.name === 'dhcpv6.option.type')
          .map((field) => [Number(field.show), field.position - payloadOffset]);
        assert.deepEqual(theirs, ours, `line ${line}`);
      }
    });

    test('every answer is judged as it was found to be', () => {
      const sent = new Map<number, Message>();
      for (const { bytes, fromServer, found, line } of packets) {
        const message = decode(bytes);
        const id = (innermost(message) as ClientServerMessage).transactionId;
        if (!fromServer) sent.set(id, message);
        else {
          const judged = validateAnswer(message, sent.get(id) as Message).map(
            ({ rule, weight, requirement, message: text }) =>
              `${rule} ${weight}${requirement === undefined ? '' : ` ${requirement}`}: ${text}`,
          );
          assert.deepEqual(judged, found, `line ${line}`);
        }
      }
    });
  });
}

function read(text: string): Packet[] {
  const packets: Packet[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const kind = line.slice(0, 2);
    // The first two lines say what the file is.
    if (index < 2) continue;
    if (kind === '> ' || kind === '< ') {
      packets.push({
        line: index + 1,
        bytes: fromHex(line.slice(2)) as Uint8Array,
        fromServer: kind === '< ',
        found: [],
      });
    } else if (kind === '! ') packets.at(-1)?.found.push(line.slice(2));
    else assert.match(line, /^(#.*)?$/);
  }
  return packets;
}

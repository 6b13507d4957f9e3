import { spawnSync } from 'node:child_process';
import {
  clientId,
  decode,
  dnsServers,
  domainList,
  duid,
  elapsedTime,
  encode,
  hex,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  type Message,
  message,
  optionRequest,
  serverId,
  statusCode,
  values,
} from '../../src/dhcp6/index.js';

/**
 * Messages a second, and memory over a million messages: `node dist/test/dhcp6/bench.js`. Where Python finds scapy, it reads and
 * writes the same messages in the same run.
 */
const client = clientId({ duid: duid.ll({ linkLayerAddress: Uint8Array.of(2, 0, 0, 0, 0, 1) }) });
const server = serverId({ duid: duid.ll({ linkLayerAddress: Uint8Array.of(2, 0, 0, 0, 0, 254) }) });
const solicit = message('SOLICIT', {
  transactionId: 0x3f21a8,
  options: [
    client,
    elapsedTime({ value: 0 }),
    optionRequest({ codes: [23, 24, 82] }),
    iaNa({ iaid: 1 }),
    iaPd({ iaid: 1 }),
  ],
});
const reply = message('REPLY', {
  transactionId: 0x3f21a8,
  options: [
    client,
    server,
    iaNa({
      iaid: 1,
      t1: 100,
      t2: 200,
      options: [iaAddress({ address: '2001:db8:1::100', preferredLifetime: 300, validLifetime: 400 })],
    }),
    iaPd({
      iaid: 1,
      t1: 100,
      t2: 200,
      options: [iaPrefix({ prefix: '3001::', prefixLength: 96, preferredLifetime: 300, validLifetime: 400 })],
    }),
    statusCode({ code: 0, message: 'all well' }),
    dnsServers({ addresses: ['2001:db8::53', '2001:db8::54'] }),
    domainList({ names: ['example.com'] }),
  ],
});

const rows: string[][] = [];
const peer = scapy(solicit, reply);
for (const [name, sent] of Object.entries({ Solicit: solicit, Reply: reply })) {
  const bytes = encode(sent);
  const ours = { encode: rate(() => encode(sent)), decode: rate(() => read(decode(bytes))) };
  for (const way of ['encode', 'decode'] as const) {
    const theirs = peer?.[`${way} ${name}`];
    const factor = theirs === undefined ? '' : `${Math.round(ours[way] / theirs)}`;
    rows.push([
      `${way} ${name}`,
      `${bytes.length}`,
      `${Math.round(ours[way])}`,
      theirs === undefined ? 'no scapy' : `${Math.round(theirs)}`,
      factor,
    ]);
  }
}
print([['', 'bytes', 'a second', 'scapy', 'times'], ...rows]);
process.stdout.write(`heap after each 250,000 messages both ways: ${memory().join(', ')} MB\n`);

/** Reads what a client would: every address as text. */
function read(received: Message): number {
  let length = 0;
  for (const ia of values(received, iaNa)) for (const lease of values(ia, iaAddress)) length += lease.address.length;
  for (const { addresses } of values(received, dnsServers)) for (const address of addresses) length += address.length;
  return length;
}

/** Calls a second: the best of five rounds of a fifth of a second, after warming up. */
function rate(act: () => unknown): number {
  const round = (seconds: number) => {
    const began = process.hrtime.bigint();
    let count = 0;
    let passed = 0;
    while (passed < seconds) {
      for (let i = 0; i < 500; i++) act();
      count += 500;
      passed = Number(process.hrtime.bigint() - began) / 1e9;
    }
    return count / passed;
  };
  round(0.3);
  return Math.max(...Array.from({ length: 5 }, () => round(0.2)));
}

function memory(): number[] {
  const bytes = encode(reply);
  return Array.from({ length: 4 }, () => {
    for (let i = 0; i < 250_000; i++) encode(decode(bytes));
    return Math.round(process.memoryUsage().heapUsed / 1e6);
  });
}

function scapy(...messages: Message[]): Record<string, number> | undefined {
  const program = `
import sys, time
from scapy.layers.dhcp6 import *
from scapy.config import conf
conf.logLevel = 50
def rate(act):
    best = 0
    for _ in range(3):
        began = time.perf_counter(); count = 0
        while time.perf_counter() - began < 0.3:
            act(); count += 1
        best = max(best, count / (time.perf_counter() - began))
    return best
def fresh(packet):
    packet = packet.copy(); packet.clear_cache(); return bytes(packet)
for name, kind, data in (('Solicit', DHCP6_Solicit, sys.argv[1]), ('Reply', DHCP6_Reply, sys.argv[2])):
    data = bytes.fromhex(data); packet = kind(data)
    assert bytes(packet) == data
    print('encode ' + name, rate(lambda: fresh(packet)), sep='\\t')
    print('decode ' + name, rate(lambda: kind(data)), sep='\\t')
`;
  const run = spawnSync('python3', ['-c', program, ...messages.map((one) => hex(encode(one)))], { encoding: 'utf8' });
  if (run.status !== 0) return undefined;
  return Object.fromEntries(
    run.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t'))
      .map(([name, value]) => [name, Number(value)]),
  );
}

function print(table: string[][]): void {
  const widths = (table[0] as string[]).map((_, column) =>
    Math.max(...table.map((row) => (row[column] as string).length)),
  );
  for (const row of table)
    process.stdout.write(
      `${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number))).join('  ')}\n`,
    );
}

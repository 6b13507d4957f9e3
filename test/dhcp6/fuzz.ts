import {
  decode,
  encode,
  findings,
  fromJson,
  hex,
  options,
  printMessage,
  summary,
  toJson,
  validateAnswer,
} from '../../src/dhcp6/index.js';
import { rows } from './option-rows.js';

/**
 * Feeds the library mutated messages: `node dist/test/dhcp6/fuzz.js [inputs] [seed]`. Each must be decoded without an exception and
 * encoded to the same bytes; every tenth is also printed, judged and taken through JSON. The first that is not is shown in hex.
 */
const inputs = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 8415);

const random = generator(seed);
const below = (limit: number) => Math.floor(random() * limit);
const seeds = corpus();
const request = decode(seeds[0] as Uint8Array);

let wrong = 0;
let malformed = 0;
const began = process.hrtime.bigint();
for (let i = 0; i < inputs && wrong === 0; i++) {
  const bytes = mutate(seeds[below(seeds.length)] as Uint8Array);
  try {
    const message = decode(bytes);
    if (hex(encode(message)) !== hex(bytes)) throw new Error('other bytes come back');
    if (i % 10 === 0) {
      malformed += findings(message).length > 0 ? 10 : 0;
      printMessage(message);
      summary(message);
      validateAnswer(message, request);
      validateAnswer(request, message);
      if (hex(encode(fromJson(JSON.parse(JSON.stringify(toJson(message)))))) !== hex(bytes))
        throw new Error('JSON loses bytes');
    }
  } catch (error) {
    wrong++;
    process.stdout.write(
      `seed ${seed}, input ${i}: ${error instanceof Error ? error.stack : String(error)}\n${hex(bytes)}\n`,
    );
  }
}
const seconds = Number(process.hrtime.bigint() - began) / 1e9;
const heap = Math.round(process.memoryUsage().heapUsed / 1e6);
process.stdout.write(
  `${inputs} inputs, about ${malformed} malformed, ${wrong} wrong, ${seconds.toFixed(1)} s, ${Math.round(inputs / seconds)} a second, heap ${heap} MB\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;

/** Messages of every type with every option, and relayed ones. */
function corpus(): Uint8Array[] {
  const list: Uint8Array[] = [];
  const types = [7, 1, 2, 3, 10, 12, 13, 14, 15, 24, 99];
  const all = [
    ...rows.map((row) => row.option),
    ...options().map((type) =>
      type.make(Object.fromEntries(Object.entries(type.fields).map(([key, field]) => [key, field.examples[0]]))),
    ),
  ];
  for (let i = 0; i < all.length; i++) {
    const type = types[i % types.length] as number;
    const header = type === 12 || type === 13 ? [type, 0, ...new Array<number>(32).fill(0)] : [type, 0x12, 0x34, 0x56];
    const several = [all[i], all[(i * 7 + 3) % all.length], all[(i * 13 + 5) % all.length]] as typeof all;
    const body = encode({
      kind: 'client-server',
      type: 7,
      name: 'REPLY',
      transactionId: 0,
      options: several,
      diagnostics: [],
    }).slice(4);
    list.push(Uint8Array.from([...header, ...body]));
  }
  return list;
}

function mutate(bytes: Uint8Array): Uint8Array {
  const list = [...bytes];
  for (let changes = 1 + below(6); changes > 0; changes--) {
    const at = below(list.length + 1);
    switch (below(8)) {
      case 0:
        list[Math.min(at, Math.max(0, list.length - 1))] = below(256);
        break;
      case 1:
        list.splice(at, 0, below(256));
        break;
      case 2:
        list.splice(at, 1 + below(4));
        break;
      case 3:
        list.length = at;
        break;
      case 4:
        // An interesting length or code.
        list.splice(
          at,
          2,
          ...([
            [0, 0],
            [0xff, 0xff],
            [0, 3],
            [0, 9],
            [0, 5],
            [0, below(151)],
          ][below(6)] as number[]),
        );
        break;
      case 5:
        list.splice(at, 0, ...list.slice(at, at + below(40)));
        break;
      case 6: {
        const other = seeds[below(seeds.length)] as Uint8Array;
        list.splice(at, 0, ...other.subarray(4, 4 + below(other.length)));
        break;
      }
      default:
        if (list.length > 0) list[at % list.length] = (list[at % list.length] as number) ^ (1 << below(8));
    }
  }
  return Uint8Array.from(list);
}

/** Numbers in 0..1 that are the same for the same seed (mulberry32). */
function generator(state: number): () => number {
  let now = state >>> 0;
  return () => {
    now = (now + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(now ^ (now >>> 15), now | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

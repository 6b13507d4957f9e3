import { concat, fromHex } from './bytes.js';
import { encode } from './encode.js';
import { fieldFromJson } from './json.js';
import { clone, craft, message as makeMessage } from './make.js';
import { type DhcpOption, EncodeError, type Message } from './model.js';
import { optionByCode, optionByName } from './registry.js';
import { messageIn } from './walk.js';

/**
 * A bent copy of a message, by one sentence of the lies below. Options are named by a way through the message, `IA_NA[1].IAADDR`
 * (name, title or code; the number counts those of the same code from 0; `IA_NA` alone is the first).
 *
 * - `IA_NA.IAADDR length +1`, `… length -2`, `… length 7`: the length field, by the true one or by itself
 * - `ORO code 65000`: another code, the payload as it is
 * - `IA_NA payload 00000001`: these bytes as payload
 * - `IA_NA truncated to 5`, `IA_NA followed by ffff`: a shorter or longer payload, its length right
 * - `IA_NA.t1 = 7`, `DNS_SERVERS.addresses = 2001:db8::1, 2001:db8::2`: a field
 * - `CLIENTID removed`, `CLIENTID doubled`, `CLIENTID first`, `CLIENTID last`, `IA_NA.IAADDR moved out`
 * - `message truncated to 12`, `message followed by 00`, `message type 99`, `message transaction id 0x123456`
 *
 * Throws an EncodeError that says what is wrong with the sentence.
 */
export function bend(message: Message, lie: string): Message {
  const bent = clone(message);
  const sentence = lie.trim();
  const assignment = /^(.+)\.(\w+)\s*=\s*(.*)$/.exec(sentence);
  if (assignment !== null) {
    const [, way, field, text] = assignment as unknown as [string, string, string, string];
    assign(find(bent, way, lie).option, field, text, lie);
    return bent;
  }
  for (const [pattern, apply] of lies) {
    const match = pattern.exec(sentence);
    if (match !== null) return apply(bent, match as unknown as Match, lie);
  }
  throw new EncodeError(lie, 'this is no lie that is known');
}

/**
 * What is wrong with a sentence of `bend`, whatever message it is for: no such lie, no such option. Whether the option stands in the
 * message shows only there.
 */
export function lieFault(lie: string): string | undefined {
  try {
    bend(makeMessage('SOLICIT', { transactionId: 0, options: [] }), lie);
    return undefined;
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return error.what.startsWith('there is no ') ? undefined : error.what;
  }
}

/** `whole`, and up to two words out of the sentence. */
type Match = readonly [string, string, string];
type Apply = (message: Message, match: Match, lie: string) => Message;

const lies: readonly (readonly [RegExp, Apply])[] = [
  [
    /^message truncated to (\d+)$/,
    (message, [, to]) => ({ ...message, ...whole(encode(message).slice(0, Number(to))) }),
  ],
  [
    /^message followed by ([0-9a-f :]+)$/i,
    (message, [, more], lie) => ({ ...message, trailing: concat(message.trailing ?? none, hexOf(more, lie)) }),
  ],
  [/^message type (\d+)$/, (message, [, type]) => ({ ...message, type: Number(type) })],
  [
    /^message transaction id (0x[0-9a-f]+|\d+)$/i,
    (message, [, id], lie) => {
      if (message.kind === 'relay') throw new EncodeError(lie, 'a relay message has no transaction id');
      return { ...message, transactionId: Number(id) };
    },
  ],
  [/^(.+) length ([+-]\d+)$/, onOption((option, by) => craft(option, { length: Number(by) }))],
  [/^(.+) length (\d+)$/, onOption((option, length) => craft(option, { statedLength: Number(length) }))],
  [/^(.+) code (\d+)$/, onOption((option, code) => craft(option, { code: Number(code) }))],
  [/^(.+) payload ([0-9a-f :]*)$/i, onOption((option, raw, lie) => craft(option, { raw: hexOf(raw, lie) }))],
  [/^(.+) truncated to (\d+)$/, onOption((option, to) => craft(option, { truncate: Number(to) }))],
  [/^(.+) followed by ([0-9a-f :]+)$/i, onOption((option, more, lie) => craft(option, { append: hexOf(more, lie) }))],
  [
    /^(.+) (removed|doubled|first|last|moved out)$/,
    (message, [, way, how], lie) => {
      const { option, holders, index } = find(message, way, lie);
      const list = (holders.at(-1) as Holder).options;
      if (how === 'doubled') list.splice(index, 0, clone(option));
      else list.splice(index, 1);
      if (how === 'first') list.unshift(option);
      if (how === 'last') list.push(option);
      if (how === 'moved out') {
        const outer = holders.at(-2);
        if (outer === undefined) throw new EncodeError(lie, `${option.name} stands in no other option`);
        outer.options.push(option);
      }
      return message;
    },
  ],
];

const none = new Uint8Array(0);

type Holder = Message | DhcpOption;

function onOption(bentBy: (option: DhcpOption, word: string, lie: string) => DhcpOption): Apply {
  return (message, [, way, word], lie) => {
    const { option, holders, index } = find(message, way, lie);
    (holders.at(-1) as Holder).options.splice(index, 1, bentBy(option, word, lie));
    return message;
  };
}

/** Bytes to send instead of a message. */
function whole(raw: Uint8Array): { broken: true; raw: Uint8Array } {
  return { broken: true, raw };
}

function find(message: Message, way: string, lie: string): { option: DhcpOption; holders: Holder[]; index: number } {
  const holders: Holder[] = [];
  let found: { option: DhcpOption; index: number } | undefined;
  for (const step of way.split('.')) {
    const match = /^(.+?)(?:\[(\d+)\])?$/.exec(step.trim()) as RegExpExecArray;
    const name = match[1] as string;
    const code = /^\d+$/.test(name) ? Number(name) : optionByName(name)?.code;
    if (code === undefined) throw new EncodeError(lie, `no option is called ${name}`);
    const inside: Holder = found === undefined ? message : (messageIn(found.option) ?? found.option);
    const options: DhcpOption[] = inside.options;
    const same = options.flatMap((option, index) => (option.code === code ? [{ option, index }] : []));
    found = same[Number(match[2] ?? 0)];
    if (found === undefined) throw new EncodeError(lie, `there is no ${step.trim()} in ${inside.name}`);
    holders.push(inside);
  }
  return { ...(found as { option: DhcpOption; index: number }), holders };
}

function assign(option: DhcpOption, field: string, text: string, lie: string): void {
  const type = optionByName(option.name) ?? optionByCode(option.code);
  if (type === undefined || option.value === undefined) throw new EncodeError(lie, `${option.name} has no fields`);
  if (!(field in type.fields) || field === type.optionsField || field === type.messageField) {
    throw new EncodeError(lie, `${type.name} has no field ${field}; it has ${Object.keys(type.fields).join(', ')}`);
  }
  try {
    (option.value as Record<string, unknown>)[field] = fieldFromJson(type, field, text);
  } catch (error) {
    if (error instanceof EncodeError) throw new EncodeError(lie, error.message);
    throw error;
  }
}

function hexOf(text: string, lie: string): Uint8Array {
  const bytes = fromHex(text);
  if (bytes === undefined) throw new EncodeError(lie, 'half a byte is missing');
  return bytes;
}

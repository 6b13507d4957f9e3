import { formatIpv6 } from './address.js';
import { byteCount } from './bytes.js';
import type { OptionType } from './define.js';
import type { DecodeContext } from './field.js';
import { messageCode, messageName } from './messages.js';
import {
  type ClientServerMessage,
  DecodeError,
  type DhcpOption,
  type Diagnostic,
  type Message,
  type RelayMessage,
} from './model.js';
import { Reader } from './reader.js';
import { optionByCode } from './registry.js';
import { findings } from './walk.js';

/** Options nested deeper than this are kept as bytes. */
export const depthLimit = 100;

const format = 'RFC 8415, section 21.1';

export interface DecodeOptions {
  /** Throw a DecodeError for the first thing that is wrong. */
  strict?: boolean;
}

/**
 * Decodes a datagram. Never throws unless `strict`: what is wrong stands in `diagnostics` of the node that it concerns, and an
 * untouched message is encoded to the very same bytes. The nodes hold slices of `bytes`, which must not be changed afterwards.
 */
export function decode(bytes: Uint8Array, options: DecodeOptions = {}): Message {
  const message = decodeMessage(new Reader(bytes, 0, bytes.length), 0);
  if (options.strict === true) {
    const first = findings(message)[0];
    if (first !== undefined) throw new DecodeError(first.path, first);
  }
  return message;
}

/** Decodes a run of options, as they stand in a message or in an option. */
export function decodeOptions(bytes: Uint8Array): { options: DhcpOption[]; trailing?: Uint8Array } {
  const reader = new Reader(bytes, 0, bytes.length);
  const options = readOptions(reader, { free: true }, 0);
  return reader.left > 0 ? { options, trailing: reader.rest() } : { options };
}

function decodeMessage(reader: Reader, depth: number): Message {
  const raw = reader.bytes.subarray(reader.position, reader.end);
  const start = reader.position;
  const type = raw[0] ?? 0;
  const relay = type === 12 || type === 13;
  const header = relay ? 34 : 4;
  const message = relay ? emptyRelay(type, raw) : emptyMessage(type, raw);
  if (raw.length < header) {
    message.broken = true;
    message.diagnostics.push({
      kind: 'truncated',
      offset: start,
      message: `a header of ${header} bytes expected, ${raw.length} there`,
      clause: relay ? 'RFC 8415, section 9' : 'RFC 8415, section 8',
    });
    reader.position = reader.end;
    return message;
  }
  reader.position += 1;
  if (message.kind === 'relay') {
    message.hopCount = reader.u8();
    message.linkAddress = formatIpv6(reader.bytes, reader.position);
    message.peerAddress = formatIpv6(reader.bytes, reader.position + 16);
    reader.position += 32;
  } else {
    message.transactionId = reader.u24();
  }
  message.options = readOptions(reader, { free: type > usual }, depth);
  if (reader.left > 0) {
    message.diagnostics.push({
      kind: 'trailing',
      offset: reader.position,
      message: `${byteCount(reader.left)} after the last option, too few for one`,
      clause: format,
    });
    message.trailing = reader.rest();
  }
  return message;
}

function emptyMessage(type: number, raw: Uint8Array): ClientServerMessage {
  return { kind: 'client-server', type, name: messageName(type), transactionId: 0, options: [], diagnostics: [], raw };
}

function emptyRelay(type: number, raw: Uint8Array): RelayMessage {
  const name = messageName(type);
  return {
    kind: 'relay',
    type,
    name,
    hopCount: 0,
    linkAddress: '::',
    peerAddress: '::',
    options: [],
    diagnostics: [],
    raw,
  };
}

/** What holds a run of options. */
interface Place {
  /** The option that holds them; undefined: the message itself. */
  readonly option?: OptionType;
  /** No rule says what may stand there: a container for any option, or a message that is not one of RFC 8415, is around it. */
  readonly free: boolean;
}

/** Messages up to this number are those of RFC 8415. */
const usual = 13;

/** Reads options until fewer than 4 bytes are left. */
function readOptions(reader: Reader, place: Place, depth: number): DhcpOption[] {
  const options: DhcpOption[] = [];
  const seen = new Codes();
  while (reader.left >= 4) {
    const offset = reader.position;
    const code = reader.u16();
    const length = reader.u16();
    const there = Math.min(length, reader.left);
    const type = optionByCode(code);
    const option = readOption(reader.window(there), code, type, offset, depth, place);
    if (there < length) {
      option.statedLength = length;
      // That a field is cut follows from it, and is not told again.
      option.diagnostics = option.diagnostics.filter((one) => one.kind !== 'truncated');
      const beyond = length - there;
      option.diagnostics.push({
        kind: 'truncated',
        offset,
        message: `length ${length} reaches ${byteCount(beyond)} beyond the end`,
        clause: format,
      });
    }
    if (type !== undefined) {
      if (!place.free) checkScope(option, type, place, offset);
      if (type.singleton) {
        if (seen.again(code)) option.diagnostics.push(duplicate(option, type, offset));
      }
    }
    options.push(option);
  }
  return options;
}

/** Codes that were met: a short list where a set would cost more. */
class Codes {
  #few: number[] = [];
  #many: Set<number> | undefined;

  /** Whether the code was met before; it is now. */
  again(code: number): boolean {
    if (this.#many !== undefined) {
      const met = this.#many.has(code);
      this.#many.add(code);
      return met;
    }
    if (this.#few.includes(code)) return true;
    this.#few.push(code);
    if (this.#few.length > 16) this.#many = new Set(this.#few);
    return false;
  }
}

function readOption(
  reader: Reader,
  code: number,
  type: OptionType | undefined,
  offset: number,
  depth: number,
  place: Place,
): DhcpOption {
  const start = reader.position;
  const raw = reader.bytes.subarray(start, reader.end);
  const diagnostics: Diagnostic[] = [];
  if (type === undefined) {
    return { code, name: `option ${code}`, value: undefined, options: [], raw, offset, diagnostics };
  }
  const option: DhcpOption = { code, name: type.name, value: undefined, options: [], raw, offset, diagnostics };
  if (depth >= depthLimit) {
    diagnostics.push({ kind: 'too-deep', offset, message: `nested more than ${depthLimit} deep`, clause: type.clause });
    return option;
  }
  const context: DecodeContext = type.nested ? deeper(type, place, depth + 1) : flat;
  const value: Record<string, unknown> = {};
  for (const key in type.fields)
    value[key] = (type.fields[key] as OptionType['fields'][string]).decode(reader, context);
  if (!reader.failed) {
    option.value = value;
    if (type.optionsField !== undefined) option.options = value[type.optionsField] as DhcpOption[];
    if (reader.left > 0) {
      if (reader.notes.length === 0) {
        const cut = type.optionsField === undefined ? 'after the last field' : 'after the last option, too few for one';
        reader.note('trailing', `${byteCount(reader.left)} ${cut}`);
      }
      option.trailing = reader.rest();
    }
  }
  for (const note of reader.notes) diagnostics.push({ ...note, clause: type.clause });
  if ((raw.length < type.least || raw.length > type.most) && diagnostics.length === 0) {
    const limit = raw.length < type.least ? `at least ${type.least}` : `at most ${type.most}`;
    diagnostics.push({
      kind: 'bad-length',
      offset,
      message: `${byteCount(raw.length)}, ${limit} expected`,
      clause: type.clause,
    });
  }
  return option;
}

function deeper(type: OptionType, place: Place, depth: number): DecodeContext {
  const inside: Place = { option: type, free: place.free || type.holdsAny };
  return {
    options: (reader) => readOptions(reader, inside, depth),
    message: (reader) => decodeMessage(reader, depth),
  };
}

/** For options whose fields hold neither options nor messages. */
const flat: DecodeContext = {
  options: () => [],
  message: (reader) => emptyMessage(0, reader.rest()),
};

function checkScope(option: DhcpOption, type: OptionType, place: Place, offset: number): void {
  if (place.option === undefined) {
    // An option of another message is for the validation to judge; here counts what stands in options, and in no usual message.
    if (type.within.length === 0 || type.messages.some((name) => messageCode(name) <= usual)) return;
  } else if (type.within.includes(place.option.name)) return;
  const where = place.option === undefined ? 'outside of another option' : `in ${place.option.name}`;
  const right = type.within.length > 0 ? `its place is in ${type.within.join(', ')}` : 'it stands in no other option';
  option.diagnostics.push({
    kind: 'wrong-scope',
    offset,
    message: `${type.name} ${where}; ${right}`,
    clause: type.clause,
  });
}

function duplicate(option: DhcpOption, type: OptionType, offset: number): Diagnostic {
  return { kind: 'duplicate', offset, message: `a second ${option.name} in the same place`, clause: type.clause };
}

import { canonicalIpv6 } from './address.js';
import type { OptionType } from './define.js';
import { encodePayload } from './encode.js';
import { type MessageName, messageCode } from './messages.js';
import type { ClientServerMessage, DhcpOption, RelayMessage } from './model.js';
import { optionName } from './registry.js';

export type RelayName = 'RELAY-FORW' | 'RELAY-REPL';

/** A message to be sent. The transaction id has 24 bits. */
export function message(
  name: Exclude<MessageName, RelayName>,
  of: { transactionId: number; options?: DhcpOption[] },
): ClientServerMessage {
  return {
    kind: 'client-server',
    type: messageCode(name),
    name,
    transactionId: of.transactionId,
    options: of.options ?? [],
    diagnostics: [],
  };
}

/** A relay message to be sent. Addresses in any notation. */
export function relay(
  name: RelayName,
  of: { hopCount?: number; linkAddress: string; peerAddress: string; options?: DhcpOption[] },
): RelayMessage {
  return {
    kind: 'relay',
    type: messageCode(name),
    name,
    hopCount: of.hopCount ?? 0,
    linkAddress: canonicalIpv6(of.linkAddress) ?? of.linkAddress,
    peerAddress: canonicalIpv6(of.peerAddress) ?? of.peerAddress,
    options: of.options ?? [],
    diagnostics: [],
  };
}

/** An option of any code with any payload, known or not. */
export function rawOption(code: number, raw: Uint8Array): DhcpOption {
  return { code, name: optionName(code), value: undefined, options: [], raw, diagnostics: [] };
}

/** What to bend in an option. */
export interface Craft {
  /** Added to the true length of the payload as it is now: `+1`, `-2`. */
  length?: number;
  /** The length field itself. */
  statedLength?: number;
  /** Another code in the header, the payload as it is. */
  code?: number;
  /** Another payload. */
  raw?: Uint8Array;
  /** Keep only so many bytes of the payload. */
  truncate?: number;
  /** Bytes after the payload, counted by the length. */
  append?: Uint8Array;
}

/** A bent copy of an option. What is not named stays as it is; another payload has its true length, unless that is to lie. */
export function craft<V>(option: DhcpOption<V>, change: Craft): DhcpOption<V> {
  const bent = clone(option);
  if (change.raw !== undefined || change.truncate !== undefined || change.append !== undefined) {
    const payload = change.raw ?? encodePayload(option);
    const kept = change.truncate === undefined ? payload : payload.subarray(0, change.truncate);
    const more = change.append ?? new Uint8Array(0);
    bent.raw = Uint8Array.from([...kept, ...more]);
    bent.value = undefined;
    bent.options = [];
    delete bent.trailing;
    delete bent.statedLength;
  }
  if (change.code !== undefined) bent.code = change.code;
  if (change.length !== undefined) bent.statedLength = encodePayload(bent).length + change.length;
  if (change.statedLength !== undefined) bent.statedLength = change.statedLength;
  return bent;
}

/** A deep copy of an option or message: nothing that is changed in it shows in the original. */
export function clone<T>(node: T): T {
  return structuredCloneOf(node) as T;
}

function structuredCloneOf(value: unknown): unknown {
  const copies = new Map<object, unknown>();
  const copy = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return part;
    const known = copies.get(part);
    if (known !== undefined) return known;
    if (part instanceof Uint8Array) {
      const bytes = part.slice();
      copies.set(part, bytes);
      return bytes;
    }
    if (Array.isArray(part)) {
      const list: unknown[] = [];
      copies.set(part, list);
      for (const one of part) list.push(copy(one));
      return list;
    }
    const object: Record<string, unknown> = {};
    copies.set(part, object);
    for (const [key, one] of Object.entries(part)) object[key] = copy(one);
    return object;
  };
  return copy(value);
}

/** The option's definition and one of its values, made into an option: for who has the value already. */
export function optionOf<V>(type: OptionType<V>, value: V): DhcpOption<V> {
  return type.make(value);
}

import fc from 'fast-check';
import {
  type DhcpOption,
  encode,
  type Message,
  messageName,
  messageTypes,
  type OptionType,
  optionByName,
  options,
  rawOption,
} from '../../src/dhcp6/index.js';

/** Arbitraries that are made from the declarations, so that a new option is covered without a line here. */

const holders = new Map<string, OptionType[]>();
for (const type of options()) for (const name of type.within) holders.set(name, [...(holders.get(name) ?? []), type]);

/** An option of this type with any of its fields' examples, and options in it where it holds some, `depth` deep. */
export function optionOf(type: OptionType, depth = 2): fc.Arbitrary<DhcpOption> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    fields[key] = key === type.optionsField ? inside(type, depth) : fc.constantFrom(...field.examples);
  }
  return fc.record(fields).map((value) => {
    // What may be absent at the end is absent together with all that follows.
    const keys = Object.keys(type.fields);
    const absent = keys.findIndex((key) => value[key] === undefined);
    if (absent >= 0) for (const key of keys.slice(absent)) value[key] = undefined;
    return type.make(value);
  });
}

/** Any known option. */
export function anyOption(depth = 2): fc.Arbitrary<DhcpOption> {
  return fc.constantFrom(...options()).chain((type) => optionOf(type, depth));
}

/** An option whose code nobody knows. */
export const unknownOption: fc.Arbitrary<DhcpOption> = fc
  .tuple(fc.integer({ min: 151, max: 65535 }), fc.uint8Array({ maxLength: 40 }))
  .map(([code, raw]) => rawOption(code, raw));

/** Any well-formed message of any type, options in any order and number. */
export const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...messageTypes.filter((type) => type.header !== 'relay')),
      fc.integer({ min: 0, max: 0xffffff }),
      fc.array(fc.oneof({ weight: 5, arbitrary: anyOption() }, { weight: 1, arbitrary: unknownOption }), {
        maxLength: 12,
      }),
    )
    .map(([type, transactionId, list]): Message => {
      return { kind: 'client-server', type: type.code, name: type.name, transactionId, options: list, diagnostics: [] };
    }),
  fc
    .tuple(
      fc.constantFrom(12, 13),
      fc.integer({ min: 0, max: 255 }),
      address(),
      address(),
      fc.array(anyOption(), { maxLength: 6 }),
    )
    .map(([type, hopCount, linkAddress, peerAddress, list]): Message => {
      return {
        kind: 'relay',
        type,
        name: messageName(type),
        hopCount,
        linkAddress,
        peerAddress,
        options: list,
        diagnostics: [],
      };
    }),
);

/** Bytes that look like a message and are wrong somewhere: cut, bytes changed, inserted or taken out. */
export const mutated: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    anyMessage.map(encode),
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'insert', 'delete', 'cut')), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([bytes, changes]) => changes.reduce(mutate, bytes));

function mutate(bytes: Uint8Array, [position, value, how]: [number, number, string]): Uint8Array {
  const list = [...bytes];
  const at = list.length === 0 ? 0 : position % list.length;
  if (how === 'set') list[at] = value;
  else if (how === 'insert') list.splice(at, 0, value);
  else if (how === 'delete') list.splice(at, 1);
  else list.length = at;
  return Uint8Array.from(list);
}

/** Canonical text of an address whose groups are often 0. */
export function address(): fc.Arbitrary<string> {
  const example = optionByName('IAADDR')?.fields.address?.examples as string[];
  return fc.constantFrom(...example);
}

function inside(type: OptionType, depth: number): fc.Arbitrary<DhcpOption[]> {
  const fitting = type.holdsAny ? options() : (holders.get(type.name) ?? []);
  if (depth === 0 || fitting.length === 0) return fc.constant([]);
  return fc.array(
    fc.constantFrom(...fitting).chain((one) => optionOf(one, depth - 1)),
    { maxLength: 3 },
  );
}

/** The value of a node without what only a received one has, so that made and decoded ones can be compared. */
export function plain(node: unknown): unknown {
  if (node instanceof Uint8Array) return [...node];
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const received = new Set('diagnostics' in node ? ['offset', 'diagnostics'] : []);
  if ('value' in node && 'raw' in node && node.value !== undefined) received.add('raw');
  if ('kind' in node && 'transactionId' in node) received.add('raw');
  if ('kind' in node && 'hopCount' in node) received.add('raw');
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !received.has(key) && value !== undefined)
      .map(([key, value]) => [key, plain(value)]),
  );
}

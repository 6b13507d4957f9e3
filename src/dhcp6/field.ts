import type { DhcpOption, Message } from './model.js';
import type { Reader } from './reader.js';
import type { Writer } from './writer.js';

/** What a field needs of the decoder to go deeper. */
export interface DecodeContext {
  options(reader: Reader): DhcpOption[];
  message(reader: Reader): Message;
}

/** What a field needs of the encoder to go deeper. */
export interface EncodeContext {
  options(writer: Writer, options: readonly DhcpOption[]): void;
  message(writer: Writer, message: Message): void;
}

/** What a field needs to be read from JSON or text. */
export interface JsonContext {
  optionsToJson(options: readonly DhcpOption[]): unknown;
  optionsFromJson(json: unknown): DhcpOption[];
  messageToJson(message: Message): unknown;
  messageFromJson(json: unknown): Message;
}

/**
 * The type of a field: how it is read, written and printed. Whatever `decode` accepts, `encode` gives back byte for byte; what it
 * cannot give back, it refuses with `reader.fail`. That is what makes decoding lossless.
 */
export interface Field<T> {
  /** The layout in a word or two, for the reference page: `u16`, `list of ipv6`. */
  readonly kind: string;
  /** Values of the field, the first a usual one, the others at its limits: for the reference page and for tests. */
  readonly examples: readonly T[];
  decode(reader: Reader, context: DecodeContext): T;
  /** Throws a RangeError or TypeError where the value has no encoding. */
  encode(writer: Writer, value: T, context: EncodeContext): void;
  print(value: T): string;
  /** JSON in the form that is documented in docs/dhcp6.md. */
  toJson(value: T, context: JsonContext): unknown;
  /** Also takes the text that a person writes: `infinity`, `2001:db8::1, 2001:db8::2`. Throws a RangeError or TypeError. */
  fromJson(json: unknown, context: JsonContext): T;
}

/** A field that may be left out when an option is made. */
export interface DefaultedField<T> extends Field<T> {
  readonly initial: () => T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

type TypeOf<X> = X extends Field<infer T> ? T : never;
type DefaultedKeys<F extends Fields> = { [K in keyof F]: F[K] extends DefaultedField<unknown> ? K : never }[keyof F];

/** The decoded form of an option with these fields. */
export type ValueOf<F extends Fields> = { -readonly [K in keyof F]: TypeOf<F[K]> };

/** What an option with these fields is made from. */
export type ArgumentOf<F extends Fields> = Flat<
  { [K in Exclude<keyof F, DefaultedKeys<F>>]: TypeOf<F[K]> } & { [K in DefaultedKeys<F>]?: TypeOf<F[K]> | undefined }
>;

type Flat<T> = { [K in keyof T]: T[K] };

/** The same field, with a value for when it is left out. */
export function defaulted<T>(field: Field<T>, initial: T): DefaultedField<T> {
  return { ...field, initial: () => initial };
}

/** A field at the end that may be absent on the wire: undefined then. */
export function maybe<T>(field: Field<T>): DefaultedField<T | undefined> {
  return {
    kind: `${field.kind}, may be absent`,
    // An empty list has no bytes: it cannot be told from none.
    examples: [...field.examples.filter((one) => !Array.isArray(one) || one.length > 0), undefined],
    initial: () => undefined,
    decode: (reader, context) => (reader.left === 0 ? undefined : field.decode(reader, context)),
    encode: (writer, value, context) => {
      if (value !== undefined) field.encode(writer, value, context);
    },
    print: (value) => (value === undefined ? '' : field.print(value)),
    toJson: (value, context) => (value === undefined ? undefined : field.toJson(value, context)),
    fromJson: (json, context) => (json === undefined || json === null ? undefined : field.fromJson(json, context)),
  };
}

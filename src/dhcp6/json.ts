import { fromHex, hex } from './bytes.js';
import type { OptionType } from './define.js';
import type { DefaultedField, Field, JsonContext } from './field.js';
import { asList, asRecord, shown } from './fields/check.js';
import { u8, u16, u24 } from './fields.js';
import { type MessageType, messageByCode, messageByTitle, messageName } from './messages.js';
import { type DhcpOption, EncodeError, type Message } from './model.js';
import { optionByCode, optionByName, optionName } from './registry.js';

/** A message as plain JSON: bytes are hex, addresses and names text. The form is documented in docs/dhcp6.md. */
export function toJson(message: Message): Record<string, unknown> {
  const header =
    message.kind === 'relay'
      ? { hopCount: message.hopCount, linkAddress: message.linkAddress, peerAddress: message.peerAddress }
      : { transactionId: `0x${message.transactionId.toString(16).padStart(6, '0')}` };
  return {
    message: message.name,
    type: message.type,
    ...(message.broken === true ? { broken: true, raw: hex(message.raw ?? new Uint8Array(0)) } : header),
    options: message.options.map(optionToJson),
    ...(message.trailing === undefined ? {} : { trailing: hex(message.trailing) }),
    ...faults(message),
  };
}

/** An option in the form that stands in the `options` of a message. */
export function optionToJson(option: DhcpOption): Record<string, unknown> {
  const type = optionByName(option.name);
  const fields: Record<string, unknown> = {};
  if (type !== undefined && option.value !== undefined) {
    const value = option.value as Record<string, unknown>;
    for (const [key, field] of Object.entries(type.fields)) {
      fields[key] = field.toJson(key === type.optionsField ? option.options : value[key], context);
    }
  }
  return {
    option: option.name,
    code: option.code,
    ...(option.value === undefined ? { raw: hex(option.raw ?? new Uint8Array(0)) } : { value: fields }),
    ...(option.trailing === undefined ? {} : { trailing: hex(option.trailing) }),
    ...(option.statedLength === undefined ? {} : { statedLength: option.statedLength }),
    ...faults(option),
  };
}

/**
 * The message that JSON describes. Names of messages and options may be titles in any case, numbers text, addresses in any
 * notation; `type`, `code`, `raw`, `trailing` and `statedLength` are lies to send, where they are given. Diagnostics are not read.
 * Throws an EncodeError that names the place.
 */
export function fromJson(json: unknown): Message {
  return at('message', () => {
    const record = asRecord(json);
    const type = typeOf(record);
    const code = record.type === undefined ? (type?.code ?? 0) : u8.fromJson(record.type, context);
    const base = {
      type: code,
      name: type?.name ?? messageName(code),
      options: asList(record.options ?? []).map((one, index) => at(`options[${index}]`, () => optionFromJson(one))),
      diagnostics: [],
      ...(record.trailing === undefined ? {} : { trailing: bytesOf(record.trailing, 'trailing') }),
      ...(record.broken === true ? { broken: true as const, raw: bytesOf(record.raw, 'raw') } : {}),
    };
    if (type?.header !== 'relay') {
      return {
        ...base,
        kind: 'client-server',
        transactionId: at('transactionId', () => u24.fromJson(record.transactionId ?? 0, context)),
      };
    }
    return {
      ...base,
      kind: 'relay',
      hopCount: at('hopCount', () => u8.fromJson(record.hopCount ?? 0, context)),
      linkAddress: address(record, 'linkAddress'),
      peerAddress: address(record, 'peerAddress'),
    };
  });
}

/** The option that JSON describes; fields in `value`, where the text of a person does too: `{ t1: 'infinity' }`. */
export function optionFromJson(json: unknown): DhcpOption {
  const record = asRecord(json);
  const type = named(record);
  const code = record.code === undefined ? type?.code : u16.fromJson(record.code, context);
  if (code === undefined)
    throw new EncodeError('option', `no option is called ${shown(record.option)}, and there is no code`);
  const option: DhcpOption =
    record.raw !== undefined || type === undefined
      ? {
          code,
          name: type?.name ?? optionName(code),
          value: undefined,
          options: [],
          raw: bytesOf(record.raw ?? '', 'raw'),
          diagnostics: [],
        }
      : { ...type.make(fieldsFromJson(type, record.value ?? {})), code };
  if (record.trailing !== undefined) option.trailing = bytesOf(record.trailing, 'trailing');
  if (record.statedLength !== undefined) option.statedLength = u16.fromJson(record.statedLength, context);
  return option;
}

/** One field of an option from JSON or from a person's text: `infinity`, `23, 24`, `S O`. Throws an EncodeError. */
export function fieldFromJson(type: OptionType, key: string, json: unknown): unknown {
  const field = type.fields[key];
  if (field === undefined) {
    throw new EncodeError(type.name, `has no field ${key}; it has ${Object.keys(type.fields).join(', ') || 'none'}`);
  }
  return at(`${type.name}.${key}`, () => part(field, json));
}

const context: JsonContext = {
  optionsToJson: (options) => options.map(optionToJson),
  messageToJson: toJson,
  optionsFromJson: (json) => asList(json).map((one, index) => at(`[${index}]`, () => optionFromJson(one))),
  messageFromJson: fromJson,
};

function fieldsFromJson(type: OptionType, json: unknown): Record<string, unknown> {
  const record = asRecord(json);
  const keys = new Set([...Object.keys(type.fields), ...Object.keys(record)]);
  return Object.fromEntries([...keys].map((key) => [key, fieldFromJson(type, key, record[key])]));
}

function part(field: Field<unknown>, json: unknown): unknown {
  if (json !== undefined) return field.fromJson(json, context);
  if ('initial' in field) return (field as DefaultedField<unknown>).initial();
  throw new TypeError('is missing');
}

function typeOf(record: Record<string, unknown>): MessageType | undefined {
  const name = record.message;
  if (typeof name === 'string') {
    const type = messageByTitle(name);
    if (type !== undefined) return type;
    if (record.type === undefined) throw new TypeError(`no message is called ${shown(name)}`);
  }
  return typeof record.type === 'number' ? messageByCode(record.type) : undefined;
}

function named(record: Record<string, unknown>): OptionType | undefined {
  const name = record.option;
  if (typeof name === 'string') return optionByName(name);
  return typeof record.code === 'number' ? optionByCode(record.code) : undefined;
}

function address(record: Record<string, unknown>, key: string): string {
  return at(key, () => {
    const value = record.broken === true ? '::' : record[key];
    if (typeof value !== 'string') throw new TypeError(`an IPv6 address is needed, not ${shown(value)}`);
    return value;
  });
}

function bytesOf(json: unknown, path: string): Uint8Array {
  return at(path, () => {
    const bytes = typeof json === 'string' ? fromHex(json) : undefined;
    if (bytes === undefined) throw new TypeError(`hex digits are needed, not ${shown(json)}`);
    return bytes;
  });
}

/** Puts the place before what goes wrong in it. */
function at<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof EncodeError) throw new EncodeError(`${path}.${error.path}`, error.what);
    if (error instanceof RangeError || error instanceof TypeError) throw new EncodeError(path, error.message);
    throw error;
  }
}

function faults(node: Message | DhcpOption): Record<string, unknown> {
  return node.diagnostics.length === 0 ? {} : { diagnostics: node.diagnostics.map((one) => ({ ...one })) };
}

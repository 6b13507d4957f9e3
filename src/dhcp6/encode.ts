import { parseIpv6 } from './address.js';
import type { EncodeContext } from './field.js';
import { type DhcpOption, EncodeError, type Message } from './model.js';
import { optionByName } from './registry.js';
import { Writer } from './writer.js';

/**
 * The bytes of a message. Its own `type`, `code` and `statedLength` are written as they stand, right or wrong; throws an
 * EncodeError only for a value that has no bytes (a number out of its field's range, text that is no address).
 */
export function encode(message: Message): Uint8Array {
  const writer = new Writer();
  writeMessage(writer, message);
  return writer.finish();
}

/** The payload of an option, without its header. */
export function encodePayload(option: DhcpOption): Uint8Array {
  const writer = new Writer();
  writePayload(writer, option);
  return writer.finish();
}

/** Options one after another, with their headers. */
export function encodeOptions(options: readonly DhcpOption[]): Uint8Array {
  const writer = new Writer();
  writeOptions(writer, options);
  return writer.finish();
}

const context: EncodeContext = { options: writeOptions, message: writeMessage };

function writeMessage(writer: Writer, message: Message): void {
  if (message.broken === true && message.raw !== undefined) {
    writer.put(message.raw);
    return;
  }
  writer.u8(number(message.name, 'type', message.type, 0xff));
  if (message.kind === 'relay') {
    writer.u8(number(message.name, 'hopCount', message.hopCount, 0xff));
    writer.put(address(message.name, 'linkAddress', message.linkAddress));
    writer.put(address(message.name, 'peerAddress', message.peerAddress));
  } else {
    writer.u24(number(message.name, 'transactionId', message.transactionId, 0xffffff));
  }
  writeOptions(writer, message.options);
  if (message.trailing !== undefined) writer.put(message.trailing);
}

function writeOptions(writer: Writer, options: readonly DhcpOption[]): void {
  for (const option of options) {
    writer.u16(number(option.name, 'code', option.code, 0xffff));
    const at = writer.length;
    writer.u16(0);
    writePayload(writer, option);
    const length = writer.length - at - 2;
    if (option.statedLength === undefined && length > 0xffff) {
      throw new EncodeError(option.name, `${length} bytes of payload; the length field holds at most 65535`);
    }
    writer.patch16(
      at,
      option.statedLength === undefined ? length : number(option.name, 'statedLength', option.statedLength, 0xffff),
    );
  }
}

function writePayload(writer: Writer, option: DhcpOption): void {
  if (option.value === undefined) {
    if (option.raw !== undefined) writer.put(option.raw);
    return;
  }
  const type = optionByName(option.name);
  if (type === undefined)
    throw new EncodeError(
      option.name,
      'is not known, so nobody knows the layout of its value; register it, or give it raw bytes',
    );
  const value = option.value as Record<string, unknown>;
  let absent: string | undefined;
  for (const key in type.fields) {
    const field = type.fields[key] as (typeof type.fields)[string];
    // Who replaces the list of an option's options replaces it there, not in its value.
    const part = key === type.optionsField ? option.options : value[key];
    if (part === undefined) absent = key;
    else if (absent !== undefined)
      throw new EncodeError(`${option.name}.${key}`, `nobody could tell it from ${absent}, which is missing`);
    try {
      field.encode(writer, part, context);
    } catch (error) {
      if (error instanceof EncodeError) throw new EncodeError(`${option.name}.${error.path}`, error.what);
      if (error instanceof RangeError || error instanceof TypeError)
        throw new EncodeError(`${option.name}.${key}`, error.message);
      throw error;
    }
  }
  if (option.trailing !== undefined) writer.put(option.trailing);
}

function number(path: string, field: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new EncodeError(`${path}.${field}`, `${value} is not in 0..${most}`);
  return value;
}

function address(path: string, field: string, value: string): Uint8Array {
  const bytes = parseIpv6(value);
  if (bytes === undefined) throw new EncodeError(`${path}.${field}`, `not an IPv6 address: ${value}`);
  return bytes;
}

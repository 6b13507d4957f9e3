import { hex } from './bytes.js';
import type { JsonContext } from './field.js';
import type { DhcpOption, Message } from './model.js';
import { optionByName } from './registry.js';

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

export function optionToJson(option: DhcpOption): Record<string, unknown> {
  const type = optionByName(option.name);
  const fields: Record<string, unknown> = {};
  if (type !== undefined && option.value !== undefined) {
    const value = option.value as Record<string, unknown>;
    for (const [key, field] of Object.entries(type.fields)) {
      const part = key === type.optionsField ? option.options : value[key];
      fields[key] = field.toJson(part, context);
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

const context: JsonContext = {
  optionsToJson: (options) => options.map(optionToJson),
  messageToJson: toJson,
  optionsFromJson: () => {
    throw new TypeError('not yet a reader');
  },
  messageFromJson: () => {
    throw new TypeError('not yet a reader');
  },
};

function faults(node: Message | DhcpOption): Record<string, unknown> {
  return node.diagnostics.length === 0 ? {} : { diagnostics: node.diagnostics.map((one) => ({ ...one })) };
}

import {
  clone,
  craft,
  type DhcpOption,
  fromHex,
  type Message,
  messageCode,
  optionByName,
  optionName,
  rawOption,
  statusCode,
} from '../../../src/dhcp6/index.js';
import type { Bend, FieldValues, OptionPath } from './fault.js';

/** Bends an answer in place. Throws a RangeError that names the fault where it cannot be meant: no such option, no such field. */
export function bend(message: Message, fault: Bend): void {
  if (fault.answer !== undefined && message.kind === 'client-server' && message.name !== fault.answer) return;
  switch (fault.what) {
    case 'omit-option':
      each(message, fault, () => []);
      return;
    case 'repeat-option':
      each(message, fault, (option) => [option, clone(option)]);
      return;
    case 'set-option':
      each(message, fault, (option) => [withFields(option, fault.fields)]);
      return;
    case 'craft-option': {
      const { length, truncate, bytes } = fault;
      const change = {
        ...(length === undefined ? {} : { length }),
        ...(truncate === undefined ? {} : { truncate }),
        ...(bytes === undefined ? {} : { raw: bytesOf(bytes) }),
      };
      each(message, fault, (option) => [craft(option, change)]);
      return;
    }
    case 'add-option': {
      const added = () =>
        fault.bytes === undefined
          ? made(fault.option, fault.fields ?? {})
          : rawOption(codeOf(fault.option), bytesOf(fault.bytes));
      if (fault.within === undefined) message.options.push(added());
      else
        each(message, { ...fault, option: fault.within }, (option) => [
          withOptions(option, [...option.options, added()]),
        ]);
      return;
    }
    case 'status': {
      const said = () => statusCode({ code: fault.status, message: 'as the test wants it' });
      if (fault.option === undefined) message.options = [...message.options.filter(isNoStatus), said()];
      else each(message, fault, (option) => [withOptions(option, [said()])]);
      return;
    }
    case 'wrong-type':
      message.type = typeof fault.type === 'number' ? fault.type : messageCode(fault.type);
      return;
    case 'wrong-transaction-id':
      if (message.kind === 'client-server') message.transactionId ^= 0x5a5a5a;
      return;
    case 'reverse-options':
      message.options = reversed(message.options);
      return;
    case 'wrong-hop-count':
      if (message.kind === 'relay') message.hopCount ^= 1;
      return;
    case 'lost-layer':
      // What a message has around it is the server's business.
      return;
  }
}

/** The other way round, also in the IAs. */
function reversed(options: readonly DhcpOption[]): DhcpOption[] {
  return options.toReversed().map((option) => withOptions(option, reversed(option.options)));
}

type Holder = { options: DhcpOption[] };

/** Replaces every option at the place by what `change` gives. */
function each(
  holder: Holder,
  place: { readonly option?: OptionPath | undefined; readonly living?: true },
  change: (option: DhcpOption) => DhcpOption[],
): void {
  const [head = '', ...rest] = (place.option ?? '').split('/');
  const fits = selector(head);
  holder.options = holder.options.flatMap((option) => {
    if (!fits(option) || (place.living === true && !isLiving(option))) return [option];
    if (rest.length === 0) return change(option);
    each(option, { ...place, option: rest.join('/') }, change);
    return [withOptions(option, option.options)];
  });
}

function isLiving(option: DhcpOption): boolean {
  const lifetime = (option.value as { validLifetime?: number } | undefined)?.validLifetime;
  return lifetime === undefined ? option.options.some(isLiving) : lifetime > 0;
}

/** `IA_PD 2`: by name, and by IAID where one is given. */
function selector(segment: string): (option: DhcpOption) => boolean {
  const [name = '', iaid] = segment.split(' ');
  const code = codeOf(name);
  return (option) =>
    option.code === code &&
    (iaid === undefined || (option.value as { iaid?: number } | undefined)?.iaid === Number(iaid));
}

function codeOf(name: string): number {
  const code = /^\d+$/.test(name) ? Number(name) : optionByName(name)?.code;
  if (code === undefined) throw new RangeError(`there is no option ${name}`);
  return code;
}

function made(name: string, fields: FieldValues): DhcpOption {
  const type = optionByName(name);
  if (type === undefined) throw new RangeError(`there is no option ${name}`);
  const initial: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    initial[key] = 'initial' in field ? (field as { initial: () => unknown }).initial() : undefined;
  }
  return withFields(type.make(initial), fields);
}

/** The same option with other values in these fields. */
function withFields(option: DhcpOption, fields: FieldValues): DhcpOption {
  const type = optionByName(optionName(option.code));
  if (type === undefined || option.value === undefined)
    throw new RangeError(`${option.name} has no fields that are known`);
  const changed: Record<string, unknown> = { ...(option.value as Record<string, unknown>) };
  for (const [key, json] of Object.entries(fields)) {
    const field = type.fields[key];
    if (field === undefined) throw new RangeError(`${option.name} has no field ${key}`);
    changed[key] = field.fromJson(json, nothingInside);
  }
  return withOptions({ ...option, value: changed }, option.options);
}

/** The list of an option's options stands in two places. */
function withOptions(option: DhcpOption, options: DhcpOption[]): DhcpOption {
  const value = option.value as Record<string, unknown> | undefined;
  return { ...option, options, value: value !== undefined && 'options' in value ? { ...value, options } : value };
}

function isNoStatus(option: DhcpOption): boolean {
  return option.code !== statusCode.code;
}

function bytesOf(hex: string): Uint8Array {
  const bytes = fromHex(hex);
  if (bytes === undefined) throw new RangeError(`not bytes in hex: ${hex}`);
  return bytes;
}

const none = () => {
  throw new TypeError('an option within an option is added by a fault of its own');
};
const nothingInside = { optionsToJson: none, optionsFromJson: none, messageToJson: none, messageFromJson: none };

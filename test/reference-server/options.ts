import {
  clientFqdn,
  type DhcpOption,
  decodeOptions,
  encodeOptions,
  fromHex,
  informationRefreshTime,
  type MessageName,
  optionByCode,
  rawOption,
  serverUnicast,
  value,
} from '../../src/dhcp6/index.js';
import type { OptionData, ServerModel } from '../../src/servers/model.js';
import type { Question } from './question.js';
import { reservationsFor } from './subnets.js';

/** The configured options that this client gets in this message: those that it asked for, and those that all get. */
export function configuredOptions(model: ServerModel, question: Question, answer: MessageName): DhcpOption[] {
  const byCode = new Map<number, OptionData>();
  const levels = [
    model.options,
    ...question.subnets.map((subnet) => subnet.options),
    ...reservationsFor(question.subnets, question.duid).map(({ reservation }) => reservation.options),
  ];
  for (const option of levels.flat()) byCode.set(option.code, option);
  const all = question.habits.has('gives options to all');
  return [...byCode.values()]
    .filter((option) => option.code !== serverUnicast.code)
    .filter((option) => all || option.always === true || question.requested.has(option.code))
    .filter((option) => mayStandIn(option.code, question, answer))
    .map(optionFrom);
}

/**
 * A client that tells its name is told that this server leaves the DNS alone: N set, and O where it wanted S (RFC 4704,
 * section 6). Only one that asked for the option gets it.
 */
export function fqdnOption(question: Question): DhcpOption[] {
  const told = value(question.message, clientFqdn);
  if (told === undefined || !question.requested.has(clientFqdn.code)) return [];
  const [wantsS, overridden, none] = [1, 2, 4];
  return [clientFqdn({ flags: none | (told.flags & wantsS ? overridden : 0), name: told.name })];
}

/** The address that clients of these subnets may use instead of multicast (RFC 8415, section 21.12). */
export function unicastOption(model: ServerModel, question: Question): DhcpOption | undefined {
  const own = question.subnets.flatMap((subnet) => subnet.options);
  const data = [...model.options, ...own].findLast((option) => option.code === serverUnicast.code);
  return data === undefined ? undefined : optionFrom(data);
}

/** An option from its usual notation, or from bytes as `0x…`. Throws a RangeError that names the option where the text is neither. */
export function optionFrom({ code, name, value: text }: OptionData): DhcpOption {
  if (/^0x/i.test(text)) {
    const bytes = fromHex(text.slice(2));
    if (bytes === undefined)
      throw new RangeError(`option ${name} (${code}): "${text}" is not a sequence of bytes in hex`);
    // Decoded, so that what it holds can be told apart.
    return decodeOptions(encodeOptions([rawOption(code, bytes)])).options[0] as DhcpOption;
  }
  const type = optionByCode(code);
  if (type === undefined) throw new RangeError(`option ${name} (${code}) is not known; write its value as bytes: 0x…`);
  const fields = Object.entries(type.fields);
  const [only] = fields;
  try {
    if (only === undefined && text === '') return type.make({});
    if (only === undefined || fields.length > 1)
      throw new RangeError('has no usual notation; write its value as bytes: 0x…');
    return type.make({ [only[0]]: only[1].fromJson(text, nothingInside) });
  } catch (error) {
    throw new RangeError(`option ${name} (${code}): ${(error as Error).message}`);
  }
}

function mayStandIn(code: number, question: Question, answer: MessageName): boolean {
  if (code === informationRefreshTime.code && question.type !== 'INFORMATION-REQUEST') return false;
  const type = optionByCode(code);
  return type === undefined || type.messages.includes(answer);
}

const none = () => {
  throw new TypeError('has no usual notation; write its value as bytes: 0x…');
};
const nothingInside = { optionsToJson: none, optionsFromJson: none, messageToJson: none, messageFromJson: none };

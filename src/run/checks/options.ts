import { iasOf, iaText } from '../../client/bindings.js';
import { type ClientServerMessage, type Message, optionByCode, printMessage, walk } from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import type { NamedOption } from '../parameters.js';

function title(option: NamedOption): string {
  return optionByCode(option.code)?.title ?? option.name;
}

export function carriesOption(answer: ClientServerMessage, option: NamedOption): Complaint[] {
  if (answer.options.some((one) => one.code === option.code)) return [];
  const missing = `${title(option)} is missing`;
  return [{ expected: `the option ${title(option)}`, received: missing, message: answer, missing }];
}

export function hasNoOption(answer: ClientServerMessage, option: NamedOption): Complaint[] {
  const found = answer.options.filter((one) => one.code === option.code);
  if (found.length === 0) return [];
  return [{ expected: `no ${title(option)}`, received: 'one', message: answer, wrong: found }];
}

/** The option's printed value, compared as a person writes it: `2001:db8::53, 2001:db8::54`. */
export function optionIs(answer: ClientServerMessage, option: NamedOption, value: string): Complaint[] {
  const missing = carriesOption(answer, option);
  if (missing.length > 0) return missing;
  const found = answer.options.filter((one) => one.code === option.code);
  const printed = printMessage(answer)
    .filter((line) => found.includes(line.node as (typeof found)[number]))
    .map((line) => line.text);
  if (found.length === 1 && printed.some((text) => plain(text).endsWith(plain(value)))) return [];
  return [
    {
      expected: `${title(option)} ${value}, once`,
      received: printed.join('; '),
      message: answer,
      wrong: found,
    },
  ];
}

function plain(text: string): string {
  return text.replace(/[\s,]+/g, ' ').trim();
}

export function noIas(answer: ClientServerMessage): Complaint[] {
  const ias = iasOf(answer);
  if (ias.length === 0) return [];
  return [
    {
      expected: 'no IA',
      received: ias.map((ia) => iaText(ia.name)).join(', '),
      message: answer,
      wrong: ias.map((ia) => ia.option),
    },
  ];
}

/** The option stands somewhere in the message, at any depth. */
export function mentions(message: Message, code: number): boolean {
  let found = false;
  walk(message, (node) => {
    found ||= 'code' in node && node.code === code;
  });
  return found;
}

/** Checks of how an Advertise or Reply is made and sent (RFC 8415, sections 18.3.9 and 18.3.10). */
import {
  type ClientServerMessage,
  type DhcpOption,
  encode,
  hex,
  innermost,
  type Message,
  message,
} from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import type { NamedOption } from '../parameters.js';
import type { Answered, Scenario } from '../scenario.js';
import { optionIs } from './options.js';

/**
 * What the Reply may have and the Advertise not, or with other contents: identifiers, IAs, Preference, Authentication, Server
 * Unicast (for Replies only by appendix B), Status Code, Rapid Commit, Reconfigure Accept.
 */
const notCompared: ReadonlySet<number> = new Set([1, 2, 3, 4, 25, 7, 11, 12, 13, 14, 20]);

/** Every configuration option of the Reply stood in the newest Advertise with the same bytes (RFC 8415, section 18.3.9). */
export function optionsOfAdvertise(reply: ClientServerMessage, answers: readonly Answered[]): Complaint[] {
  const advertise = answers.map(({ received }) => innermost(received)).findLast((one) => one?.name === 'ADVERTISE');
  if (advertise === undefined) return [{ expected: 'an Advertise before the Reply', received: 'none' }];
  const offered = new Set(advertise.options.map(bytes));
  const lacking = reply.options.filter((option) => !notCompared.has(option.code) && !offered.has(bytes(option)));
  if (lacking.length === 0) return [];
  return [
    {
      expected: `the options of the Reply in the Advertise as well: ${names(lacking)}`,
      received: 'an Advertise without them, or with other contents',
      message: advertise,
      missing: `${names(lacking)} as in the Reply`,
    },
  ];
}

function names(options: readonly DhcpOption[]): string {
  return options.map((option) => option.name).join(', ');
}

function bytes(option: DhcpOption): string {
  return hex(encode(message('REPLY', { transactionId: 0, options: [option] })));
}

/** The option has this value, or is not there. */
export function optionIsOrAbsent(answer: ClientServerMessage, option: NamedOption, value: string): Complaint[] {
  return answer.options.some((one) => one.code === option.code) ? optionIs(answer, option, value) : [];
}

/** The container stands in the message once, and the other option in it. */
export function holdsOption(answer: ClientServerMessage, container: NamedOption, inner: NamedOption): Complaint[] {
  const found = answer.options.filter((one) => one.code === container.code);
  const [first] = found;
  const expected = `${container.name} once, with ${inner.name} in it`;
  if (first !== undefined && found.length === 1 && first.options.some((one) => one.code === inner.code)) return [];
  const missing = `${first === undefined ? container.name : inner.name} is missing`;
  const received = found.length > 1 ? `${container.name} ${found.length} times` : missing;
  return [{ expected, received, message: answer, wrong: found, ...(found.length > 1 ? {} : { missing }) }];
}

/** The answer to the client's last message came in on this link, and nowhere else. */
export function cameOnlyOn(scenario: Scenario, link: number): Complaint[] {
  const { transactionId } = scenario.sent();
  const elsewhere = scenario.transcript.events.filter(
    ({ event }) => event.direction === 'received' && event.link !== link && idOf(event.message) === transactionId,
  );
  const { link: came, outer } = scenario.received();
  if (came === link && elsewhere.length === 0) return [];
  const links = [came, ...elsewhere.map(({ event }) => event.link)].join(', ');
  return [{ expected: `the answer on link ${link} alone`, received: `an answer on link ${links}`, message: outer }];
}

function idOf(received: Message): number | undefined {
  const inner = innermost(received);
  return inner?.kind === 'client-server' ? inner.transactionId : undefined;
}

import { equalBytes } from '../bytes.js';
import { encodePayload } from '../encode.js';
import { all, first, values } from '../find.js';
import { type MessageName, messageTitle } from '../messages.js';
import type { ClientServerMessage, DhcpOption, Message, OptionContainer } from '../model.js';
import {
  clientId,
  iaNa,
  iaPd,
  iaTa,
  informationRefreshTime,
  optionRequest,
  vendorClass,
  vendorOptions,
} from '../options/base.js';
import { clientFqdn } from '../options/configuration.js';
import { optionByCode, optionName } from '../registry.js';
import { findings, messageIn } from '../walk.js';
import type { Exchange, Report, Rule } from './rule.js';

/** Which options may be there, where, and how often (RFC 8415, section 21 and appendices B and C). */
export const optionRules: readonly Rule<Exchange>[] = [
  {
    name: 'well-formed',
    title: 'Every option has a right length and right contents.',
    judge({ received, sent }, report) {
      for (const finding of findings(received)) {
        const requirement = clauses[finding.kind];
        if (requirement === undefined || isEcho(finding.node, sent)) continue;
        const own = finding.kind === 'bad-text' && finding.message.includes('NUL') ? 'R8415-21.13-01' : requirement;
        report({
          message: `${finding.path}: ${finding.message} (byte ${finding.offset})`,
          requirement: own,
          node: finding.node,
        });
      }
    },
  },
  {
    name: 'singleton',
    title:
      'An option that may appear once appears once; Vendor Class and Vendor-specific Information once for an enterprise.',
    judge({ received }, report) {
      eachContainer(received, (container) => {
        const seen = new Set<number>();
        for (const option of container.options) {
          if (optionByCode(option.code)?.singleton === true && seen.has(option.code)) {
            report({
              message: `a second ${optionName(option.code)} in the same place`,
              requirement: 'R8415-21-02',
              node: option,
            });
          }
          seen.add(option.code);
        }
      });
      enterprises(all(received, vendorClass), 'R8415-21.16-01', report);
      enterprises(all(received, vendorOptions), 'R8415-21.17-02', report);
    },
  },
  {
    name: 'option-place',
    title: 'Every option stands in a message or option that may carry it.',
    judge({ received, sent }, report) {
      for (const option of received.options) judgePlace(option, received.name as MessageName, sent.name, report);
      for (const option of received.options) judgeInside(option, report);
    },
  },
  {
    name: 'unrequested',
    title: 'Options that a client may ask for come only where it asked for them.',
    judge({ received, sent, supplied }, report) {
      const requested = new Set(values(sent, optionRequest).flatMap((oro) => oro.codes));
      for (const option of received.options) {
        const type = optionByCode(option.code);
        if (type === undefined) {
          report({ message: `${option.name} is not known`, weight: 'remark', node: option });
        } else if (
          type.requestable &&
          !requested.has(option.code) &&
          !supplied.has(option.code) &&
          type.messages.includes(received.name as MessageName)
        ) {
          const requirement = unrequested(option.code, first(sent, clientFqdn) !== undefined);
          report({ message: `${type.title} was not asked for`, weight: 'remark', requirement, node: option });
        }
      }
    },
  },
];

const clauses: Readonly<Record<string, string | undefined>> = {
  truncated: 'R8415-21.1-01',
  trailing: 'R8415-21.1-01',
  'bad-length': 'R8415-21.1-01',
  'bad-prefix': 'R8415-21.1-01',
  'bad-name': 'R8415-10-02',
  'bad-duid': 'R8415-11.1-01',
  'bad-text': 'R8415-21.13-02',
  'too-deep': 'R8415-21.1-02',
};

/** Places that have a requirement of their own: option, and what it says. */
function judgePlace(option: DhcpOption, message: MessageName, sent: string, report: Report): void {
  const type = optionByCode(option.code);
  if (type === undefined) return;
  const inReplyToInformation = message === 'REPLY' && sent === 'INFORMATION-REQUEST';
  if (!type.messages.includes(message)) {
    const requirement = misplaced[type.name] ?? 'R8415-21.1-02';
    report({ message: `${type.title} may not stand in ${messageTitle(message)}`, requirement, node: option });
  } else if (type.code === informationRefreshTime.code && !inReplyToInformation) {
    report({
      message: `${type.title} in the answer to a ${messageTitle(sent)}`,
      requirement: 'R8415-21.23-04',
      node: option,
    });
  } else if (inReplyToInformation && [iaNa.code, iaTa.code, iaPd.code].includes(type.code)) {
    report({
      message: `${type.title} in the Reply to an Information-request`,
      requirement: 'R8415-18.3.6-09',
      node: option,
    });
  }
}

function judgeInside(holder: DhcpOption, report: Report): void {
  const outer = optionByCode(holder.code);
  for (const option of holder.options) {
    const type = optionByCode(option.code);
    if (type !== undefined && outer !== undefined && !outer.holdsAny && !type.within.includes(outer.name)) {
      report({ message: `${type.title} may not stand in ${outer.title}`, requirement: 'R8415-21.1-02', node: option });
    }
    judgeInside(option, report);
  }
}

const misplaced: Readonly<Record<string, string>> = {
  INFORMATION_REFRESH_TIME: 'R8415-21.23-03',
  INTERFACE_ID: 'R8415-21.18-04',
  RECONF_MSG: 'R8415-21.19-02',
  IAADDR: 'R8415-21.6-01',
  IAPREFIX: 'R8415-21.22-01',
  CLIENT_FQDN: 'R4704-4-01',
  PD_EXCLUDE: 'R6603-4.2-04',
};

function unrequested(code: number, fqdnSent: boolean): string {
  if (code === vendorOptions.code) return 'R8415-21.17-04';
  if (code === clientFqdn.code) return fqdnSent ? 'R4704-6-01' : 'R4704-6-02';
  return 'R8415-21.7-01';
}

function enterprises(
  options: readonly DhcpOption<{ enterprise: number }>[],
  requirement: string,
  report: Report,
): void {
  const seen = new Set<number>();
  for (const option of options) {
    const enterprise = option.value?.enterprise;
    if (enterprise === undefined) continue;
    if (seen.has(enterprise))
      report({ message: `a second ${option.name} of enterprise ${enterprise}`, requirement, node: option });
    seen.add(enterprise);
  }
}

function eachContainer(holder: OptionContainer, visit: (container: OptionContainer) => void): void {
  visit(holder);
  for (const option of holder.options) {
    const message: Message | undefined = messageIn(option);
    eachContainer(message ?? option, visit);
  }
}

/** The client's own identifier, returned as it was sent (RFC 8415, section 16.10): what is wrong with it is the client's doing. */
function isEcho(node: object, sent: ClientServerMessage): boolean {
  const own = first(sent, clientId);
  const back = 'code' in node && 'options' in node ? (node as DhcpOption) : undefined;
  if (own === undefined || back?.code !== clientId.code) return false;
  return equalBytes(encodePayload(back), encodePayload(own));
}

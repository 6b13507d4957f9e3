import { all, first } from '../find.js';
import type { OptionContainer } from '../model.js';
import { iaPd, iaPrefix, iaTa, infMaxRt, informationRefreshTime, serverUnicast, solMaxRt } from '../options/base.js';
import { clientFqdn } from '../options/configuration.js';
import { addressSelection } from '../options/naming.js';
import { pdExclude } from '../options/prefix.js';
import type { Exchange, Rule } from './rule.js';

/** Values that an option may have (RFC 8415, sections 21.23 to 21.25; RFC 4704, section 4; RFC 6603, section 4.2). */
export const valueRules: readonly Rule<Exchange>[] = [
  {
    name: 'limits',
    title: 'Refresh time and retransmission limits lie in their ranges.',
    judge({ received }, report) {
      const limits = [
        [informationRefreshTime, 600, 0xffffffff, 'R8415-21.23-02'],
        [solMaxRt, 60, 86400, 'R8415-21.24-01'],
        [infMaxRt, 60, 86400, 'R8415-21.25-01'],
      ] as const;
      for (const [type, least, most, requirement] of limits) {
        for (const option of all(received, type)) {
          const seconds = option.value?.seconds;
          if (seconds === undefined || (seconds >= least && seconds <= most)) continue;
          report({ message: `${type.title} ${seconds} is not in ${least}..${most}`, requirement, node: option });
        }
      }
    },
  },
  {
    name: 'reserved-bits',
    title: 'Flags that have no meaning are 0.',
    judge({ received }, report) {
      for (const option of all(received, clientFqdn)) {
        const flags = option.value?.flags;
        if (flags === undefined || flags <= 7) continue;
        report({
          message: `Client FQDN: reserved flags are set (0x${flags.toString(16)})`,
          requirement: 'R4704-4.1-03',
          node: option,
        });
      }
      for (const option of all(received, addressSelection)) {
        const flags = option.value?.flags;
        if (flags === undefined || flags <= 3) continue;
        report({
          message: `Address Selection: reserved flags are set (0x${flags.toString(16)})`,
          requirement: 'R7078-2-01',
          node: option,
        });
      }
    },
  },
  {
    name: 'fqdn-flags',
    title: 'N and S of the Client FQDN option are not both set; O tells that the server overrode S.',
    judge({ received, sent }, report) {
      const got = first(received, clientFqdn);
      const flags = got?.value?.flags;
      const asked = first(sent, clientFqdn)?.value?.flags;
      if (got === undefined || flags === undefined) return;
      if ((flags & 5) === 5)
        report({ message: 'Client FQDN: N and S are both set', requirement: 'R4704-4.1-02', node: got });
      if (asked !== undefined && (asked & 1) !== (flags & 1) && (flags & 2) === 0) {
        report({
          message: "Client FQDN: S differs from the client's and O is not set",
          requirement: 'R4704-4.1-01',
          node: got,
        });
      }
    },
  },
  {
    name: 'excluded-prefix',
    title: 'An excluded prefix is longer than the delegated prefix that holds it, and its bits are padded with zeros.',
    judge({ received }, report) {
      for (const { option, delegated } of excluded(received)) {
        const value = option.value;
        if (value === undefined) continue;
        const { prefixLength, subnetId } = value;
        if (prefixLength <= delegated || prefixLength > 128) {
          report({
            message: `excluded prefix of length ${prefixLength} in one of ${delegated}`,
            requirement: 'R6603-4.2-01',
            node: option,
          });
          continue;
        }
        const bits = prefixLength - delegated;
        const padding = (8 * subnetId.length - bits) % 8;
        const last = subnetId[subnetId.length - 1] ?? 0;
        if (subnetId.length !== Math.ceil(bits / 8) || (last & ((1 << padding) - 1)) !== 0) {
          report({
            message: `subnet id of ${bits} bits in ${subnetId.length} bytes, or not padded with zeros`,
            requirement: 'R6603-4.2-03',
            node: option,
          });
        }
      }
    },
  },
  {
    name: 'obsolete',
    title: 'Nothing that this edition has made obsolete is sent.',
    judge({ received, edition }, report) {
      if (edition !== '9915') return;
      for (const option of received.options) {
        const requirement = obsolete.get(option.code);
        if (requirement !== undefined)
          report({ message: `${option.name} is obsolete`, requirement, weight: 'remark', node: option });
      }
    },
  },
];

const obsolete = new Map<number, string>([
  [iaTa.code, 'R9915-21.5-01'],
  [serverUnicast.code, 'R9915-21.12-01'],
]);

function excluded(received: OptionContainer) {
  return all(received, iaPd).flatMap((ia) =>
    all(ia, iaPrefix).flatMap((lease) =>
      all(lease, pdExclude).map((option) => ({ option, delegated: lease.value?.prefixLength ?? 0 })),
    ),
  );
}

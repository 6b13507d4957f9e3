import { Problem } from '../../config/problem.js';
import type { OptionData } from '../model.js';
import type { JsonObject } from './json.js';

/**
 * One entry of Kea's `option-data`. Options go by code, which is right in every version; Kea's name stands beside it for
 * the reader, as Kea's names are not those of the RFCs and a wrong one is refused.
 */
export function optionData(option: OptionData): JsonObject {
  const { code, value } = option;
  const name = names.get(code);
  const label = name === undefined ? { code } : { name, code };
  const always = option.always ? { 'always-send': true } : {};
  if (value === '') return { ...label, 'csv-format': false, ...always };
  if (/^0x/i.test(value)) {
    const bytes = value.slice(2);
    if (bytes.length % 2 === 1 || /[^0-9a-f]/i.test(bytes)) {
      throw new Problem('kea', `option ${option.name} (${code}): "${value}" is not a sequence of bytes in hex.`);
    }
    return { ...label, 'csv-format': false, data: bytes.toLowerCase(), ...always };
  }
  if (name === undefined) {
    throw new Problem('kea', `Kea has no definition of option ${option.name} (${code}).`, {
      mend: 'Write its value as bytes: 0x….',
    });
  }
  return { ...label, data: value, ...always };
}

/** The options that Kea 2.2 and all later versions can write from text (probed code by code with `kea-dhcp6 -t`). */
const names: ReadonlyMap<number, string> = new Map([
  [1, 'clientid'],
  [2, 'serverid'],
  [7, 'preference'],
  [12, 'unicast'],
  [13, 'status-code'],
  [15, 'user-class'],
  [16, 'vendor-class'],
  [17, 'vendor-opts'],
  [18, 'interface-id'],
  [20, 'reconf-accept'],
  [21, 'sip-server-dns'],
  [22, 'sip-server-addr'],
  [23, 'dns-servers'],
  [24, 'domain-search'],
  [27, 'nis-servers'],
  [28, 'nisp-servers'],
  [29, 'nis-domain-name'],
  [30, 'nisp-domain-name'],
  [31, 'sntp-servers'],
  [32, 'information-refresh-time'],
  [33, 'bcmcs-server-dns'],
  [34, 'bcmcs-server-addr'],
  [36, 'geoconf-civic'],
  [37, 'remote-id'],
  [38, 'subscriber-id'],
  [39, 'client-fqdn'],
  [40, 'pana-agent'],
  [41, 'new-posix-timezone'],
  [42, 'new-tzdb-timezone'],
  [51, 'v6-lost'],
  [52, 'capwap-ac-v6'],
  [53, 'relay-id'],
  [57, 'v6-access-domain'],
  [58, 'sip-ua-cs-list'],
  [59, 'bootfile-url'],
  [60, 'bootfile-param'],
  [61, 'client-arch-type'],
  [62, 'nii'],
  [64, 'aftr-name'],
  [65, 'erp-local-domain-name'],
  [74, 'rdnss-selection'],
  [82, 'solmax-rt'],
  [83, 'inf-max-rt'],
  [88, 'dhcp4o6-server-addr'],
  [94, 's46-cont-mape'],
  [95, 's46-cont-mapt'],
  [96, 's46-cont-lw'],
  [103, 'v6-captive-portal'],
  [143, 'ipv6-address-andsf'],
]);

import { option } from '../define.js';
import { defaulted } from '../field.js';
import {
  bytes,
  dhcpv6Message,
  duidField,
  infinity,
  ipv6,
  list,
  named,
  options,
  seconds,
  tlv16,
  tuple16,
  u8,
  u16,
  u32,
  u64,
  utf8,
} from '../fields.js';
import { type MessageName, messageTitle, messageTypes } from '../messages.js';
import { statusByName, statusCodes, statusName } from '../status.js';
import { requestedCodes } from './requested.js';

const identified: readonly MessageName[] = [
  'SOLICIT',
  'ADVERTISE',
  'REQUEST',
  'CONFIRM',
  'RENEW',
  'REBIND',
  'REPLY',
  'RELEASE',
  'DECLINE',
];
const classified: readonly MessageName[] = [...identified, 'INFORMATION-REQUEST'];
const delegating = identified.filter((name) => name !== 'CONFIRM');
const query: readonly MessageName[] = [
  'LEASEQUERY',
  'LEASEQUERY-REPLY',
  'LEASEQUERY-DONE',
  'LEASEQUERY-DATA',
  'ACTIVELEASEQUERY',
];

/** RFC 8415, section 21.2. */
export const clientId = option(1, 'CLIENTID', {
  title: 'Client Identifier',
  rfc: 8415,
  section: '21.2',
  messages: [...identified, 'RECONFIGURE', 'INFORMATION-REQUEST', 'ADDR-REG-INFORM', ...query],
  requestable: false,
  fields: { duid: duidField },
});

/** RFC 8415, section 21.3. */
export const serverId = option(2, 'SERVERID', {
  title: 'Server Identifier',
  rfc: 8415,
  section: '21.3',
  messages: [
    'ADVERTISE',
    'REQUEST',
    'RENEW',
    'REPLY',
    'RELEASE',
    'DECLINE',
    'RECONFIGURE',
    'INFORMATION-REQUEST',
    ...query,
    'RECONFIGURE-REQUEST',
    'RECONFIGURE-REPLY',
    'ADDR-REG-REPLY',
  ],
  fields: { duid: duidField },
});

/** Identity Association for Non-temporary Addresses. RFC 8415, section 21.4. */
export const iaNa = option(3, 'IA_NA', {
  rfc: 8415,
  section: '21.4',
  singleton: false,
  messages: identified,
  fields: { iaid: u32, t1: defaulted(seconds, 0), t2: defaulted(seconds, 0), options },
  print: (ia) => `IA_NA ${ia.iaid}  T1 ${time(ia.t1)}  T2 ${time(ia.t2)}`,
});

/** Identity Association for Temporary Addresses. RFC 8415, section 21.5; obsolete with RFC 9915. */
export const iaTa = option(4, 'IA_TA', {
  rfc: 8415,
  section: '21.5',
  state: 'obsolete',
  singleton: false,
  messages: identified,
  fields: { iaid: u32, options },
  print: (ia) => `IA_TA ${ia.iaid}`,
});

/** IA Address: one address of an IA_NA or IA_TA. RFC 8415, section 21.6. */
export const iaAddress = option(5, 'IAADDR', {
  title: 'IA Address',
  rfc: 8415,
  section: '21.6',
  singleton: false,
  messages: ['ADDR-REG-INFORM', 'ADDR-REG-REPLY'],
  within: ['IA_NA', 'IA_TA', 'LQ_QUERY', 'CLIENT_DATA'],
  fields: { address: ipv6, preferredLifetime: defaulted(seconds, 0), validLifetime: defaulted(seconds, 0), options },
  print: (lease) => `${lease.address}  preferred ${time(lease.preferredLifetime)}  valid ${time(lease.validLifetime)}`,
});

/** Option Request: the codes of the options that the client would like. RFC 8415, section 21.7. */
export const optionRequest = option(6, 'ORO', {
  title: 'Option Request',
  rfc: 8415,
  section: '21.7',
  messages: ['SOLICIT', 'REQUEST', 'RENEW', 'REBIND', 'INFORMATION-REQUEST', 'DHCPV4-QUERY'],
  within: ['LQ_QUERY'],
  fields: { codes: requestedCodes },
});

/** RFC 8415, section 21.8. */
export const preference = option(7, 'PREFERENCE', {
  title: 'Preference',
  rfc: 8415,
  section: '21.8',
  messages: ['ADVERTISE'],
  fields: { value: u8 },
});

/** Hundredths of a second since the client began its exchange; 65535 also stands for more. RFC 8415, section 21.9. */
export const elapsedTime = option(8, 'ELAPSED_TIME', {
  title: 'Elapsed Time',
  rfc: 8415,
  section: '21.9',
  messages: ['SOLICIT', 'REQUEST', 'CONFIRM', 'RENEW', 'REBIND', 'RELEASE', 'DECLINE', 'INFORMATION-REQUEST'],
  fields: { value: u16 },
});

/** RFC 8415, section 21.10. */
export const relayMessage = option(9, 'RELAY_MSG', {
  title: 'Relay Message',
  rfc: 8415,
  section: '21.10',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { message: dhcpv6Message },
});

/** RFC 8415, section 21.11. */
export const authentication = option(11, 'AUTH', {
  title: 'Authentication',
  rfc: 8415,
  section: '21.11',
  messages: ['REPLY', 'RECONFIGURE'],
  fields: { protocol: u8, algorithm: u8, rdm: u8, replayDetection: u64, info: bytes },
});

/** RFC 8415, section 21.12; obsolete with RFC 9915. */
export const serverUnicast = option(12, 'UNICAST', {
  title: 'Server Unicast',
  rfc: 8415,
  section: '21.12',
  state: 'obsolete',
  messages: ['REPLY'],
  fields: { address: ipv6 },
});

/** RFC 8415, section 21.13. */
export const statusCode = option(13, 'STATUS_CODE', {
  title: 'Status Code',
  rfc: 8415,
  section: '21.13',
  messages: ['ADVERTISE', 'REPLY', 'LEASEQUERY-REPLY', 'LEASEQUERY-DONE', 'RECONFIGURE-REPLY'],
  within: ['IA_NA', 'IA_TA', 'IAADDR', 'IA_PD', 'IAPREFIX', 'IA_LL', 'LLADDR'],
  fields: { code: named(u16, knownStatus, (name) => statusByName(name)?.code), message: defaulted(utf8, '') },
  print: (status) =>
    `Status Code  ${statusName(status.code)} (${status.code})${status.message === '' ? '' : ` ${utf8.print(status.message)}`}`,
});

/** RFC 8415, section 21.14. */
export const rapidCommit = option(14, 'RAPID_COMMIT', {
  title: 'Rapid Commit',
  rfc: 8415,
  section: '21.14',
  messages: ['SOLICIT', 'REPLY'],
  fields: {},
});

/** RFC 8415, section 21.15. */
export const userClass = option(15, 'USER_CLASS', {
  title: 'User Class',
  rfc: 8415,
  section: '21.15',
  messages: classified,
  least: 2,
  fields: { data: list(tuple16) },
});

/** One for each enterprise number. RFC 8415, section 21.16. */
export const vendorClass = option(16, 'VENDOR_CLASS', {
  title: 'Vendor Class',
  rfc: 8415,
  section: '21.16',
  singleton: false,
  messages: classified,
  fields: { enterprise: u32, data: list(tuple16) },
});

/** Vendor-specific Information, one for each enterprise number. RFC 8415, section 21.17. */
export const vendorOptions = option(17, 'VENDOR_OPTS', {
  title: 'Vendor-specific Information',
  rfc: 8415,
  section: '21.17',
  singleton: false,
  requestable: true,
  messages: [...classified, 'RELAY-FORW', 'RELAY-REPL'],
  fields: { enterprise: u32, suboptions: list(tlv16) },
});

/** RFC 8415, section 21.18. */
export const interfaceId = option(18, 'INTERFACE_ID', {
  title: 'Interface-Id',
  rfc: 8415,
  section: '21.18',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { id: bytes },
});

/** The message that the server wants to be sent: Renew, Rebind or Information-request. RFC 8415, section 21.19. */
export const reconfigureMessage = option(19, 'RECONF_MSG', {
  title: 'Reconfigure Message',
  rfc: 8415,
  section: '21.19',
  messages: ['RECONFIGURE'],
  fields: { messageType: named(u8, knownMessage) },
});

/** RFC 8415, section 21.20. */
export const reconfigureAccept = option(20, 'RECONF_ACCEPT', {
  title: 'Reconfigure Accept',
  rfc: 8415,
  section: '21.20',
  messages: ['SOLICIT', 'ADVERTISE', 'REQUEST', 'RENEW', 'REBIND', 'REPLY', 'INFORMATION-REQUEST'],
  fields: {},
});

/** Identity Association for Prefix Delegation. RFC 8415, section 21.21. */
export const iaPd = option(25, 'IA_PD', {
  rfc: 8415,
  section: '21.21',
  singleton: false,
  messages: delegating,
  fields: { iaid: u32, t1: defaulted(seconds, 0), t2: defaulted(seconds, 0), options },
  print: (ia) => `IA_PD ${ia.iaid}  T1 ${time(ia.t1)}  T2 ${time(ia.t2)}`,
});

/** IA Prefix: one delegated prefix of an IA_PD. RFC 8415, section 21.22. */
export const iaPrefix = option(26, 'IAPREFIX', {
  title: 'IA Prefix',
  rfc: 8415,
  section: '21.22',
  singleton: false,
  within: ['IA_PD', 'LQ_QUERY', 'CLIENT_DATA'],
  fields: {
    preferredLifetime: defaulted(seconds, 0),
    validLifetime: defaulted(seconds, 0),
    prefixLength: u8,
    prefix: ipv6,
    options,
  },
  print: (lease) =>
    `${lease.prefix}/${lease.prefixLength}  preferred ${time(lease.preferredLifetime)}  valid ${time(lease.validLifetime)}`,
});

/** Only in a Reply to an Information-request. RFC 8415, section 21.23. */
export const informationRefreshTime = option(32, 'INFORMATION_REFRESH_TIME', {
  title: 'Information Refresh Time',
  rfc: 8415,
  section: '21.23',
  messages: ['REPLY'],
  requestable: true,
  requestRequiredIn: 'INFORMATION-REQUEST',
  fields: { seconds },
});

/** RFC 8415, section 21.24. */
export const solMaxRt = option(82, 'SOL_MAX_RT', {
  rfc: 8415,
  section: '21.24',
  messages: ['ADVERTISE', 'REPLY'],
  requestable: true,
  requestRequiredIn: 'SOLICIT',
  fields: { seconds },
});

/** RFC 8415, section 21.25. */
export const infMaxRt = option(83, 'INF_MAX_RT', {
  rfc: 8415,
  section: '21.25',
  messages: ['REPLY'],
  requestable: true,
  requestRequiredIn: 'INFORMATION-REQUEST',
  fields: { seconds },
});

function time(value: number): string {
  return value === infinity ? 'infinity' : String(value);
}

function knownStatus(code: number): string | undefined {
  return code < statusCodes.length ? statusName(code) : undefined;
}

function knownMessage(code: number): string | undefined {
  const name = messageTypes.find((type) => type.code === code)?.name;
  return name === undefined ? undefined : messageTitle(name);
}

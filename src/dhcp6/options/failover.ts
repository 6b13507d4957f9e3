import { option } from '../define.js';
import { bytes, domainName, flags, named, options, u8, u16, u32, utf8 } from '../fields.js';
import type { MessageName } from '../messages.js';

/** The failover protocol between servers (RFC 8156). Times are seconds since 2000-01-01 00:00 UTC, modulo 2^32. */

const lease = ['IAADDR', 'IAPREFIX'] as const;
const connecting: readonly MessageName[] = ['CONNECT', 'CONNECTREPLY'];
const rfc = 8156;

const bindingStates = [
  '',
  'ACTIVE',
  'EXPIRED',
  'RELEASED',
  'PENDING-FREE',
  'FREE',
  'FREE-BACKUP',
  'ABANDONED',
  'RESET',
];
const serverStates = [
  '',
  'STARTUP',
  'NORMAL',
  'COMMUNICATIONS-INTERRUPTED',
  'PARTNER-DOWN',
  'POTENTIAL-CONFLICT',
  'RECOVER',
  'RECOVER-WAIT',
  'RECOVER-DONE',
  'RESOLUTION-INTERRUPTED',
  'CONFLICT-DONE',
];

/** RFC 8156, section 5.5.1. */
export const failoverBindingStatus = option(114, 'F_BINDING_STATUS', {
  title: 'Failover Binding Status',
  rfc,
  section: '5.5.1',
  within: lease,
  fields: { status: named(u8, (code) => bindingStates[code] || undefined) },
});

/** Flag F = 1: prefixes of one delegable prefix have one length. RFC 8156, section 5.5.2. */
export const failoverConnectFlags = option(115, 'F_CONNECT_FLAGS', {
  title: 'Failover Connect Flags',
  rfc,
  section: '5.5.2',
  messages: connecting,
  fields: { flags: flags(u16, { F: 0 }) },
});

/** RFC 8156, section 5.5.3. */
export const failoverDnsRemovalInfo = option(116, 'F_DNS_REMOVAL_INFO', {
  title: 'Failover DNS Removal Information',
  rfc,
  section: '5.5.3',
  within: lease,
  fields: { options },
});

/** RFC 8156, section 5.5.3.1. */
export const failoverDnsHostName = option(117, 'F_DNS_HOST_NAME', {
  title: 'Failover DNS Host Name',
  rfc,
  section: '5.5.3.1',
  within: ['F_DNS_REMOVAL_INFO'],
  fields: { name: domainName },
});

/** RFC 8156, section 5.5.3.2. */
export const failoverDnsZoneName = option(118, 'F_DNS_ZONE_NAME', {
  title: 'Failover DNS Zone Name',
  rfc,
  section: '5.5.3.2',
  within: ['F_DNS_REMOVAL_INFO'],
  fields: { name: domainName },
});

/** RFC 8156, section 5.5.3.3. */
export const failoverDnsFlags = option(119, 'F_DNS_FLAGS', {
  title: 'Failover DNS Flags',
  rfc,
  section: '5.5.3.3',
  within: ['F_DNS_REMOVAL_INFO'],
  fields: { flags: flags(u16, { F: 0, R: 1, S: 2, U: 3 }) },
});

/** RFC 8156, section 5.5.4. */
export const failoverExpirationTime = option(120, 'F_EXPIRATION_TIME', {
  title: 'Failover Expiration Time',
  rfc,
  section: '5.5.4',
  within: lease,
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.5. */
export const failoverMaxUnackedUpdates = option(121, 'F_MAX_UNACKED_BNDUPD', {
  title: 'Failover Maximum Unacknowledged Updates',
  rfc,
  section: '5.5.5',
  messages: connecting,
  fields: { count: u32 },
});

/** Maximum Client Lead Time. RFC 8156, section 5.5.6. */
export const failoverMclt = option(122, 'F_MCLT', {
  title: 'Failover Maximum Client Lead Time',
  rfc,
  section: '5.5.6',
  messages: connecting,
  fields: { seconds: u32 },
});

/** RFC 8156, section 5.5.7. */
export const failoverPartnerLifetime = option(123, 'F_PARTNER_LIFETIME', {
  title: 'Failover Partner Lifetime',
  rfc,
  section: '5.5.7',
  within: lease,
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.8. */
export const failoverPartnerLifetimeSent = option(124, 'F_PARTNER_LIFETIME_SENT', {
  title: 'Failover Partner Lifetime Sent',
  rfc,
  section: '5.5.8',
  within: lease,
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.9. */
export const failoverPartnerDownTime = option(125, 'F_PARTNER_DOWN_TIME', {
  title: 'Failover Partner Down Time',
  rfc,
  section: '5.5.9',
  messages: ['STATE'],
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.10. */
export const failoverPartnerRawClientTime = option(126, 'F_PARTNER_RAW_CLT_TIME', {
  title: 'Failover Partner Raw Client Time',
  rfc,
  section: '5.5.10',
  within: lease,
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.11. */
export const failoverProtocolVersion = option(127, 'F_PROTOCOL_VERSION', {
  title: 'Failover Protocol Version',
  rfc,
  section: '5.5.11',
  messages: connecting,
  fields: { major: u16, minor: u16 },
});

/** RFC 8156, section 5.5.12. */
export const failoverKeepaliveTime = option(128, 'F_KEEPALIVE_TIME', {
  title: 'Failover Keepalive Time',
  rfc,
  section: '5.5.12',
  messages: connecting,
  fields: { seconds: u32 },
});

/** RFC 8156, section 5.5.13. */
export const failoverReconfigureData = option(129, 'F_RECONFIGURE_DATA', {
  title: 'Failover Reconfigure Data',
  rfc,
  section: '5.5.13',
  within: ['CLIENT_DATA'],
  fields: { time: u32, key: bytes },
});

/** RFC 8156, section 5.5.14. */
export const failoverRelationshipName = option(130, 'F_RELATIONSHIP_NAME', {
  title: 'Failover Relationship Name',
  rfc,
  section: '5.5.14',
  messages: connecting,
  fields: { name: utf8 },
});

/** Flags C = 1 (communicated), S = 2 (startup), A = 4 (startup acknowledged). RFC 8156, section 5.5.15. */
export const failoverServerFlags = option(131, 'F_SERVER_FLAGS', {
  title: 'Failover Server Flags',
  rfc,
  section: '5.5.15',
  messages: ['STATE', ...connecting],
  fields: { flags: flags(u8, { C: 0, S: 1, A: 2 }) },
});

/** RFC 8156, section 5.5.16. */
export const failoverServerState = option(132, 'F_SERVER_STATE', {
  title: 'Failover Server State',
  rfc,
  section: '5.5.16',
  messages: ['STATE'],
  fields: { state: named(u8, (code) => serverStates[code] || undefined) },
});

/** RFC 8156, section 5.5.17. */
export const failoverStartTimeOfState = option(133, 'F_START_TIME_OF_STATE', {
  title: 'Failover Start Time of State',
  rfc,
  section: '5.5.17',
  messages: ['STATE'],
  within: [...lease, 'IA_NA', 'IA_TA', 'IA_PD'],
  fields: { time: u32 },
});

/** RFC 8156, section 5.5.18. */
export const failoverStateExpirationTime = option(134, 'F_STATE_EXPIRATION_TIME', {
  title: 'Failover State Expiration Time',
  rfc,
  section: '5.5.18',
  within: lease,
  fields: { time: u32 },
});

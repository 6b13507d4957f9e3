import { option } from '../define.js';
import { dhcpv6Message, ipv6, list, named, options, seconds, u8, u32 } from '../fields.js';

const queryTypes: Readonly<Record<number, string>> = {
  1: 'address',
  2: 'client identifier',
  3: 'relay identifier',
  4: 'link address',
  5: 'remote identifier',
};

/** RFC 5007, section 4.1.2.1; query types 3 to 5 by RFC 5460. */
export const leaseQuery = option(44, 'LQ_QUERY', {
  title: 'Leasequery',
  rfc: 5007,
  section: '4.1.2.1',
  messages: ['LEASEQUERY', 'ACTIVELEASEQUERY'],
  holdsAny: true,
  fields: { queryType: named(u8, (type) => queryTypes[type]), linkAddress: ipv6, options },
});

/** What the server knows of one client on one link. RFC 5007, section 4.1.2.2. */
export const clientData = option(45, 'CLIENT_DATA', {
  title: 'Client Data',
  rfc: 5007,
  section: '4.1.2.2',
  messages: ['LEASEQUERY-REPLY', 'LEASEQUERY-DATA', 'BNDUPD', 'BNDREPLY'],
  holdsAny: true,
  fields: { options },
});

/** Seconds since the server last heard of the client. RFC 5007, section 4.1.2.3. */
export const clientTime = option(46, 'CLT_TIME', {
  title: 'Client Last Transaction Time',
  rfc: 5007,
  section: '4.1.2.3',
  within: ['CLIENT_DATA'],
  fields: { seconds },
});

/** The relay message of the client's last exchange, without the client's own. RFC 5007, section 4.1.2.4. */
export const leaseQueryRelayData = option(47, 'LQ_RELAY_DATA', {
  title: 'Relay Data',
  rfc: 5007,
  section: '4.1.2.4',
  within: ['CLIENT_DATA'],
  fields: { peerAddress: ipv6, relayMessage: dhcpv6Message },
});

/** RFC 5007, section 4.1.2.5. */
export const leaseQueryClientLink = option(48, 'LQ_CLIENT_LINK', {
  title: 'Client Link',
  rfc: 5007,
  section: '4.1.2.5',
  messages: ['LEASEQUERY-REPLY'],
  fields: { addresses: list(ipv6, 16) },
});

/** Seconds since 2000-01-01 00:00 UTC, to which all other times of the answer are relative. RFC 7653, section 6.3.1. */
export const leaseQueryBaseTime = option(100, 'LQ_BASE_TIME', {
  title: 'Leasequery Base Time',
  rfc: 7653,
  section: '6.3.1',
  messages: ['LEASEQUERY-REPLY', 'LEASEQUERY-DATA'],
  within: ['CLIENT_DATA'],
  fields: { time: u32 },
});

/** RFC 7653, section 6.3.2. */
export const leaseQueryStartTime = option(101, 'LQ_START_TIME', {
  title: 'Leasequery Start Time',
  rfc: 7653,
  section: '6.3.2',
  messages: ['LEASEQUERY', 'ACTIVELEASEQUERY'],
  within: ['LQ_QUERY'],
  fields: { time: u32 },
});

/** RFC 7653, section 6.3.3. */
export const leaseQueryEndTime = option(102, 'LQ_END_TIME', {
  title: 'Leasequery End Time',
  rfc: 7653,
  section: '6.3.3',
  messages: ['LEASEQUERY'],
  within: ['LQ_QUERY'],
  fields: { time: u32 },
});

import { option } from '../define.js';
import { ipv6, options, seconds, u8 } from '../fields.js';

/** Query types: 1 address, 2 client identifier, 3 relay identifier, 4 link address, 5 remote-id. RFC 5007, section 4.1.2.1. */
export const leaseQuery = option(44, 'LQ_QUERY', {
  title: 'Leasequery',
  rfc: 5007,
  section: '4.1.2.1',
  messages: ['LEASEQUERY', 'ACTIVELEASEQUERY'],
  holdsAny: true,
  fields: { queryType: u8, linkAddress: ipv6, options },
});

/** What the server knows of one client on one link. RFC 5007, section 4.1.2.2. */
export const clientData = option(45, 'CLIENT_DATA', {
  title: 'Client Data',
  rfc: 5007,
  section: '4.1.2.2',
  messages: ['LEASEQUERY-REPLY', 'LEASEQUERY-DATA'],
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

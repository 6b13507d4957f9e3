import { option } from '../define.js';
import { bytes, options, u16, u32 } from '../fields.js';
import { requestedCodes } from './requested.js';

/** RFC 4649, section 3. */
export const remoteId = option(37, 'REMOTE_ID', {
  title: 'Remote-ID',
  rfc: 4649,
  section: '3',
  messages: ['RELAY-FORW'],
  within: ['LQ_QUERY'],
  least: 5,
  fields: { enterprise: u32, id: bytes },
});

/** RFC 4580, section 2. */
export const subscriberId = option(38, 'SUBSCRIBER_ID', {
  title: 'Subscriber-ID',
  rfc: 4580,
  section: '2',
  messages: ['RELAY-FORW'],
  least: 1,
  fields: { id: bytes },
});

/** Echo Request: the relay options that the server is asked to return. RFC 4994, section 4. */
export const echoRequest = option(43, 'ERO', {
  title: 'Echo Request',
  rfc: 4994,
  section: '4',
  messages: ['RELAY-FORW'],
  fields: { codes: requestedCodes },
});

/** Relay-Supplied Options: what the server may pass on to the client. RFC 6422, section 4. */
export const relaySuppliedOptions = option(66, 'RSOO', {
  title: 'Relay-Supplied Options',
  rfc: 6422,
  section: '4',
  messages: ['RELAY-FORW'],
  holdsAny: true,
  fields: { options },
});

/** RFC 6939, section 4. */
export const clientLinkLayerAddress = option(79, 'CLIENT_LINKLAYER_ADDR', {
  title: 'Client Link-Layer Address',
  rfc: 6939,
  section: '4',
  messages: ['RELAY-FORW'],
  least: 3,
  fields: { hardwareType: u16, address: bytes },
});

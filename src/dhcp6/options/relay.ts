import { option } from '../define.js';
import { bytes, bytesOf, duidField, ipv6, list, options, radiusAttribute, u8, u16, u32, utf8 } from '../fields.js';
import { requestedCodes } from './requested.js';

/** What relay agents add to a Relay-forward, and servers return. */

/** RFC 4649, section 3. */
export const remoteId = option(37, 'REMOTE_ID', {
  title: 'Remote-ID',
  rfc: 4649,
  section: '3',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  within: ['LQ_QUERY'],
  least: 5,
  fields: { enterprise: u32, id: bytes },
});

/** RFC 4580, section 2. */
export const subscriberId = option(38, 'SUBSCRIBER_ID', {
  title: 'Subscriber-ID',
  rfc: 4580,
  section: '2',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  least: 1,
  fields: { id: bytes },
});

/** Echo Request: the relay options that the server is asked to return. RFC 4994, section 3. */
export const echoRequest = option(43, 'ERO', {
  title: 'Echo Request',
  rfc: 4994,
  section: '3',
  messages: ['RELAY-FORW'],
  fields: { codes: requestedCodes },
});

/** RFC 5460, section 5.4.1. */
export const relayId = option(53, 'RELAY_ID', {
  title: 'Relay-ID',
  rfc: 5460,
  section: '5.4.1',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  within: ['LQ_QUERY'],
  fields: { duid: duidField },
});

/** Relay-Supplied Options: what the server may pass on to the client. RFC 6422, section 3. */
export const relaySuppliedOptions = option(66, 'RSOO', {
  title: 'Relay-Supplied Options',
  rfc: 6422,
  section: '3',
  messages: ['RELAY-FORW'],
  holdsAny: true,
  fields: { options },
});

/** Virtual subnet selection: type 0 is an NVT name, 1 a VPN-ID of 7 bytes, 255 the global VPN. RFC 6607, section 3.4. */
export const virtualSubnet = option(68, 'VSS', {
  title: 'Virtual Subnet Selection',
  rfc: 6607,
  section: '3.4',
  messages: [
    'RELAY-FORW',
    'RELAY-REPL',
    'SOLICIT',
    'ADVERTISE',
    'REQUEST',
    'RENEW',
    'REBIND',
    'INFORMATION-REQUEST',
    'REPLY',
  ],
  within: ['LQ_QUERY', 'CLIENT_DATA'],
  fields: { type: u8, info: bytes },
});

/** RFC 6939, section 4. */
export const clientLinkLayerAddress = option(79, 'CLIENT_LINKLAYER_ADDR', {
  title: 'Client Link-Layer Address',
  rfc: 6939,
  section: '4',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  least: 3,
  fields: { hardwareType: u16, address: bytes },
});

/** The link whose clients are to be reconfigured. RFC 6977, section 5. */
export const linkAddress = option(80, 'LINK_ADDRESS', {
  title: 'Link Address',
  rfc: 6977,
  section: '5',
  messages: ['RECONFIGURE-REQUEST'],
  fields: { address: ipv6 },
});

/** RFC 7037, section 4. */
export const radius = option(81, 'RADIUS', {
  title: 'RADIUS',
  rfc: 7037,
  section: '4',
  messages: ['RELAY-FORW'],
  fields: { attributes: list(radiusAttribute) },
});

/** RFC 7839, section 5.1. */
export const accessTechnologyType = option(105, 'ANI_ATT', {
  title: 'Access Technology Type',
  rfc: 7839,
  section: '5.1',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { reserved: u8, type: u8 },
});

/** RFC 7839, section 5.2.1. */
export const accessNetworkName = option(106, 'ANI_NETWORK_NAME', {
  title: 'Access Network Name',
  rfc: 7839,
  section: '5.2.1',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { name: utf8 },
});

/** RFC 7839, section 5.2.2. */
export const accessPointName = option(107, 'ANI_AP_NAME', {
  title: 'Access Point Name',
  rfc: 7839,
  section: '5.2.2',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { name: utf8 },
});

/** RFC 7839, section 5.2.3. */
export const accessPointBssid = option(108, 'ANI_AP_BSSID', {
  title: 'Access Point BSSID',
  rfc: 7839,
  section: '5.2.3',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { bssid: bytesOf(6) },
});

/** RFC 7839, section 5.3.1. */
export const operatorId = option(109, 'ANI_OPERATOR_ID', {
  title: 'Operator Identifier',
  rfc: 7839,
  section: '5.3.1',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { enterprise: u32 },
});

/** RFC 7839, section 5.3.2. */
export const operatorRealm = option(110, 'ANI_OPERATOR_REALM', {
  title: 'Operator Realm',
  rfc: 7839,
  section: '5.3.2',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { realm: utf8 },
});

/** The UDP port that a relay agent sends from; 0 where the one below it may not know. RFC 8357, section 4.2. */
export const relayPort = option(135, 'RELAY_PORT', {
  title: 'Relay Source Port',
  rfc: 8357,
  section: '4.2',
  messages: ['RELAY-FORW', 'RELAY-REPL'],
  fields: { port: u16 },
});

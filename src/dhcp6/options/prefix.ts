import { option } from '../define.js';
import { defaulted } from '../field.js';
import { bytes, list, options, seconds, sized16, struct, u8, u16, u32 } from '../fields.js';

/**
 * The prefix that the delegating router keeps for the link to the requesting router: its length, and its bits past the delegated
 * prefix, left-aligned. RFC 6603, section 4.2.
 */
export const pdExclude = option(67, 'PD_EXCLUDE', {
  title: 'Prefix Exclude',
  rfc: 6603,
  section: '4.2',
  within: ['IAPREFIX'],
  requestable: true,
  least: 2,
  most: 17,
  fields: { prefixLength: u8, subnetId: bytes },
});

/** Identity Association for Link-Layer Addresses. RFC 8947, section 11.1. */
export const iaLinkLayer = option(138, 'IA_LL', {
  rfc: 8947,
  section: '11.1',
  singleton: false,
  messages: ['SOLICIT', 'ADVERTISE', 'REQUEST', 'RENEW', 'REBIND', 'REPLY', 'RELEASE', 'DECLINE'],
  requestable: false,
  fields: { iaid: u32, t1: defaulted(seconds, 0), t2: defaulted(seconds, 0), options },
  print: (ia) => `IA_LL ${ia.iaid}  T1 ${seconds.print(ia.t1)}  T2 ${seconds.print(ia.t2)}`,
});

/** A block of link-layer addresses: the first, and how many more follow it. RFC 8947, section 11.2. */
export const linkLayerAddresses = option(139, 'LLADDR', {
  title: 'Link-Layer Addresses',
  rfc: 8947,
  section: '11.2',
  singleton: false,
  within: ['IA_LL'],
  fields: {
    type: u16,
    address: sized16(bytes),
    extraAddresses: defaulted(u32, 0),
    validLifetime: defaulted(seconds, 0),
    options,
  },
});

/** Preferred quadrants of the local address space: 0 AAI, 1 ELI, 3 SAI. RFC 8948, section 4.1. */
export const slapQuadrants = option(140, 'SLAP_QUAD', {
  title: 'SLAP Quadrants',
  rfc: 8948,
  section: '4.1',
  within: ['IA_LL'],
  messages: ['RELAY-FORW'],
  fields: { entries: list(struct({ quadrant: u8, preference: u8 }), 2) },
});

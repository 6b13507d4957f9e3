import { option } from '../define.js';
import { maybe } from '../field.js';
import {
  bitFields,
  bytes,
  domainName,
  flags,
  ipv6,
  ipv6Prefix,
  list,
  named,
  options,
  sized16,
  tlv16,
  u8,
  u16,
  utf8,
} from '../fields.js';

/** Name resolution, services, locations and address selection. */

/** 34 bits of latitude and longitude are fixed point with 25 bits of fraction. RFC 6225, section 2.1. */
export const geolocation = option(63, 'GEOLOCATION', {
  title: 'Geolocation',
  rfc: 6225,
  section: '2.1',
  fields: {
    location: bitFields({
      latitudeUncertainty: 6,
      latitude: 34,
      longitudeUncertainty: 6,
      longitude: 34,
      altitudeType: 4,
      altitudeUncertainty: 6,
      altitude: 30,
      version: 2,
      reserved: 3,
      datum: 3,
    }),
  },
});

/** Which DNS server is for which domains; one instance a server. RFC 6731, section 4.2. */
export const rdnssSelection = option(74, 'RDNSS_SELECTION', {
  title: 'RDNSS Selection',
  rfc: 6731,
  section: '4.2',
  singleton: false,
  fields: { address: ipv6, flags: u8, names: list(domainName) },
});

/** RFC 6784, section 3.2. */
export const kerberosRealm = option(76, 'KRB_REALM_NAME', {
  title: 'Kerberos Realm Name',
  rfc: 6784,
  section: '3.2',
  fields: { realm: utf8 },
});

/** RFC 6784, section 3.3. */
export const kerberosDefaultRealm = option(77, 'KRB_DEFAULT_REALM_NAME', {
  title: 'Kerberos Default Realm Name',
  rfc: 6784,
  section: '3.3',
  fields: { realm: utf8 },
});

const transports: Readonly<Record<number, string>> = { 1: 'UDP', 2: 'TCP', 3: 'TLS' };

/** A Kerberos key distribution centre. RFC 6784, section 3.4. */
export const kerberosKdc = option(78, 'KRB_KDC', {
  title: 'Kerberos KDC',
  rfc: 6784,
  section: '3.4',
  fields: {
    priority: u16,
    weight: u16,
    transport: named(u8, (code) => transports[code]),
    port: u16,
    address: ipv6,
    realm: utf8,
  },
});

/** Address selection policy: flags P = 1 (privacy preference), A = 2 (automatic rows). RFC 7078, section 2. */
export const addressSelection = option(84, 'ADDRSEL', {
  title: 'Address Selection',
  rfc: 7078,
  section: '2',
  fields: { flags: flags(u8, { P: 0, A: 1 }), options },
});

/** One row of the policy table. RFC 7078, section 2. */
export const addressSelectionTable = option(85, 'ADDRSEL_TABLE', {
  title: 'Address Selection Policy Table',
  rfc: 7078,
  section: '2',
  singleton: false,
  within: ['ADDRSEL'],
  requestable: true,
  fields: { label: u8, precedence: u8, prefix: ipv6Prefix },
});

/** Each instance is one PCP server. RFC 7291, section 3.1. */
export const pcpServer = option(86, 'V6_PCP_SERVER', {
  title: 'PCP Server',
  rfc: 7291,
  section: '3.1',
  singleton: false,
  fields: { addresses: list(ipv6, 16) },
});

/** Parameters of an MPL domain; flag P = 128 is proactive forwarding. RFC 7774, section 2.1. */
export const mplParameters = option(104, 'MPL_PARAMETERS', {
  title: 'MPL Parameter Configuration',
  rfc: 7774,
  section: '2.1',
  singleton: false,
  fields: {
    flags: flags(u8, { P: 7 }),
    timeUnit: u8,
    seedSetEntryLifetime: u16,
    dataK: u8,
    dataMinimum: u16,
    dataMaximum: u8,
    dataExpirations: u16,
    controlK: u8,
    controlMinimum: u16,
    controlMaximum: u8,
    controlExpirations: u16,
    domainAddress: maybe(ipv6),
  },
});

/** RFC 8973, section 5.1.1. */
export const dotsName = option(141, 'V6_DOTS_RI', {
  title: 'DOTS Reference Identifier',
  rfc: 8973,
  section: '5.1.1',
  fields: { name: domainName },
});

/** RFC 8973, section 5.1.2. */
export const dotsAddresses = option(142, 'V6_DOTS_ADDRESS', {
  title: 'DOTS Address',
  rfc: 8973,
  section: '5.1.2',
  fields: { addresses: list(ipv6, 16) },
});

/** An encrypted DNS resolver; only priority and name where that is all there is to tell. RFC 9463, section 4.1. */
export const dnr = option(144, 'V6_DNR', {
  title: 'Encrypted DNS Resolver',
  rfc: 9463,
  section: '4.1',
  singleton: false,
  fields: {
    priority: u16,
    authenticationDomainName: sized16(domainName),
    addresses: maybe(sized16(list(ipv6, 16))),
    serviceParameters: maybe(list(tlv16)),
  },
});

/** RFC 9527, section 4.1. */
export const registeredDomain = option(145, 'REGISTERED_DOMAIN', {
  title: 'Registered Homenet Domain',
  rfc: 9527,
  section: '4.1',
  verified: false,
  singleton: false,
  fields: { name: domainName },
});

/** Bits of the transports, and the manager's name. RFC 9527, section 4.2. */
export const forwardDistributionManager = option(146, 'FORWARD_DIST_MANAGER', {
  title: 'Forward Distribution Manager',
  rfc: 9527,
  section: '4.2',
  verified: false,
  fields: { transports: u16, name: domainName },
});

/** RFC 9527, section 4.3. */
export const reverseDistributionManager = option(147, 'REVERSE_DIST_MANAGER', {
  title: 'Reverse Distribution Manager Server',
  rfc: 9527,
  section: '4.3',
  verified: false,
  fields: { transports: u16, name: domainName },
});

/** An identity association for SRv6 locators; its draft is not an RFC yet, and its payload stays bytes. */
export const iaSrv6Locator = option(149, 'IA_SRV6_LOCATOR', {
  title: 'IA_SRV6_LOCATOR',
  rfc: 'draft-ietf-spring-dhc-distribute-srv6-locator-dhcp',
  section: '',
  verified: false,
  state: 'temporary',
  singleton: false,
  requestable: false,
  fields: { data: bytes },
});

/** One SRv6 locator of an IA_SRV6_LOCATOR; its draft is not an RFC yet. */
export const iaLocator = option(150, 'IALOCATOR', {
  title: 'IA SRv6 Locator',
  rfc: 'draft-ietf-spring-dhc-distribute-srv6-locator-dhcp',
  section: '',
  verified: false,
  state: 'temporary',
  singleton: false,
  within: ['IA_SRV6_LOCATOR'],
  fields: { data: bytes },
});

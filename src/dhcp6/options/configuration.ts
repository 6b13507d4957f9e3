import { option } from '../define.js';
import {
  bytes,
  bytesOf,
  domainName,
  flags,
  ipv6,
  list,
  partialDomainName,
  suboptions,
  tlv8,
  tuple16,
  u8,
  u16,
  utf8,
} from '../fields.js';

/** Configuration of general use: names, addresses and texts that a server hands out when it is asked for them. */

const addresses = list(ipv6, 16);
const names = list(domainName);

/** RFC 3319, section 3.1. */
export const sipServerNames = option(21, 'SIP_SERVER_D', {
  title: 'SIP Servers Domain Name List',
  rfc: 3319,
  section: '3.1',
  fields: { names },
});

/** RFC 3319, section 3.2. */
export const sipServerAddresses = option(22, 'SIP_SERVER_A', {
  title: 'SIP Servers IPv6 Address List',
  rfc: 3319,
  section: '3.2',
  fields: { addresses },
});

/** RFC 3646, section 3. */
export const dnsServers = option(23, 'DNS_SERVERS', {
  title: 'DNS Recursive Name Server',
  rfc: 3646,
  section: '3',
  fields: { addresses },
});

/** RFC 3646, section 4. */
export const domainList = option(24, 'DOMAIN_LIST', {
  title: 'Domain Search List',
  rfc: 3646,
  section: '4',
  fields: { names },
});

/** RFC 3898, section 3. */
export const nisServers = option(27, 'NIS_SERVERS', {
  title: 'NIS Servers',
  rfc: 3898,
  section: '3',
  fields: { addresses },
});

/** RFC 3898, section 4. */
export const nispServers = option(28, 'NISP_SERVERS', {
  title: 'NIS+ Servers',
  rfc: 3898,
  section: '4',
  fields: { addresses },
});

/** One name by its RFC; some servers send a list. RFC 3898, section 5. */
export const nisDomainName = option(29, 'NIS_DOMAIN_NAME', {
  title: 'NIS Domain Name',
  rfc: 3898,
  section: '5',
  fields: { name: domainName },
});

/** One name by its RFC; some servers send a list. RFC 3898, section 6. */
export const nispDomainName = option(30, 'NISP_DOMAIN_NAME', {
  title: 'NIS+ Domain Name',
  rfc: 3898,
  section: '6',
  fields: { name: domainName },
});

/** RFC 4075, section 4; deprecated by RFC 5908. */
export const sntpServers = option(31, 'SNTP_SERVERS', {
  title: 'SNTP Servers',
  rfc: 4075,
  section: '4',
  state: 'deprecated',
  fields: { addresses },
});

/** RFC 4280, section 4.2. */
export const bcmcsServerNames = option(33, 'BCMCS_SERVER_D', {
  title: 'BCMCS Controller Domain Name List',
  rfc: 4280,
  section: '4.2',
  fields: { names },
});

/** RFC 4280, section 4.4. */
export const bcmcsServerAddresses = option(34, 'BCMCS_SERVER_A', {
  title: 'BCMCS Controller IPv6 Address',
  rfc: 4280,
  section: '4.4',
  fields: { addresses },
});

/** A civic location: what it describes, the country in two letters, and its elements. RFC 4776, section 3.2. */
export const geoconfCivic = option(36, 'GEOCONF_CIVIC', {
  title: 'Civic Location',
  rfc: 4776,
  section: '3.2',
  fields: { what: u8, country: bytesOf(2), elements: list(tlv8) },
});

/** The client's name, and who updates the DNS: flags S = 1, O = 2, N = 4. RFC 4704, section 4. */
export const clientFqdn = option(39, 'CLIENT_FQDN', {
  title: 'Client FQDN',
  rfc: 4704,
  section: '4',
  messages: ['SOLICIT', 'ADVERTISE', 'REQUEST', 'RENEW', 'REBIND', 'REPLY'],
  requestable: true,
  fields: { flags: flags(u8, { S: 0, O: 1, N: 2 }), name: partialDomainName },
});

/** RFC 5192, section 5. */
export const panaAgent = option(40, 'PANA_AGENT', {
  title: 'PANA Authentication Agent',
  rfc: 5192,
  section: '5',
  fields: { addresses },
});

/** RFC 4833, section 3. */
export const posixTimezone = option(41, 'NEW_POSIX_TIMEZONE', {
  title: 'POSIX Timezone',
  rfc: 4833,
  section: '3',
  fields: { timezone: utf8 },
});

/** RFC 4833, section 3. */
export const tzdbTimezone = option(42, 'NEW_TZDB_TIMEZONE', {
  title: 'TZDB Timezone',
  rfc: 4833,
  section: '3',
  fields: { timezone: utf8 },
});

/** RFC 5223, section 5. */
export const lostServer = option(51, 'V6_LOST', {
  title: 'LoST Server',
  rfc: 5223,
  section: '5',
  fields: { name: domainName },
});

/** RFC 5417, section 3. */
export const capwapAc = option(52, 'CAPWAP_AC_V6', {
  title: 'CAPWAP Access Controllers',
  rfc: 5417,
  section: '3',
  fields: { addresses },
});

const mobilityServices = ['IS', 'CS', 'ES'] as const;

/** Mobility servers by service: 1 information, 2 command, 3 event. RFC 5678, section 4. */
export const mosAddresses = option(54, 'IPv6_Address-MoS', {
  title: 'MoS IPv6 Address',
  rfc: 5678,
  section: '4',
  fields: {
    suboptions: suboptions({
      1: { name: mobilityServices[0], value: addresses },
      2: { name: mobilityServices[1], value: addresses },
      3: { name: mobilityServices[2], value: addresses },
    }),
  },
});

/** RFC 5678, section 5. */
export const mosNames = option(55, 'IPv6_FQDN-MoS', {
  title: 'MoS Domain Name List',
  rfc: 5678,
  section: '5',
  fields: {
    suboptions: suboptions({
      1: { name: mobilityServices[0], value: names },
      2: { name: mobilityServices[1], value: names },
      3: { name: mobilityServices[2], value: names },
    }),
  },
});

/** One time source in each instance: 1 address, 2 multicast group, 3 name. RFC 5908, section 4; several by its section 5. */
export const ntpServer = option(56, 'NTP_SERVER', {
  title: 'NTP Server',
  rfc: 5908,
  section: '4',
  singleton: false,
  fields: {
    suboptions: suboptions({
      1: { name: 'address', value: ipv6 },
      2: { name: 'multicast', value: ipv6 },
      3: { name: 'name', value: domainName },
    }),
  },
});

/** RFC 5986, section 3.3. */
export const accessDomain = option(57, 'V6_ACCESS_DOMAIN', {
  title: 'Access Network Domain Name',
  rfc: 5986,
  section: '3.3',
  fields: { name: domainName },
});

/** RFC 6011, section 4.2. */
export const sipUaConfigurationDomains = option(58, 'SIP_UA_CS_LIST', {
  title: 'SIP User Agent Configuration Service Domains',
  rfc: 6011,
  section: '4.2',
  fields: { names },
});

/** RFC 5970, section 3.1. */
export const bootfileUrl = option(59, 'BOOTFILE_URL', {
  title: 'Boot File URL',
  rfc: 5970,
  section: '3.1',
  fields: { url: utf8 },
});

/** RFC 5970, section 3.2. */
export const bootfileParameters = option(60, 'BOOTFILE_PARAM', {
  title: 'Boot File Parameters',
  rfc: 5970,
  section: '3.2',
  fields: { parameters: list(tuple16) },
});

/** RFC 5970, section 3.3. */
export const clientArchitecture = option(61, 'CLIENT_ARCH_TYPE', {
  title: 'Client System Architecture Type',
  rfc: 5970,
  section: '3.3',
  requestable: false,
  fields: { types: list(u16, 2) },
});

/** RFC 5970, section 3.4. */
export const networkInterfaceIdentifier = option(62, 'NII', {
  title: 'Client Network Interface Identifier',
  rfc: 5970,
  section: '3.4',
  fields: { type: u8, major: u8, minor: u8 },
});

/** RFC 6334, section 3. */
export const aftrName = option(64, 'AFTR_NAME', {
  title: 'AFTR Name',
  rfc: 6334,
  section: '3',
  fields: { name: domainName },
});

/** RFC 6440, section 3.1. */
export const erpLocalDomainName = option(65, 'ERP_LOCAL_DOMAIN_NAME', {
  title: 'ERP Local Domain Name',
  rfc: 6440,
  section: '3.1',
  fields: { name: domainName },
});

/** RFC 6153, section 3. */
export const andsfAddresses = option(143, 'IPv6_Address-ANDSF', {
  title: 'ANDSF IPv6 Address',
  rfc: 6153,
  section: '3',
  fields: { addresses },
});

/** RFC 8520, section 10. */
export const mudUrl = option(112, 'MUD_URL_V6', {
  title: 'MUD URL',
  rfc: 8520,
  section: '10',
  requestable: false,
  fields: { url: utf8 },
});

/** RFC 8910, section 2.2. */
export const captivePortal = option(103, 'V6_CAPTIVE_PORTAL', {
  title: 'Captive Portal',
  rfc: 8910,
  section: '2.2',
  fields: { uri: utf8 },
});

/** RFC 8572, section 8.2. */
export const sztpRedirect = option(136, 'V6_SZTP_REDIRECT', {
  title: 'SZTP Redirect',
  rfc: 8572,
  section: '8.2',
  fields: { uris: list(tuple16) },
});

/** Empty: the network registers self-made addresses. RFC 9686, section 4.1. */
export const addressRegistration = option(148, 'ADDR_REG_ENABLE', {
  title: 'Address Registration',
  rfc: 9686,
  section: '4.1',
  messages: ['ADVERTISE', 'REPLY'],
  requestable: true,
  fields: {},
});

/** A PrincipalName of Kerberos, DER. RFC 6784, section 3.1. */
export const kerberosPrincipal = option(75, 'KRB_PRINCIPAL_NAME', {
  title: 'Kerberos Principal Name',
  rfc: 6784,
  section: '3.1',
  fields: { principal: bytes },
});

import { option } from '../define.js';
import { bytes, flags, ipv4, ipv6, ipv6Prefix, list, options, u8, u16 } from '../fields.js';
import { requestedCodes } from './requested.js';

/** IPv4 over IPv6: MAP, lightweight 4over6, 4rd, DHCPv4 over DHCPv6, multicast prefixes. */

/** A whole DHCPv4 message. RFC 7341, section 7.1. */
export const dhcpv4Message = option(87, 'DHCPV4_MSG', {
  title: 'DHCPv4 Message',
  rfc: 7341,
  section: '7.1',
  messages: ['DHCPV4-QUERY', 'DHCPV4-RESPONSE'],
  fields: { message: { ...bytes, kind: 'dhcpv4-message' } },
});

/** May be empty: then the multicast address is used. RFC 7341, section 7.2. */
export const dhcp4o6Servers = option(88, 'DHCP4_O_DHCP6_SERVER', {
  title: 'DHCP 4o6 Server Address',
  rfc: 7341,
  section: '7.2',
  messages: ['ADVERTISE', 'REPLY'],
  requestable: true,
  fields: { addresses: list(ipv6, 16) },
});

/** A mapping rule; flag F = 1 makes it a forwarding rule. RFC 7598, section 4.1. */
export const s46Rule = option(89, 'S46_RULE', {
  title: 'S46 Rule',
  rfc: 7598,
  section: '4.1',
  singleton: false,
  within: ['S46_CONT_MAPE', 'S46_CONT_MAPT'],
  fields: {
    flags: flags(u8, { F: 0 }),
    eaLength: u8,
    prefix4Length: u8,
    prefix4: ipv4,
    prefix6: ipv6Prefix,
    options,
  },
});

/** Border relay. RFC 7598, section 4.2; at top level by RFC 8539. */
export const s46BorderRelay = option(90, 'S46_BR', {
  title: 'S46 BR',
  rfc: 7598,
  section: '4.2',
  singleton: false,
  within: ['S46_CONT_MAPE', 'S46_CONT_LW'],
  messages: ['ADVERTISE', 'REPLY', 'DHCPV4-RESPONSE'],
  requestable: true,
  fields: { address: ipv6 },
});

/** Default mapping rule. RFC 7598, section 4.3. */
export const s46DefaultRule = option(91, 'S46_DMR', {
  title: 'S46 DMR',
  rfc: 7598,
  section: '4.3',
  within: ['S46_CONT_MAPT'],
  fields: { prefix6: ipv6Prefix },
});

/** RFC 7598, section 4.4. */
export const s46Binding = option(92, 'S46_V4V6BIND', {
  title: 'S46 IPv4/IPv6 Address Binding',
  rfc: 7598,
  section: '4.4',
  within: ['S46_CONT_LW'],
  fields: { address4: ipv4, prefix6: ipv6Prefix, options },
});

/** RFC 7598, section 4.5. */
export const s46PortParameters = option(93, 'S46_PORTPARAMS', {
  title: 'S46 Port Parameters',
  rfc: 7598,
  section: '4.5',
  within: ['S46_RULE', 'S46_V4V6BIND'],
  fields: { offset: u8, psidLength: u8, psid: u16 },
});

/** RFC 7598, section 5.1. */
export const s46MapE = option(94, 'S46_CONT_MAPE', {
  title: 'S46 MAP-E Container',
  rfc: 7598,
  section: '5.1',
  singleton: false,
  fields: { options },
});

/** RFC 7598, section 5.2. */
export const s46MapT = option(95, 'S46_CONT_MAPT', {
  title: 'S46 MAP-T Container',
  rfc: 7598,
  section: '5.2',
  fields: { options },
});

/** RFC 7598, section 5.3. */
export const s46Lightweight = option(96, 'S46_CONT_LW', {
  title: 'S46 Lightweight 4over6 Container',
  rfc: 7598,
  section: '5.3',
  fields: { options },
});

/** RFC 7600, section 4.9. */
export const fourRd = option(97, '4RD', { title: '4rd', rfc: 7600, section: '4.9', fields: { options } });

/** Flag W = 128: well-known ports are authorized. RFC 7600, section 4.9. */
export const fourRdMapRule = option(98, '4RD_MAP_RULE', {
  title: '4rd Mapping Rule',
  rfc: 7600,
  section: '4.9',
  singleton: false,
  within: ['4RD'],
  requestable: true,
  fields: {
    prefix4Length: u8,
    prefix6Length: u8,
    eaLength: u8,
    flags: flags(u8, { W: 7 }),
    prefix4: ipv4,
    prefix6: ipv6,
  },
});

/** Flags H = 128 (hub and spoke), T = 1 (traffic class given). RFC 7600, section 4.9. */
export const fourRdNonMapRule = option(99, '4RD_NON_MAP_RULE', {
  title: '4rd Non-mapping Rule',
  rfc: 7600,
  section: '4.9',
  within: ['4RD'],
  requestable: true,
  fields: { flags: flags(u8, { H: 7, T: 0 }), trafficClass: u8, domainPmtu: u16 },
});

/** Option codes of softwire mechanisms, the preferred first. RFC 8026, section 1.3. */
export const s46Priority = option(111, 'S46_PRIORITY', {
  title: 'S46 Priority',
  rfc: 8026,
  section: '1.3',
  fields: { codes: requestedCodes },
});

/** Prefixes that IPv4 multicast and its sources are embedded in. RFC 8115, section 3. */
export const v6Prefix64 = option(113, 'V6_PREFIX64', {
  title: 'IPv6 Prefix64',
  rfc: 8115,
  section: '3',
  singleton: false,
  fields: { asmPrefix: ipv6Prefix, ssmPrefix: ipv6Prefix, unicastPrefix: ipv6Prefix },
});

/** RFC 8539, section 6.1. */
export const s46BindPrefix = option(137, 'S46_BIND_IPV6_PREFIX', {
  title: 'S46 Bind IPv6 Prefix',
  rfc: 8539,
  section: '6.1',
  messages: ['ADVERTISE', 'REPLY', 'DHCPV4-RESPONSE'],
  requestable: true,
  fields: { prefix: ipv6Prefix },
});

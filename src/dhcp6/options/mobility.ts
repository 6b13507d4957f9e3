import { option } from '../define.js';
import { domainName, ipv6, options, u8 } from '../fields.js';

/** Mobile IPv6 home networks and agents (RFC 6610). */

const networks = ['MIP6_VDINF', 'MIP6_IDINF', 'MIP6_UDINF'] as const;

/** The home network that is asked for, or identified. RFC 6610, section 3.1. */
export const homeNetworkFqdn = option(49, 'MIP6_HNIDF', {
  title: 'MIPv6 Home Network ID FQDN',
  rfc: 6610,
  section: '3.1',
  singleton: false,
  messages: ['SOLICIT', 'REQUEST', 'RENEW', 'REBIND', 'INFORMATION-REQUEST'],
  within: ['MIP6_IDINF'],
  requestable: true,
  fields: { name: domainName },
});

/** RFC 6610, section 3.2.1. */
export const visitedHomeNetwork = option(50, 'MIP6_VDINF', {
  title: 'MIPv6 Visited Home Network Information',
  rfc: 6610,
  section: '3.2.1',
  fields: { options },
});

/** RFC 6610, section 3.2.2. */
export const identifiedHomeNetwork = option(69, 'MIP6_IDINF', {
  title: 'MIPv6 Identified Home Network Information',
  rfc: 6610,
  section: '3.2.2',
  singleton: false,
  fields: { options },
});

/** RFC 6610, section 3.2.3. */
export const unrestrictedHomeNetwork = option(70, 'MIP6_UDINF', {
  title: 'MIPv6 Unrestricted Home Network Information',
  rfc: 6610,
  section: '3.2.3',
  fields: { options },
});

/** RFC 6610, section 3.3. */
export const homeNetworkPrefix = option(71, 'MIP6_HNP', {
  title: 'MIPv6 Home Network Prefix',
  rfc: 6610,
  section: '3.3',
  singleton: false,
  within: networks,
  requestable: true,
  fields: { prefixLength: u8, prefix: ipv6 },
});

/** RFC 6610, section 3.4. */
export const homeAgentAddress = option(72, 'MIP6_HAA', {
  title: 'MIPv6 Home Agent Address',
  rfc: 6610,
  section: '3.4',
  singleton: false,
  within: networks,
  requestable: true,
  fields: { address: ipv6 },
});

/** RFC 6610, section 3.5. */
export const homeAgentFqdn = option(73, 'MIP6_HAF', {
  title: 'MIPv6 Home Agent FQDN',
  rfc: 6610,
  section: '3.5',
  singleton: false,
  within: networks,
  requestable: true,
  fields: { name: domainName },
});

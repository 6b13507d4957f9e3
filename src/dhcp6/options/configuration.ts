import { option } from '../define.js';
import { domainName, flags, ipv6, list, partialDomainName, u8 } from '../fields.js';

/** RFC 3646, section 3. */
export const dnsServers = option(23, 'DNS_SERVERS', {
  title: 'DNS Recursive Name Server',
  rfc: 3646,
  section: '3',
  fields: { addresses: list(ipv6, 16) },
});

/** RFC 3646, section 4. */
export const domainList = option(24, 'DOMAIN_LIST', {
  title: 'Domain Search List',
  rfc: 3646,
  section: '4',
  fields: { names: list(domainName) },
});

/** RFC 4075, section 4; deprecated by RFC 5908. */
export const sntpServers = option(31, 'SNTP_SERVERS', {
  title: 'Simple Network Time Protocol Servers',
  rfc: 4075,
  section: '4',
  state: 'deprecated',
  fields: { addresses: list(ipv6, 16) },
});

/** The client's name, and who updates the DNS: flags S = 1, O = 2, N = 4. RFC 4704, section 4. */
export const clientFqdn = option(39, 'CLIENT_FQDN', {
  title: 'Client FQDN',
  rfc: 4704,
  section: '4',
  messages: ['SOLICIT', 'ADVERTISE', 'REQUEST', 'RENEW', 'REBIND', 'REPLY'],
  requestable: true,
  least: 1,
  fields: { flags: flags(u8, { S: 0, O: 1, N: 2 }), name: partialDomainName },
});

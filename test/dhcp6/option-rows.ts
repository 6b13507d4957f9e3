import type { DhcpOption, DiagnosticKind } from '../../src/dhcp6/index.js';
import * as d from '../../src/dhcp6/index.js';

/** An option, its payload as its RFC lays it out, its printed line, and what is told when its last byte is missing. */
export interface Row {
  readonly option: DhcpOption;
  readonly payload: string;
  readonly printed: string;
  /** Undefined: a byte less is a good option, too. */
  readonly short?: DiagnosticKind;
}

const duid = '00 03 00 01 02 00 00 00 00 01';
const bytes = (text: string) => d.fromHex(text) as Uint8Array;
const address = '20010db8000000000000000000000001';
const other = 'ff020000000000000000000000010002';
const example = '076578616d706c6503636f6d00';

/** The options of RFC 8415 and those that servers and relay agents send every day. */
export const rows: readonly Row[] = [
  {
    option: d.clientId({ duid: bytes(duid) }),
    payload: duid,
    printed: 'Client Identifier  00:03:00:01:02:00:00:00:00:01',
  },
  {
    option: d.serverId({ duid: bytes(duid) }),
    payload: duid,
    printed: 'Server Identifier  00:03:00:01:02:00:00:00:00:01',
  },
  {
    option: d.iaNa({ iaid: 1, t1: 100, t2: 200 }),
    payload: '00000001 00000064 000000c8',
    printed: 'IA_NA 1  T1 100  T2 200',
    short: 'truncated',
  },
  {
    option: d.iaNa({ iaid: 4294967295, t1: d.infinity, t2: d.infinity }),
    payload: 'ffffffff ffffffff ffffffff',
    printed: 'IA_NA 4294967295  T1 infinity  T2 infinity',
    short: 'truncated',
  },
  {
    option: d.iaNa({ iaid: 7, options: [d.statusCode({ code: 2, message: 'none' })] }),
    payload: '00000007 00000000 00000000 000d 0006 0002 6e6f6e65',
    printed: 'IA_NA 7  T1 0  T2 0',
    short: 'truncated',
  },
  { option: d.iaTa({ iaid: 3 }), payload: '00000003', printed: 'IA_TA 3', short: 'truncated' },
  {
    option: d.iaAddress({ address: '2001:db8::1', preferredLifetime: 300, validLifetime: d.infinity }),
    payload: `${address} 0000012c ffffffff`,
    printed: '2001:db8::1  preferred 300  valid infinity',
    short: 'truncated',
  },
  {
    option: d.optionRequest({ codes: [23, 24, 65000] }),
    payload: '0017 0018 fde8',
    printed: 'Option Request  DNS_SERVERS, DOMAIN_LIST, 65000',
    short: 'bad-length',
  },
  { option: d.optionRequest({ codes: [] }), payload: '', printed: 'Option Request  none' },
  { option: d.preference({ value: 255 }), payload: 'ff', printed: 'Preference  255', short: 'truncated' },
  { option: d.elapsedTime({ value: 65535 }), payload: 'ffff', printed: 'Elapsed Time  65535', short: 'truncated' },
  {
    option: d.relayMessage({ message: d.message('SOLICIT', { transactionId: 0x123456 }) }),
    payload: '01 123456',
    printed: 'Relay Message',
    short: 'truncated',
  },
  {
    option: d.authentication({
      protocol: 3,
      algorithm: 1,
      rdm: 0,
      replayDetection: 0x0102030405060708n,
      info: bytes('01 aabb'),
    }),
    payload: '03 01 00 0102030405060708 01aabb',
    printed: 'Authentication  protocol 3  algorithm 1  rdm 0  replay detection 72623859790382856  info 01:aa:bb',
  },
  {
    option: d.serverUnicast({ address: '2001:db8::1' }),
    payload: address,
    printed: 'Server Unicast  2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.statusCode({ code: 3, message: 'no such lease' }),
    payload: '0003 6e6f2073756368206c65617365',
    printed: 'Status Code  NoBinding (3) "no such lease"',
  },
  { option: d.statusCode({ code: 0 }), payload: '0000', printed: 'Status Code  Success (0)', short: 'truncated' },
  { option: d.statusCode({ code: 99 }), payload: '0063', printed: 'Status Code  status 99 (99)', short: 'truncated' },
  { option: d.rapidCommit(), payload: '', printed: 'Rapid Commit' },
  {
    option: d.userClass({ data: [bytes('6162'), bytes('63')] }),
    payload: '0002 6162 0001 63',
    printed: 'User Class  61:62, 63',
    short: 'truncated',
  },
  {
    option: d.vendorClass({ enterprise: 32473, data: [bytes('6162')] }),
    payload: '00007ed9 0002 6162',
    printed: 'Vendor Class  enterprise 32473  data 61:62',
    short: 'truncated',
  },
  {
    option: d.vendorOptions({
      enterprise: 32473,
      suboptions: [
        { code: 1, data: bytes('0102') },
        { code: 2, data: bytes('') },
      ],
    }),
    payload: '00007ed9 0001 0002 0102 0002 0000',
    printed: 'Vendor-specific Information  enterprise 32473  suboptions 1: 01:02, 2: ',
    short: 'truncated',
  },
  { option: d.interfaceId({ id: bytes('657468') }), payload: '657468', printed: 'Interface-Id  65:74:68' },
  {
    option: d.reconfigureMessage({ messageType: 5 }),
    payload: '05',
    printed: 'Reconfigure Message  Renew (5)',
    short: 'truncated',
  },
  { option: d.reconfigureAccept(), payload: '', printed: 'Reconfigure Accept' },
  {
    option: d.sipServerNames({ names: ['example.com'] }),
    payload: example,
    printed: 'SIP Servers Domain Name List  example.com',
    short: 'bad-name',
  },
  {
    option: d.sipServerAddresses({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'SIP Servers IPv6 Address List  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.dnsServers({ addresses: ['2001:db8::1', 'ff02::1:2'] }),
    payload: `${address} ${other}`,
    printed: 'DNS Recursive Name Server  2001:db8::1, ff02::1:2',
    short: 'bad-length',
  },
  { option: d.dnsServers({ addresses: [] }), payload: '', printed: 'DNS Recursive Name Server' },
  {
    option: d.domainList({ names: ['example.com', 'a.b'] }),
    payload: `${example} 0161016200`,
    printed: 'Domain Search List  example.com, a.b',
    short: 'bad-name',
  },
  {
    option: d.iaPd({ iaid: 2, t1: 1, t2: 2 }),
    payload: '00000002 00000001 00000002',
    printed: 'IA_PD 2  T1 1  T2 2',
    short: 'truncated',
  },
  {
    option: d.iaPrefix({ preferredLifetime: 300, validLifetime: 400, prefixLength: 96, prefix: '3001::' }),
    payload: '0000012c 00000190 60 30010000000000000000000000000000',
    printed: '3001::/96  preferred 300  valid 400',
    short: 'truncated',
  },
  {
    option: d.nisServers({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'NIS Servers  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.nisDomainName({ name: 'example.com' }),
    payload: example,
    printed: 'NIS Domain Name  example.com',
    short: 'bad-name',
  },
  {
    option: d.sntpServers({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'SNTP Servers  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.informationRefreshTime({ seconds: 86400 }),
    payload: '00015180',
    printed: 'Information Refresh Time  86400',
    short: 'truncated',
  },
  {
    option: d.remoteId({ enterprise: 9, id: bytes('0102') }),
    payload: '00000009 0102',
    printed: 'Remote-ID  enterprise 9  id 01:02',
  },
  { option: d.subscriberId({ id: bytes('616263') }), payload: '616263', printed: 'Subscriber-ID  61:62:63' },
  {
    option: d.clientFqdn({ flags: 1, name: 'host.example.com.' }),
    payload: `01 04686f7374 ${example}`,
    printed: 'Client FQDN  flags S  name host.example.com.',
  },
  {
    option: d.clientFqdn({ flags: 0, name: 'host' }),
    payload: '00 04686f7374',
    printed: 'Client FQDN  flags 0  name host',
    short: 'bad-name',
  },
  {
    option: d.clientFqdn({ flags: 5, name: '' }),
    payload: '05',
    printed: 'Client FQDN  flags S N',
    short: 'truncated',
  },
  { option: d.posixTimezone({ timezone: 'EST5EDT' }), payload: '45535435454454', printed: 'POSIX Timezone  "EST5EDT"' },
  {
    option: d.echoRequest({ codes: [37, 38] }),
    payload: '0025 0026',
    printed: 'Echo Request  REMOTE_ID, SUBSCRIBER_ID',
    short: 'bad-length',
  },
  { option: d.relayId({ duid: bytes(duid) }), payload: duid, printed: 'Relay-ID  00:03:00:01:02:00:00:00:00:01' },
  {
    option: d.ntpServer({
      suboptions: [
        { code: 1, value: '2001:db8::1' },
        { code: 3, value: 'example.com' },
      ],
    }),
    payload: `0001 0010 ${address} 0003 000d ${example}`,
    printed: 'NTP Server  address 2001:db8::1, name example.com',
    short: 'truncated',
  },
  {
    option: d.bootfileUrl({ url: 'tftp://[::1]/a' }),
    payload: '746674703a2f2f5b3a3a315d2f61',
    printed: 'Boot File URL  "tftp://[::1]/a"',
  },
  {
    option: d.bootfileParameters({ parameters: [bytes('61')] }),
    payload: '0001 61',
    printed: 'Boot File Parameters  61',
    short: 'truncated',
  },
  {
    option: d.aftrName({ name: 'example.com' }),
    payload: example,
    printed: 'AFTR Name  example.com',
    short: 'bad-name',
  },
  {
    option: d.pdExclude({ prefixLength: 64, subnetId: bytes('78') }),
    payload: '40 78',
    printed: 'Prefix Exclude  prefix length 64  subnet id 78',
    short: 'bad-length',
  },
  {
    option: d.clientLinkLayerAddress({ hardwareType: 1, address: bytes('020000000001') }),
    payload: '0001 020000000001',
    printed: 'Client Link-Layer Address  hardware type 1  address 02:00:00:00:00:01',
  },
  { option: d.solMaxRt({ seconds: 3600 }), payload: '00000e10', printed: 'SOL_MAX_RT  3600', short: 'truncated' },
  { option: d.infMaxRt({ seconds: 60 }), payload: '0000003c', printed: 'INF_MAX_RT  60', short: 'truncated' },
  {
    option: d.pcpServer({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'PCP Server  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.s46Rule({
      flags: 1,
      eaLength: 16,
      prefix4Length: 24,
      prefix4: '192.0.2.0',
      prefix6: '2001:db8::/32',
      options: [d.s46PortParameters({ offset: 6, psidLength: 8, psid: 0x4200 })],
    }),
    payload: '01 10 18 c0000200 20 20010db8 005d 0004 06 08 4200',
    printed: 'S46 Rule  flags F  ea length 16  prefix4 length 24  prefix4 192.0.2.0  prefix6 2001:db8::/32',
    short: 'truncated',
  },
  {
    option: d.s46BorderRelay({ address: '2001:db8::1' }),
    payload: address,
    printed: 'S46 BR  2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.captivePortal({ uri: 'https://a/' }),
    payload: '68747470733a2f2f612f',
    printed: 'Captive Portal  "https://a/"',
  },
  { option: d.relayPort({ port: 1000 }), payload: '03e8', printed: 'Relay Source Port  1000', short: 'truncated' },
  {
    option: d.dnr({
      priority: 1,
      authenticationDomainName: 'example.com',
      addresses: ['2001:db8::1'],
      serviceParameters: [{ code: 1, data: bytes('03 646f74') }],
    }),
    payload: `0001 000d ${example} 0010 ${address} 0001 0004 03646f74`,
    printed:
      'Encrypted DNS Resolver  priority 1  authentication domain name example.com  addresses 2001:db8::1  service parameters 1: 03:64:6f:74',
    short: 'truncated',
  },
  {
    option: d.dnr({ priority: 1, authenticationDomainName: 'example.com' }),
    payload: `0001 000d ${example}`,
    printed: 'Encrypted DNS Resolver  priority 1  authentication domain name example.com',
    short: 'truncated',
  },
  {
    option: d.geoconfCivic({ what: 1, country: bytes('4445'), elements: [{ code: 3, data: bytes('4265726c696e') }] }),
    payload: '01 4445 03 06 4265726c696e',
    printed: 'Civic Location  what 1  country 44:45  elements 3: 42:65:72:6c:69:6e',
    short: 'truncated',
  },
  {
    option: d.leaseQuery({ queryType: 2, linkAddress: '2001:db8::1', options: [d.clientId({ duid: bytes(duid) })] }),
    payload: `02 ${address} 0001 000a ${duid}`,
    printed: 'Leasequery  query type client identifier (2)  link address 2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.clientData({ options: [d.clientTime({ seconds: 7 })] }),
    payload: '002e 0004 00000007',
    printed: 'Client Data',
    short: 'truncated',
  },
  {
    option: d.clientTime({ seconds: 7 }),
    payload: '00000007',
    printed: 'Client Last Transaction Time  7',
    short: 'truncated',
  },
  {
    option: d.leaseQueryRelayData({
      peerAddress: '2001:db8::1',
      relayMessage: d.relay('RELAY-FORW', { linkAddress: '::', peerAddress: 'ff02::1:2' }),
    }),
    payload: `${address} 0c 00 ${'00'.repeat(16)} ${other}`,
    printed: 'Relay Data  2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.leaseQueryClientLink({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'Client Link  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.mosAddresses({
      suboptions: [
        { code: 1, value: ['2001:db8::1'] },
        { code: 3, value: [] },
      ],
    }),
    payload: `0001 0010 ${address} 0003 0000`,
    printed: 'MoS IPv6 Address  IS 2001:db8::1, ES ',
    short: 'truncated',
  },
  {
    option: d.mosNames({ suboptions: [{ code: 2, value: ['example.com', 'a.b'] }] }),
    payload: `0002 0012 ${example} 0161016200`,
    printed: 'MoS Domain Name List  CS example.com, a.b',
    short: 'truncated',
  },
  {
    option: d.clientArchitecture({ types: [7, 16] }),
    payload: '0007 0010',
    printed: 'Client System Architecture Type  7, 16',
    short: 'bad-length',
  },
  {
    option: d.networkInterfaceIdentifier({ type: 1, major: 2, minor: 3 }),
    payload: '01 02 03',
    printed: 'Client Network Interface Identifier  type 1  major 2  minor 3',
    short: 'truncated',
  },
  {
    // The bits of RFC 6225, section 2.1, filled with one different number each.
    option: d.geolocation({
      location: {
        latitudeUncertainty: 1,
        latitude: 2,
        longitudeUncertainty: 3,
        longitude: 4,
        altitudeType: 1,
        altitudeUncertainty: 5,
        altitude: 6,
        version: 1,
        reserved: 0,
        datum: 7,
      },
    }),
    payload: '04 00 00 00 02  0c 00 00 00 04  11 40 00 00 06 47',
    printed:
      'Geolocation  latitudeUncertainty 1 latitude 2 longitudeUncertainty 3 longitude 4 altitudeType 1 altitudeUncertainty 5 altitude 6 version 1 reserved 0 datum 7',
    short: 'truncated',
  },
  {
    option: d.virtualSubnet({ type: 0, info: bytes('61') }),
    payload: '00 61',
    printed: 'Virtual Subnet Selection  type 0  info 61',
  },
  {
    option: d.identifiedHomeNetwork({ options: [d.homeNetworkPrefix({ prefixLength: 64, prefix: '2001:db8::1' })] }),
    payload: `0047 0011 40 ${address}`,
    printed: 'MIPv6 Identified Home Network Information',
    short: 'truncated',
  },
  {
    option: d.homeNetworkPrefix({ prefixLength: 64, prefix: '2001:db8::1' }),
    payload: `40 ${address}`,
    printed: 'MIPv6 Home Network Prefix  prefix length 64  prefix 2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.homeAgentAddress({ address: '2001:db8::1' }),
    payload: address,
    printed: 'MIPv6 Home Agent Address  2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.homeAgentFqdn({ name: 'example.com' }),
    payload: example,
    printed: 'MIPv6 Home Agent FQDN  example.com',
    short: 'bad-name',
  },
  {
    option: d.rdnssSelection({ address: '2001:db8::1', flags: 3, names: ['example.com'] }),
    payload: `${address} 03 ${example}`,
    printed: 'RDNSS Selection  address 2001:db8::1  flags 3  names example.com',
    short: 'bad-name',
  },
  {
    option: d.kerberosKdc({ priority: 1, weight: 2, transport: 3, port: 88, address: '2001:db8::1', realm: 'A' }),
    payload: `0001 0002 03 0058 ${address} 41`,
    printed: 'Kerberos KDC  priority 1  weight 2  transport TLS (3)  port 88  address 2001:db8::1  realm "A"',
  },
  { option: d.kerberosRealm({ realm: 'A' }), payload: '41', printed: 'Kerberos Realm Name  "A"' },
  {
    option: d.linkAddress({ address: '2001:db8::1' }),
    payload: address,
    printed: 'Link Address  2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.radius({ attributes: [{ code: 26, data: bytes('01') }] }),
    payload: '1a 03 01',
    printed: 'RADIUS  26: 01',
    short: 'truncated',
  },
  {
    option: d.addressSelection({
      flags: 2,
      options: [d.addressSelectionTable({ label: 1, precedence: 2, prefix: '2001:db8::/60' })],
    }),
    payload: '02 0055 000b 01 02 3c 20010db800000000',
    printed: 'Address Selection  A',
    short: 'truncated',
  },
  {
    option: d.addressSelectionTable({ label: 1, precedence: 2, prefix: '::/0' }),
    payload: '01 02 00',
    printed: 'Address Selection Policy Table  label 1  precedence 2  prefix ::/0',
    short: 'truncated',
  },
  { option: d.dhcpv4Message({ message: bytes('0101') }), payload: '0101', printed: 'DHCPv4 Message  01:01' },
  {
    option: d.dhcp4o6Servers({ addresses: ['2001:db8::1'] }),
    payload: address,
    printed: 'DHCP 4o6 Server Address  2001:db8::1',
    short: 'bad-length',
  },
  {
    option: d.s46DefaultRule({ prefix6: '2001:db8::/32' }),
    payload: '20 20010db8',
    printed: 'S46 DMR  2001:db8::/32',
    short: 'truncated',
  },
  {
    option: d.s46Binding({ address4: '192.0.2.1', prefix6: '2001:db8::/33' }),
    payload: 'c0000201 21 20010db800',
    printed: 'S46 IPv4/IPv6 Address Binding  address4 192.0.2.1  prefix6 2001:db8::/33',
    short: 'truncated',
  },
  {
    option: d.s46PortParameters({ offset: 1, psidLength: 2, psid: 0x0304 }),
    payload: '01 02 0304',
    printed: 'S46 Port Parameters  offset 1  psid length 2  psid 772',
    short: 'truncated',
  },
  {
    option: d.s46Lightweight({ options: [d.s46BorderRelay({ address: '2001:db8::1' })] }),
    payload: `005a 0010 ${address}`,
    printed: 'S46 Lightweight 4over6 Container',
    short: 'truncated',
  },
  {
    option: d.fourRd({ options: [d.fourRdNonMapRule({ flags: 0x81, trafficClass: 2, domainPmtu: 1500 })] }),
    payload: '0063 0004 81 02 05dc',
    printed: '4rd',
    short: 'truncated',
  },
  {
    option: d.fourRdMapRule({
      prefix4Length: 24,
      prefix6Length: 48,
      eaLength: 8,
      flags: 0x80,
      prefix4: '192.0.2.0',
      prefix6: '2001:db8::1',
    }),
    payload: `18 30 08 80 c0000200 ${address}`,
    printed:
      '4rd Mapping Rule  prefix4 length 24  prefix6 length 48  ea length 8  flags W  prefix4 192.0.2.0  prefix6 2001:db8::1',
    short: 'truncated',
  },
  {
    option: d.fourRdNonMapRule({ flags: 1, trafficClass: 2, domainPmtu: 1500 }),
    payload: '01 02 05dc',
    printed: '4rd Non-mapping Rule  flags T  traffic class 2  domain pmtu 1500',
    short: 'truncated',
  },
  {
    option: d.leaseQueryBaseTime({ time: 9 }),
    payload: '00000009',
    printed: 'Leasequery Base Time  9',
    short: 'truncated',
  },
  {
    option: d.mplParameters({
      flags: 0x80,
      timeUnit: 20,
      seedSetEntryLifetime: 0x0102,
      dataK: 3,
      dataMinimum: 0x0405,
      dataMaximum: 6,
      dataExpirations: 0x0708,
      controlK: 9,
      controlMinimum: 0x0a0b,
      controlMaximum: 12,
      controlExpirations: 0x0d0e,
      domainAddress: 'ff02::1:2',
    }),
    payload: `80 14 0102 03 0405 06 0708 09 0a0b 0c 0d0e ${other}`,
    printed:
      'MPL Parameter Configuration  flags P  time unit 20  seed set entry lifetime 258  data k 3  data minimum 1029  data maximum 6  data expirations 1800  control k 9  control minimum 2571  control maximum 12  control expirations 3342  domain address ff02::1:2',
    short: 'truncated',
  },
  {
    option: d.accessTechnologyType({ reserved: 0, type: 4 }),
    payload: '00 04',
    printed: 'Access Technology Type  reserved 0  type 4',
    short: 'truncated',
  },
  {
    option: d.accessPointBssid({ bssid: bytes('010203040506') }),
    payload: '010203040506',
    printed: 'Access Point BSSID  01:02:03:04:05:06',
    short: 'truncated',
  },
  {
    option: d.s46Priority({ codes: [94, 96] }),
    payload: '005e 0060',
    printed: 'S46 Priority  S46_CONT_MAPE, S46_CONT_LW',
    short: 'bad-length',
  },
  {
    option: d.v6Prefix64({ asmPrefix: 'ff3e::/96', ssmPrefix: '::/0', unicastPrefix: '64:ff9b::/32' }),
    payload: '60 ff3e00000000000000000000 00 20 0064ff9b',
    printed: 'IPv6 Prefix64  asm prefix ff3e::/96  ssm prefix ::/0  unicast prefix 64:ff9b::/32',
    short: 'truncated',
  },
  {
    option: d.failoverBindingStatus({ status: 1 }),
    payload: '01',
    printed: 'Failover Binding Status  ACTIVE (1)',
    short: 'truncated',
  },
  {
    option: d.failoverConnectFlags({ flags: 1 }),
    payload: '0001',
    printed: 'Failover Connect Flags  F',
    short: 'truncated',
  },
  { option: d.failoverDnsFlags({ flags: 9 }), payload: '0009', printed: 'Failover DNS Flags  F U', short: 'truncated' },
  {
    option: d.failoverProtocolVersion({ major: 1, minor: 2 }),
    payload: '0001 0002',
    printed: 'Failover Protocol Version  major 1  minor 2',
    short: 'truncated',
  },
  {
    option: d.failoverReconfigureData({ time: 1, key: bytes('aa') }),
    payload: '00000001 aa',
    printed: 'Failover Reconfigure Data  time 1  key aa',
  },
  {
    option: d.failoverServerFlags({ flags: 4 }),
    payload: '04',
    printed: 'Failover Server Flags  A',
    short: 'truncated',
  },
  {
    option: d.failoverServerState({ state: 2 }),
    payload: '02',
    printed: 'Failover Server State  NORMAL (2)',
    short: 'truncated',
  },
  {
    option: d.sztpRedirect({ uris: [bytes('68')] }),
    payload: '0001 68',
    printed: 'SZTP Redirect  68',
    short: 'truncated',
  },
  {
    option: d.s46BindPrefix({ prefix: '2001:db8::/32' }),
    payload: '20 20010db8',
    printed: 'S46 Bind IPv6 Prefix  2001:db8::/32',
    short: 'truncated',
  },
  {
    option: d.iaLinkLayer({ iaid: 1, t1: 2, t2: 3 }),
    payload: '00000001 00000002 00000003',
    printed: 'IA_LL 1  T1 2  T2 3',
    short: 'truncated',
  },
  {
    option: d.linkLayerAddresses({ type: 1, address: bytes('020000000001'), extraAddresses: 3, validLifetime: 400 }),
    payload: '0001 0006 020000000001 00000003 00000190',
    printed: 'Link-Layer Addresses  type 1  address 02:00:00:00:00:01  extra addresses 3  valid lifetime 400',
    short: 'truncated',
  },
  {
    option: d.slapQuadrants({
      entries: [
        { quadrant: 3, preference: 9 },
        { quadrant: 0, preference: 1 },
      ],
    }),
    payload: '03 09 00 01',
    printed: 'SLAP Quadrants  quadrant 3 preference 9, quadrant 0 preference 1',
    short: 'bad-length',
  },
  {
    option: d.dotsName({ name: 'dots.example.com' }),
    payload: `04646f7473 ${example}`,
    printed: 'DOTS Reference Identifier  dots.example.com',
    short: 'bad-name',
  },
  {
    option: d.forwardDistributionManager({ transports: 1, name: 'example.com' }),
    payload: `0001 ${example}`,
    printed: 'Forward Distribution Manager  transports 1  name example.com',
    short: 'bad-name',
  },
  { option: d.addressRegistration(), payload: '', printed: 'Address Registration' },
];

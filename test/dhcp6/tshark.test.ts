import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type DhcpOption,
  decode,
  encode,
  hex,
  iaPd,
  iaPrefix,
  type Message,
  type MessageName,
  message,
  messageCode,
  messageTypes,
  type OptionType,
  optionByCode,
  options,
  pdExclude,
  relay,
  walk,
  wrap,
} from '../../src/dhcp6/index.js';
import { anyMessage, optionOf } from './arbitrary.js';
import { rows } from './option-rows.js';
import { type Dissected, dissect, payloadOffset } from './tshark.js';

/**
 * tshark is the independent reader: it must find every option where we put it, no malformed one among them, and the same values
 * in every field that it knows.
 */

type Values = Readonly<Record<string, unknown>>;
type Shown = readonly (readonly [field: string, show: string | number])[];
type Seen = (value: Values) => Shown;

const dot = (name: string) => (name.endsWith('.') ? name : `${name}.`);
const colons = (bytes: Uint8Array) => hex(bytes, ':');
const list =
  (field: string, key: string): Seen =>
  (value) =>
    (value[key] as readonly (string | number)[]).map((one) => [field, one] as const);
const names =
  (field: string, key = 'names'): Seen =>
  (value) =>
    (value[key] as string[]).map((one) => [field, dot(one)] as const);
const one =
  (field: string, key: string): Seen =>
  (value) => [[field, value[key] as string | number]];
const name =
  (field: string): Seen =>
  (value) => [[field, dot(value.name as string)]];
/** Text the way that tshark shows it: control characters as `\\x1`. */
const ascii = (bytes: Uint8Array) =>
  [...bytes].map((byte) => (byte < 0x20 ? `\\x${byte.toString(16)}` : String.fromCharCode(byte))).join('');
const padded = (id: number) => id.toString(16).padStart(8, '0');

/** What tshark shows of an option's own fields, for every option whose fields it knows. */
const shown: Readonly<Record<string, Seen>> = {
  CLIENTID: (value) => [['dhcpv6.duid.bytes', colons(value.duid as Uint8Array)]],
  SERVERID: (value) => [['dhcpv6.duid.bytes', colons(value.duid as Uint8Array)]],
  RELAY_ID: (value) => [['dhcpv6.duid.bytes', colons(value.duid as Uint8Array)]],
  IA_NA: (value) => [
    ['dhcpv6.iaid', padded(value.iaid as number)],
    ['dhcpv6.iaid.t1', value.t1 as number],
    ['dhcpv6.iaid.t2', value.t2 as number],
  ],
  IA_TA: (value) => [['dhcpv6.iata', padded(value.iaid as number)]],
  IAADDR: (value) => [
    ['dhcpv6.iaaddr.ip', value.address as string],
    ['dhcpv6.iaaddr.pref_lifetime', value.preferredLifetime as number],
    ['dhcpv6.iaaddr.valid_lifetime', value.validLifetime as number],
  ],
  ORO: list('dhcpv6.requested_option_code', 'codes'),
  ERO: list('dhcpv6.requested_option_code', 'codes'),
  PREFERENCE: one('dhcpv6.option_preference', 'value'),
  ELAPSED_TIME: (value) => [['dhcpv6.elapsed_time', 10 * (value.value as number)]],
  AUTH: (value) => [
    ['dhcpv6.auth.protocol', value.protocol as number],
    ['dhcpv6.auth.algorithm', value.algorithm as number],
    ['dhcpv6.auth.rdm', value.rdm as number],
    [
      'dhcpv6.auth.replay_detection',
      (value.replayDetection as bigint)
        .toString(16)
        .padStart(16, '0')
        .replace(/..(?!$)/g, '$&:'),
    ],
  ],
  UNICAST: one('dhcpv6.unicast', 'address'),
  STATUS_CODE: (value) => [
    ['dhcpv6.status_code', value.code as number],
    ...((value.message as string) === '' ? [] : [['dhcpv6.status_msg', value.message as string] as const]),
  ],
  USER_CLASS: (value) =>
    (value.data as Uint8Array[]).map((data) => ['dhcpv6.userclass.opaque_data', colons(data)] as const),
  VENDOR_CLASS: (value) => [
    ['dhcpv6.vendorclass.enterprise', value.enterprise as number],
    ...(value.data as Uint8Array[]).map((data) => ['dhcpv6.vendorclass.data', ascii(data)] as const),
  ],
  VENDOR_OPTS: (value) => [
    ['dhcpv6.vendoropts.enterprise', value.enterprise as number],
    ...(value.suboptions as { code: number; data: Uint8Array }[]).flatMap(({ code, data }) => [
      ['dhcpv6.vendoropts.enterprise.option_code', code] as const,
      ['dhcpv6.vendoropts.enterprise.option_length', data.length] as const,
      ['dhcpv6.vendoropts.enterprise.option_data', colons(data)] as const,
    ]),
  ],
  INTERFACE_ID: (value) => [['dhcpv6.interface_id', colons(value.id as Uint8Array)]],
  RECONF_MSG: one('dhcpv6.reconf_msg', 'messageType'),
  SIP_SERVER_D: names('dhcpv6.sip_server_domain_search_fqdn'),
  SIP_SERVER_A: list('dhcpv6.sip_server_a', 'addresses'),
  DNS_SERVERS: list('dhcpv6.dns_server', 'addresses'),
  DOMAIN_LIST: names('dhcpv6.search_list_entry'),
  IA_PD: (value) => [
    ['dhcpv6.iaid', padded(value.iaid as number)],
    ['dhcpv6.iaid.t1', value.t1 as number],
    ['dhcpv6.iaid.t2', value.t2 as number],
  ],
  IAPREFIX: (value) => [
    ['dhcpv6.iaprefix.pref_lifetime', value.preferredLifetime as number],
    ['dhcpv6.iaprefix.valid_lifetime', value.validLifetime as number],
    ['dhcpv6.iaprefix.pref_len', value.prefixLength as number],
    ['dhcpv6.iaprefix.pref_addr', value.prefix as string],
  ],
  NIS_SERVERS: list('dhcpv6.nis_server', 'addresses'),
  NISP_SERVERS: list('dhcpv6.nisp_server', 'addresses'),
  NIS_DOMAIN_NAME: name('dhcpv6.nis_fqdn'),
  NISP_DOMAIN_NAME: name('dhcpv6.nisp_fqdn'),
  SNTP_SERVERS: list('dhcpv6.sntp_server', 'addresses'),
  INFORMATION_REFRESH_TIME: one('dhcpv6.lifetime', 'seconds'),
  BCMCS_SERVER_D: names('dhcpv6.bcmcs_server_fqdn'),
  BCMCS_SERVER_A: list('dhcpv6.bcmcs_server_a', 'addresses'),
  REMOTE_ID: (value) => [
    ['dhcpv6.remoteid.enterprise', value.enterprise as number],
    ['dhcpv6.remoteid_enterprise_id', colons(value.id as Uint8Array)],
  ],
  SUBSCRIBER_ID: (value) => [['dhcpv6.subscriber_id', ascii(value.id as Uint8Array)]],
  CLIENT_FQDN: (value) => [
    ['dhcpv6.client_fqdn_flags', `0x${(value.flags as number).toString(16).padStart(2, '0')}`],
    ...(value.name === '' ? [] : [['dhcpv6.client_domain', value.name as string] as const]),
  ],
  PANA_AGENT: list('dhcpv6.pana_agent', 'addresses'),
  NEW_POSIX_TIMEZONE: one('dhcpv6.timezone', 'timezone'),
  NEW_TZDB_TIMEZONE: one('dhcpv6.tzdb', 'timezone'),
  LQ_QUERY: (value) => [
    ['dhcpv6.lq_query', value.queryType as number],
    ['dhcpv6.lq_query_link_address', value.linkAddress as string],
  ],
  CLT_TIME: one('dhcpv6.clt_time', 'seconds'),
  LQ_RELAY_DATA: (value) => [['dhcpv6.lq_relay_data_peer_addr', value.peerAddress as string]],
  LQ_CLIENT_LINK: list('dhcpv6.lq_client_link', 'addresses'),
  CAPWAP_AC_V6: list('dhcpv6.capwap_ac_v6', 'addresses'),
  NTP_SERVER: (value) =>
    (value.suboptions as { code: number; value: string }[]).flatMap(({ code, value: source }) =>
      code > 3
        ? []
        : [
            ['dhcpv6.ntpserver.option.type', code] as const,
            [`dhcpv6.ntpserver.${['addr', 'mc_addr', 'fqdn'][code - 1]}`, code === 3 ? dot(source) : source] as const,
          ],
    ),
  AFTR_NAME: name('dhcpv6.aftr_name'),
  PD_EXCLUDE: (value) => [
    ['dhcpv6.pd_exclude.pref_len', value.prefixLength as number],
    ['dhcpv6.pd_exclude.subnet_id', colons(value.subnetId as Uint8Array)],
  ],
  S46_RULE: (value) => [
    ['dhcpv6.s46_rule.ea_len', value.eaLength as number],
    ['dhcpv6.s46_rule.ipv4_pref_len', value.prefix4Length as number],
    ['dhcpv6.s46_rule.ipv4_prefix', value.prefix4 as string],
    ['dhcpv6.s46_rule.ipv6_prefix_len', (value.prefix6 as string).split('/')[1] as string],
  ],
  S46_BR: one('dhcpv6.s46_br.address', 'address'),
  S46_DMR: (value) => [['dhcpv6.s46_dmr.dmr_pref_len', (value.prefix6 as string).split('/')[1] as string]],
  S46_V4V6BIND: (value) => [
    ['dhcpv6.s46_v4v6bind.ipv4_address', value.address4 as string],
    ['dhcpv6.s46_v4v6bind.ipv6_pref_len', (value.prefix6 as string).split('/')[1] as string],
  ],
  S46_PORTPARAMS: (value) => [
    ['dhcpv6.s46_portparam.offset', value.offset as number],
    ['dhcpv6.s46_portparam.psid_len', value.psidLength as number],
  ],
  S46_PRIORITY: (value) =>
    (value.codes as number[]).map((code) => ['dhcpv6.option_code', `0x${code.toString(16).padStart(4, '0')}`] as const),
  V6_CAPTIVE_PORTAL: one('dhcpv6.captive_portal', 'uri'),
  MUD_URL_V6: one('dhcpv6.mudurl', 'url'),
  RELAY_PORT: one('dhcpv6.relay_port', 'port'),
  F_BINDING_STATUS: one('dhcpv6.failover.binding_status', 'status'),
  F_DNS_HOST_NAME: one('dhcpv6.failover.dns_hostname', 'name'),
  F_DNS_ZONE_NAME: one('dhcpv6.failover.dns_zonename', 'name'),
  F_EXPIRATION_TIME: one('dhcpv6.failover.expiration_time', 'time'),
  F_MAX_UNACKED_BNDUPD: one('dhcpv6.failover.max_unacked_bndupd', 'count'),
  F_MCLT: one('dhcpv6.failover.mclt', 'seconds'),
  F_PARTNER_LIFETIME: one('dhcpv6.failover.partner_lifetime', 'time'),
  F_PARTNER_LIFETIME_SENT: one('dhcpv6.failover.partner_lifetime_sent', 'time'),
  F_PARTNER_DOWN_TIME: one('dhcpv6.failover.partner_down_time', 'time'),
  F_PARTNER_RAW_CLT_TIME: one('dhcpv6.failover.partner_raw_clt_time', 'time'),
  F_PROTOCOL_VERSION: (value) => [
    ['dhcpv6.failover.protocol.major_version', value.major as number],
    ['dhcpv6.failover.protocol.minor_version', value.minor as number],
  ],
  F_KEEPALIVE_TIME: one('dhcpv6.failover.keepalive_time', 'seconds'),
  F_RECONFIGURE_DATA: (value) => [
    ['dhcpv6.failover.reconfigure_time', value.time as number],
    ['dhcpv6.failover.reconfigure_key', colons(value.key as Uint8Array)],
  ],
  F_RELATIONSHIP_NAME: one('dhcpv6.failover.relationship_name', 'name'),
  F_SERVER_STATE: one('dhcpv6.failover.server_state', 'state'),
  F_START_TIME_OF_STATE: one('dhcpv6.failover.start_time_of_state', 'time'),
  F_STATE_EXPIRATION_TIME: one('dhcpv6.failover.state_expiration_time', 'time'),
};

/** Containers that tshark does not look into: what they hold is shown to it without them. */
const closed = new Set(['MIP6_VDINF', 'MIP6_IDINF', 'MIP6_UDINF', 'ADDRSEL', '4RD', 'F_DNS_REMOVAL_INFO', 'IA_LL']);

/** A message that may carry this option by itself, or around the option that does. */
function carrier(option: DhcpOption, type: OptionType): Message {
  if (type.messages.length === 0) {
    const outer = options().find((each) => each.name === type.within[0] && each.optionsField !== undefined);
    if (outer !== undefined && !closed.has(outer.name)) {
      const value = Object.fromEntries(Object.entries(outer.fields).map(([key, field]) => [key, field.examples[0]]));
      return carrier(outer.make({ ...value, [outer.optionsField as string]: [option] }), outer);
    }
  }
  const carrying = type.messages.includes('REPLY') ? 'REPLY' : (type.messages[0] ?? 'REPLY');
  if (carrying === 'RELAY-FORW' || carrying === 'RELAY-REPL') {
    return relay(carrying, { linkAddress: '2001:db8::1', peerAddress: 'fe80::2', options: [option] });
  }
  return message(carrying, { transactionId: 0x3f21a8, options: [option] });
}

const malformed = /malformed|bogus|invalid|bad_|exceeded|not_dns|no_suboption/;

/** The part of a dissection that belongs to the option at this offset. */
function partOf(packet: readonly Dissected[], offset: number, length: number): Dissected[] {
  const start = payloadOffset + offset;
  return packet.filter((field) => field.position >= start && field.position + field.size <= start + 4 + length);
}

describe('tshark reads what we write', () => {
  const cases = [
    ...rows.map((row) => row.option),
    ...options().flatMap((type) => {
      const fields = Object.entries(type.fields).map(([key, field]) => [key, field.examples[0]]);
      return [type.make(Object.fromEntries(fields))];
    }),
  ];
  const messages = cases.map((option) => carrier(option, optionByCode(option.code) as OptionType));
  const packets = dissect(messages.map(encode));

  for (const [index, option] of cases.entries()) {
    test(`${option.name} ${index < rows.length ? 'of its row' : 'of its examples'}`, () => {
      const packet = packets[index] as Dissected[];
      const wrong = packet.filter((field) => malformed.test(field.name) || field.name.startsWith('_ws.malformed'));
      assert.deepEqual(wrong, []);
      walk(decode(encode(messages[index] as Message)), (node, _path, _depth, holder) => {
        if ('kind' in node || (holder !== undefined && closed.has(holder.name))) return;
        const part = partOf(packet, node.offset as number, node.raw?.length as number);
        const own = part.filter((field) => field.name === 'dhcpv6.option.type')[0];
        assert.equal(Number(own?.show), node.code, `code of ${node.name}`);
        assert.equal(
          part.find((field) => field.name === 'dhcpv6.option.length')?.show,
          String(node.raw?.length),
          `length of ${node.name}`,
        );
        const seen = shown[node.name]?.(node.value as Values) ?? [];
        for (const field of new Set(seen.map(([each]) => each))) {
          const expected = seen.filter(([each]) => each === field).map(([, show]) => String(show));
          const found = part.filter((each) => each.name === field).map((each) => each.show);
          assert.deepEqual(found, expected, `${node.name}: ${field}`);
        }
      });
    });
  }

  test('every option that tshark shows by fields has its values compared', () => {
    const compared = new Set(Object.keys(shown));
    const bare =
      /^dhcpv6(\.(option\.(type|length|type_str)|msgtype|xid|hopcount|linkaddr|peeraddr))?$|^$|^_ws|flags|^dhcpv6\.expert/;
    const missed = new Set<string>();
    for (const [index, option] of cases.entries()) {
      if (
        compared.has(option.name) ||
        option.options.length > 0 ||
        (optionByCode(option.code)?.messages.length ?? 0) === 0
      )
        continue;
      for (const field of packets[index] as Dissected[])
        if (!bare.test(field.name)) missed.add(`${option.name} ${field.name}`);
    }
    assert.deepEqual([...missed], []);
  });
});

test('tshark reads the header of every message', () => {
  const all = messageTypes.map((type): Message => {
    if (type.header === 'relay')
      return relay(type.name as 'RELAY-FORW', { hopCount: 3, linkAddress: '2001:db8::1', peerAddress: 'fe80::2' });
    return message(type.name as Exclude<MessageName, 'RELAY-FORW' | 'RELAY-REPL'>, { transactionId: 0xabcdef });
  });
  for (const [index, packet] of dissect(all.map(encode)).entries()) {
    const sent = all[index] as Message;
    const show = (field: string) => packet.find((each) => each.name === field)?.show;
    assert.equal(show('dhcpv6.msgtype'), String(messageCode(sent.name as MessageName)));
    if (sent.kind === 'relay') {
      assert.deepEqual(
        ['hopcount', 'linkaddr', 'peeraddr'].map((field) => show(`dhcpv6.${field}`)),
        ['3', '2001:db8::1', 'fe80::2'],
      );
    } else if (!sent.name.startsWith('DHCPV4')) assert.equal(show('dhcpv6.xid'), '0xabcdef');
  }
});

test('tshark finds every option of nested relay layers where we put it', () => {
  const inside = message('REQUEST', {
    transactionId: 0x010203,
    options: [
      iaPd({
        iaid: 1,
        options: [
          iaPrefix({
            prefix: '2001:db8::',
            prefixLength: 56,
            options: [pdExclude({ prefixLength: 64, subnetId: Uint8Array.of(9) })],
          }),
        ],
      }),
    ],
  });
  const nested = wrap(wrap(inside, { linkAddress: '2001:db8::1', peerAddress: 'fe80::2' }), {
    linkAddress: '::',
    peerAddress: 'fe80::3',
  });
  const [packet] = dissect([encode(nested)]);
  const ours: number[] = [];
  walk(decode(encode(nested)), (node) => {
    if (!('kind' in node)) ours.push(node.code);
  });
  const theirs = packet?.filter((field) => field.name === 'dhcpv6.option.type').map((field) => Number(field.show));
  assert.deepEqual(theirs, ours);
});

test('tshark finds the options of any message in the order, the place and the length that we do', () => {
  // What tshark reads further than its RFC says, or not at all, has tests of its own above.
  const apart = new Set(['VENDOR_OPTS', 'LQ_RELAY_DATA', 'RELAY_MSG', 'DHCPV4_MSG', 'RSOO', 'CLIENT_DATA', 'LQ_QUERY']);
  const plainOptions = options().filter((type) => !apart.has(type.name) && type.optionsField === undefined);
  const sample = fc.sample(
    fc.tuple(
      anyMessage,
      fc.array(
        fc.constantFrom(...plainOptions).chain((type) => optionOf(type)),
        { maxLength: 8 },
      ),
    ),
    { numRuns: 150, seed: 8415 },
  );
  const messages = sample.map(([header, list]) => ({ ...header, options: list }) as Message);
  for (const [index, packet] of dissect(messages.map(encode)).entries()) {
    const ours = decode(encode(messages[index] as Message)).options.map((option) => [
      option.code,
      option.offset,
      option.raw?.length,
    ]);
    const theirs = packet
      .filter((field) => field.name === 'dhcpv6.option.type')
      .map((field, at) => {
        const lengths = packet.filter((each) => each.name === 'dhcpv6.option.length');
        return [Number(field.show), field.position - payloadOffset, Number(lengths[at]?.show)];
      });
    assert.deepEqual(theirs, ours);
  }
});

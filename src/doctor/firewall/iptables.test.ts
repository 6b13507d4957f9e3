import assert from 'node:assert/strict';
import { test } from 'node:test';
import { iptablesChains } from './iptables.js';
import { fateOf } from './rules.js';

const packet = { interface: 'em1', source: 'fe80::1', destination: 'fe80::2', sourcePort: 547, destinationPort: 546 };

/** A filter table with these rules, as `ip6tables-save` prints it. */
const fate = (rules: readonly string[], policy = 'ACCEPT', chains: readonly string[] = []) => {
  const lines = [
    '*filter',
    `:INPUT ${policy} [0:0]`,
    ':FORWARD DROP [0:0]',
    ...chains.map((name) => `:${name} - [0:0]`),
  ];
  return fateOf(iptablesChains([...lines, ...rules, 'COMMIT', ''].join('\n')), packet);
};
const kind = (rule: string, policy?: string) => fate([rule], policy).kind;

test('a packet passes where there are no rules, or none of its kind', () => {
  assert.equal(fateOf(iptablesChains(''), packet).kind, 'passes');
  assert.equal(fate([]).kind, 'passes');
  assert.equal(kind('-A INPUT -p tcp -m tcp --dport 22 -j DROP'), 'passes');
  assert.equal(kind('-A FORWARD -j DROP'), 'passes');
});

test('policy, rules and their conditions decide', () => {
  for (const [rule, expected] of [
    ['-A INPUT -j DROP', 'dropped'],
    ['-A INPUT -i em1 -j REJECT --reject-with icmp6-adm-prohibited', 'dropped'],
    ['-A INPUT -i em+ -p udp -j DROP', 'dropped'],
    ['-A INPUT ! -i em1 -j DROP', 'passes'],
    ['-A INPUT -s fe80::/10 -p udp -m udp --sport 547 --dport 500:546 -j DROP', 'dropped'],
    ['-A INPUT -d ff02::1:2/128 -j DROP', 'passes'],
    ['-A INPUT -p udp -m multiport --dports 53,546 -j DROP', 'dropped'],
    ['-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j DROP', 'passes'],
    ['-A INPUT -m state --state INVALID,NEW -j DROP', 'dropped'],
    ['-A INPUT -m comment --comment "no -j ACCEPT here" -j DROP', 'dropped'],
    ['-A INPUT -p udp -m limit --limit 5/sec -j DROP', 'undecided'],
    ['-A INPUT -p udp -j LOG --log-prefix "seen "', 'passes'],
    ['-A INPUT -p udp -j NFQUEUE --queue-num 0', 'undecided'],
  ] as const) {
    assert.equal(kind(rule), expected, rule);
  }
  assert.equal(fate([], 'DROP').kind, 'dropped');
  assert.equal(kind('-A INPUT -p udp -m udp --dport 546 -j ACCEPT', 'DROP'), 'passes');
});

test('chains of the user are followed and left again', () => {
  const rules = [
    '-A INPUT -j mine',
    '-A INPUT -p udp -j ACCEPT',
    '-A mine -p udp --sport 547 -j RETURN',
    '-A mine -j DROP',
  ];
  assert.equal(fate(rules, 'DROP', ['mine']).kind, 'passes');
  assert.equal(fate(['-A INPUT -g mine', ...rules.slice(1)], 'DROP', ['mine']).kind, 'dropped');
});

test('the tables before the filter count, and the rule is told with the command that opens its chain', () => {
  const text =
    '*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -i em1 -p udp -j DROP\nCOMMIT\n*filter\n:INPUT ACCEPT [0:0]\nCOMMIT\n';
  assert.deepEqual(fateOf(iptablesChains(text, 'ip6tables-legacy'), packet), {
    kind: 'dropped',
    by: 'ip6tables: table raw, chain PREROUTING: -A PREROUTING -i em1 -p udp -j DROP',
    open: 'ip6tables-legacy -t raw -I PREROUTING -i em1 -p udp --dport 546:547 -j ACCEPT',
  });
});

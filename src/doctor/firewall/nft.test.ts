import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nftChains } from './nft.js';
import { fateOf } from './rules.js';

const packet = { interface: 'em1', source: 'fe80::1', destination: 'fe80::2', sourcePort: 547, destinationPort: 546 };

/** One table with an input chain of these rules, as `nft -j list ruleset` prints it. */
function ruleset(rules: readonly (readonly object[])[], chain: object = {}, more: readonly object[] = []): string {
  const of = { family: 'inet', table: 't' };
  return JSON.stringify({
    nftables: [
      { metainfo: { json_schema_version: 1 } },
      { table: { family: 'inet', name: 't' } },
      { chain: { ...of, name: 'in', type: 'filter', hook: 'input', prio: 0, policy: 'accept', ...chain } },
      ...more,
      ...rules.map((expr) => ({ rule: { ...of, chain: 'in', expr } })),
    ],
  });
}

const match = (left: object, right: unknown, op = '==') => ({ match: { op, left, right } });
const payload = (protocol: string, field: string) => ({ payload: { protocol, field } });
const meta = (key: string) => ({ meta: { key } });
const drop = { drop: null };
const accept = { accept: null };
const fate = (text: string, change: Partial<typeof packet> = {}) =>
  fateOf(nftChains(text, 'em1'), { ...packet, ...change });
const kind = (rules: readonly (readonly object[])[], chain?: object, more?: readonly object[]) =>
  fate(ruleset(rules, chain, more)).kind;

test('a packet passes where there are no rules, or none of its kind', () => {
  assert.equal(fate('').kind, 'passes');
  assert.equal(fate('{}').kind, 'passes');
  assert.equal(kind([]), 'passes');
  assert.equal(kind([[match(payload('tcp', 'dport'), 22), drop]]), 'passes');
  assert.equal(kind([[match(payload('icmpv6', 'type'), 'echo-request'), drop]]), 'passes');
  assert.equal(kind([[drop]], { hook: 'forward' }), 'passes');
  assert.equal(kind([[drop]], { family: 'ip' }), 'passes');
});

test('the policy decides where no rule does', () => {
  assert.equal(kind([], { policy: 'drop' }), 'dropped');
  assert.equal(kind([[match(payload('udp', 'dport'), 546), accept]], { policy: 'drop' }), 'passes');
});

test('an accept ends one base chain and not the others', () => {
  const other = { chain: { family: 'inet', table: 't', name: 'late', hook: 'input', prio: 10, policy: 'drop' } };
  assert.equal(kind([[accept]], {}, [other]), 'dropped');
});

test('conditions are read: names, ports, ranges, sets, prefixes, negations, states', () => {
  for (const [condition, expected] of [
    [match(meta('iifname'), 'em1'), 'dropped'],
    [match(meta('iifname'), 'em*'), 'dropped'],
    [match(meta('iifname'), { set: ['lo', 'em2'] }), 'passes'],
    [match(meta('iifname'), 'em1', '!='), 'passes'],
    [match(meta('l4proto'), { set: [6, 17] }), 'dropped'],
    [match(meta('nfproto'), 'ipv4'), 'passes'],
    [match(payload('udp', 'dport'), { range: [500, 600] }), 'dropped'],
    [match(payload('th', 'sport'), { set: [53, { range: [546, 547] }] }), 'dropped'],
    [match(payload('udp', 'dport'), 547), 'passes'],
    [match(payload('ip6', 'saddr'), { prefix: { addr: 'fe80::', len: 10 } }), 'dropped'],
    [match(payload('ip6', 'daddr'), { set: [{ elem: { val: 'fe80::2', comment: 'x' } }] }), 'dropped'],
    [match(payload('ip6', 'daddr'), 'ff02::1:2'), 'passes'],
    [match({ ct: { key: 'state' } }, ['established', 'related'], 'in'), 'passes'],
    [match({ ct: { key: 'state' } }, { set: ['new', 'invalid'] }, 'in'), 'dropped'],
  ] as const) {
    assert.equal(kind([[condition, drop]]), expected, JSON.stringify(condition));
  }
});

test('what cannot be known leaves it undecided, unless all ends are alike', () => {
  const unknown = match({ fib: { result: 'type' } }, 'unicast');
  assert.equal(kind([[unknown, drop]]), 'undecided');
  assert.equal(kind([[unknown, accept], [drop]]), 'undecided');
  assert.equal(kind([[unknown, drop]], { policy: 'drop' }), 'dropped');
  assert.equal(kind([[unknown, accept]]), 'passes');
  assert.equal(kind([[{ xt: null }, drop]]), 'undecided');
});

test('jumps come back, goto does not, and return leaves a chain', () => {
  const chain = (name: string) => ({ chain: { family: 'inet', table: 't', name } });
  const rule = (name: string, expr: readonly object[]) => ({ rule: { family: 'inet', table: 't', chain: name, expr } });
  const sub = [chain('sub'), rule('sub', [match(payload('udp', 'dport'), 546), { return: null }]), rule('sub', [drop])];
  assert.equal(kind([[{ jump: { target: 'sub' } }], [accept]], { policy: 'drop' }, sub), 'passes');
  assert.equal(kind([[{ goto: { target: 'sub' } }], [accept]], { policy: 'drop' }, sub), 'dropped');
  assert.equal(fate(ruleset([[{ jump: { target: 'sub' } }]], {}, sub), { destinationPort: 547 }).kind, 'dropped');
  const endless = [chain('a'), rule('a', [{ jump: { target: 'a' } }])];
  assert.equal(kind([[{ jump: { target: 'a' } }]], {}, endless), 'undecided');
});

test('maps of verdicts and named sets are looked up', () => {
  const vmap = (key: object, data: unknown) => ({ vmap: { key, data } });
  const states = vmap(
    { ct: { key: 'state' } },
    {
      set: [
        ['established', accept],
        ['invalid', drop],
      ],
    },
  );
  assert.equal(kind([[states]]), 'passes');
  assert.equal(kind([[vmap(payload('udp', 'dport'), { set: [[546, drop]] })]]), 'dropped');
  const named = [
    { map: { family: 'inet', table: 't', name: 'm', elem: [[546, drop]] } },
    { set: { family: 'inet', table: 't', name: 's', elem: ['em1'] } },
  ];
  assert.equal(kind([[vmap(payload('udp', 'dport'), '@m')]], {}, named), 'dropped');
  assert.equal(kind([[match(meta('iifname'), '@s'), drop]], {}, named), 'dropped');
  assert.equal(kind([[match(meta('iifname'), '@missing'), drop]]), 'undecided');
});

test('the rule is told as its owner would write it, with the command that opens its chain', () => {
  const found = fate(
    ruleset([[match(meta('iifname'), 'em1'), match(payload('udp', 'dport'), { range: [500, 600] }), drop]]),
  );
  assert.deepEqual(found, {
    kind: 'dropped',
    by: 'nft: table inet t, chain in: iifname em1 udp dport 500-600 drop',
    open: 'nft insert rule inet t in iifname em1 udp dport 546-547 accept',
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../config/problem.js';
import type { Site } from '../adapter.js';
import { emptyModel, type ServerModel, type Subnet } from '../model.js';
import { render } from './render.js';

const site: Site = {
  interfaces: ['ens4', 'ens5'],
  addresses: ['2001:db8:1::1', undefined],
  config: {
    product: 'kea',
    host: '192.0.2.7',
    port: 22,
    user: 'tester',
    login: { agent: true },
    sudo: true,
  },
};

function subnet(id: number, more: Partial<Subnet> = {}): Subnet {
  const empty = { pools: [], prefixPools: [], lifetimes: {}, options: [], reservations: [] };
  return { id, prefix: `2001:db8:${id}::/64`, ...empty, ...more };
}

function model(more: Partial<ServerModel>): ServerModel {
  return { ...emptyModel(), ...more };
}

function text(more: Partial<ServerModel>, where: Site = site): string {
  const files = render(model(more), where, 'n-1');
  assert.equal(files.length, 1);
  return files[0]?.text ?? '';
}

function dhcp6(more: Partial<ServerModel>): Record<string, unknown> {
  return (JSON.parse(text(more)) as { Dhcp6: Record<string, unknown> }).Dhcp6;
}

function refuses(more: Partial<ServerModel>, what: RegExp): void {
  assert.throws(
    () => render(model(more), site, 'n-1'),
    (error) => error instanceof Problem && what.test(error.line),
  );
}

test('two links with addresses and prefixes give this text', () => {
  const links = [1, 2].map((link) =>
    subnet(link, {
      link,
      pools: [{ from: `2001:db8:${link}::100`, to: `2001:db8:${link}::200` }],
      prefixPools: [{ prefix: `300${link}::`, length: 64, delegatedLength: 96 }],
    }),
  );
  assert.equal(
    text({ subnets: links, lifetimes: { preferred: 300, valid: 400, t1: 100, t2: 200 } }),
    `{
  "Dhcp6": {
    "user-context": { "forge": "n-1" },
    "interfaces-config": { "interfaces": ["ens4", "ens5"] },
    "lease-database": {
      "type": "memfile",
      "persist": true,
      "name": "/var/lib/kea/kea-leases6.csv",
      "lfc-interval": 0
    },
    "control-socket": { "socket-type": "unix", "socket-name": "/run/kea/kea6-ctrl-socket" },
    "multi-threading": { "enable-multi-threading": false },
    "preferred-lifetime": 300,
    "valid-lifetime": 400,
    "renew-timer": 100,
    "rebind-timer": 200,
    "subnet6": [
      {
        "id": 1,
        "subnet": "2001:db8:1::/64",
        "interface": "ens4",
        "pools": [
          { "pool": "2001:db8:1::100 - 2001:db8:1::200" }
        ],
        "pd-pools": [
          { "prefix": "3001::", "prefix-len": 64, "delegated-len": 96 }
        ]
      },
      {
        "id": 2,
        "subnet": "2001:db8:2::/64",
        "interface": "ens5",
        "pools": [
          { "pool": "2001:db8:2::100 - 2001:db8:2::200" }
        ],
        "pd-pools": [
          { "prefix": "3002::", "prefix-len": 64, "delegated-len": 96 }
        ]
      }
    ],
    "loggers": [
      {
        "name": "kea-dhcp6",
        "severity": "DEBUG",
        "debuglevel": 55,
        "output_options": [
          { "output": "/var/log/kea/kea-dhcp6.log.0-forge", "flush": true, "maxsize": 0 }
        ]
      }
    ]
  }
}
`,
  );
});

test('files follow the installation prefix and the config', () => {
  const config = { ...site.config, prefix: '/opt/kea/', files: { leases: '/opt/kea/leases.csv' } };
  const [file] = render(emptyModel(), { ...site, config }, 'n-1');
  assert.equal(file?.path, '/opt/kea/etc/kea/kea-dhcp6.conf');
  assert.match(file?.text ?? '', /"name": "\/opt\/kea\/leases\.csv"/);
  assert.match(file?.text ?? '', /"socket-name": "\/opt\/kea\/var\/run\/kea\/kea6-ctrl-socket"/);
  assert.match(file?.text ?? '', /"output": "\/opt\/kea\/var\/log\/kea\/kea-dhcp6\.log\.0-forge"/);
});

test('Preference is sent without being asked for', () => {
  assert.deepEqual(dhcp6({ preference: 255 })['option-data'], [
    { name: 'preference', code: 7, data: '255', 'always-send': true },
  ]);
});

test('options go by code, with the name that Kea knows', () => {
  const options = [
    { code: 23, name: 'DNS_SERVERS', value: '2001:db8::53, 2001:db8::54' },
    { code: 82, name: 'SOL_MAX_RT', value: '7200', always: true },
    { code: 60000, name: '60000', value: '0x0A0B' },
    { code: 56, name: 'NTP_SERVER', value: '' },
  ];
  assert.deepEqual(dhcp6({ options })['option-data'], [
    { name: 'dns-servers', code: 23, data: '2001:db8::53, 2001:db8::54' },
    { name: 'solmax-rt', code: 82, data: '7200', 'always-send': true },
    { code: 60000, 'csv-format': false, data: '0a0b' },
    { code: 56, 'csv-format': false },
  ]);
});

test('an option that Kea has no definition of needs its bytes', () => {
  refuses({ options: [{ code: 56, name: 'NTP_SERVER', value: 'a.example' }] }, /NTP_SERVER \(56\).*as bytes/);
  refuses({ options: [{ code: 56, name: 'NTP_SERVER', value: '0x123' }] }, /not a sequence of bytes/);
});

test('rapid commit of the model holds for every subnet that does not say otherwise', () => {
  const subnets = [subnet(1, { link: 1 }), subnet(2, { link: 2, rapidCommit: false })];
  assert.deepEqual(dhcp6({ rapidCommit: true, subnets }).subnet6, [
    { id: 1, subnet: '2001:db8:1::/64', interface: 'ens4', 'rapid-commit': true },
    { id: 2, subnet: '2001:db8:2::/64', interface: 'ens5', 'rapid-commit': false },
  ]);
});

test('subnets of one name become a shared network', () => {
  const shared = { link: 1, sharedNetwork: 'office' };
  const written = dhcp6({ subnets: [subnet(1, shared), subnet(2, shared), subnet(3, { link: 2 })] });
  assert.deepEqual(written.subnet6, [{ id: 3, subnet: '2001:db8:3::/64', interface: 'ens5' }]);
  assert.deepEqual(written['shared-networks'], [
    {
      name: 'office',
      subnet6: [
        { id: 1, subnet: '2001:db8:1::/64', interface: 'ens4' },
        { id: 2, subnet: '2001:db8:2::/64', interface: 'ens4' },
      ],
    },
  ]);
  refuses({ subnets: [subnet(1, shared), subnet(2, { ...shared, rapidCommit: true })] }, /office.*same rapid-commit/);
  refuses({ subnets: [subnet(1, shared), subnet(2, { ...shared, link: 2 })] }, /office.*same interface/);
});

test('reservations, relays and excluded prefixes', () => {
  const one = subnet(1, {
    relay: { addresses: ['2001:db8:88::1'], interfaceId: 'eth7' },
    prefixPools: [
      { prefix: '3001::', length: 32, delegatedLength: 48, excluded: { prefix: '3001:0:0:10::', length: 64 } },
    ],
    lifetimes: { valid: 4294967295 },
    reservations: [
      {
        duid: '00030001020000000001',
        addresses: ['2001:db8:1::150'],
        prefixes: [{ prefix: '3001:0:0:0:abc::', length: 96 }],
        options: [{ code: 24, name: 'DOMAIN_LIST', value: 'a.example' }],
      },
    ],
  });
  assert.deepEqual(dhcp6({ subnets: [one] }).subnet6, [
    {
      id: 1,
      subnet: '2001:db8:1::/64',
      'interface-id': 'eth7',
      relay: { 'ip-addresses': ['2001:db8:88::1'] },
      'valid-lifetime': 4294967295,
      'pd-pools': [
        {
          prefix: '3001::',
          'prefix-len': 32,
          'delegated-len': 48,
          'excluded-prefix': '3001:0:0:10::',
          'excluded-prefix-len': 64,
        },
      ],
      reservations: [
        {
          duid: '00:03:00:01:02:00:00:00:00:01',
          'ip-addresses': ['2001:db8:1::150'],
          prefixes: ['3001:0:0:0:abc::/96'],
          'option-data': [{ name: 'domain-search', code: 24, data: 'a.example' }],
        },
      ],
    },
  ]);
  refuses({ subnets: [subnet(1, { link: 1, relay: { interfaceId: 'eth7' } })] }, /not both/);
});

test('a fixed server DUID is written field by field and never kept on disk', () => {
  const of = (serverDuid: string) => dhcp6({ serverDuid })['server-id'];
  assert.deepEqual(of('00030001020000000001'), { type: 'LL', htype: 1, identifier: '020000000001', persist: false });
  assert.deepEqual(of('000100010000000a020000000001'), {
    type: 'LLT',
    htype: 1,
    time: 10,
    identifier: '020000000001',
    persist: false,
  });
  assert.deepEqual(of('000200000009abcd01'), {
    type: 'EN',
    'enterprise-id': 9,
    identifier: 'abcd01',
    persist: false,
  });
  refuses({ serverDuid: `0004${'00'.repeat(16)}` }, /DUID-LLT, DUID-EN or DUID-LL/);
  refuses({ serverDuid: '0001000100000000020000000001' }, /time 0/);
});

test('unicast binds the global addresses, and says which one is unknown', () => {
  const one: Site = { ...site, interfaces: ['ens4'], addresses: ['2001:db8:1::1'] };
  assert.match(text({ requires: ['unicast'] }, one), /"interfaces": \["ens4\/2001:db8:1::1"\]/);
  const options = [{ code: 12, name: 'UNICAST', value: '2001:db8:1::1' }];
  assert.match(text({ options }, one), /"interfaces": \["ens4\/2001:db8:1::1"\]/);
  refuses({ requires: ['unicast'] }, /links\[1\]\.serverAddress.*ens5/);
});

test('times that a scenario waits for', () => {
  const written = dhcp6({ declineProbation: 2, promptExpiry: true });
  assert.equal(written['decline-probation-period'], 2);
  assert.deepEqual(written['expired-leases-processing'], {
    'reclaim-timer-wait-time': 1,
    'hold-reclaimed-time': 1,
    'flush-reclaimed-timer-wait-time': 1,
  });
});

test('what Kea cannot do is refused before anything runs', () => {
  refuses({ newLeasesOnRenew: false }, /new leases in answer to Renew/);
  refuses({ newLeasesOnRebind: false }, /new leases in answer to Rebind/);
  refuses({ subnets: [subnet(1, { link: 3 })] }, /link 3/);
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Problems } from './problem.js';
import { resolveConfig } from './resolve.js';

const good = {
  server: { product: 'kea', host: '192.0.2.7', user: 'tester', login: { key: '~/.ssh/forge' } },
  links: [
    { interface: 'ens4', serverInterface: 'enp1s0' },
    { interface: 'ens5', serverInterface: 'enp2s0' },
  ],
};

/** The lines that a user reads for the good configuration with these keys replaced (`undefined` removes one). */
function lines(changes: { server?: object; links?: unknown; [key: string]: unknown }): string[] {
  const { server, ...rest } = changes;
  try {
    resolveConfig({ ...good, ...rest, server: { ...good.server, ...server } }, '/nowhere/config.ts');
  } catch (error) {
    assert.ok(error instanceof Problems);
    return error.all.map((problem) => {
      assert.equal(problem.kind, 'usage');
      return problem.line.replace('/nowhere/config.ts: ', '');
    });
  }
  return [];
}

describe('a good configuration', () => {
  it('gets its defaults, and milliseconds for seconds', () => {
    assert.deepEqual(resolveConfig(good, '/nowhere/config.ts'), {
      source: '/nowhere/config.ts',
      server: { ...good.server, port: 22, sudo: true },
      links: good.links,
      save: { config: true, leases: true, log: true },
      display: 'none',
      deadlines: { answer: 1000, grace: 5, connect: 10000, command: 20000, ready: 10000 },
      edition: '8415',
      options: [],
    });
  });

  it('keeps everything that it says', () => {
    const full = {
      server: {
        ...good.server,
        port: 2222,
        sudo: false,
        login: { password: { env: 'SERVER_PASSWORD' } },
        knownHosts: '/etc/forge/known_hosts',
        prefix: '/opt/kea',
        programs: { 'kea-dhcp6': '/opt/kea/sbin/kea-dhcp6' },
        service: false,
        files: { config: '/etc/kea/kea-dhcp6.conf', leases: '/var/lib/kea/kea-leases6.csv', log: '/var/log/kea.log' },
        wipeLeases: true,
      },
      links: [{ interface: 'a', serverInterface: 'b', serverLinkLocal: 'fe80::1', serverAddress: '2001:db8::1' }],
      save: { config: false, leases: false, log: false },
      display: 'both',
      deadlines: { answer: 2.5, grace: 0.0125, connect: 1, command: 2, ready: 3 },
      edition: '9915',
      options: [],
    };
    assert.deepEqual(resolveConfig(full, 'lab'), {
      ...full,
      source: 'lab',
      deadlines: { answer: 2500, grace: 12.5, connect: 1000, command: 2000, ready: 3000 },
    });
  });

  it('needs no sudo where root logs in', () => {
    assert.equal(resolveConfig({ ...good, server: { ...good.server, user: 'root' } }, 'lab').server.sudo, false);
  });

  it('takes a key that is there but undefined as left out', () => {
    assert.deepEqual(lines({ server: { port: undefined }, display: undefined }), []);
  });

  it('finds files beside the configuration, and leaves ~ to whoever opens them', () => {
    const relative = { ...good, server: { ...good.server, login: { key: 'id' }, knownHosts: './known_hosts' } };
    const { server } = resolveConfig(relative, '/nowhere/config.ts');
    assert.deepEqual(server.login, { key: '/nowhere/id' });
    assert.equal(server.knownHosts, '/nowhere/known_hosts');
    assert.deepEqual(resolveConfig(good, '/nowhere/config.ts').server.login, { key: '~/.ssh/forge' });
  });
});

describe('what is wrong is told with the path of the key and the mend', () => {
  const cases: [string, Parameters<typeof lines>[0], string[]][] = [
    ['a misspelt key', { server: { prot: 22 } }, ['server.prot: is not a key that forge knows. Did you mean port?']],
    [
      'a key far from all others',
      { save: { everything: true } },
      ['save.everything: is not a key that forge knows. Known here: config, leases and log.'],
    ],
    [
      'a misspelt key in the place of a missing one, once',
      { server: { host: undefined, hots: '192.0.2.7' } },
      ['server.hots: is not a key that forge knows. Did you mean host?'],
    ],
    [
      'a missing key',
      { server: { host: undefined } },
      ['server.host: is missing. It is the management address or name of the server machine.'],
    ],
    [
      'a port in quotes',
      { server: { port: '22' } },
      ['server.port: must be a whole number from 1 to 65535, not "22". Write 22 without quotes.'],
    ],
    [
      'a port out of range',
      { server: { port: 65536 } },
      ['server.port: must be a whole number from 1 to 65535, not 65536.'],
    ],
    ['a flag that is a text', { server: { sudo: 'yes' } }, ['server.sudo: must be true or false, not "yes".']],
    [
      'a misspelt word',
      { display: 'recieved' },
      ["display: must be 'none' or 'both' or 'sent' or 'received', not \"recieved\". Write 'received'."],
    ],
    ['an edition without quotes', { edition: 9915 }, ["edition: must be '8415' or '9915', not 9915. Write '9915'."]],
    [
      'a user in the host',
      { server: { host: 'root@192.0.2.7' } },
      ['server.host: "root@192.0.2.7" holds a user. Write the user into server.user.'],
    ],
    [
      'a port in the host',
      { server: { host: 'kea.example:2222' } },
      ['server.host: "kea.example:2222" holds a port. Write the port into server.port.'],
    ],
    [
      'a misspelt address',
      { server: { host: '192.0.2.700' } },
      ['server.host: "192.0.2.700" is neither a host name nor an address.'],
    ],
    [
      'a link that is no object',
      { links: ['ens4'] },
      ['links[0]: must be an object with interface, serverInterface, serverLinkLocal and serverAddress, not "ens4".'],
    ],
    [
      'links that are no list',
      { links: { interface: 'a' } },
      ['links: must be a list of links in [ ], not an object.'],
    ],
    ['no link', { links: [] }, ['links: is empty. Add an entry for the link to the server.']],
    [
      'an address where an interface belongs',
      { links: [{ interface: 'fe80::1', serverInterface: 'b' }] },
      ['links[0].interface: "fe80::1" is an address. Write the name of the interface; `ip link` lists them.'],
    ],
    [
      'a name too long for an interface',
      { links: [{ interface: 'ethernet-number-1', serverInterface: 'b' }] },
      ['links[0].interface: "ethernet-number-1" is too long for an interface: 15 bytes at most.'],
    ],
    [
      'an interface twice',
      { links: [...good.links, { interface: 'ens4', serverInterface: 'x' }] },
      ['links[2].interface: "ens4" is already in links[0]. A link is listed once.'],
    ],
    [
      "the server's interface twice",
      { links: [...good.links, { interface: 'x', serverInterface: 'enp2s0' }] },
      ['links[2].serverInterface: "enp2s0" is already in links[1]. A link is listed once.'],
    ],
    [
      'a global address for the link-local one',
      { links: [{ ...good.links[0], serverLinkLocal: '2001:db8::1' }] },
      [
        'links[0].serverLinkLocal: "2001:db8::1" is not a link-local address. It must be a link-local IPv6 address (fe80::…).',
      ],
    ],
    [
      'a prefix length',
      { links: [{ ...good.links[0], serverAddress: '2001:db8::1/64' }] },
      ['links[0].serverAddress: "2001:db8::1/64" holds a prefix length. Write the address alone.'],
    ],
    [
      'a scope',
      { links: [{ ...good.links[0], serverLinkLocal: 'fe80::1%ens4' }] },
      ['links[0].serverLinkLocal: "fe80::1%ens4" holds a scope. Leave out the % and what follows.'],
    ],
    [
      'IPv4',
      { links: [{ ...good.links[0], serverAddress: '192.0.2.1' }] },
      ['links[0].serverAddress: "192.0.2.1" is an IPv4 address. It must be a global IPv6 address.'],
    ],
    ['a deadline of nothing', { deadlines: { answer: 0 } }, ['deadlines.answer: must be more than 0 seconds, not 0.']],
    [
      'a deadline in milliseconds',
      { deadlines: { ready: 10000 } },
      ['deadlines.ready: is 10000 seconds, more than an hour. Deadlines are in seconds.'],
    ],
    [
      'a deadline that is no number',
      { deadlines: { ready: Number.NaN } },
      ['deadlines.ready: must be a number of seconds, not NaN.'],
    ],
    [
      'a path that is not absolute',
      { server: { prefix: 'opt/kea' } },
      ['server.prefix: "opt/kea" is not an absolute path. It must begin with / (it is on the server machine).'],
    ],
    [
      'a program that is not absolute',
      { server: { programs: { 'kea-dhcp6': 'kea' } } },
      ['server.programs.kea-dhcp6: "kea" is not an absolute path. It must begin with / (it is on the server machine).'],
    ],
    [
      'a service that is true',
      { server: { service: true } },
      ['server.service: cannot be true. Write the name of the service, or leave it out.'],
    ],
    [
      'no login',
      { server: { login: {} } },
      ["server.login: is empty. Write { key: '~/.ssh/id_ed25519' }, { agent: true } or { password: 'prompt' }."],
    ],
    [
      'two logins',
      { server: { login: { key: 'x', password: 'prompt' } } },
      ['server.login: has key and password. Keep one of them.'],
    ],
    [
      'a passphrase without a key',
      { server: { login: { agent: true, passphrase: 'prompt' } } },
      ['server.login.passphrase: goes with a key only. Remove it, or name the key file in login.key.'],
    ],
    [
      'a public key',
      { server: { login: { key: '~/.ssh/id.pub' } } },
      ['server.login.key: names the public key. Name the private one, without .pub.'],
    ],
    [
      'an agent that is false',
      { server: { login: { agent: false } } },
      ['server.login.agent: must be true, or the path of the agent’s socket.'],
    ],
    [
      'a variable that is none',
      { server: { login: { password: { env: '$PW' } } } },
      ['server.login.password.env: is no name of an environment variable.'],
    ],
    [
      'a key spelt with brackets and dots',
      { 'a.b': 1 },
      [
        '["a.b"]: is not a key that forge knows. Known here: server, links, save, display, deadlines, edition and options.',
      ],
    ],
  ];
  for (const [name, changes, expected] of cases) it(name, () => assert.deepEqual(lines(changes), expected));

  it('all of one file at once', () => {
    const found = lines({ server: { user: '', port: 0 }, links: [{ interface: 'a b' }], edition: '3315' });
    assert.deepEqual(
      found.map((line) => line.slice(0, line.indexOf(': '))),
      ['server.port', 'server.user', 'links[0].interface', 'links[0].serverInterface', 'edition'],
    );
  });

  for (const raw of [undefined, null, 3, 'x', [], () => 0]) {
    it(`${typeof raw} ${raw} is no configuration`, () => {
      assert.throws(
        () => resolveConfig(raw, 'lab'),
        (error) => error instanceof Problems && /^lab: must be an object with server, links/.test(error.message),
      );
    });
  }
});

describe('secrets', () => {
  const secret = 'correct horse';
  for (const login of [
    { password: secret },
    { key: 'x', passphrase: secret },
    { pasword: secret },
    { password: { value: secret } },
    { password: { env: secret } },
    { key: `-----BEGIN OPENSSH PRIVATE KEY-----\n${secret}` },
    secret,
    [secret],
    { key: [secret] },
  ]) {
    it(`are not repeated by the message about ${JSON.stringify(login).slice(0, 40)}`, () => {
      const found = lines({ server: { login } });
      assert.ok(found.length > 0);
      assert.ok(!found.join('\n').includes('correct'), found.join('\n'));
    });
  }
});

it('never throws anything but Problems, whatever it is given', () => {
  const anything = fc.letrec((tie) => ({
    any: fc.oneof(
      fc.anything(),
      fc.dictionary(fc.constantFrom('server', 'links', 'login', 'host', '__proto__'), tie('any')),
    ),
  })).any;
  fc.assert(
    fc.property(anything, (raw) => {
      assert.throws(() => resolveConfig(raw, 'lab'), Problems);
    }),
  );
});

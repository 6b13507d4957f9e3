import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeConfig } from './describe.js';
import { resolveConfig } from './resolve.js';
import type { Login } from './types.js';

function describeWith(login: Login, server: object = {}): string {
  const raw = {
    server: { product: 'kea', host: '2001:db8::7', user: 'tester', login, ...server },
    links: [
      { interface: 'ens4', serverInterface: 'enp1s0', serverLinkLocal: 'fe80::1', serverAddress: '2001:db8:1::1' },
      { interface: 'ens5', serverInterface: 'enp2s0' },
    ],
    save: { leases: false },
  };
  return describeConfig(resolveConfig(raw, '/nowhere/config.ts'));
}

it('prints every setting on a line of its own', () => {
  const text = describeWith(
    { key: '~/.ssh/forge', passphrase: 'prompt' },
    { programs: { 'kea-dhcp6': '/opt/kea/sbin/kea-dhcp6' }, files: { log: '/var/log/kea.log' }, service: false },
  );
  assert.equal(
    text,
    `configuration  /nowhere/config.ts
server         kea
machine        tester@[2001:db8::7]:22
login          key ~/.ssh/forge, passphrase asked at the terminal
root by        sudo -n
known hosts    the user's own
program        kea-dhcp6 /opt/kea/sbin/kea-dhcp6
service        none
file           log /var/log/kea.log
wipe leases    no
link 1         ens4 to enp1s0 (fe80::1, 2001:db8:1::1)
link 2         ens5 to enp2s0
saved          config, log
display        none
deadlines      answer 1 s, grace 0.005 s, connect 10 s, command 20 s, ready 10 s
edition        RFC 8415`,
  );
});

it('names the source of a secret and never the secret', () => {
  process.env.FORGE_DESCRIBE_TEST = 'correct horse';
  const text = describeWith({ password: { env: 'FORGE_DESCRIBE_TEST' } });
  delete process.env.FORGE_DESCRIBE_TEST;
  assert.match(text, /^login +password from the environment variable FORGE_DESCRIBE_TEST$/m);
  assert.ok(!text.includes('correct horse'));
});

it('tells the two kinds of agent apart', () => {
  assert.match(describeWith({ agent: true }), /^login +SSH agent$/m);
  assert.match(describeWith({ agent: '/run/agent' }), /^login +SSH agent at \/run\/agent$/m);
});

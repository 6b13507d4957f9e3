import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tail } from './tail.js';

const stamp = (severity: string, text: string) =>
  `2026-11-24 14:58:15.929 ${severity} [kea-dhcp6.dhcp6/424.14] ${text}`;

test('warnings, errors and last words are shown, dumped packets are not', () => {
  const log = [
    stamp('INFO ', 'DHCP6_STARTING'),
    'kea-dhcp6: Fatal error during start up: Unable to open PID file',
    stamp('DEBUG', 'DHCP6_QUERY_DATA'),
    'type=00007, len=00001: 255 (uint8)',
    'terminate called after throwing an instance of',
    stamp('ERROR', 'DHCP6_INIT_FAIL'),
  ].join('\n');
  const shown = tail(log)
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
  assert.deepEqual(shown, [
    'kea-dhcp6: Fatal error during start up: Unable to open PID file',
    'terminate called after throwing an instance of',
    stamp('ERROR', 'DHCP6_INIT_FAIL'),
  ]);
});

test('without any of them the last entries are shown, cut to a readable length', () => {
  const log = [stamp('DEBUG', 'x'.repeat(1000)), '  options:', stamp('DEBUG', 'DHCP6_PACKET_SEND')].join('\n');
  const lines = tail(log).split('\n').slice(1);
  assert.equal(lines.length, 2);
  assert.ok((lines[0]?.length ?? 0) < 310);
  assert.equal(tail('', '\n'), '');
});

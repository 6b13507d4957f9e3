import assert from 'node:assert/strict';
import { test } from 'node:test';
import { allServersAndRelays, listening } from './sockets.js';

/** Recorded from a machine with Kea on two interfaces, one of them without its multicast socket, and a stranger on [::]:547. */
const network = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 3080: 000080FE00000000FF8D17DCA10870FE:0223 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 77370 2 0000000011b50671 0
 3080: 000002FF000000000000000002000100:0223 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 77373 2 000000006a454908 0
 3080: 000080FE00000000FF0A1FCCEBAD48FE:0223 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 77375 2 000000004ccc971d 0
 3080: 00000000000000000000000000000000:0223 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 90001 2 00000000ca3622c7 0
  100: 00000000000000000000000000000000:0222 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 77379 2 00000000ca3622c8 0
00000000000000000000000000000001 01 80 10 80       lo
fe80000000000000dc178dfffe7008a1 03 40 20 80     srv1
fe80000000000000cc1f0afffe48adeb 05 40 20 c0     srv2
20010db8000100000000000000000001 03 40 00 80     srv1
`;
const files = `lrwx------ 1 root root 64 Nov 24 14:04 15 -> socket:[77370]
lrwx------ 1 root root 64 Nov 24 14:04 16 -> socket:[77373]
lrwx------ 1 root root 64 Nov 24 14:04 17 -> socket:[77375]
lr-x------ 1 root root 64 Nov 24 14:04 7 -> /run/kea/kea6-ctrl-socket.lock
`;

test("tells the process's own sockets from those of others", () => {
  const state = listening(network, files);
  assert.deepEqual(state.own, ['fe80::dc17:8dff:fe70:8a1', allServersAndRelays, 'fe80::cc1f:aff:fe48:adeb']);
  assert.deepEqual(state.others, ['::']);
});

test('knows the link-local addresses, and which of them are not ready', () => {
  const { linkLocal } = listening(network, files);
  assert.deepEqual(Object.fromEntries(linkLocal), {
    srv1: [{ address: 'fe80::dc17:8dff:fe70:8a1', tentative: false, duplicate: false }],
    srv2: [{ address: 'fe80::cc1f:aff:fe48:adeb', tentative: true, duplicate: false }],
  });
});

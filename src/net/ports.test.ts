import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { endianness } from 'node:os';
import { describe, it } from 'node:test';
import { holdPort, parseUdp6, portHolders } from './ports.js';

describe('the holders of a UDP port', () => {
  it('are read from /proc/net/udp6 in the byte order of the machine', () => {
    const words = Buffer.from('fe8000000000000000fc00fffe000001', 'hex');
    if (endianness() === 'LE') words.swap32();
    const text = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 1234: ${words.toString('hex').toUpperCase()}:0222 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 24601 2 0000000000000000 0
`;
    assert.deepEqual(parseUdp6(text), [{ address: 'fe80::fc:ff:fe00:1', port: 546, inode: '24601' }]);
    assert.deepEqual(parseUdp6(''), []);
  });

  it('are found with their process', async () => {
    const socket = createSocket('udp6');
    await new Promise<void>((resolve) => {
      socket.bind(0, '::1', resolve);
    });
    const holders = await portHolders(socket.address().port);
    assert.deepEqual(
      holders.map((one) => [one.address, one.pid]),
      [['::1', process.pid]],
    );
    assert.ok(holders[0]?.program);
    await new Promise<void>((resolve) => {
      socket.close(() => resolve());
    });
    assert.deepEqual(await portHolders(1), []);
  });

  it('let the port go when they are released', async () => {
    const probe = createSocket('udp6');
    await new Promise<void>((resolve) => {
      probe.bind(0, '::1', resolve);
    });
    const { port } = probe.address();
    await assert.rejects(holdPort('::1', 'lo', port), {
      line: new RegExp(`^interface lo: UDP port ${port} of ::1 is in use by .* \\(pid ${process.pid}\\)`),
    });
    await new Promise<void>((resolve) => {
      probe.close(() => resolve());
    });
    const first = await holdPort('::1', 'lo', port);
    await assert.rejects(holdPort('::1', 'lo', port));
    await first.release();
    const second = await holdPort('::1', 'lo', port);
    await second.release();
  });

  it('cannot hold an address that is not there', async () => {
    await assert.rejects(holdPort('2001:db8::99', 'lo', 546), {
      line: 'interface lo: 2001:db8::99 is not (or not yet) an address of this interface. See: ip -6 address show dev lo',
    });
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readCaptureFile } from '../../src/net/capture-file.js';
import { buildPacket, fragment } from '../../src/net/packet.js';
import { writePcapng } from '../../src/net/pcapng.js';

/** What Wireshark's own reader makes of our files, and we of its. */
describe('tshark', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), `net-tshark-${process.pid}-`));
  });
  after(() => rmSync(folder, { recursive: true }));

  const solicit = Buffer.from('01abcdef0001000a000300010200000000010003000c000000010000000000000000', 'hex');
  const ethernet = (packet: Uint8Array) => Buffer.concat([Buffer.from('33330001000202000000000186dd', 'hex'), packet]);
  const single = ethernet(buildPacket({ payload: solicit }, 'fe80::ff:fe00:1'));
  const large = Buffer.concat([solicit, Buffer.from('00100bb800000137', 'hex'), Buffer.alloc(2996)]);
  const pieces = fragment(buildPacket({ payload: large }, 'fe80::ff:fe00:1'), 1500, 7).map(ethernet);
  const tshark = (...args: string[]) =>
    execFileSync('tshark', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const table = (file: string, ...fields: string[]) =>
    tshark('-r', file, '-T', 'fields', '-E', 'separator=|', ...fields.flatMap((field) => ['-e', field]))
      .trimEnd()
      .split('\n');

  it('reads interfaces, times, comments and directions, and has nothing to complain about', () => {
    const file = join(folder, 'ours.pcapng');
    const frames = [single, single, ...pieces];
    writeFileSync(
      file,
      writePcapng({
        interfaces: [{ name: 'eth1', description: 'link 1' }, { name: 'eth2' }],
        packets: frames.map((bytes, i) => ({
          time: 1_700_000_000.25 + i,
          bytes,
          originalLength: bytes.length,
          interface: i % 2,
          comment: `When it sends a Solicit – packet ${i}`,
          direction: i === 1 ? 'received' : 'sent',
        })),
        application: 'forge 0.1.0',
        comment: '7550_1',
      }),
    );
    const fields = ['frame.time_epoch', 'frame.interface_name', 'frame.comment', 'frame.packet_flags_direction'];
    assert.deepEqual(
      table(file, ...fields),
      frames.map((_, i) => {
        const direction = i === 1 ? '0x00000001' : '0x00000002';
        return `${1_700_000_000 + i}.250000000|eth${1 + (i % 2)}|When it sends a Solicit – packet ${i}|${direction}`;
      }),
    );
    assert.match(
      execFileSync('capinfos', [file], { encoding: 'utf8' }),
      /Capture application:\s+forge 0\.1\.0[\s\S]*7550_1/,
    );
    // Comments themselves, and chats, are expert notes of a lower severity.
    const strict = ['-o', 'udp.check_checksum:TRUE', '-r', file];
    assert.equal(
      tshark(...strict, '-Y', '_ws.expert.severity > 0x00200000 || _ws.malformed || udp.checksum.status == 0'),
      '',
    );
    // The last fragment shows the whole message.
    assert.deepEqual(
      tshark(...strict, '-Y', 'dhcpv6 && udp.checksum.status == 1', '-T', 'fields', '-e', 'frame.number')
        .trim()
        .split('\n'),
      ['1', '2', '5'],
    );
  });

  it('writes files that read back as it shows them', () => {
    const source = join(folder, 'source.pcapng');
    writeFileSync(
      source,
      writePcapng({
        interfaces: [{ name: 'eth1' }],
        packets: [{ time: 1_700_000_000.123456, bytes: single, originalLength: single.length, comment: 'a step' }],
      }),
    );
    for (const [format, expected] of [
      ['pcap', 'pcap'],
      ['nsecpcap', 'pcap'],
      ['pcapng', 'pcapng'],
    ] as const) {
      const copy = join(folder, `copy.${format}`);
      tshark('-r', source, '-w', copy, '-F', format);
      const read = readCaptureFile(readFileSync(copy));
      assert.deepEqual(
        [read?.format, read?.notes, read?.packets.length, read?.packets[0]?.time, read?.packets[0]?.comments],
        [expected, [], 1, 1_700_000_000.123456, format === 'pcapng' ? ['a step'] : []],
      );
      assert.deepEqual(Buffer.from(read?.packets[0]?.bytes ?? []), single);
    }
  });
});

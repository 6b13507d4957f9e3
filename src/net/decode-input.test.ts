import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Problem } from '../config/problem.js';
import { readDecodeInput } from './decode-input.js';
import { buildPacket, fragment } from './packet.js';
import { writePcapng } from './pcapng.js';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const payloads = (input: Uint8Array | string) => readDecodeInput(input, 'input').map((one) => hex(one.payload));
const solicit = '01abcdef0001000a00030001020000000001';
const request = '03abcdef0001000a00030001020000000001000800020000';

/** Rows of `width` bytes. */
function rows(bytes: Uint8Array, width = 16): { offset: number; bytes: Buffer }[] {
  const found = [];
  for (let offset = 0; offset < bytes.length; offset += width) {
    found.push({ offset, bytes: Buffer.from(bytes.subarray(offset, offset + width)) });
  }
  return found;
}
const grouped = (bytes: Buffer, size: number) =>
  bytes
    .toString('hex')
    .match(new RegExp(`.{1,${2 * size}}`, 'g'))
    ?.join(' ') ?? '';
const characters = (bytes: Buffer) => bytes.toString('latin1').replaceAll(/[^ -~]/g, '.');
const offset = (value: number, width: number) => value.toString(16).padStart(width, '0');

/** The dumps of the programs that people use, and ways to write bare bytes. */
const formats: Record<string, (bytes: Uint8Array) => string> = {
  'bare digits': hex,
  'bare digits in capitals': (bytes) => hex(bytes).toUpperCase(),
  'xxd -p': (bytes) =>
    rows(bytes, 30)
      .map((row) => hex(row.bytes))
      .join('\n'),
  'lines cut inside a byte': (bytes) =>
    hex(bytes)
      .match(/.{1,33}/g)
      ?.join('\n') ?? '',
  spaces: (bytes) => grouped(Buffer.from(bytes), 1),
  colons: (bytes) => grouped(Buffer.from(bytes), 1).replaceAll(' ', ':'),
  'colons without leading zeros': (bytes) => Array.from(bytes, (byte) => byte.toString(16)).join(':'),
  'a C array': (bytes) => `{ ${Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(', ')} };`,
  'escapes of a string': (bytes) =>
    `"${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}"`,
  xxd: (bytes) =>
    rows(bytes)
      .map((row) => `${offset(row.offset, 8)}: ${grouped(row.bytes, 2).padEnd(39)}  ${characters(row.bytes)}`)
      .join('\n'),
  'xxd -g 1': (bytes) =>
    rows(bytes)
      .map((row) => `${offset(row.offset, 8)}: ${grouped(row.bytes, 1).padEnd(47)}  ${characters(row.bytes)}`)
      .join('\n'),
  'tcpdump -X': (bytes) =>
    [
      '12:34:56.789012 IP6 fe80::1.546 > ff02::1:2.547: dhcp6 solicit (xid=abcdef (client-ID hwaddr type 1 020000000001))',
      ...rows(bytes).map(
        (row) => `\t0x${offset(row.offset, 4)}:  ${grouped(row.bytes, 2).padEnd(39)}  ${characters(row.bytes)}`,
      ),
    ].join('\n'),
  'tshark -x': (bytes) =>
    [
      '    1   0.000000      fe80::1 → ff02::1:2    DHCPv6 80 Solicit XID: 0xabcdef CID: 00030001020000000001 ',
      '',
      ...rows(bytes).map(
        (row) => `${offset(row.offset, 4)}  ${grouped(row.bytes, 1).padEnd(47)}   ${characters(row.bytes)}`,
      ),
    ].join('\r\n'),
  'hexdump -C': (bytes) =>
    [
      ...rows(bytes).map((row) => {
        const halves = [row.bytes.subarray(0, 8), row.bytes.subarray(8)]
          .map((half) => grouped(half, 1))
          .filter(Boolean);
        return `${offset(row.offset, 8)}  ${halves.join('  ').padEnd(48)}  |${characters(row.bytes)}|`;
      }),
      offset(bytes.length, 8),
    ].join('\n'),
  'od -A x -t x1': (bytes) =>
    [...rows(bytes).map((row) => `${offset(row.offset, 6)} ${grouped(row.bytes, 1)}`), offset(bytes.length, 6)].join(
      '\n',
    ),
  'od -A x -t x1z, squeezed': (bytes) => {
    const lines = rows(bytes).map(
      (row) => `${offset(row.offset, 6)} ${grouped(row.bytes, 1).padEnd(47)}  >${characters(row.bytes)}<`,
    );
    const squeezed = lines.flatMap((line, i) => {
      const same = (k: number) => k > 0 && k < lines.length && lines[k]?.slice(6) === lines[k - 1]?.slice(6);
      if (!same(i)) return [line];
      return same(i - 1) ? [] : ['*'];
    });
    return [...squeezed, offset(bytes.length, 6)].join('\n');
  },
};

describe('hexadecimal text', () => {
  // A message has a type that is not 6x, which would be an IPv6 packet.
  const message = fc
    .tuple(fc.constantFrom(1, 3, 7, 12), fc.oneof(fc.uint8Array({ maxLength: 90 }), fc.constant(new Uint8Array(90))))
    .map(([type, rest]) => Uint8Array.of(type, 0xab, 0xcd, 0xef, ...rest));
  for (const [name, write] of Object.entries(formats)) {
    it(`as ${name} gives the bytes`, () => {
      fc.assert(
        fc.property(message, (bytes) => {
          assert.deepEqual(payloads(write(bytes)), [hex(bytes)], write(bytes));
        }),
      );
    });
  }

  it('holds several messages where empty lines or comments part them', () => {
    assert.deepEqual(payloads(`# first\n${solicit}\n# second\n${request}\n\n`), [solicit, request]);
    assert.deepEqual(
      payloads(`${formats.xxd?.(Buffer.from(solicit, 'hex'))}\n${formats.xxd?.(Buffer.from(request, 'hex'))}\n`),
      [solicit, request],
    );
  });

  it('holds a message a line where each line is one', () => {
    assert.deepEqual(payloads(`${solicit}\n${request}\n`), [solicit, request]);
    assert.deepEqual(payloads(`${request}\n${solicit}\n`), [request, solicit]);
  });

  it('may be UTF-16 with its mark, as some editors save it', () => {
    assert.deepEqual(payloads(Buffer.from(`\ufeff${solicit}\r\n`, 'utf16le')), [solicit]);
    assert.deepEqual(payloads(`\ufeff${solicit}\n`), [solicit]);
  });

  it('of a frame, a packet or a datagram gives the payload inside', () => {
    const packet = buildPacket({ payload: Buffer.from(solicit, 'hex') }, 'fe80::1');
    const frame = Buffer.concat([Buffer.from('33330001000202000000000186dd', 'hex'), packet]);
    const ends = { from: '[fe80::1]:546', to: '[ff02::1:2]:547' };
    const payload = Uint8Array.from(Buffer.from(solicit, 'hex'));
    for (const bytes of [packet, frame]) {
      const [one] = readDecodeInput(hex(bytes), 'input');
      assert.deepEqual({ ...one, payload: Uint8Array.from(one?.payload ?? []) }, { ...ends, payload });
    }
    const [datagram] = readDecodeInput(hex(packet.subarray(40)), 'input');
    assert.deepEqual(
      [datagram?.from, datagram?.to, hex(datagram?.payload ?? payload)],
      ['port 546', 'port 547', solicit],
    );
    assert.deepEqual(payloads(`${hex(packet)}\n${hex(frame)}`), [solicit, solicit]);
  });

  it('of fragments gives the whole', () => {
    const long = Buffer.concat([Buffer.from(solicit, 'hex'), Buffer.from('00100bb8', 'hex'), Buffer.alloc(3000)]);
    const pieces = fragment(buildPacket({ payload: long }, 'fe80::1'), 1500, 9);
    assert.deepEqual(payloads(pieces.map((piece) => formats.xxd?.(piece)).join('\n')), [hex(long)]);
  });
});

describe('a capture', () => {
  const ethernet = (packet: Uint8Array) => Buffer.concat([Buffer.from('33330001000202000000000186dd', 'hex'), packet]);
  const sent = ethernet(buildPacket({ payload: Buffer.from(solicit, 'hex') }, 'fe80::1'));
  const dns = ethernet(buildPacket({ payload: Buffer.from('dns'), sourcePort: 53, destinationPort: 53 }, 'fe80::1'));
  const file = (frames: readonly Uint8Array[], comment?: string) =>
    writePcapng({
      interfaces: [{ name: 'eth1' }],
      packets: frames.map((bytes, i) => ({
        time: 100 + i,
        bytes,
        originalLength: bytes.length,
        ...(comment === undefined ? {} : { comment }),
      })),
    });

  it('gives its DHCPv6 messages with time, ends and comments', () => {
    const read = readDecodeInput(file([dns, sent], 'a step'), 'x.pcapng');
    assert.deepEqual(
      read.map((one) => ({ ...one, payload: hex(one.payload) })),
      [{ at: 101, from: '[fe80::1]:546', to: '[ff02::1:2]:547', payload: solicit, note: 'a step' }],
    );
  });

  it('that is cut gives what is there, and says so', () => {
    const whole = file([sent, sent]);
    const read = readDecodeInput(whole.subarray(0, whole.length - 9), 'x.pcapng');
    assert.equal(read.length, 1);
    assert.match(read[0]?.note ?? '', /^the file is cut at byte/);
  });

  it('tells a datagram in fragments once', () => {
    const long = Buffer.concat([Buffer.from(solicit, 'hex'), Buffer.alloc(3000)]);
    const pieces = fragment(buildPacket({ payload: long }, 'fe80::1'), 1500, 9).map(ethernet);
    const read = readDecodeInput(file([sent, ...pieces, sent]), 'x.pcapng');
    assert.deepEqual(
      read.map((one) => [one.at, one.payload.length]),
      [
        [100, 18],
        [101, 3018],
        [104, 18],
      ],
    );
    assert.equal(read[1]?.note, 'put together from 3 fragments');
  });

  it('without a DHCPv6 message says what it holds', () => {
    assert.throws(() => readDecodeInput(file([dns, dns]), 'x.pcapng'), {
      line:
        'x.pcapng: none of the 2 packets of this pcapng file is UDP over IPv6 from or to port 546 or 547. ' +
        'Capture with: tcpdump -w FILE ip6 and udp portrange 546-547',
    });
    assert.throws(() => readDecodeInput(file([]), 'x.pcapng'), /this pcapng file holds no packet/);
  });
});

describe('input that cannot be decoded', () => {
  const cases: [string, Uint8Array | string, RegExp][] = [
    ['nothing', '', /^input: there is nothing in it\. Give hexadecimal text/],
    ['white space', ' \n\n', /^input: there is no hexadecimal digit in it\./],
    ['a word', `${solicit}\n01ab hello`, /^input: line 2, column 6: "h" is no hexadecimal digit\./],
    [
      'half a byte',
      `${solicit}f`,
      /^input: an odd number of hexadecimal digits before the end of line 1\. A digit is missing/,
    ],
    ['half a byte among bytes', '01 abc 02', /^input: line 1, column 4: "abc" has an odd number of digits\./],
    [
      'a dump that lacks a line',
      '0000  01 ab cd ef\n0010  00 01',
      /^input: line 2 begins at offset 0x10, but 4 bytes come before it\. A line above/,
    ],
    ['a dump of words', '0000000 ab01 efcd 0100', /^input: line 1 is of a dump in 16-bit words.* hexdump -C/],
    [
      'a binary message',
      Buffer.from(solicit, 'hex'),
      /^input: neither a capture nor hexadecimal text: byte 0 is 0x01\. .*xxd -p/,
    ],
    ['a compressed file', Buffer.from('1f8b0800000000000003', 'hex'), /^input: this file is compressed\. /],
    [
      'other packets',
      hex(buildPacket({ payload: Buffer.from('x'), sourcePort: 53, destinationPort: 53 }, 'fe80::1')),
      /^input: none of the 1 packets/,
    ],
  ];
  for (const [name, input, line] of cases) {
    it(`is a problem with its place: ${name}`, () => {
      assert.throws(
        () => readDecodeInput(input, 'input'),
        (error: unknown) => {
          assert.ok(error instanceof Problem, String(error));
          assert.match(error.line, line);
          return true;
        },
      );
    });
  }

  it('is never anything but a problem', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'0123456789abcdef \n:x*|#.'), maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 100 })), (input) => {
        try {
          for (const one of readDecodeInput(input, 'input')) assert.ok(one.payload.length > 0);
        } catch (error) {
          assert.ok(error instanceof Problem, String(error));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

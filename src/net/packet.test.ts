import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatIpv6, parseIpv6 as parseAddress } from '../dhcp6/address.js';
import { buildPacket, fragment, parseIpv6, parseUdp, udpChecksum } from './packet.js';

const anyAddress = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => formatIpv6(bytes));
const port = fc.integer({ min: 0, max: 0xffff });
const anyPayload = fc.uint8Array({ maxLength: 3000 });
const outgoing = fc.record({
  payload: anyPayload,
  source: anyAddress,
  destination: anyAddress,
  sourcePort: port,
  destinationPort: port,
  hopLimit: fc.integer({ min: 0, max: 255 }),
});

/** The one's complement sum of 16-bit words, by the definition. */
function plainSum(...parts: Uint8Array[]): number {
  const all = Buffer.concat(parts.map((part) => Buffer.concat([part, Buffer.alloc(part.length % 2)])));
  let sum = 0n;
  for (let i = 0; i < all.length; i += 2) sum += BigInt(all.readUInt16BE(i));
  while (sum > 0xffffn) sum = (sum & 0xffffn) + (sum >> 16n);
  return Number(sum);
}

describe('a packet', () => {
  it('has the defaults of a DHCPv6 client', () => {
    const bytes = buildPacket({ payload: Buffer.from('0b00aa01', 'hex') }, 'fe80::1');
    assert.equal(
      bytes.toString('hex'),
      `60000000000c1101${'fe800000000000000000000000000001'}${'ff020000000000000000000000010002'}` +
        `02220223000c${udpChecksum(bytes.subarray(8, 24), bytes.subarray(24, 40), bytes.subarray(40)).toString(16)}0b00aa01`,
    );
  });

  it('has hop limit 64 except to link-scope multicast', () => {
    const hops = (destination: string) => buildPacket({ payload: Buffer.alloc(0), destination }, 'fe80::1')[7];
    assert.equal(hops('ff02::1:2'), 1);
    assert.equal(hops('ff05::1:3'), 64);
    assert.equal(hops('fe80::2'), 64);
  });

  it('read back says what was put in', () => {
    fc.assert(
      fc.property(outgoing, (packet) => {
        const read = parseIpv6(buildPacket(packet, 'fe80::1'));
        assert.ok(read !== undefined);
        const { source, destination, hopLimit, nextHeader, notes } = read;
        const { payload, sourcePort, destinationPort, fault } = parseUdp(read.body) ?? assert.fail();
        assert.deepEqual(
          { source, destination, hopLimit, payload: Buffer.from(payload), sourcePort, destinationPort },
          { ...packet, payload: Buffer.from(packet.payload) },
        );
        assert.deepEqual({ nextHeader, notes, fault }, { nextHeader: 17, notes: [], fault: undefined });
      }),
    );
  });

  it('has a checksum that makes the sum over pseudo-header and datagram come out as all ones', () => {
    fc.assert(
      fc.property(outgoing, (packet) => {
        const bytes = buildPacket(packet, 'fe80::1');
        const datagram = bytes.subarray(40);
        const rest = Buffer.from([0, 0, datagram.length >> 8, datagram.length & 0xff, 0, 0, 0, 17]);
        assert.equal(plainSum(bytes.subarray(8, 40), rest, datagram), 0xffff);
        assert.notEqual(bytes.readUInt16BE(46), 0);
      }),
    );
  });

  it('never has the checksum 0, which would mean none', () => {
    // The payload word is chosen so that the sum is all ones without a checksum.
    const source = parseAddress('::') as Uint8Array;
    const datagram = Buffer.alloc(10);
    datagram.writeUInt16BE(10, 4);
    datagram.writeUInt16BE(0xffff - 10 - 10 - 17, 8);
    assert.equal(udpChecksum(source, source, datagram), 0xffff);
  });

  it('carries each lie, and nothing else changes', () => {
    const lies = fc.record(
      {
        udpChecksum: port,
        udpLength: port,
        ipv6PayloadLength: port,
        ipv6NextHeader: fc.integer({ min: 0, max: 255 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(outgoing, lies, (packet, lie) => {
        const expected = buildPacket(packet, 'fe80::1');
        if (lie.udpChecksum !== undefined) expected.writeUInt16BE(lie.udpChecksum, 46);
        if (lie.udpLength !== undefined) expected.writeUInt16BE(lie.udpLength, 44);
        if (lie.ipv6PayloadLength !== undefined) expected.writeUInt16BE(lie.ipv6PayloadLength, 4);
        if (lie.ipv6NextHeader !== undefined) expected[6] = lie.ipv6NextHeader;
        assert.deepEqual(buildPacket({ ...packet, ...lie }, 'fe80::1'), expected);
      }),
    );
  });

  it('is refused where a field cannot hold its value', () => {
    const payload = Buffer.alloc(1);
    assert.throws(() => buildPacket({ payload, hopLimit: 256 }, 'fe80::1'), /hopLimit 256 is not 0 to 255/);
    assert.throws(() => buildPacket({ payload, sourcePort: -1 }, 'fe80::1'), RangeError);
    assert.throws(() => buildPacket({ payload, destination: 'server' }, 'fe80::1'), /destination "server" is no IPv6/);
    assert.throws(() => buildPacket({ payload, source: 'fe80::1%eth0' }, 'fe80::1'), RangeError);
  });
});

describe('fragments', () => {
  it('fit the MTU and put together are the packet', () => {
    fc.assert(
      fc.property(outgoing, fc.integer({ min: 56, max: 1500 }), fc.nat(0xffffffff), (packet, mtu, identification) => {
        const whole = buildPacket(packet, 'fe80::1');
        const pieces = fragment(whole, mtu, identification);
        if (whole.length <= mtu) return assert.deepEqual(pieces, [whole]);
        const body = Buffer.alloc(whole.length - 40);
        pieces.forEach((piece, i) => {
          assert.ok(piece.length <= mtu);
          const read = parseIpv6(piece);
          assert.ok(read?.fragment !== undefined);
          assert.deepEqual(read.extensions, [44]);
          assert.equal(read.nextHeader, 17);
          assert.equal(read.fragment.identification, identification);
          assert.equal(read.fragment.more, i < pieces.length - 1);
          body.set(read.body, read.fragment.offset);
        });
        assert.deepEqual(body, whole.subarray(40));
      }),
    );
  });
});

describe('a received datagram', () => {
  const datagram = (length: number, payload: string) => {
    const bytes = Buffer.alloc(8 + payload.length, 0);
    bytes.writeUInt16BE(547, 0);
    bytes.writeUInt16BE(546, 2);
    bytes.writeUInt16BE(length, 4);
    bytes.write(payload, 8);
    return parseUdp(bytes);
  };

  it('keeps what is there and says so where its length field is wrong', () => {
    const text = (read: ReturnType<typeof datagram>) => Buffer.from(read?.payload ?? []).toString();
    assert.equal(datagram(11, 'abc')?.fault, undefined);
    assert.equal(text(datagram(20, 'abc')), 'abc');
    assert.match(datagram(20, 'abc')?.fault ?? '', /says 20, 11 bytes are there/);
    assert.equal(text(datagram(9, 'abc')), 'a');
    assert.match(datagram(9, 'abc')?.fault ?? '', /says 9, 2 more bytes follow/);
    assert.equal(text(datagram(3, 'abc')), 'abc');
    assert.match(datagram(3, 'abc')?.fault ?? '', /less than the header/);
    assert.equal(parseUdp(Buffer.alloc(7)), undefined);
  });
});

describe('any bytes', () => {
  it('are read as an IPv6 packet without an exception', () => {
    const bytes = fc
      .tuple(fc.constantFrom(0, 43, 44, 51, 60, 135, 17, 58), fc.uint8Array({ maxLength: 120 }))
      .map(([next, all]) => {
        if (all.length > 0) all[0] = 0x60;
        if (all.length > 6) all[6] = next;
        return all;
      });
    fc.assert(
      fc.property(bytes, (all) => {
        const read = parseIpv6(all);
        assert.equal(read === undefined, all.length < 40);
        assert.ok((read?.body.length ?? 0) <= all.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('behind extension headers are found', () => {
    const plain = buildPacket({ payload: Buffer.from('hello') }, 'fe80::1');
    const options = Buffer.from([60, 0, 1, 4, 0, 0, 0, 0, 17, 1, 1, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    const packet = Buffer.concat([plain.subarray(0, 40), options, plain.subarray(40)]);
    packet[6] = 0;
    packet.writeUInt16BE(packet.length - 40, 4);
    const read = parseIpv6(packet);
    assert.deepEqual(read?.extensions, [0, 60]);
    assert.equal(Buffer.from(parseUdp(read?.body ?? Buffer.alloc(0))?.payload ?? []).toString(), 'hello');
  });
});

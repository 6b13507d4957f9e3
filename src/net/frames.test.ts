import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Dissected, datagramsOf, dissect, Reassembler } from './frames.js';
import { buildPacket, fragment } from './packet.js';

const payload = Buffer.from('0b00aa01', 'hex');
const packet = buildPacket({ payload, source: 'fe80::1', destination: 'fe80::2', hopLimit: 9 }, 'fe80::1');
const macs = Buffer.from('020000000002020000000001', 'hex');
const ethernet = (inner: Uint8Array, ...tags: string[]) =>
  Buffer.concat([macs, ...tags.map((tag) => Buffer.from(tag, 'hex')), Buffer.from('86dd', 'hex'), inner]);

function udpOf(frame: Dissected) {
  assert.equal(frame.kind, 'udp', JSON.stringify(frame));
  return frame.kind === 'udp' ? frame : assert.fail();
}

describe('a frame', () => {
  const layers: [string, number, Buffer][] = [
    ['Ethernet', 1, ethernet(packet)],
    ['Ethernet with padding behind the packet', 1, Buffer.concat([ethernet(packet), Buffer.alloc(20, 0xee)])],
    ['a VLAN', 1, ethernet(packet, '81000064')],
    ['a VLAN in a VLAN', 1, ethernet(packet, '88a80007', '81000064')],
    ['Linux cooked', 113, Buffer.concat([Buffer.from('000000010006020000000001000086dd', 'hex'), packet])],
    [
      'Linux cooked, version 2',
      276,
      Buffer.concat([Buffer.from('86dd00000000000200010006020000000001', 'hex'), Buffer.alloc(2), packet]),
    ],
    ['raw IP', 101, packet],
    ['raw IPv6', 229, packet],
    ['loopback', 0, Buffer.concat([Buffer.from('0a000000', 'hex'), packet])],
  ];
  for (const [name, type, bytes] of layers) {
    it(`of ${name} gives addresses, ports and payload`, () => {
      const frame = udpOf(dissect(bytes, type));
      assert.deepEqual(
        [frame.source, frame.destination, frame.sourcePort, frame.destinationPort, frame.hopLimit, frame.notes],
        ['fe80::1', 'fe80::2', 546, 547, 9, []],
      );
      assert.deepEqual(Buffer.from(frame.payload), payload);
      if (type !== 101 && type !== 229 && type !== 0) assert.equal(frame.sourceMac, '02:00:00:00:00:01');
    });
  }

  it('tells its VLANs, outermost first', () => {
    assert.deepEqual(dissect(ethernet(packet, '88a80007', '81000064')).vlans, [7, 100]);
  });

  it('that is something else says what', () => {
    const what = (frame: Dissected) => (frame.kind === 'other' ? frame.what : frame.kind);
    assert.equal(what(dissect(Buffer.concat([macs, Buffer.from('080045000000', 'hex')]))), 'IPv4');
    assert.equal(what(dissect(Buffer.concat([macs, Buffer.from('88cc00', 'hex')]))), 'LLDP');
    assert.equal(what(dissect(Buffer.concat([macs, Buffer.from('123400', 'hex')]))), 'a frame of type 0x1234');
    assert.equal(what(dissect(packet, 999)), 'a frame of link type 999, which is not read');
    assert.equal(what(dissect(macs)), 'an Ethernet frame that is cut');
    assert.equal(what(dissect(ethernet(packet.subarray(0, 30)))), 'an IPv6 packet that is cut or is none');
    assert.equal(what(dissect(ethernet(packet.subarray(0, 45)))), 'a UDP header that is cut');
    const tcp = buildPacket({ payload, ipv6NextHeader: 6 }, 'fe80::1');
    assert.equal(what(dissect(ethernet(tcp))), 'IPv6 with next header 6');
  });

  it('that is cut keeps what is there and says so', () => {
    const frame = udpOf(dissect(ethernet(packet.subarray(0, packet.length - 2))));
    assert.deepEqual(Buffer.from(frame.payload), payload.subarray(0, 2));
    assert.match(frame.notes.join('; '), /cut: 10 of 12 bytes/);
  });

  it('of any bytes and any type is read without an exception', () => {
    const types = fc.constantFrom(0, 1, 12, 101, 108, 113, 229, 276, 5);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), types, fc.nat(119), (bytes, type, flip) => {
        assert.ok(dissect(bytes, type).kind);
        const bent = Buffer.from(ethernet(packet));
        bent[flip % bent.length] = bytes[0] ?? 0;
        assert.ok(dissect(bent).kind);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('fragments', () => {
  const whole = buildPacket({ payload: Buffer.from(Array.from({ length: 5000 }, (_, i) => i)) }, 'fe80::1');
  const pieces = fragment(whole, 1280, 77).map((bytes) => ({ bytes: ethernet(bytes) }));

  it('give the datagram in any order, once the last is there', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces, { minLength: pieces.length }), (shuffled) => {
        const reassembler = new Reassembler();
        const results = shuffled.map((frame) => {
          const one = dissect(frame.bytes);
          return one.kind === 'fragment' ? reassembler.add(one) : assert.fail();
        });
        assert.ok(results.slice(0, -1).every((one) => one === undefined));
        const frame = udpOf(results.at(-1) as Dissected);
        assert.deepEqual(Buffer.from(frame.payload), whole.subarray(48));
        assert.deepEqual(frame.notes, [`put together from ${pieces.length} fragments`]);
      }),
    );
  });

  it('each belong to the whole, and nothing to one that lacks a piece', () => {
    const frames = [{ bytes: ethernet(packet) }, ...pieces];
    assert.deepEqual(
      datagramsOf(frames).map((one) => one?.payload.length),
      [4, ...pieces.map(() => 5000)],
    );
    assert.deepEqual(
      datagramsOf(frames.slice(0, -1)).map((one) => one?.payload.length),
      [4, ...pieces.slice(1).map(() => undefined)],
    );
  });

  it('that never become whole are given up in the end', () => {
    const reassembler = new Reassembler(2);
    const first = (id: number) => {
      const one = dissect(ethernet(fragment(whole, 3000, id)[0] as Buffer));
      return one.kind === 'fragment' ? one : assert.fail();
    };
    const second = (id: number) => {
      const one = dissect(ethernet(fragment(whole, 3000, id)[1] as Buffer));
      return one.kind === 'fragment' ? one : assert.fail();
    };
    for (const id of [1, 2, 3]) assert.equal(reassembler.add(first(id)), undefined);
    assert.equal(reassembler.add(second(1)), undefined);
    assert.equal(reassembler.add(second(3))?.kind, 'udp');
  });
});

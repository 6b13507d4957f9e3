import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readCaptureFile } from './capture-file.js';
import { PcapReader } from './pcap.js';
import { byteOrder, writePcapng } from './pcapng.js';

const frameBytes = fc.uint8Array({ maxLength: 200 });
const microseconds = fc.integer({ min: 0, max: 2_000_000_000_000_000 }).map((us) => us / 1e6);
const content = fc
  .record({
    interfaces: fc.array(
      fc.record({ name: fc.string(), linkType: fc.constantFrom(1, 101, 276) }, { noNullPrototype: true }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    packets: fc.array(
      fc.record({
        time: microseconds,
        bytes: frameBytes,
        interface: fc.nat(3),
        comments: fc.option(
          fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => [text]),
          { nil: [] },
        ),
        direction: fc.constantFrom('received' as const, 'sent' as const, undefined),
      }),
      { maxLength: 20 },
    ),
    comment: fc.string({ minLength: 1 }),
    resolution: fc.constantFrom('microseconds' as const, 'nanoseconds' as const),
  })
  .map((all) => ({
    ...all,
    packets: all.packets.map(({ direction, ...packet }) => ({
      ...packet,
      originalLength: packet.bytes.length + 7,
      interface: packet.interface % all.interfaces.length,
      ...(direction === undefined ? {} : { direction }),
    })),
  }));

const written = (all: ReturnType<typeof sample>) => writePcapng({ ...all, packets: all.packets.map(withComment) });
const withComment = <T extends { comments: readonly string[] }>(packet: T) => {
  const { comments, ...rest } = packet;
  return { ...rest, ...(comments[0] === undefined ? {} : { comment: comments[0] }) };
};
function sample() {
  return fc.sample(content, 1)[0] ?? assert.fail();
}

/** The same file in the other byte order. */
function swapped(file: Uint8Array): Buffer {
  const from = Buffer.from(file);
  const to = Buffer.from(file);
  const swap32 = (at: number) => to.writeUInt32BE(from.readUInt32LE(at), at);
  const swap16 = (at: number) => to.writeUInt16BE(from.readUInt16LE(at), at);
  let at = 0;
  while (at < from.length) {
    const type = from.readUInt32LE(at);
    const length = from.readUInt32LE(at + 4);
    for (const word of [at, at + 4, at + length - 4]) swap32(word);
    let options = at + length - 4;
    if (type === 0x0a0d0d0a) {
      swap32(at + 8);
      swap16(at + 12);
      options = at + 24;
    } else if (type === 1) {
      swap16(at + 8);
      swap32(at + 12);
      options = at + 16;
    } else if (type === 6) {
      for (let i = 0; i < 5; i++) swap32(at + 8 + 4 * i);
      options = at + 28 + Math.ceil(from.readUInt32LE(at + 20) / 4) * 4;
    }
    while (options < at + length - 4) {
      swap16(options);
      swap16(options + 2);
      const size = from.readUInt16LE(options + 2);
      if (from.readUInt16LE(options) === 2 && type === 6) swap32(options + 4);
      options += 4 + Math.ceil(size / 4) * 4;
    }
    at += length;
  }
  return to;
}

describe('a pcapng file', () => {
  it('read back is what was written', () => {
    fc.assert(
      fc.property(content, (all) => {
        assert.deepEqual(readCaptureFile(written(all)), {
          format: 'pcapng',
          interfaces: all.interfaces,
          packets: all.packets,
          comments: [all.comment],
          notes: [],
        });
      }),
    );
  });

  it('reads the same in the other byte order, and when two are joined', () => {
    fc.assert(
      fc.property(content, content, (one, two) => {
        const [a, b] = [written(one), swapped(written(two))];
        assert.equal(b.readUInt32BE(8), byteOrder);
        const joined = readCaptureFile(Buffer.concat([a, b]));
        const shifted = two.packets.map((packet) => ({
          ...packet,
          interface: packet.interface + one.interfaces.length,
        }));
        assert.deepEqual(joined?.packets, [...one.packets, ...shifted]);
        assert.deepEqual(joined?.interfaces, [...one.interfaces, ...two.interfaces]);
        assert.deepEqual(joined?.notes, []);
      }),
    );
  });

  it('that is cut gives the packets before the cut and a note', () => {
    const all = {
      ...sample(),
      packets: [1, 2, 3].map((i) => ({ time: i, bytes: Buffer.alloc(30, i), originalLength: 30 })),
    };
    const file = writePcapng(all);
    const whole = readCaptureFile(file);
    assert.equal(whole?.packets.length, 3);
    const seen = new Set<number>();
    const ends = new Set<number>();
    for (let at = 0; at < file.length; ends.add(at)) at += Buffer.from(file).readUInt32LE(at + 4);
    for (let end = 4; end < file.length; end++) {
      const read = readCaptureFile(file.subarray(0, end));
      assert.ok(read !== undefined);
      assert.deepEqual(read.packets, whole.packets.slice(0, read.packets.length));
      seen.add(read.packets.length);
      // Only between two blocks does a cut file look whole.
      if (ends.has(end)) assert.deepEqual(read.notes, []);
      else assert.match(read.notes[0] ?? '', /^the file is cut at byte \d+/);
    }
    assert.deepEqual([...seen], [0, 1, 2]);
  });

  it('with any byte changed is read without an exception', () => {
    fc.assert(
      fc.property(content, fc.nat(), fc.nat(255), (all, at, value) => {
        const file = Buffer.from(written(all));
        file[4 + (at % (file.length - 4))] = value;
        assert.ok(readCaptureFile(file));
      }),
      { numRuns: 1000 },
    );
  });

  it('may hold blocks that are not known, simple packets and old packets', () => {
    const file = writePcapng({ interfaces: [{ name: 'a' }], packets: [] });
    const made = (type: number, body: Buffer) => {
      const head = Buffer.alloc(8);
      head.writeUInt32LE(type, 0);
      head.writeUInt32LE(12 + body.length, 4);
      return Buffer.concat([head, body, head.subarray(4)]);
    };
    const old = Buffer.alloc(24);
    [0, 0, 5_000_000, 3, 3].forEach((value, i) => {
      old.writeUInt32LE(value, 4 * i);
    });
    old.write('old', 20);
    const simple = Buffer.concat([Buffer.from([6, 0, 0, 0]), Buffer.from('simple\0\0')]);
    const read = readCaptureFile(
      Buffer.concat([file, made(0xbad, Buffer.alloc(8)), made(2, old), made(5, Buffer.alloc(12)), made(3, simple)]),
    );
    assert.deepEqual(read?.notes, []);
    assert.deepEqual(
      read?.packets.map((packet) => [packet.time, Buffer.from(packet.bytes).toString()]),
      [
        [5, 'old'],
        [0, 'simple'],
      ],
    );
  });

  it('holds the longest comment that fits, cut between characters', () => {
    const comment = 'é'.repeat(40_000);
    const file = writePcapng({
      interfaces: [{ name: 'a' }],
      packets: [{ time: 1, bytes: Buffer.from('x'), originalLength: 1, comment }],
    });
    assert.equal(readCaptureFile(file)?.packets[0]?.comments[0], 'é'.repeat(32_767));
  });

  it('refuses a packet of an interface that is not there', () => {
    const packets = [{ time: 1, bytes: Buffer.from('x'), originalLength: 1, interface: 1 }];
    assert.throws(() => writePcapng({ interfaces: [{ name: 'a' }], packets }), RangeError);
  });
});

describe('a pcap file', () => {
  const make = (little: boolean, nanoseconds: boolean, packets: readonly { time: number; bytes: Uint8Array }[]) => {
    const magic = nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
    const words = (...values: number[]) => {
      const bytes = Buffer.alloc(4 * values.length);
      values.forEach((value, i) => {
        if (little) bytes.writeUInt32LE(value, 4 * i);
        else bytes.writeUInt32BE(value, 4 * i);
      });
      return bytes;
    };
    const version = little ? 0x00040002 : 0x00020004;
    return Buffer.concat([
      words(magic, version, 0, 0, 65535, 276),
      ...packets.flatMap(({ time, bytes }) => [
        words(Math.floor(time), Math.round((time % 1) * (nanoseconds ? 1e9 : 1e6)), bytes.length, bytes.length + 1),
        bytes,
      ]),
    ]);
  };
  const halfSeconds = fc.nat(2_000_000_000).map((half) => half / 2);
  const packets = fc.array(fc.record({ time: halfSeconds, bytes: frameBytes }), { maxLength: 10 });

  it('is read in both byte orders and both resolutions', () => {
    fc.assert(
      fc.property(packets, fc.boolean(), fc.boolean(), (all, little, nanoseconds) => {
        const read = readCaptureFile(make(little, nanoseconds, all));
        assert.deepEqual(read?.interfaces, [{ name: '', linkType: 276 }]);
        assert.deepEqual(
          read?.packets,
          all.map(({ time, bytes }) => ({ time, bytes, originalLength: bytes.length + 1, interface: 0, comments: [] })),
        );
        assert.deepEqual(read?.notes, []);
      }),
    );
  });

  it('is read the same in pieces of any size', () => {
    fc.assert(
      fc.property(packets, fc.integer({ min: 1, max: 50 }), (all, size) => {
        const file = make(true, true, all);
        const reader = new PcapReader();
        const frames = [];
        for (let at = 0; at < file.length; at += size) frames.push(...reader.push(file.subarray(at, at + size)));
        assert.deepEqual(
          frames.map((frame) => frame.bytes),
          all.map((packet) => packet.bytes),
        );
        assert.equal(reader.left, 0);
      }),
    );
  });

  it('that is cut or broken gives what comes before and a note', () => {
    const file = make(false, false, [
      { time: 1, bytes: Buffer.alloc(20) },
      { time: 2, bytes: Buffer.alloc(20) },
    ]);
    const cut = readCaptureFile(file.subarray(0, file.length - 1));
    assert.equal(cut?.packets.length, 1);
    assert.match(cut?.notes[0] ?? '', /its last 35 bytes are no whole record/);
    file.writeUInt32BE(0x7fffffff, 24 + 36 + 8);
    const broken = readCaptureFile(file);
    assert.equal(broken?.packets.length, 1);
    assert.match(broken?.notes[0] ?? '', /the record at byte 60 claims 2147483647 bytes/);
  });

  it('is neither format where it begins with something else', () => {
    assert.equal(readCaptureFile(Buffer.from('hello world')), undefined);
    assert.equal(readCaptureFile(Buffer.alloc(0)), undefined);
  });
});

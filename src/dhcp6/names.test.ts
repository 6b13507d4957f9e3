import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endsInRoot, nameLabels, readName } from './names.js';

const wire = (...labels: string[]) =>
  Uint8Array.from(labels.flatMap((label) => [label.length, ...[...label].map((c) => c.charCodeAt(0))]));

test('a name is read up to its zero label', () => {
  const bytes = Uint8Array.from([...wire('host', 'Example', 'com'), 0, 9, 9]);
  assert.deepEqual(readName(bytes, 0, bytes.length), { text: 'host.Example.com', length: 18, terminated: true });
});

test('the root alone is a dot', () => {
  assert.deepEqual(readName(Uint8Array.of(0), 0, 1), { text: '.', length: 1, terminated: true });
  assert.deepEqual(nameLabels('.'), []);
});

test('a name without its zero label is read and told', () => {
  const bytes = wire('host');
  assert.deepEqual(readName(bytes, 0, bytes.length), { text: 'host', length: 5, terminated: false });
});

test('dots, backslashes and bytes that are no text are escaped, and read again', () => {
  const bytes = Uint8Array.from([5, 0x61, 0x2e, 0x5c, 0x00, 0xff, 0]);
  const read = readName(bytes, 0, bytes.length);
  assert.ok('text' in read);
  assert.equal(read.text, 'a\\.\\\\\\000\\255');
  assert.deepEqual(
    nameLabels(read.text).map((label) => [...label]),
    [[0x61, 0x2e, 0x5c, 0x00, 0xff]],
  );
});

test('compression, long labels, cut labels and long names are faults', () => {
  const faults: [Uint8Array, RegExp][] = [
    [Uint8Array.of(0xc0, 0x04), /compressed/],
    [Uint8Array.of(64, ...new Array<number>(64).fill(0x61), 0), /64 bytes, more than 63/],
    [Uint8Array.of(5, 0x61), /label of 5 bytes, 1 left/],
    [wire(...new Array<string>(64).fill('aaa')), /256 bytes, more than 255/],
    [Uint8Array.from([...wire(...new Array<string>(64).fill('aaa')), 0]), /257 bytes, more than 255/],
    [Uint8Array.from([...wire(...new Array<string>(63).fill('aaa'), 'aa'), 0]), /256 bytes, more than 255/],
  ];
  for (const [bytes, fault] of faults) {
    const read = readName(bytes, 0, bytes.length);
    assert.ok('fault' in read);
    assert.match(read.fault, fault);
  }
});

test('a name of exactly 255 bytes is one', () => {
  const bytes = Uint8Array.from([...wire(...new Array<string>(63).fill('aaa'), 'a'), 0]);
  assert.equal(bytes.length, 255);
  assert.ok('text' in readName(bytes, 0, 255));
});

test('labels of any bytes come back from their text', () => {
  const label = fc.uint8Array({ minLength: 1, maxLength: 63 });
  fc.assert(
    fc.property(fc.array(label, { maxLength: 3 }), (labels) => {
      const bytes = Uint8Array.from([...labels.flatMap((one) => [one.length, ...one]), 0]);
      const read = readName(bytes, 0, bytes.length);
      assert.ok('text' in read);
      assert.deepEqual(nameLabels(read.text), labels);
      assert.equal(endsInRoot(read.text), labels.length === 0);
    }),
  );
});

test('the dot of the root is told from an escaped one', () => {
  assert.ok(endsInRoot('a.'));
  assert.ok(!endsInRoot('a\\.'));
  assert.ok(endsInRoot('a\\\\.'));
  assert.ok(endsInRoot('.'));
  assert.ok(!endsInRoot(''));
});

test('text that no labels can tell is refused', () => {
  assert.throws(() => nameLabels('a..b'), /empty label/);
  assert.throws(() => nameLabels('a'.repeat(256)), /256 bytes/);
  assert.equal(nameLabels('a'.repeat(64))[0]?.length, 64);
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type DhcpOption,
  decode,
  encode,
  encodePayload,
  findings,
  fromHex,
  hex,
  type Message,
  messageCode,
  type OptionType,
  optionByCode,
  options,
  printOption,
} from '../../src/dhcp6/index.js';
import { plain } from './arbitrary.js';
import { rows } from './option-rows.js';

const bytes = (text: string) => fromHex(text) as Uint8Array;

/** A message that may carry the option, or an option that may around it. */
function place(type: OptionType): {
  around: (option: Uint8Array) => Uint8Array;
  inside: (message: Message) => DhcpOption[];
} {
  const framed = (code: number, payload: Uint8Array) =>
    Uint8Array.from([code >> 8, code & 255, payload.length >> 8, payload.length & 255, ...payload]);
  const outer = options().find((one) => one.name === type.within[0]);
  if (type.messages.length === 0 && outer?.optionsField !== undefined) {
    const { around, inside } = place(outer);
    // The fields of the container before its options, all zero.
    const fields = Object.fromEntries(Object.entries(outer.fields).map(([key, field]) => [key, field.examples[0]]));
    const head = encodePayload(outer.make(fields));
    return {
      around: (option) => around(framed(outer.code, Uint8Array.from([...head, ...option]))),
      inside: (message) => inside(message)[0]?.options ?? [],
    };
  }
  // One whose container's draft is not decoded stands in a message that nobody knows.
  if (type.messages.length === 0) {
    return { around: (option) => Uint8Array.from([99, 0, 0, 1, ...option]), inside: (message) => message.options };
  }
  const code = messageCode((type.messages.includes('REPLY') ? 'REPLY' : type.messages[0]) as never);
  const header = code === 12 || code === 13 ? [code, ...new Array<number>(33).fill(0)] : [code, 0, 0, 1];
  return { around: (option) => Uint8Array.from([...header, ...option]), inside: (message) => message.options };
}

function check(type: OptionType, payload: Uint8Array) {
  const { around, inside } = place(type);
  const framed = (data: Uint8Array, length = data.length) =>
    Uint8Array.from([type.code >> 8, type.code & 255, length >> 8, length & 255, ...data]);
  const read = (option: Uint8Array) => {
    const datagram = around(option);
    const message = decode(datagram);
    assert.equal(hex(encode(message)), hex(datagram), 'the same bytes come back');
    return { found: inside(message), kinds: findings(message).map((finding) => finding.kind) };
  };
  return { framed, read, payload };
}

describe('options with a row of their own', () => {
  for (const { option, payload, printed, short } of rows) {
    test(`${option.name} ${printed}`, () => {
      const type = optionByCode(option.code) as OptionType;
      const { framed, read } = check(type, bytes(payload));
      assert.equal(hex(encodePayload(option)), hex(bytes(payload)), 'encoded');
      const good = read(framed(bytes(payload)));
      assert.deepEqual(good.kinds, []);
      assert.deepEqual(plain(good.found), [plain(option)], 'decoded');
      assert.equal(printOption(option), printed, 'printed');

      if (payload !== '') {
        const cut = read(framed(bytes(payload).slice(0, -1)));
        assert.deepEqual(cut.kinds, short === undefined ? [] : [short], 'one byte shorter');
      }
      const stated = read(framed(bytes(payload), bytes(payload).length + 1));
      assert.equal(stated.kinds.at(-1), 'truncated', 'a length beyond the end');
      assert.equal(stated.found[0]?.statedLength, bytes(payload).length + 1);
      for (let length = 1; length < 4; length++) {
        assert.deepEqual(
          read(framed(bytes(payload)).slice(0, length)).kinds,
          ['trailing'],
          `${length} bytes of a header`,
        );
      }
      const twice = read(Uint8Array.from([...framed(bytes(payload)), ...framed(bytes(payload))]));
      assert.deepEqual(twice.kinds, type.singleton ? ['duplicate'] : [], 'twice');
      assert.equal(twice.found.length, 2);
    });
  }
});

describe('options from their declarations', () => {
  for (const type of options()) {
    test(`${type.name}: every example comes back, at every length that it is cut to`, () => {
      const most = Math.max(1, ...Object.values(type.fields).map((field) => field.examples.length));
      for (let i = 0; i < most; i++) {
        let absent = false;
        const value = Object.fromEntries(
          Object.entries(type.fields).map(([key, field]) => {
            const example = field.examples[Math.min(i, field.examples.length - 1)];
            absent ||= example === undefined;
            return [key, absent ? undefined : example];
          }),
        );
        const option = type.make(value);
        const payload = encodePayload(option);
        const { framed, read } = check(type, payload);
        const good = read(framed(payload));
        assert.deepEqual(plain(good.found), [plain(option)]);
        assert.ok(printOption(option).length > 0);
        for (let length = 0; length < payload.length; length++) read(framed(payload.slice(0, length)));
        read(framed(Uint8Array.from([...payload, 0])));
        read(framed(Uint8Array.from([...payload, 0xff, 0xff])));
        const twice = read(Uint8Array.from([...framed(payload), ...framed(payload)]));
        assert.equal(twice.kinds.includes('duplicate'), type.singleton);
      }
    });
  }

  test('148 options are declared, their codes, names and titles used once', () => {
    const all = options();
    assert.equal(all.length, 148);
    const codes = Array.from({ length: 150 }, (_, index) => index + 1).filter((code) => code !== 10 && code !== 35);
    assert.deepEqual(
      all.map((type) => type.code),
      codes,
    );
    assert.equal(new Set(all.map((type) => type.name.toLowerCase())).size, 148);
    assert.equal(new Set(all.map((type) => type.title.toLowerCase())).size, 148);
    for (const type of all)
      for (const name of type.within)
        assert.ok(
          all.some((one) => one.name === name && (one.optionsField || one.state === 'temporary')),
          name,
        );
  });
});

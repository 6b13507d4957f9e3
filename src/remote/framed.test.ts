import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Framed } from './framed.js';
import { withResolvers } from './with-resolvers.js';

/** Feeds pieces through a Framed and returns what its reader was told, neighbouring data joined. */
async function read(make: (word: string) => Buffer[]): Promise<(string | string[])[]> {
  const output = new PassThrough();
  const ended = withResolvers<string>();
  const told: (string | string[])[] = [];
  const pipes = {
    input: new PassThrough(),
    output,
    errors: new PassThrough(),
    ended: ended.promise,
    destroy: () => {},
  };
  const framed = new Framed(pipes, {
    data: (bytes) => {
      const last = told.at(-1);
      if (typeof last === 'string') told[told.length - 1] = last + bytes.toString('latin1');
      else told.push(bytes.toString('latin1'));
    },
    mark: (words) => told.push(words),
    ended: () => {},
  });
  for (const piece of make(framed.word)) output.write(piece);
  const closed = new Promise((resolve) => output.once('end', resolve));
  output.end();
  await closed;
  return told;
}

/** Cuts bytes at these places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, i) => bytes.subarray(from, sorted[i])).filter((piece) => piece.length > 0);
}

describe('framed output', () => {
  it('tells data and marks apart however the stream is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'binary-ascii' }), { maxLength: 5 }),
        fc.array(fc.nat(400), { maxLength: 30 }),
        async (texts, places) => {
          const told = await read((word) =>
            cut(Buffer.from(texts.map((text) => `${text}${word}end ${text.length}\n`).join(''), 'latin1'), places),
          );
          const expected = texts.flatMap((text) => [...(text === '' ? [] : [text]), ['end', String(text.length)]]);
          assert.deepEqual(told, expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('gives out the beginning of a mark that turns out to be none', async () => {
    const told = await read((word) => [Buffer.from(word.slice(0, 20)), Buffer.from('x'), Buffer.from(`${word}out\n`)]);
    assert.equal(told.length, 2);
    assert.match(told[0] as string, /^[0-9a-f]{20}x$/);
    assert.deepEqual(told[1], ['out']);
  });

  it('says with which words the shell ended', async () => {
    const errors = new PassThrough();
    const ended = withResolvers<string>();
    const reasons = withResolvers<string>();
    const pipes = {
      input: new PassThrough(),
      output: new PassThrough(),
      errors,
      ended: ended.promise,
      destroy: () => {},
    };
    const framed = new Framed(pipes, {
      data: () => {},
      mark: () => {},
      ended: (reason) => reasons.resolve(reason.message),
    });
    errors.once('data', () => ended.resolve('exit code 1'));
    errors.write('sudo: a password is required\n');
    assert.equal(await reasons.promise, 'exit code 1: sudo: a password is required');
    assert.equal(framed.end?.stderr, 'sudo: a password is required');
  });
});

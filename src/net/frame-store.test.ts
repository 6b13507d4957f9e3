import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FrameStore } from './frame-store.js';
import { buildPacket } from './packet.js';
import type { Frame } from './types.js';

function frame(payload: string, time = 0): Frame {
  const packet = buildPacket({ payload: Buffer.from(payload) }, 'fe80::1');
  const bytes = Buffer.concat([Buffer.from('33330001000202000000000186dd', 'hex'), packet]);
  return { time, bytes, originalLength: bytes.length };
}
const far = { since: 0, times: 1, deadline: 60_000 };

describe('frames as they come', () => {
  it('keep their positions when earlier ones are forgotten', () => {
    const store = new FrameStore();
    store.add([frame('a', 1), frame('b', 2), frame('c', 3)]);
    store.forget(2);
    store.forget(1);
    assert.equal(store.position, 3);
    assert.deepEqual(
      store.since(0).map((one) => one.time),
      [3],
    );
    store.add([frame('d', 4)]);
    assert.deepEqual(
      store.since(3).map((one) => one.time),
      [4],
    );
    store.forget(99);
    assert.equal(store.position, 4);
    assert.deepEqual(store.since(0), []);
  });

  it('settle at once for what has come, and with its coming for what has not', async () => {
    const store = new FrameStore();
    store.add([frame('a')]);
    assert.equal(await store.settle(Buffer.from('a'), far), true);
    const waiting = store.settle(Buffer.from('b'), far);
    store.add([frame('c')]);
    store.add([frame('b')]);
    assert.equal(await waiting, true);
  });

  it('count repetitions, and only from the position on', async () => {
    const store = new FrameStore();
    store.add([frame('a'), frame('a')]);
    assert.equal(await store.settle(Buffer.from('a'), { ...far, times: 2 }), true);
    let settled = false;
    const waiting = store.settle(Buffer.from('a'), { ...far, since: 1, times: 3 }).then((seen) => {
      settled = true;
      return seen;
    });
    store.add([frame('a')]);
    await Promise.resolve();
    assert.equal(settled, false);
    store.forget(3);
    store.add([frame('a')]);
    assert.equal(await waiting, true);
  });

  it('do not take a payload inside another for the payload', async () => {
    const store = new FrameStore();
    store.add([frame('relay(a)a')]);
    store.end();
    assert.equal(await store.settle(Buffer.from('a'), far), false);
  });

  it('end all waits with the end', async () => {
    const store = new FrameStore();
    const waiting = store.settle(Buffer.from('a'), far);
    store.end();
    assert.equal(await waiting, false);
    assert.equal(await store.settle(Buffer.from('a'), far), false);
  });

  it('settle no longer than the deadline', async () => {
    assert.equal(await new FrameStore().settle(() => true, { ...far, deadline: 1 }), false);
  });
});

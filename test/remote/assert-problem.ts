import assert from 'node:assert/strict';
import { Problem } from '../../src/config/problem.js';

/** Rejects with a Problem of kind infrastructure, whose line holds all these texts. */
export async function assertProblem(promise: Promise<unknown>, ...texts: readonly string[]): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.kind, 'infrastructure');
    for (const text of texts) assert.ok(error.line.includes(text), `${error.line}\nlacks: ${text}`);
    assert.doesNotMatch(error.line, /Error:|undefined|\.\.|\[object/);
    return true;
  });
}

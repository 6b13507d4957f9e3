import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { ForgeConfig } from '../../src/config/types.js';
import { bringUp, type Lab } from '../../src/lab/lab.js';
import type { RunRecord } from '../../src/report/record.js';
import type { FaultPlan } from '../reference-server/faults/named.js';
import { addToLab } from '../reference-server/lab.js';

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What one run of forge came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** results.json, where the run got as far. */
  readonly record: RunRecord | undefined;
  /** The report's folder, until the tests of the file have ended. */
  readonly folder: string;
}

/** A run against the reference server of this lab; `words` as after `forge -6`. */
export type Forge = (
  words: readonly string[],
  faults?: FaultPlan,
  deadlines?: ForgeConfig['deadlines'],
) => Promise<Outcome>;

/**
 * Defines the tests of a file in a lab with the reference server: outside, one test runs the file again as the tester machine of a
 * lab; there the tests proper are defined, and all of them share the lab. Nothing of it outlives the test process.
 */
export function inLab(moduleUrl: string, define: (forge: Forge) => void): void {
  const file = fileURLToPath(moduleUrl);
  if (process.env.FORGE_TEST_LAB === file) {
    inside(define);
    return;
  }
  test(`${basename(file, '.js')}, in a lab with the reference server`, async () => {
    // Without NODE_TEST_CONTEXT the inner run reports in words instead of in the outer runner's protocol.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const folder = mkdtempSync(join(tmpdir(), 'forge-faults-'));
    const clear = () => rmSync(folder, { recursive: true, force: true });
    process.once('exit', clear);
    const outer = ['--pdeathsig', 'KILL', process.execPath, here('../lab/outer.js'), file];
    const inner = spawn('setpriv', outer, {
      timeout: 1_500_000,
      killSignal: 'SIGKILL',
      env: { ...env, FORGE_TEST_LAB: file, FORGE_TEST_FOLDER: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [inner.stdout, inner.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const [code] = (await once(inner, 'close')) as [number | null];
    clear();
    process.off('exit', clear);
    assert.equal(code, 0, output);
    assert.match(output, /tests [1-9]/, output);
  });
}

function inside(define: (forge: Forge) => void): void {
  let lab: Lab | undefined;
  const folder = process.env.FORGE_TEST_FOLDER ?? '';
  before(async () => {
    addToLab();
    lab = await bringUp({ products: ['reference'] });
  });
  after(async () => {
    await lab?.end();
  });
  define(async (words, faults = { all: [] }, deadlines = {}) => {
    assert.ok(lab !== undefined, 'the lab is not up');
    const config = join(folder, 'config.json');
    writeFileSync(config, JSON.stringify({ ...lab.config, deadlines: { answer: 0.4, ...deadlines } }));
    const out = mkdtempSync(join(folder, 'run-'));
    writeFileSync(join(out, 'faults.json'), JSON.stringify(faults));
    return run(
      ['-6', ...words, '--allow-robust', '--config', config, '--out', out],
      `@${join(out, 'faults.json')}`,
      out,
    );
  });
}

async function run(words: readonly string[], faults: string, out: string): Promise<Outcome> {
  const child = spawn(process.execPath, [here('../reference-server/forge.js'), ...words], {
    env: { ...process.env, FORGE_FAULTS: faults, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  const folder = join(out, 'latest');
  return { code, stdout, stderr, folder, record: recordIn(folder) };
}

function recordIn(folder: string): RunRecord | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as RunRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

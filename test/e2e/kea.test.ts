/** The whole suite on a real Kea over SSH in the lab: honest verdicts, a complete report, and a machine that is as before. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readCaptureFile } from '../../src/net/capture-file.js';
import type { RunRecord } from '../../src/report/record.js';
import { kea } from './expected.js';
import { forge, record, scratch } from './forge.js';

describe('the suite on Kea in the lab', () => {
  it('gives every scenario the verdict that is known, with its clause', async () => {
    using folder = scratch('e2e');
    const result = await forge(['-6', '--lab', '--json', '--out', folder.path]);
    const run = record(result);
    const got = Object.fromEntries(
      run.scenarios.filter((one) => one.verdict !== 'passed').map((one) => [one.id, short(one)]),
    );
    const expected = Object.fromEntries(
      Object.entries(kea).map(([id, { verdict, clause }]) => [
        id,
        clause === undefined ? verdict : `${verdict} ${clause}`,
      ]),
    );
    assert.deepEqual(got, expected, run.scenarios.map((one) => `${one.id} ${one.reason ?? ''}`).join('\n'));
    assert.equal(run.exitCode, 1);
    assert.equal(result.code, 1);
    assert.equal(run.counts.notRun, 0);
    assert.deepEqual(run.problems, []);
    assertReport(folder.path, run);
  });

  it('gives the same verdicts each time', async () => {
    using folder = scratch('e2e');
    const verdicts: string[] = [];
    for (let i = 0; i < 3; i++) {
      const run = record(
        await forge(['-6', '--lab', '--json', '-n', '7550_1', '-n', 'v6.basic.*', '--out', folder.path]),
      );
      verdicts.push(run.scenarios.map((one) => `${one.id} ${one.verdict}`).join('\n'));
    }
    assert.equal(new Set(verdicts).size, 1, verdicts.join('\n\n'));
  });

  it('exits 2 when the product supports nothing of what is selected, and says why', async () => {
    using folder = scratch('e2e');
    const result = await forge(['-6', '--lab', '-n', '7550_8', '--out', folder.path]);
    assert.equal(result.code, 2);
    assert.match(result.stdout, /7550_8 +unsupported: ISC Kea does not have: no-new-leases-on-renew/);
    assert.match(result.stdout, /nothing was judged/);
  });

  it('fails a deviation under --strict, and stops at once with --fail-fast', async () => {
    using folder = scratch('e2e');
    const args = [
      '-6',
      '--lab',
      '--json',
      '-n',
      'v6.basic.message.decline-reply',
      '-n',
      '7550_1',
      '--out',
      folder.path,
    ];
    const strict = record(await forge([...args, '--strict', '--fail-fast']));
    assert.equal(strict.exitCode, 1);
    assert.equal(strict.counts.deviation, 1);
    assert.equal(strict.counts.notRun, 1);
  });
});

function short(one: RunRecord['scenarios'][number]): string {
  const weight = one.verdict === 'failed' ? 'violation' : 'deviation';
  const finding = one.findings.find((found) => found.weight === weight);
  return finding?.requirement === undefined ? one.verdict : `${one.verdict} ${finding.requirement}`;
}

function assertReport(base: string, run: RunRecord): void {
  const latest = join(base, 'latest');
  for (const file of ['index.html', 'results.json', 'junit.xml', 'messages.ndjson']) {
    assert.ok(readFileSync(join(latest, file)).length > 0, file);
  }
  const written = JSON.parse(readFileSync(join(latest, 'results.json'), 'utf8')) as RunRecord;
  assert.deepEqual(written.counts, run.counts);
  for (const scenario of run.scenarios.filter((one) => one.verdict !== 'unsupported')) {
    const files = readdirSync(join(latest, scenario.id));
    for (const file of ['capture.pcapng', 'config', 'leases', 'result.json', 'server.log', 'transcript.txt']) {
      assert.ok(files.includes(file), `${scenario.id}: ${file}`);
    }
    assertCapture(readFileSync(join(latest, scenario.id, 'capture.pcapng')), scenario);
  }
}

/** The capture is complete: every packet of the scenario is in it, with its sentence as comment. */
function assertCapture(bytes: Uint8Array, scenario: RunRecord['scenarios'][number]): void {
  const capture = readCaptureFile(bytes);
  const comments = capture?.packets.flatMap((packet) => packet.comments) ?? [];
  assert.equal(comments.length, scenario.packets.length, `${scenario.id}: annotated frames and packets`);
  for (const packet of scenario.packets) assert.ok(comments.includes(packet.step), `${scenario.id}: ${packet.step}`);
}

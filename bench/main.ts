/**
 * `node dist/bench/main.js [scenario] [codec] [--runs N] [--quick] [--write]` as root: measures, prints a page of tables, and with
 * `--write` puts it into docs/performance.md. `--quick` takes a tenth of the measurements. Progress goes to stderr.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageRoot } from '../src/run/places.js';
import { benchCodec } from './codec.js';
import { writeBetweenMarkers } from './document.js';
import type { LabFigures } from './lab.js';
import { machine } from './machine.js';
import { codecTable, comparison, exchangeTable, startUpTable } from './page.js';
import { benchScenarios } from './scenarios.js';
import { benchStartUp } from './start-up.js';

const { values, positionals } = parseArgs({
  options: {
    write: { type: 'boolean' },
    quick: { type: 'boolean', default: false },
    runs: { type: 'string', default: '10' },
  },
  allowPositionals: true,
});
const wants = (what: string) => positionals.length === 0 || positionals.includes(what);
const tell = (line: string) => process.stderr.write(`bench: ${line}\n`);
const here = machine();
const scratch = mkdtempSync(join(tmpdir(), `forge-bench-${process.pid}-`));
try {
  const facts = wants('scenario') ? await scenario() : { server: undefined, sections: [] };
  const codec = wants('codec') ? ['## The protocol library', codecTable(benchCodec())] : [];
  const where = here.lines(facts.server).map((line) => `- ${line}`);
  const page = [where.join('\n'), ...facts.sections, ...codec].join('\n\n');
  console.log(page);
  if (values.write) writeBetweenMarkers(join(packageRoot, 'docs/performance.md'), page);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

async function scenario(): Promise<{ server: string; sections: string[] }> {
  const started = benchStartUp(values.quick ? 2 : 20);
  tell('start-up: done');
  const lab = labFigures();
  tell('exchanges, silences and the bare server: done');
  const scenarios = await benchScenarios(Number(values.runs), scratch, tell);
  return {
    server: scenarios.server,
    sections: [
      '## Beside ISC Forge',
      comparison(scenarios, lab),
      '## A scenario',
      scenarios.text,
      '## An exchange, a silence, and the bare server',
      exchangeTable(lab),
      '## Start-up',
      startUpTable(started, scenarios, lab),
    ],
  };
}

/** Measured by a process of its own that is a tester machine of the lab. */
function labFigures(): LabFigures {
  const bare = join(scratch, 'bare');
  execFileSync('cc', ['-O2', '-o', bare, join(packageRoot, 'bench/bare.c')], { stdio: 'inherit' });
  const file = join(scratch, 'lab.json');
  const program = fileURLToPath(new URL('./lab.js', import.meta.url));
  const done = spawnSync(process.execPath, [program, file], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, FORGE_BENCH_BARE: bare, FORGE_BENCH_PART: values.quick ? '0.1' : '1' },
  });
  if (done.status !== 0) throw new Error(`the measurements in the lab ended with ${done.signal ?? done.status}`);
  return JSON.parse(readFileSync(file, 'utf8')) as LabFigures;
}

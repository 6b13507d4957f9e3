import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { exitCode, nearest, Problem } from '../config/problem.js';
import { safeName } from '../report/folder.js';
import type { RunRecord, ScenarioRecord } from '../report/record.js';
import { command, print } from './command.js';
import { latestRecord } from './selection.js';

/** `forge bundle`: everything about one scenario's result in one file, for the other engineer. */
export const bundle = command({
  name: 'bundle',
  arguments: '[id]',
  describe: 'Pack what a scenario of the latest run left into one archive, to send it',
  positionals: { id: { type: 'string', describe: 'The scenario' } },
  options: {
    out: { type: 'string', value: 'DIR', describe: 'Where the reports are; else ./reports' },
  },
  examples: [['npx forge bundle 7550_22', 'Writes 7550_22-kea-2.2.0.tar.gz']],
  async run(values) {
    const { id } = values;
    if (id === undefined)
      throw new Problem('forge bundle', 'needs the id of a scenario.', { mend: 'forge bundle 7550_1' });
    const { folder, run } = await latestRecord('forge bundle', values.out);
    const record = run.scenarios.find((scenario) => scenario.id === id);
    if (record?.folder === undefined) {
      const ran = run.scenarios.filter((scenario) => scenario.folder !== undefined).map((scenario) => scenario.id);
      const near = nearest(id, ran);
      throw new Problem(id, `the latest run, ${folder}, has nothing of this scenario.`, {
        mend: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined,
      });
    }
    const { server } = run;
    const name = safeName(`${id}-${server.product}-${server.version}`);
    const entries = [
      { path: `${name}/README.txt`, bytes: Buffer.from(await readme(record, run)) },
      ...(await filesBelow(join(folder, record.folder), name)),
    ];
    const target = `${name}.tar.gz`;
    await writeFile(target, await promisify(gzip)(tar(entries)));
    await print(target);
    return exitCode.good;
  },
});

async function readme(record: ScenarioRecord, run: RunRecord): Promise<string> {
  const { requirement, clause } = await import('../requirements/catalogue.js');
  const cited = record.requirements.flatMap((id) => {
    const found = requirement(id);
    return found === undefined ? [] : [`${id} (${found.level}, ${clause(id)}): ${found.text}`];
  });
  return [
    `${record.id}: ${record.verdict}`,
    record.description,
    ...(record.reason === undefined ? [] : ['', record.reason]),
    '',
    'Requirements:',
    ...cited.map((line) => `- ${line}`),
    '',
    `Server: ${run.server.product} ${run.server.version}. Judged by RFC ${run.edition}, forge ${run.forge}, Node ${run.node}.`,
    'capture.pcapng has each packet with its sentence as comment; transcript.txt tells the scenario step by step;',
    'config/ is what the server was given; server.log and leases are what it wrote.',
    '',
  ].join('\n');
}

async function filesBelow(folder: string, name: string): Promise<{ path: string; bytes: Buffer }[]> {
  const found: { path: string; bytes: Buffer }[] = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry);
    if ((await stat(path)).isFile()) found.push({ path: `${name}/${entry}`, bytes: await readFile(path) });
  }
  return found;
}

/** A POSIX ustar archive. */
function tar(entries: readonly { path: string; bytes: Buffer }[]): Buffer {
  const blocks = entries.flatMap(({ path, bytes }) => {
    const header = Buffer.alloc(512);
    header.write(path.slice(0, 100), 0);
    const octal = (value: number, at: number, length: number): void => {
      header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at);
    };
    octal(0o644, 100, 8);
    octal(0, 108, 8);
    octal(0, 116, 8);
    octal(bytes.length, 124, 12);
    octal(Math.floor(Date.now() / 1000), 136, 12);
    header.write('        0', 148);
    header.write('ustar\u000000', 257);
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      148,
      7,
    );
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A file system of 64 KiB in a mount namespace of its own: full is really full, and gone with the process. */
const mounted = 'mount -t tmpfs -o size=64k,mode=0777 none "$1" && exec "$2" --input-type=module --eval "$3" "$1"';
const modules = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../src/report/${name}.js`, import.meta.url)));

const script = `
  import { readdirSync } from 'node:fs';
  import { createRunFolder } from ${modules('folder')};
  import { writeScenario } from ${modules('write')};
  import { passed } from ${JSON.stringify(fileURLToPath(new URL('./fixture.js', import.meta.url)))};
  const folder = await createRunFolder(process.argv[1], 'kea', new Date());
  await writeScenario(folder, { ...passed, id: 'small' }, {});
  const problem = await writeScenario(folder, passed, { capture: new Uint8Array(200000) }).catch((error) => error);
  const left = readdirSync(folder.path, { recursive: true }).sort();
  console.log(JSON.stringify({ line: problem.line, kind: problem.kind, left }));
`;

let base: string;
before(async () => {
  base = await mkdtemp(join(tmpdir(), `forge-report-full-${process.pid}-`));
});
after(async () => {
  await rm(base, { recursive: true, force: true });
});

test('a full disk is told as such, what was written before stays, and nothing half-written is left', async () => {
  const argv = ['--map-root-user', '--mount', 'sh', '-c', mounted, 'sh', base, process.execPath, script];
  const { stdout } = await promisify(execFile)('unshare', argv);
  const told = JSON.parse(stdout);
  assert.match(told.line, /capture\.pcapng: the disk is full\. Make room, or name another folder with --out\.$/);
  assert.equal(told.kind, 'infrastructure');
  assert.deepEqual(told.left, ['7550_1', 'small', 'small/result.json', 'small/transcript.txt']);
});

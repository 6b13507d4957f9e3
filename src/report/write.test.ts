import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import * as fixture from '../../test/report/fixture.js';
import { parseXml } from '../../test/report/xml.js';
import { Problem } from '../config/problem.js';
import { createRunFolder, latestRun, type Owner, safeName, sudoUser } from './folder.js';
import { plainLook } from './look.js';
import { redactor } from './redact.js';
import { writeRun, writeScenario } from './write.js';

const started = new Date(2026, 10, 23, 14, 2, 11);
const capture = Uint8Array.of(0x0a, 0x0d, 0x0d, 0x0a);
let base: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), `forge-report-${process.pid}-`));
});
afterEach(async () => {
  await rm(base, { recursive: true, force: true });
});

test('every run has a folder of its own, and latest points at the newest', async () => {
  const names: string[] = [];
  for (let i = 0; i < 3; i++) {
    const folder = await createRunFolder(join(base, 'deep', 'reports'), 'kea-2.2.0', started);
    names.push(folder.path);
    assert.equal(await latestRun(join(base, 'deep', 'reports')), folder.path);
  }
  const first = join(base, 'deep', 'reports', '2026-11-23T14-02-11-kea-2.2.0');
  assert.deepEqual(names, [first, `${first}-2`, `${first}-3`]);
  assert.equal(await readlink(join(base, 'deep', 'reports', 'latest')), '2026-11-23T14-02-11-kea-2.2.0-3');
});

test('two runs that start in the same second do not meet', async () => {
  const folders = await Promise.all(Array.from({ length: 8 }, () => createRunFolder(base, 'kea', started)));
  assert.equal(new Set(folders.map((folder) => folder.path)).size, 8);
});

test('a folder of the user that is called latest stays', async () => {
  await mkdir(join(base, 'latest'));
  await createRunFolder(base, 'kea', started);
  assert.ok((await stat(join(base, 'latest'))).isDirectory());
});

test('a path that is a file is a problem of the user, with a mend', async () => {
  await writeFile(join(base, 'file'), '');
  for (const path of [join(base, 'file'), join(base, 'file', 'reports')]) {
    await assert.rejects(createRunFolder(path, 'kea', started), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.kind, 'usage');
      assert.match(error.line, /the report cannot be written: .* Name another folder with --out\.$/);
      return true;
    });
  }
});

test('a scenario leaves its files, and its record says which', async () => {
  const folder = await createRunFolder(base, 'kea', started);
  const { folder: _, files: __, ...bare } = fixture.failed;
  const record = await writeScenario(
    folder,
    { ...bare, files: [] },
    {
      capture,
      config: [{ name: '/etc/kea/kea-dhcp6.conf', text: '{}' }],
      serverLog: 'log\n',
      leases: 'address,duid\n',
    },
  );
  assert.equal(record.folder, '7550_7');
  assert.deepEqual([...record.files].sort(), [
    'capture.pcapng',
    'config/kea-dhcp6.conf',
    'leases',
    'result.json',
    'server.log',
    'transcript.txt',
  ]);
  for (const file of record.files) assert.ok((await stat(join(folder.path, '7550_7', file))).isFile());
  assert.deepEqual(new Uint8Array(await readFile(join(folder.path, '7550_7', 'capture.pcapng'))), capture);
  assert.deepEqual(JSON.parse(await readFile(join(folder.path, '7550_7', 'result.json'), 'utf8')), { ...record });
});

test('configuration files that end alike are kept apart, and no name leads out of the folder', async () => {
  const folder = await createRunFolder(base, 'kea', started);
  const config = ['/etc/a/x.conf', '/etc/b/x.conf', '..', '/etc/../../y.conf', ''].map((name) => ({
    name,
    text: name,
  }));
  const record = await writeScenario(folder, { ...fixture.passed, id: '../../evil' }, { config });
  assert.equal(record.folder, '___.._evil');
  const written = await readdir(join(folder.path, record.folder ?? '', 'config'));
  assert.deepEqual(written.sort(), ['_', '__', 'etc_a_x.conf', 'etc_b_x.conf', 'y.conf']);
  assert.deepEqual((await readdir(base)).sort(), ['2026-11-23T14-02-11-kea', 'latest']);
});

test('a run leaves results.json as the record, junit.xml, coverage.json and index.html, and nothing half-written', async () => {
  const folder = await createRunFolder(base, 'kea', started);
  const run = fixture.run();
  await writeRun(folder, run);
  await writeRun(folder, run);
  assert.deepEqual((await readdir(folder.path)).sort(), ['coverage.json', 'index.html', 'junit.xml', 'results.json']);
  const read = async (name: string) => await readFile(join(folder.path, name), 'utf8');
  assert.deepEqual(JSON.parse(await read('results.json')), JSON.parse(JSON.stringify(run)));
  parseXml(await read('junit.xml'));
  assert.equal(JSON.parse(await read('coverage.json')).length, 13);
});

test('colours of the terminal stay out of the files', async () => {
  const folder = await createRunFolder(base, 'kea', started);
  const red = (text: string) => `\u001b[31m${text}\u001b[0m`;
  const look = { ...plainLook, launcher: 'npx forge', paint: { ...plainLook.paint, red, dim: red, bold: red } };
  await writeRun(folder, fixture.run([fixture.failed]), look);
  const text = await readFile(join(folder.path, 'junit.xml'), 'utf8');
  assert.doesNotMatch(text, /\[31m/);
  assert.match(text, /again {5}npx forge -6/);
});

test('a run that was stopped is told as such by every file', async () => {
  const folder = await createRunFolder(base, 'kea', started);
  const counts = fixture.countsOf([fixture.passed], 7);
  await writeRun(folder, fixture.run([fixture.passed], { interrupted: 'Ctrl-C', exitCode: 130, counts }));
  for (const file of ['results.json', 'junit.xml', 'index.html']) {
    assert.match(await readFile(join(folder.path, file), 'utf8'), /Ctrl-C/);
  }
});

test('no file holds a secret', async () => {
  const secret = 'hunter2-hunter2';
  const folder = await createRunFolder(base, 'kea', started, { redactor: redactor([secret]) });
  const told = {
    ...fixture.failed,
    reason: `sent ${secret}`,
    findings: [{ ...fixture.prefixMissing, received: secret }],
  };
  const text = `password = ${secret}\n`;
  const record = await writeScenario(folder, told, { config: [{ name: 'a', text }], serverLog: text, leases: text });
  await writeRun(folder, fixture.run([record, told], { command: ['-6', secret], problems: [secret] }));
  const files = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const plain = files.filter((entry) => entry.isFile());
  assert.ok(plain.length >= 9);
  for (const entry of plain) {
    const content = await readFile(join(entry.parentPath, entry.name), 'utf8');
    assert.ok(!content.includes(secret), `${entry.name} holds the secret`);
  }
});

test('what root writes for a user belongs to that user', async () => {
  const owner: Owner =
    process.getuid?.() === 0
      ? { uid: 12345, gid: 12346 }
      : { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const folder = await createRunFolder(join(base, 'reports'), 'kea', started, { owner });
  await writeScenario(folder, fixture.passed, { capture });
  await writeFile(join(folder.path, 'messages.ndjson'), '');
  await writeRun(folder, fixture.run([fixture.passed]));
  const made = await readdir(base, { recursive: true, withFileTypes: true });
  assert.ok(made.length >= 10);
  for (const entry of made) {
    const { uid, gid } = await lstat(join(entry.parentPath, entry.name));
    assert.deepEqual({ uid, gid }, owner, entry.name);
  }
});

test('only root that was called through sudo gives files away', () => {
  const expected = process.getuid?.() === 0 ? { uid: 1000, gid: 1001 } : undefined;
  assert.deepEqual(sudoUser({ SUDO_UID: '1000', SUDO_GID: '1001' }), expected);
  assert.equal(sudoUser({ SUDO_UID: '1000' }), undefined);
  assert.equal(sudoUser({}), undefined);
});

test('a name of a file holds nothing that a shell or a path trips over', () => {
  assert.equal(safeName('v6.basic.message.solicit-advertise'), 'v6.basic.message.solicit-advertise');
  assert.equal(safeName('-rf / ..\n'), '_rf_.._');
  assert.equal(safeName('.hidden'), '_hidden');
  assert.equal(safeName(''), '_');
  assert.equal(safeName('x'.repeat(400)).length, 200);
});

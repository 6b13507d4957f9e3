import assert from 'node:assert/strict';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run } from '../../src/lab/process.js';
import { provision, provisioned } from '../../src/lab/provision.js';
import { archiveSources, fetchPackages, unpackPackage } from '../../src/lab/unpack.js';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), `forge-lab-${process.pid}-`));
});
after(() => rmSync(folder, { recursive: true }));

test('an ordinary user fetches a package with all that it needs and unpacks it, and root owns nothing of it', async () => {
  const as = { uid: 65534, gid: 65534 };
  chownSync(folder, as.uid, as.gid);
  const owned = (path: string) => run('mkdir', ['-p', path], as);
  const debs = await fetchPackages(['hostname'], { work: folder, sources: await archiveSources(), as, owned });
  const names = debs.map((deb) => deb.replace(/.*\/|_.*/g, '')).sort();
  assert.ok(names.includes('hostname') && names.includes('libc6'), names.join());

  const root = join(folder, 'root');
  await owned(join(root, 'usr/bin'));
  await run('ln', ['-s', 'usr/bin', join(root, 'bin')], as);
  const deb = debs.find((path) => path.includes('/hostname_')) as string;
  const { package: name, version } = await unpackPackage(deb, root, as);
  assert.equal(name, 'hostname');
  assert.match(version, /^[0-9]/);
  // Debian 12 packs it as /bin/hostname: the link of the merged /usr must not be replaced by a folder.
  assert.ok(statSync(join(root, 'usr/bin/hostname')).isFile());
  const everything = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.includes('/auxfiles'),
  );
  const roots = everything.filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.uid === 0);
  assert.deepEqual(roots, []);
});

test('what is there already is taken as it is, without a word', async () => {
  const layers = await provisioned(['kea']);
  assert.ok(layers !== undefined, 'the test set-up unpacks Kea');
  const said: string[] = [];
  assert.deepEqual(await provision(['kea'], { tell: (line) => said.push(line) }), layers);
  assert.deepEqual(said, []);
});

test('a folder that was left half done is not taken for whole', async () => {
  const env = { ...process.env, FORGE_CACHE: folder };
  const real = (await provisioned(['kea'])) ?? [];
  const [kea] = real;
  assert.ok(kea !== undefined);
  const layer = join(folder, kea.root.slice(kea.root.indexOf('servers/')));
  mkdirSync(layer, { recursive: true });
  assert.equal(await provisioned(['kea'], env), undefined);
  // A stamp alone does not make a server.
  writeFileSync(join(layer, 'stamp.json'), readFileSync(join(kea.root, 'stamp.json')));
  assert.equal(await provisioned(['kea'], env), undefined);
});

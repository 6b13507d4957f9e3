import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { archiveSources } from './unpack.js';

/** archiveSources of an /etc/apt with these files. */
async function sourcesOf(files: Record<string, string>, codename = 'bookworm') {
  const folder = mkdtempSync(join(tmpdir(), `forge-lab-${process.pid}-`));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await archiveSources(folder, codename);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const debian = `# a comment
Types: deb
URIs: http://deb.debian.org/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

test('of the sources, the archive of the distribution is kept, with its key', async () => {
  const found = await sourcesOf({
    'sources.list.d/debian.sources': `${debian}\nTypes: deb\nURIs: http://security.debian.org\nSuites: bookworm-security\nComponents: main\n`,
    'sources.list.d/node.sources': 'Types: deb\nURIs: https://example.net/node\nSuites: nodistro\nComponents: main\n',
    'sources.list.d/docker.list': 'deb [arch=amd64] https://example.net/docker bookworm stable\n',
    'sources.list.d/cloud.list': 'deb https://example.net/apt cloud-sdk-bookworm main\n',
  });
  assert.equal(found.list, '');
  assert.match(found.deb822, /Signed-By/);
  assert.match(found.deb822, /bookworm-security/);
  assert.doesNotMatch(found.deb822, /nodistro|a comment/);
});

test('one-line sources with options, on Ubuntu and with several components, are understood', async () => {
  const line = 'deb [signed-by=/x.gpg arch=amd64] http://archive.ubuntu.com/ubuntu noble-updates main universe';
  const found = await sourcesOf(
    { 'sources.list': `# deb http://old noble main\n${line}\ndeb-src http://x noble main\n` },
    'noble',
  );
  assert.equal(found.list, `${line}\n`);
});

test('a stanza whose fields go on over several lines is one stanza', async () => {
  const found = await sourcesOf({
    'sources.list.d/a.sources': 'Types: deb\nURIs: http://x\nSuites:\n bookworm\n bookworm-updates\nComponents: main\n',
  });
  assert.match(found.deb822, /bookworm-updates/);
});

test('where nothing looks like the archive, everything is tried', async () => {
  const found = await sourcesOf({ 'sources.list': 'deb http://mirror.example mine main\n' });
  assert.match(found.list, /mirror\.example/);
});

test('without any source there is none', async () => {
  assert.deepEqual(await sourcesOf({}), { list: '', deb822: '' });
});

/** The lint rule about imports really bites, for every pair of layers, and lets pass what docs/architecture.md allows. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';

/** Each layer with those that it may import from. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  config: [],
  dhcp6: [],
  net: ['config', 'dhcp6'],
  remote: ['config'],
  requirements: ['config', 'dhcp6'],
  client: ['config', 'dhcp6', 'net', 'requirements'],
  servers: ['config', 'dhcp6', 'remote', 'requirements'],
  lab: ['config', 'net', 'remote', 'requirements', 'servers'],
  report: ['config', 'dhcp6', 'net', 'requirements'],
  run: ['config', 'dhcp6', 'net', 'remote', 'requirements', 'client', 'servers', 'lab', 'report'],
  doctor: ['config', 'dhcp6', 'net', 'remote', 'requirements', 'client', 'servers', 'lab', 'report', 'run'],
  cli: ['config', 'dhcp6', 'net', 'remote', 'requirements', 'client', 'servers', 'lab', 'report', 'run', 'doctor'],
};
const layers = Object.keys(allowed);

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), `forge-imports-${process.pid}-`));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(inClone(name), join(folder, name));
  for (const from of layers) {
    mkdirSync(join(folder, 'src', from, 'below'), { recursive: true });
    for (const to of layers) {
      if (from === to) continue;
      const [named, everything, later] = ['named', 'type', 'later'].map((kind) => `${from}-${to}-${kind}.ts`);
      write(`${from}/${named}`, `import { one } from '../${to}/one.js';\n\nexport const two = one;\n`);
      write(`${from}/below/${everything}`, `export type { One } from '../../${to}/one.js';\n`);
      write(`${from}/${later}`, `export const two = await import('../${to}/one.js');\n`);
    }
  }
});
after(() => rmSync(folder, { recursive: true }));

it('an import against the direction is refused, whatever form it has, and no other', () => {
  const refused = new Set(refusals());
  const wrong: string[] = [];
  for (const from of layers) {
    for (const to of layers) {
      if (from === to) continue;
      for (const kind of ['named', 'type', 'later']) {
        const isRefused = refused.has(`${from}-${to}-${kind}`);
        const isAllowed = allowed[from]?.includes(to) === true;
        if (isRefused === isAllowed) wrong.push(`${from} -> ${to} (${kind}) is ${isRefused ? 'refused' : 'let pass'}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
});

it('every folder of src is a layer', () => {
  const folders = readdirSync(inClone('src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), layers.toSorted());
});

/** The scratch files in which the linter finds a restricted import. */
function refusals(): string[] {
  const biome = inClone('node_modules/@biomejs/biome/bin/biome');
  const words = ['lint', '--reporter=json', '--max-diagnostics=none', '--only=style/noRestrictedImports', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, [biome, ...words], { cwd: folder, encoding: 'utf8' });
  const report = stdout.slice(stdout.indexOf('{'), stdout.lastIndexOf('}') + 1);
  assert.notEqual(report, '', stderr);
  const { diagnostics } = JSON.parse(report) as { diagnostics: { location: { path: unknown } }[] };
  return diagnostics.map(({ location }) => /([\w-]+)\.ts/.exec(JSON.stringify(location.path))?.[1] ?? '');
}

function write(name: string, text: string): void {
  writeFileSync(join(folder, 'src', name), text);
}

function inClone(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inNamespace, run } from './namespace.js';

const net = fileURLToPath(new URL('../../src/net', import.meta.url));

/** The line of the Problem that an expression of a module of `src/net` ends with, run in a Node of its own. */
function problemOf(folder: string, module: string, expression: string, wrapper: readonly string[] = []): string {
  const script = `const m = await import('file://${folder}/${module}.js');
    await (${expression}).then((it) => console.log(it?.line ?? 'no problem'), (error) => console.log(error.line ?? error.stack));`;
  const [program, ...args] = [...wrapper, process.execPath, '--input-type=module', '-e', script];
  return run(program as string, ...args).trimEnd();
}

inNamespace(import.meta.url, () => {
  describe('without CAP_NET_RAW', () => {
    const dropped = ['setpriv', '--bounding-set', '-net_raw', '--inh-caps', '-net_raw'];
    before(() => {
      run('ip', 'link', 'add', 'left0', 'type', 'veth', 'peer', 'name', 'right0');
      for (const end of ['left0', 'right0']) run('ip', 'link', 'set', end, 'up');
    });

    it('a link says what is missing and the mend', () => {
      const expected =
        'raw socket: this user may not open raw sockets (CAP_NET_RAW is missing). Run forge as root: sudo npx forge …';
      assert.equal(problemOf(net, 'raw', 'm.rawSocketProblem()', dropped), expected);
      assert.equal(problemOf(net, 'link', "m.openLink('left0')", dropped), expected);
      assert.equal(problemOf(net, 'raw', 'm.rawSocketProblem()'), 'no problem');
    });

    it('a capture says so too', () => {
      assert.equal(
        problemOf(net, 'capture', "m.startCapture('left0')", dropped),
        'capture: this user may not capture packets (CAP_NET_RAW is missing). Run forge as root: sudo npx forge …',
      );
    });
  });

  describe('a raw-socket package', () => {
    let folder: string;
    let code: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), `net-raw-${process.pid}-`));
      code = join(folder, 'src/net');
      for (const part of ['net', 'config', 'dhcp6'])
        cpSync(join(net, '..', part), join(folder, 'src', part), { recursive: true });
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    });
    after(() => rmSync(folder, { recursive: true }));

    it('that is missing is a problem with its mend', () => {
      assert.equal(
        problemOf(code, 'raw', 'm.rawSocketProblem()'),
        'raw-socket: the package is not installed. Try, in the folder of forge: npm install',
      );
    });

    it('that was not compiled is one', () => {
      const original = dirname(createRequire(import.meta.url).resolve('raw-socket/package.json'));
      const copy = join(folder, 'node_modules/raw-socket');
      for (const file of ['index.js', 'package.json']) cpSync(join(original, file), join(copy, file));
      assert.match(
        problemOf(code, 'raw', 'm.rawSocketProblem()'),
        /^raw-socket: the addon is not built \(.*npm run addon$/,
      );
    });

    it('that was compiled for another Node is one', () => {
      const build = join(folder, 'node_modules/raw-socket/build/Release');
      mkdirSync(build, { recursive: true });
      writeFileSync(join(build, 'raw.node'), 'not for this Node');
      assert.equal(
        problemOf(code, 'raw', 'm.rawSocketProblem()'),
        `raw-socket: the addon is not built for this Node (${process.version}). Try, in the folder of forge: npm run addon`,
      );
    });
  });
});

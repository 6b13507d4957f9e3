import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packageRoot } from '../../src/cli/launcher.js';

function forge(args: readonly string[], input = ''): { code: number | null; stdout: string; stderr: string } {
  const done = spawnSync(process.execPath, [join(packageRoot, 'bin/forge.js'), ...args], { input, encoding: 'utf8' });
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

const yaml = `message: Solicit
transactionId: "0x123456"
options:
  - option: Client Identifier
    value: { duid: "00:03:00:01:02:00:00:00:00:01" }
  - option: IA_NA
    value: { iaid: 1, t1: 0, t2: 0 }
`;

describe('forge encode', () => {
  const hex = '011234560001000a000300010200000000010003000c000000010000000000000000';

  it('writes YAML and JSON as the bytes on the wire', () => {
    assert.deepEqual(forge(['encode', '-'], yaml), { code: 0, stdout: `${hex}\n`, stderr: '' });
    const json = forge(['decode', hex, '--json']);
    const [packet] = JSON.parse(json.stdout) as [{ message: unknown }];
    assert.equal(forge(['encode', '-'], JSON.stringify(packet.message)).stdout, `${hex}\n`);
  });

  it('tells lies', () => {
    const { stdout } = forge(['encode', '-', '--lie', 'IA_NA length +1', '--lie', 'CLIENTID removed'], yaml);
    assert.equal(stdout, '011234560003000d000000010000000000000000\n');
  });

  it('says what is wrong with a message or a lie, in one line', () => {
    const wrong = forge(['encode', '-'], yaml.replace('IA_NA', 'IA_NX'));
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /^standard input: .*IA_NX.*\n$/);
    const lie = forge(['encode', '-', '--lie', 'IA_NA frist'], yaml);
    assert.equal(lie.code, 2);
    assert.match(lie.stderr, /^standard input: IA_NA frist: this is no lie that is known/);
    assert.match(forge(['encode', 'nowhere.yaml']).stderr, /^nowhere\.yaml: there is no such file\./);
  });
});

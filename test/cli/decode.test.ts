import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildPacket } from '../../src/net/packet.js';
import { writePcapng } from '../../src/net/pcapng.js';
import { forge } from './process.js';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), `forge-decode-${process.pid}-`));
});
after(() => rm(folder, { recursive: true }));

const informationRequest = '0b 00 00 01 00 08 00 02 00 00';
const tree = 'Information-request 0x000001\n  Elapsed Time  0\n';

describe('forge decode', () => {
  it('takes hex in one word or several', async () => {
    for (const words of [
      informationRequest.split(' '),
      [informationRequest.replaceAll(' ', '')],
      [informationRequest],
    ]) {
      assert.deepEqual(await forge(['decode', ...words]), { code: 0, stdout: tree, stderr: '' });
    }
  });

  it('takes a file of hex, and stdin', async () => {
    const file = join(folder, 'message.txt');
    await writeFile(file, informationRequest);
    assert.equal((await forge(['decode', file])).stdout, tree);
    assert.equal((await forge(['decode', '-'], { stdin: informationRequest })).stdout, tree);
  });

  it('takes a capture: time, ends, comment and tree of every packet', async () => {
    const payload = Buffer.from(informationRequest.replaceAll(' ', ''), 'hex');
    const ethernet = Buffer.from('333300010002020000000001'.concat('86dd'), 'hex');
    const bytes = Buffer.concat([ethernet, buildPacket({ payload }, 'fe80::1')]);
    const frame = { time: 1_700_000_000.25, bytes, originalLength: bytes.length };
    const capture = writePcapng({
      interfaces: [{ name: 'em1' }],
      packets: [{ ...frame, comment: 'When it sends an Information-request\u001B[2J' }, frame],
    });
    const file = join(folder, 'capture.pcapng');
    await writeFile(file, capture);
    const { code, stdout } = await forge(['decode', file]);
    const head = '1700000000.250000  [fe80::1]:546 > [ff02::1:2]:547';
    assert.equal(code, 0);
    assert.equal(stdout, `${head}  When it sends an Information-request\\x1b[2J\n${tree}\n${head}\n${tree}`);

    interface Packet {
      readonly at: number;
      readonly from: string;
      readonly hex: string;
      readonly message: { readonly type: number };
    }
    const json = JSON.parse((await forge(['decode', file, '--json'])).stdout) as Packet[];
    assert.deepEqual(
      json.map(({ at, from, hex, message }) => [at, from, hex, message.type]),
      [1, 2].map(() => [1_700_000_000.25, '[fe80::1]:546', payload.toString('hex'), 11]),
    );
  });

  it('shows what is malformed, and where', async () => {
    const { code, stdout } = await forge(['decode', '0b00000100080002', '00']);
    assert.equal(code, 0);
    assert.match(stdout, /^Information-request 0x000001\n {2}Elapsed Time .*\n {4}! /);
  });

  it('obeys nothing that a server wrote into a message', async () => {
    const { stdout } = await forge(['decode', '07000001000d000600011b5b324a']);
    assert.ok(!stdout.includes('\u001B'));
    assert.match(stdout, /Status Code {2}UnspecFail/);
  });

  it('says what is wrong with what is no packet', async () => {
    const { code, stdout, stderr } = await forge(['decode', '0b000']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^forge decode: an odd number of hexadecimal digits/);
    assert.equal((await forge(['decode', '-'], { stdin: '' })).code, 2);
  });
});

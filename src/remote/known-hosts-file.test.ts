import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { algorithmsFor, fingerprint, judge, knowledgeOf, parseKnownHosts, readKnownHosts } from './known-hosts-file.js';

/** Public keys as they stand in a file: `ssh-ed25519 AAAA…`. */
let ed25519 = '';
let other = '';
let rsa = '';
let folder = '';

before(() => {
  folder = mkdtempSync(join(tmpdir(), `remote-known-hosts-${process.pid}-`));
  const make = (name: string, type: string) => {
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', join(folder, name)]);
    return readFileSync(join(folder, `${name}.pub`), 'utf8').trim();
  };
  ed25519 = make('one', 'ed25519');
  other = make('two', 'ed25519');
  rsa = make('three', 'rsa');
});
after(() => rmSync(folder, { recursive: true }));

const bytes = (key: string) => Buffer.from(key.split(' ')[1] as string, 'base64');
const about = (text: string, host: string, port = 22) => knowledgeOf(parseKnownHosts(text, 'f'), host, port);
const verdict = (text: string, host: string, port: number, key: string) =>
  judge(about(text, host, port), bytes(key)).kind;

describe('known_hosts', () => {
  it('finds exactly the lines that ssh-keygen -F finds', () => {
    const patterns = [
      'host',
      'HOST.example',
      '*.example',
      '192.0.2.*',
      'h?st',
      '[host]:2222',
      '[192.0.2.1]:2222',
      '2001:db8::1',
      '*,!host',
      '!host,*',
      'a,b',
      '[*.example]:2222',
      'a.b',
      '*',
      '?',
      'ho',
      'hos*t*',
    ];
    const file = join(folder, 'patterns');
    writeFileSync(file, patterns.map((pattern) => `${pattern} ${ed25519}\n`).join(''));
    const names = [
      'host',
      'host.example',
      'hXst',
      '192.0.2.1',
      '2001:db8::1',
      'a',
      'b',
      'aXb',
      '[host]:2222',
      '[192.0.2.1]:2222',
      '[x.example]:2222',
      'other',
    ];
    for (const name of names) {
      const [, host = name, port = '22'] = /^\[(.*)\]:(\d+)$/.exec(name) ?? [];
      const ours = knowledgeOf(readKnownHosts([file]), host, Number(port)).keys.map((entry) => entry.line);
      const { stdout } = spawnSync('ssh-keygen', ['-F', name, '-f', file], { encoding: 'utf8' });
      const theirs = [...stdout.matchAll(/found: line (\d+)/g)].map((match) => Number(match[1]));
      assert.deepEqual(ours, theirs, name);
    }
  });

  it('finds hashed names, with and without a port', () => {
    const file = join(folder, 'hashed');
    writeFileSync(file, `host.example ${ed25519}\n[host.example]:2222 ${other}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', file], { stdio: 'ignore' });
    const text = readFileSync(file, 'utf8');
    assert.match(text, /^\|1\|/m);
    assert.equal(verdict(text, 'host.example', 22, ed25519), 'known');
    assert.equal(verdict(text, 'Host.Example', 2222, other), 'known');
    assert.equal(verdict(text, 'host.example', 2222, ed25519), 'changed');
    assert.equal(verdict(text, 'another.example', 22, ed25519), 'unknown');
  });

  it('takes an IPv6 address in any spelling', () => {
    assert.equal(verdict(`2001:db8::1 ${ed25519}`, '2001:0DB8:0:0::1', 22, ed25519), 'known');
  });

  it('tells an unknown host from a changed key and from a revoked one', () => {
    assert.equal(verdict('', 'host', 22, ed25519), 'unknown');
    assert.equal(verdict(`host ${ed25519}`, 'host', 22, other), 'changed');
    assert.equal(verdict(`host ${ed25519}\n@revoked * ${ed25519}`, 'host', 22, ed25519), 'revoked');
    assert.equal(verdict(`host ${ed25519}\n@revoked elsewhere ${ed25519}`, 'host', 22, ed25519), 'known');
  });

  it('lets a key known without the port count for another port, but never overrule one known with it', () => {
    assert.equal(verdict(`host ${ed25519}`, 'host', 2222, ed25519), 'known');
    assert.equal(verdict(`host ${ed25519}`, 'host', 2222, other), 'unknown');
    assert.equal(verdict(`host ${ed25519}\n[host]:2222 ${other}`, 'host', 2222, ed25519), 'changed');
    assert.equal(verdict(`@revoked host ${ed25519}\n[host]:2222 ${ed25519}`, 'host', 2222, ed25519), 'revoked');
  });

  it('does not take a certificate authority for the host', () => {
    const knowledge = about(`@cert-authority *.example ${ed25519}`, 'host.example');
    assert.equal(judge(knowledge, bytes(ed25519)).kind, 'unknown');
    assert.equal(knowledge.authorities.length, 1);
  });

  it('skips comments and lines that are none', () => {
    const text = `# host ${ed25519}\n\nhost\nhost ssh-ed25519\nhost ssh-ed25519 AAAA\nhost ssh-rsa ${ed25519.split(' ')[1]}\n@other host ${ed25519}\n  host\t${other} a comment\n`;
    const entries = parseKnownHosts(text, 'f');
    assert.deepEqual(
      entries.map((entry) => entry.line),
      [8],
    );
  });

  it('offers the algorithms of the known keys alone, RSA with SHA-2', () => {
    assert.deepEqual(algorithmsFor(about(`host ${rsa}`, 'host')), ['rsa-sha2-512', 'rsa-sha2-256']);
    assert.deepEqual(algorithmsFor(about(`host ${rsa}\nhost ${ed25519}`, 'host')), [
      'ssh-ed25519',
      'rsa-sha2-512',
      'rsa-sha2-256',
    ]);
    assert.equal(algorithmsFor(about(`elsewhere ${rsa}`, 'host')), undefined);
  });

  it('prints fingerprints as ssh does', () => {
    const printed = execFileSync('ssh-keygen', ['-lf', join(folder, 'one.pub')], { encoding: 'utf8' });
    assert.equal(fingerprint(bytes(ed25519)), printed.split(' ')[1]);
  });

  it('reads a missing file as empty', () => {
    assert.deepEqual(readKnownHosts([join(folder, 'none')]), []);
  });
});

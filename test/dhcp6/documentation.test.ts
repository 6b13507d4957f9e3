import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  bend,
  clientId,
  craft,
  decode,
  encode,
  fromJson,
  hex,
  message,
  optionRequest,
  options,
  toJson,
} from '../../src/dhcp6/index.js';
import { dnsServers, iaAddress, iaNa, preference } from '../../src/dhcp6/options.js';
import { wrap } from '../../src/dhcp6/relayed.js';

const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/dhcp6.md', root), 'utf8');
const fences = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map((match) => ({
  language: match[1],
  text: match[2] as string,
}));
const blocks = (language: string) => fences.filter((fence) => fence.language === language).map((fence) => fence.text);

test('the first program of the page prints what the page says', () => {
  const program = blocks('js')[0] as string;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  assert.equal(output, blocks('')[0]);
});

test('the option of the page can be declared as it says', () => {
  const program = `${blocks('js')[1]}
    import { decode, encode, hex, message } from 'dhcpv6-forge/dhcp6';
    const bytes = encode(message('REPLY', { transactionId: 1, options: [lampColour({ red: 255, name: 'warm' })] }));
    console.log(hex(bytes), decode(bytes).options[0].value.name);`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
  });
  assert.equal(output, '07000001fde90005ff7761726d warm\n');
});

test('every lie of the page is one', () => {
  const sent = message('REPLY', {
    transactionId: 1,
    options: [
      optionRequest({ codes: [23] }),
      clientId({ duid: Uint8Array.of(0, 3, 0) }),
      iaNa({ iaid: 1, options: [iaAddress({ address: '::1' })] }),
      iaNa({ iaid: 2 }),
      dnsServers({ addresses: ['::1'] }),
    ],
  });
  const lies = (blocks('').find((block) => block.includes('ORO length +1')) as string)
    .split('\n')
    .flatMap((line) => line.split(/ {3,}/));
  const named = lies.filter((lie) => lie !== '');
  assert.ok(named.length >= 18);
  for (const lie of named) {
    const relayed = lie.startsWith('RELAY_MSG') ? wrap(sent, { linkAddress: '::', peerAddress: '::' }) : sent;
    assert.notEqual(hex(encode(bend(relayed, lie))), hex(encode(relayed)), lie);
  }
});

test('the JSON of the page is that of a message', () => {
  const json: unknown = JSON.parse(blocks('json')[0] as string);
  const made = fromJson(json);
  const { diagnostics: _, ...again } = toJson(decode(encode(made)));
  assert.equal(made.options.length, 3);
  assert.equal(hex(encode(made)).slice(0, 8), '073f21a8');
  assert.equal(again.message, 'REPLY');
  assert.deepEqual(craft(preference({ value: 5 }), { length: 1 }).statedLength, 2);
});

test('every kind of diagnostic and every field type is on the page', () => {
  const kinds = /export type DiagnosticKind =([^;]*);/.exec(
    readFileSync(new URL('src/dhcp6/model.ts', root), 'utf8'),
  )?.[1] as string;
  for (const [, kind] of kinds.matchAll(/\| '([\w-]+)'/g)) assert.ok(page.includes(`\`${kind}\``), kind);
  const names = ['addresses', 'compound', 'data', 'numbers', 'suboptions'].flatMap((file) =>
    [
      ...readFileSync(new URL(`src/dhcp6/fields/${file}.ts`, root), 'utf8').matchAll(
        /^export (?:const|function) (\w+)/gm,
      ),
    ].map((match) => match[1] as string),
  );
  for (const name of names.filter((each) => !['infinity', 'printBytes'].includes(each))) {
    assert.match(page, new RegExp(`\`${name}\\b`), name);
  }
  assert.ok(options().length > 0);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as fixture from '../../test/report/fixture.js';
import { redactor } from './redact.js';

test('a secret disappears wherever it stands, also inside JSON, a URL, a shell word and base64', () => {
  const secret = 'hun"ter two\'s';
  const { text } = redactor([secret]);
  assert.equal(text(`password ${secret} sent`), 'password [secret] sent');
  for (const form of [
    JSON.stringify({ password: secret }),
    `http://x/?p=${encodeURIComponent(secret)}`,
    `sudo -S 'hun"ter two'\\''s'`,
    Buffer.from(secret).toString('base64'),
  ]) {
    assert.match(text(form), /\[secret\]/);
    assert.doesNotMatch(text(form), /hun|aHVu/);
  }
});

test('of two secrets of which one holds the other nothing is left', () => {
  assert.equal(redactor(['pass', 'password']).text('password, pass'), '[secret], [secret]');
});

test('a private key disappears as a whole and line by line', () => {
  const line = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ';
  const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${line}\nAAAAAAAAAAAAAAAAAAAAAA\n-----END OPENSSH PRIVATE KEY-----\n`;
  assert.equal(redactor([key]).text(`log: ${line}`), 'log: [secret]');
});

test('a very short secret is a whole word, so that a report stays readable', () => {
  assert.equal(redactor(['ab']).text('ab, about ab.'), '[secret], about [secret].');
});

test('no secret leaves text as it is, and an empty one hides nothing', () => {
  assert.equal(redactor([]).text('all of it'), 'all of it');
  assert.equal(redactor(['']).text('all of it'), 'all of it');
});

test('whatever the secret, it is not in what is left', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 4, unit: 'grapheme' }), fc.string(), fc.string(), (secret, before, after) => {
      fc.pre(!'[secret]'.includes(secret) && !secret.includes('[') && !secret.includes(']') && !/[\r\n]/.test(secret));
      assert.ok(
        !redactor([secret])
          .text(before + secret + after)
          .includes(secret),
      );
    }),
  );
});

test('a record loses the secret in its texts and keeps its structure, even if the password is the name of the product', () => {
  const record = { ...fixture.failed, id: 'kea', folder: 'kea', reason: 'kea said kea', requirements: ['kea'] };
  const clean = redactor(['kea']).record(record);
  assert.equal(clean.reason, '[secret] said [secret]');
  assert.deepEqual([clean.id, clean.folder, clean.requirements, clean.verdict], ['kea', 'kea', ['kea'], 'failed']);
  assert.deepEqual(redactor(['another']).record(record), record);
});

test('the command line that is kept for running it again loses the secret too', () => {
  const run = redactor(['hunter2']).record(fixture.run([], { command: ['-6', '--password=hunter2'] }));
  assert.deepEqual(run.command, ['-6', '--password=[secret]']);
});

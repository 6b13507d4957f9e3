import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Problem } from '../../src/config/problem.js';

const program = fileURLToPath(new URL('ask-program.js', import.meta.url));

/** Everything that a person sees who types `keys` after the question, on a terminal made by script(1). */
function atTerminal(how: 'secret' | 'yes', keys: string): Promise<string> {
  const command = `'${process.execPath}' '${program}' ${how}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  let seen = '';
  let asked = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    if (asked || !/: $|\(yes\/no\) /.test(seen)) return;
    asked = true;
    child.stdin.write(keys);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(seen.replaceAll('\r', '')));
  });
}

describe('a secret', () => {
  it('is not shown while it is typed', async () => {
    const seen = await atTerminal('secret', 'correct horse\r');
    assert.equal(seen, 'Password: \ngot "correct horse"\n');
  });

  it('can be corrected, and be any text', async () => {
    assert.match(await atTerminal('secret', 'xy\u0015grüx\u007Fße\r'), /got "grüße"/);
  });

  it('ends the command at Ctrl-C', async () => {
    const seen = await atTerminal('secret', 'abc\u0003');
    assert.ok(!seen.includes('got') && !seen.includes('abc'), seen);
  });
});

describe('a question', () => {
  it('is answered by yes only', async () => {
    assert.match(await atTerminal('yes', 'yes\r'), /got true/);
    assert.match(await atTerminal('yes', 'y\r'), /got false/);
    assert.match(await atTerminal('yes', '\u0004'), /got false/);
  });
});

it('without a terminal a secret is a Problem with the mend, and a question has no answer', async () => {
  const run = (how: string) =>
    new Promise<string>((resolve) => {
      // setsid: the new session has no controlling terminal.
      const child = spawn('setsid', ['--wait', process.execPath, program, how], { timeout: 30_000 });
      let seen = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (seen += chunk));
      child.on('close', () => resolve(seen));
    });
  assert.match(await run('secret'), new RegExp(`${Problem.name}: there is none to ask for: Password`));
  assert.match(await run('yes'), /^got undefined/);
});

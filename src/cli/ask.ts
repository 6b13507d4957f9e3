import { closeSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import { Problem } from '../config/problem.js';

/**
 * Asks at the controlling terminal, whatever stdin and stdout are, and shows nothing of what is typed.
 * Without a terminal it is a Problem; Ctrl-C interrupts the whole command, as anywhere else.
 */
export async function askSecret(prompt: string): Promise<string> {
  const { input, write, close } = terminal(prompt);
  // First of all: what is typed before this is shown.
  input.setRawMode(true);
  write(prompt);
  try {
    return await new Promise<string>((resolve, reject) => {
      let typed = '';
      input.setEncoding('utf8').on('error', reject);
      input.on('data', (text: string) => {
        for (const key of text) {
          if (key === '\r' || key === '\n') return resolve(typed);
          if (key === '\u0004') return typed === '' ? reject(unanswered(prompt)) : resolve(typed);
          if (key === '\u0003') {
            input.setRawMode(false);
            process.kill(process.pid, 'SIGINT');
            return reject(unanswered(prompt));
          }
          if (key === '\u007F' || key === '\b') typed = [...typed].slice(0, -1).join('');
          else if (key === '\u0015') typed = '';
          else typed += key;
        }
      });
    });
  } finally {
    input.setRawMode(false);
    write('\n');
    close();
  }
}

/** Asks a question that `yes` answers in the affirmative; anything else does not. Undefined where there is no terminal. */
export async function askYes(question: string): Promise<boolean | undefined> {
  let tty: ReturnType<typeof terminal>;
  try {
    tty = terminal(question);
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
  tty.write(`${question} (yes/no) `);
  // The terminal itself echoes and edits the line.
  const lines = createInterface({ input: tty.input });
  try {
    const answer = await new Promise<string>((resolve) => {
      lines.once('line', resolve);
      lines.once('close', () => resolve(''));
    });
    return answer.trim().toLowerCase() === 'yes';
  } finally {
    lines.close();
    tty.close();
  }
}

function terminal(question: string): { input: ReadStream; write: (text: string) => void; close: () => void } {
  let fd: number;
  try {
    fd = openSync('/dev/tty', 'r+');
  } catch (cause) {
    throw new Problem('terminal', `there is none to ask for: ${question.trim().replace(/:$/, '')}.`, {
      mend: "In the configuration, take the secret from the environment: { env: 'NAME' }.",
      cause,
    });
  }
  // The stream reopens the terminal for itself; this descriptor stays ours.
  const input = new ReadStream(fd);
  const close = () => {
    input.destroy();
    try {
      closeSync(fd);
    } catch {
      // Where the terminal has no name (a bare container) the stream has taken it as it was, and closed it.
    }
  };
  return { input, write: (text) => void writeSync(fd, text), close };
}

function unanswered(prompt: string): Problem {
  return new Problem('terminal', `no answer to: ${prompt.trim().replace(/:$/, '')}.`);
}

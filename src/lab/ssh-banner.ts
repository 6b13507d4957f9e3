import { createConnection } from 'node:net';
import { Problem } from '../config/problem.js';

/**
 * Resolves with the SSH daemon's first line once it accepts and speaks; throws a Problem with the daemon's log at the
 * deadline (milliseconds).
 */
export async function sshBanner(
  host: string,
  port: number,
  options: { deadline: number; log: () => string },
): Promise<string> {
  const { deadline, log } = options;
  const end = performance.now() + deadline;
  let last = '';
  for (;;) {
    const left = end - performance.now();
    if (left <= 0) break;
    const banner = await attempt(host, port, left).catch((error: Error) => {
      last = error.message;
      return undefined;
    });
    if (banner?.startsWith('SSH-')) return banner;
    // Refused at once while it is not listening yet; there is no event to wait for on another machine.
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  const what = `the SSH daemon of the server machine does not answer after ${deadline / 1000} s (${last}).`;
  const said = log();
  throw new Problem('lab', said === '' ? what : `${what} It says:\n${said}`, { kind: 'infrastructure' });
}

function attempt(host: string, port: number, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host, port });
    const give = (error: Error) => {
      socket.destroy();
      reject(error);
    };
    socket.setTimeout(timeout, () => give(new Error('no answer')));
    socket.once('error', give);
    socket.once('data', (chunk: Buffer) => {
      socket.destroy();
      resolve(chunk.toString().trim());
    });
    socket.once('end', () => give(new Error('closed')));
  });
}

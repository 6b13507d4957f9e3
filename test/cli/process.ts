import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Words that start it: `setpriv …`. */
  readonly by?: readonly string[];
}

/** Runs `forge` as a user's shell would, in a clean environment; killed after a minute. */
export function forge(words: readonly string[], setting: Setting = {}): Promise<Outcome> {
  const [program, ...args] = [...(setting.by ?? []), process.execPath, `${root}bin/forge.js`, ...words] as [
    string,
    ...string[],
  ];
  const child = spawn(program, args, {
    cwd: setting.cwd ?? root,
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', LANG: 'C.UTF-8', ...setting.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  child.stdin.on('error', () => {});
  child.stdin.end(setting.stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
}

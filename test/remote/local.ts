import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Pipes } from '../../src/remote/framed.js';
import { busyboxTools, otherShells } from './aside.js';

/** The shells that `sh` may be; busybox comes with no tools but its own, as on small machines. */
export const kinds = ['dash', 'bash', 'busybox'] as const;
export type Kind = (typeof kinds)[number];

/** Runs shells on this machine in place of an SSH channel. `folder` is for their tools, `temporary` their TMPDIR. */
export function localShells(
  folder: string,
  temporary: string,
): { run(kind: Kind): Pipes & { readonly pid: number | undefined } } {
  const small = busyboxTools(folder, otherShells(folder).busybox);
  const commands: Record<Kind, [string, string[], string | undefined]> = {
    dash: ['dash', [], process.env.PATH],
    bash: ['bash', ['--posix'], process.env.PATH],
    busybox: [join(small, 'sh'), [], small],
  };
  return {
    run(kind) {
      const [program, args, path] = commands[kind];
      const child = spawn(program, args, { env: { PATH: path, TMPDIR: temporary } });
      return {
        pid: child.pid,
        input: child.stdin,
        output: child.stdout,
        errors: child.stderr,
        ended: new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`))),
        destroy: () => child.stdin.destroy(),
      };
    },
  };
}

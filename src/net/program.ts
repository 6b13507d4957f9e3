import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The path of a program, or undefined if it is not installed. An ordinary user's PATH lacks the sbin folders. */
export async function findProgram(name: string, path: string = process.env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of [...path.split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']) {
    if (folder === '') continue;
    const candidate = join(folder, name);
    const runs = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return candidate;
  }
  return undefined;
}

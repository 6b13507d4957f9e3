import { access, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.js';
import { readModule } from './read-module.js';
import { resolveConfig, showPath } from './resolve.js';
import type { ResolvedConfig } from './types.js';

export { describeConfig } from './describe.js';
export { resolveConfig };

/** Looked for in the working directory, in this order. */
export const configNames = ['config.ts', 'config.js', 'config.mjs', 'config.json'] as const;

/**
 * Reads and checks the configuration at `path`, else at FORGE_CONFIG, else the first of `configNames` in the working directory.
 * Throws `Problem` where there is none or it cannot be read, `Problems` for everything that is wrong in it.
 */
export async function loadConfig(path?: string): Promise<ResolvedConfig> {
  const named = path ?? fromEnvironment();
  const file = named === undefined ? await findConfig() : resolve(named);
  if (named !== undefined) await mustBeFile(file, path === undefined ? 'FORGE_CONFIG=' : '--config ');
  return resolveConfig(await readModule(file), file);
}

/** A shell in the lab's tester machine names its configuration so. */
function fromEnvironment(): string | undefined {
  return process.env.FORGE_CONFIG === '' ? undefined : process.env.FORGE_CONFIG;
}

/** The absolute path of the configuration in the working directory. Throws a Problem that says what to do if there is none. */
export async function findConfig(directory = process.cwd()): Promise<string> {
  for (const name of configNames) {
    const file = join(directory, name);
    const found = await stat(file).catch(() => undefined);
    if (found?.isFile() === true) return file;
  }
  const example = showPath(fileURLToPath(new URL('../../../config.example.ts', import.meta.url)));
  throw new Problem('config', `there is no ${configNames.join(', ')} in ${directory}.`, {
    mend: `Copy ${example} to config.ts and fill it in, name another file with --config, or take the built-in lab with --lab.`,
  });
}

/** Whether there is a configuration without naming one; it may be wrong. */
export async function hasConfig(): Promise<boolean> {
  if (fromEnvironment() !== undefined) return true;
  return findConfig().then(
    () => true,
    () => false,
  );
}

async function mustBeFile(file: string, how: string): Promise<void> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error);
  const place = `${how}${showPath(file)}`;
  if (found instanceof Error) {
    if (found.code === 'ENOENT' || found.code === 'ENOTDIR') throw new Problem(place, 'there is no such file.');
    throw new Problem(place, `cannot be read (${found.code}).`);
  }
  if (!found.isFile()) {
    const inside = await access(join(file, 'config.ts')).then(
      () => join(file, 'config.ts'),
      () => undefined,
    );
    throw new Problem(place, 'is not a file.', { mend: inside && `Did you mean ${showPath(inside)}?` });
  }
}

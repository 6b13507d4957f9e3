import { readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Problem } from '../config/problem.js';

/** The package's own folder: where package.json, features/ and dist/ stand. */
export const packageRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

export const shippedFeatures = join(packageRoot, 'features');
export const shippedSteps = join(packageRoot, 'dist/steps');

/** Every file with one of these endings below a folder, or the file itself; sorted, absolute. */
export function filesBelow(path: string, endings: readonly string[]): string[] {
  const absolute = resolve(path);
  let isFolder: boolean;
  try {
    isFolder = statSync(absolute).isDirectory();
  } catch {
    throw new Problem(path, 'there is no such file or folder.');
  }
  if (!isFolder) return [absolute];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** How a file is named to the user: from the package for what is shipped, else from the working folder where it lies below. */
export function shownPath(path: string): string {
  if (path.startsWith(packageRoot + sep)) return relative(packageRoot, path);
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}

/**
 * Imports every step file, once a process; each registers its sentences. A user's own may be TypeScript, stand anywhere, and import
 * `dhcpv6-forge/steps`, which is this very program's.
 */
export async function loadSteps(roots: readonly string[]): Promise<void> {
  for (const root of roots) {
    const own = root !== shippedSteps;
    for (const file of filesBelow(root, own ? ['.js', '.mjs', '.ts'] : ['.js'])) {
      if (file.includes('.test.') || file.endsWith('.d.ts')) continue;
      if (own) await importUserSteps(file);
      else await import(pathToFileURL(file).href);
    }
  }
}

async function importUserSteps(file: string): Promise<void> {
  const { createJiti } = await import('jiti');
  const [define, dhcp6] = await Promise.all([import('./define.js'), import('../dhcp6/index.js')]);
  const jiti = createJiti(import.meta.url, {
    virtualModules: { 'dhcpv6-forge/steps': define, 'dhcpv6-forge/dhcp6': dhcp6 },
  });
  try {
    await jiti.import(file);
  } catch (error) {
    throw new Problem(shownPath(file), `this step file cannot be loaded: ${(error as Error).message}`);
  }
}

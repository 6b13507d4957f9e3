import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createJiti } from 'jiti';
import { defineConfig } from './define.js';
import { moduleProblem } from './module-problem.js';
import { Problem } from './problem.js';
import { showPath } from './resolve.js';

/**
 * What a configuration file exports as its default (TypeScript, ECMAScript or CommonJS), or what a JSON file holds.
 * Throws a Problem with file, line and column where it is not that language or throws by itself.
 */
export async function readModule(file: string): Promise<unknown> {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Problem(showPath(file), `cannot be read (${error.code}).`);
  });
  const extension = extname(file);
  if (extension === '.json') return parseJson(source, file);
  if (!/^\.[cm]?[jt]s$/.test(extension)) {
    throw new Problem(showPath(file), 'is neither TypeScript, JavaScript nor JSON by its name.', {
      mend: 'Name it .ts, .js, .mjs or .json.',
    });
  }
  // No cache on disk: run as root, it would leave root's files behind.
  // The package's own name is answered from here, so that a configuration works outside a project too.
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    virtualModules: { 'dhcpv6-forge': { defineConfig } },
  });
  const module = await jiti.import<unknown>(file).catch((error: unknown) => {
    throw moduleProblem(error, file, source);
  });
  const exported = defaultOf(module);
  if (exported === undefined) {
    throw new Problem(showPath(file), 'exports no configuration.', {
      mend: 'Write: export default defineConfig({ … })',
    });
  }
  return exported;
}

/** A CommonJS file's exports stand for its default. */
function defaultOf(module: unknown): unknown {
  if (typeof module !== 'object' || module === null) return module;
  if ('default' in module) return module.default;
  return 'server' in module || 'links' in module ? module : undefined;
}

function parseJson(source: string, file: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = (error as Error).message;
    const position = /at position (\d+)/.exec(message)?.[1];
    const offset = position === undefined ? source.trimEnd().length : Number(position);
    const before = source.slice(0, offset).split('\n');
    const place = `${showPath(file)}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    throw new Problem(place, `is not JSON here.`, { mend: jsonMend(source, offset) });
  }
}

function jsonMend(source: string, offset: number): string | undefined {
  const rest = source.slice(offset);
  if (rest.startsWith('//') || rest.startsWith('/*')) return 'JSON has no comments; config.ts has.';
  if (rest.startsWith("'")) return 'JSON quotes with ".';
  if (/^[}\]]/.test(rest) && /,\s*$/.test(source.slice(0, offset))) return 'Remove the comma before it.';
  return offset >= source.trimEnd().length ? 'It ends too early.' : undefined;
}

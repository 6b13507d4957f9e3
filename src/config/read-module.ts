import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createJiti } from 'jiti';
import { defineConfig } from './define.js';
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
    throw whatWentWrong(error, file, source);
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

/** What the loader or the file itself threw, at the line of the user's file. */
function whatWentWrong(error: unknown, file: string, source: string): Problem {
  const place = showPath(file);
  if (!(error instanceof Error)) return new Problem(place, `threw ${JSON.stringify(error) ?? String(error)}.`);
  // A parse error: the parser counts columns from 0, people from 1.
  const parse = /^(?:\w*Error: )?(.*?)\s*\n\s*(\S.*):(\d+):(\d+)\s*$/s.exec(error.message);
  if (parse !== null) {
    const [, what = '', path = file, line = '', column = '0'] = parse;
    return new Problem(`${showPath(path)}:${line}:${Number(column) + 1}`, sentence(what), { cause: error });
  }
  const missing = /^Cannot find (?:module|package) '([^']+)'/.exec(error.message)?.[1];
  if (missing !== undefined) {
    const line = source.split('\n').findIndex((text) => text.includes(missing)) + 1;
    const mend = missing.startsWith('.') ? undefined : 'Install it beside the configuration, or do without it.';
    const at = line === 0 ? place : `${place}:${line}`;
    return new Problem(at, `imports '${missing}', which is not there.`, { mend, cause: error });
  }
  return new Problem(positionIn(error, file, source), `${error.name}: ${sentence(error.message)}`, { cause: error });
}

/** The innermost line of the file that stands in the stack. */
function positionIn(error: Error, file: string, source: string): string {
  const found = (error.stack ?? '')
    .split('\n')
    .map((line) => /^\s+at (?:.* \()?(?:file:\/\/)?(\/.*?):(\d+):(\d+)\)?$/.exec(line))
    .find((match) => match?.[1] === file);
  if (found === null || found === undefined) return showPath(file);
  const [, , line = '1', column = '1'] = found;
  // The transpiler keeps the lines, but what it puts before the first statement shifts that line's columns.
  const fits = Number(column) <= (source.split('\n')[Number(line) - 1]?.length ?? 0) + 1;
  return `${showPath(file)}:${line}${fits ? `:${column}` : ''}`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

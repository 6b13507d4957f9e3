import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { createJiti } from 'jiti';
import { Problem } from './problem.js';
import { showPath } from './resolve.js';

/** What the loader of a configuration, or the configuration itself, threw: at file, line and column of the user's text. */
export function moduleProblem(error: unknown, file: string, source: string): Problem {
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
  return new Problem(positionOf(error) ?? place, `${error.name}: ${sentence(error.message)}`, { cause: error });
}

/** `file:line:column` of the innermost frame that is the user's own. */
function positionOf(error: Error): string | undefined {
  for (const frame of (error.stack ?? '').split('\n')) {
    const [, path, line, column] = /^\s+at (?:.* \()?(?:file:\/\/)?(\/.*?):(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (path === undefined || path.includes('/node_modules/')) continue;
    const exact = originalColumn(path, Number(line), Number(column));
    return `${showPath(path)}:${line}${exact === undefined ? '' : `:${exact}`}`;
  }
  return undefined;
}

/**
 * The loader keeps the lines of what it transpiles but not the columns: those come from the source map.
 * Undefined on the first line, which the loader's own wrapper precedes.
 */
function originalColumn(path: string, line: number, column: number): number | undefined {
  if (line === 1) return undefined;
  if (!/\.[cm]?ts$/.test(path)) return column;
  const jiti = createJiti(import.meta.url, { fsCache: false, sourceMaps: true });
  const code = jiti.transform({ source: readFileSync(path, 'utf8'), filename: path, ts: true, async: true });
  const encoded = /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,(\S+)\s*$/.exec(code)?.[1];
  if (encoded === undefined) return undefined;
  const map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString()) as SourceMapPayload);
  const entry = map.findEntry(line - 1, column - 1);
  return 'originalColumn' in entry && entry.originalLine === line - 1 ? entry.originalColumn + 1 : undefined;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

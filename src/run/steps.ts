import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stepDefinitions } from './define.js';
import { loadSteps, packageRoot, shippedSteps } from './places.js';

export interface StepDescription {
  readonly keyword: string;
  readonly expression: string;
  /** The source file, from the package. */
  readonly file: string;
  readonly line: number;
  /** The comment above it, in one line. */
  readonly doc: string;
}

/** The whole vocabulary, in the order of its files. */
export async function listSteps(roots: readonly string[] = [shippedSteps]): Promise<StepDescription[]> {
  await loadSteps(roots);
  const sources = new Map<string, string[]>();
  return stepDefinitions().map(({ keyword, expression, file, line }) => {
    const path = file.startsWith('file://') ? fileURLToPath(file) : file;
    const lines = sources.get(path) ?? readFileSync(path, 'utf8').split('\n');
    sources.set(path, lines);
    // Compiled code keeps the comments, not the line numbers of the source.
    const source = join(
      relative(packageRoot, dirname(path)).replace(/^dist\/?/, ''),
      basename(path).replace(/\.js$/, '.ts'),
    );
    return { keyword, expression, file: source, line, doc: commentAbove(lines, line) };
  });
}

/** The doc comment that ends right above this line (from 1), as one line of text. */
function commentAbove(lines: readonly string[], line: number): string {
  let end = line - 2;
  if (!(lines[end] ?? '').trim().endsWith('*/')) return '';
  const text: string[] = [];
  for (; end >= 0; end--) {
    const raw = (lines[end] ?? '').trim();
    text.unshift(
      raw
        .replace(/^\/\*\*|\*\/$/g, '')
        .replace(/^\s*\*\s?/, '')
        .trim(),
    );
    if (raw.startsWith('/**')) break;
  }
  return text.join(' ').trim();
}

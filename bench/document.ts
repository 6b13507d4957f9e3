import { readFileSync, writeFileSync } from 'node:fs';

const begin = '<!-- bench: begin -->';
const end = '<!-- bench: end -->';

/** Replaces what stands between the markers of the page. */
export function writeBetweenMarkers(file: string, text: string): void {
  const page = readFileSync(file, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file} has no ${begin} … ${end}`);
  writeFileSync(file, `${page.slice(0, from + begin.length)}\n\n${text.trim()}\n\n${page.slice(to)}`);
}

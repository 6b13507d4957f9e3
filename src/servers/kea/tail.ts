/**
 * The last lines of Kea's output that say something, indented, to stand below a sentence; empty if there are none.
 * Warnings and worse, and what was printed without the log's form (on its way out Kea writes to standard error); only where
 * there is nothing of that kind, the last entries of the log.
 */
export function tail(...texts: readonly string[]): string {
  const telling: string[] = [];
  const entries: string[] = [];
  let severity = '';
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    if (line.trim() === '') continue;
    const entry = /^\d{4}-\d\d-\d\d \S+ (\w+) /.exec(line)?.[1];
    severity = entry ?? severity;
    if (entry !== undefined) entries.push(line);
    if (entry === undefined ? severity !== 'DEBUG' || lastWords.test(line) : grave.has(entry)) telling.push(line);
  }
  const shown = (telling.length > 0 ? telling : entries).slice(-most);
  return shown.map((line) => `\n  ${line.length > width ? `${line.slice(0, width)}…` : line}`).join('');
}

const most = 8;
const width = 300;
const grave = new Set(['WARN', 'ERROR', 'FATAL']);
/** Below a debug entry stand the lines of a dumped packet; these are not. */
const lastWords = /fatal|terminate called|what\(\):|assert|abort|exception|corrupt|free\(\)/i;

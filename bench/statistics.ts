/** Numbers of one kind, measured one after the other. */
export interface Summary {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  /** 95 of 100 are not above it. */
  readonly p95: number;
}

export function summarize(numbers: readonly number[]): Summary {
  if (numbers.length === 0) throw new RangeError('nothing was measured');
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] as number;
  const sum = sorted.reduce((total, one) => total + one, 0);
  const middle = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(0.5) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  return { count: sorted.length, mean: sum / sorted.length, median, p95: at(0.95) };
}

/** A Markdown table; the first column is text, the others are numbers. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

/** Milliseconds with three digits that mean something. */
export function ms(milliseconds: number): string {
  return `${digits(milliseconds)} ms`;
}

export function digits(number: number): string {
  const places = number >= 100 ? 0 : number >= 10 ? 1 : number >= 1 ? 2 : 3;
  return number.toFixed(places);
}

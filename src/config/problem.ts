/** Exit codes of the command (see docs/verdicts). */
export const exitCode = {
  good: 0,
  notConformant: 1,
  usage: 2,
  infrastructure: 3,
  interrupted: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/**
 * Something that the user, the machine or the network did wrong, as opposed to a bug of forge.
 * Shown as one line, `place: what is wrong. mend`, without a stack.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** Where: a config key, a feature file with its line, a machine, a command-line option. */
  readonly place: string;
  /** What to do about it; only advice that is known to help. */
  readonly mend: string | undefined;
  /** `usage` for what is wrong before anything ran, `infrastructure` for lab, SSH and server. */
  readonly kind: 'usage' | 'infrastructure';

  constructor(
    place: string,
    what: string,
    options: { mend?: string | undefined; kind?: 'usage' | 'infrastructure'; cause?: unknown } = {},
  ) {
    super(what, options.cause === undefined ? undefined : { cause: options.cause });
    this.place = place;
    this.mend = options.mend;
    this.kind = options.kind ?? 'usage';
  }

  /** The line that the user reads; several lines where the cause has its own text (a server's message). */
  get line(): string {
    return `${this.place}: ${this.message}${this.mend === undefined ? '' : ` ${this.mend}`}`;
  }
}

/** Several problems found in one pass (a config with three wrong keys). */
export class Problems extends Error {
  override readonly name = 'Problems';
  readonly all: readonly Problem[];

  constructor(all: readonly Problem[]) {
    super(all.map((problem) => problem.line).join('\n'));
    this.all = all;
  }
}

/** The nearest of the known words to a misspelt one, best first, for "did you mean". */
export function nearest(word: string, known: Iterable<string>, most = 3): string[] {
  const limit = Math.max(2, Math.floor(word.length / 3));
  return [...known]
    .map((candidate) => ({ candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter((entry) => entry.distance <= limit || entry.candidate.toLowerCase().includes(word.toLowerCase()))
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate))
    .slice(0, most)
    .map((entry) => entry.candidate);
}

/** How many letters must be changed, added or left out to come from one word to the other (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] as number) + 1, (next[j - 1] as number) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] as number;
}

import { nearest } from './problem.js';

/** Reads one value: the value with its type, or undefined after having reported what is wrong with it. */
export type Check<T> = (value: unknown, at: At) => T | undefined;

/** A place in the configuration, and where problems with it go. */
export interface At {
  /** `links[0].interface`; empty for the whole. */
  readonly key: string;
  /** Reports a problem; returns undefined so that a check can end with it. */
  wrong(what: string, mend?: string): undefined;
  /** The place of a key or of a list's entry below this one. */
  in(part: string | number): At;
}

/** The place of the whole configuration; `report` gets the path of the key, what is wrong and the mend. */
export function top(report: (key: string, what: string, mend: string | undefined) => void, key = ''): At {
  return {
    key,
    wrong: (what, mend) => {
      report(key, what, mend);
      return undefined;
    },
    in: (part) => top(report, join(key, part)),
  };
}

function join(key: string, part: string | number): string {
  if (typeof part === 'number') return `${key}[${part}]`;
  if (!/^[\w$-]+$/.test(part)) return `${key}[${shown(part)}]`;
  return key === '' ? part : `${key}.${part}`;
}

/** A key of an object. `say` tells the user of a missing key what belongs there. */
export interface Required<T> {
  readonly check: Check<T>;
  readonly say: string;
}
export interface Optional<T> {
  readonly check: Check<T>;
}
export function required<T>(check: Check<T>, say: string): Required<T> {
  return { check, say };
}
export function optional<T>(check: Check<T>): Optional<T> {
  return { check };
}

/** The compiler keeps the keys and their presence in step with the interface. */
type Fields<T> = { readonly [K in keyof T]-?: object extends Pick<T, K> ? Optional<T[K]> : Required<T[K]> };

/** An object with exactly these keys. A key that is there but undefined counts as left out. */
export function object<T extends object>(fields: Fields<T>): Check<T> {
  const known = Object.keys(fields);
  return (value, at) => {
    if (!isObject(value)) return at.wrong(`must be an object with ${listed(known)}, not ${shown(value)}.`);
    const guessed = new Set<string>();
    for (const key of Object.keys(value).filter((one) => !known.includes(one))) {
      const guess = nearest(key, known, 1)[0];
      if (guess !== undefined && value[guess] === undefined) guessed.add(guess);
      const mend = guess === undefined ? `Known here: ${listed(known)}.` : `Did you mean ${guess}?`;
      at.in(key).wrong('is not a key that forge knows.', mend);
    }
    const result: Record<string, unknown> = {};
    let good = true;
    for (const [key, field] of Object.entries<Required<unknown> | Optional<unknown>>(fields)) {
      const given = Object.hasOwn(value, key) ? value[key] : undefined;
      if (given !== undefined) result[key] = field.check(given, at.in(key));
      else if ('say' in field && !guessed.has(key)) at.in(key).wrong('is missing.', field.say);
      good &&= result[key] !== undefined || !('say' in field || given !== undefined);
    }
    return good ? (result as T) : undefined;
  };
}

/** A list; every entry is checked, also after a wrong one. */
export function list<T>(check: Check<T>, what: string): Check<T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) return at.wrong(`must be a list of ${what} in [ ], not ${shown(value)}.`);
    const entries = value.map((entry: unknown, index) => check(entry, at.in(index)));
    return entries.every((entry) => entry !== undefined) ? entries : undefined;
  };
}

/** An object whose keys the user chooses. */
export function dictionary<T>(check: Check<T>, what: string): Check<Record<string, T>> {
  return (value, at) => {
    if (!isObject(value)) return at.wrong(`must be an object of ${what} in { }, not ${shown(value)}.`);
    const entries = Object.entries(value).map(([key, entry]) => [key, check(entry, at.in(key))] as const);
    if (entries.some(([, entry]) => entry === undefined)) return undefined;
    return Object.fromEntries(entries) as Record<string, T>;
  };
}

export const flag: Check<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : at.wrong(`must be true or false, not ${shown(value)}.`);

export function oneOf<T extends string>(...words: readonly T[]): Check<T> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    if (found !== undefined) return found;
    const guess = typeof value === 'string' || typeof value === 'number' ? nearest(`${value}`, words, 1)[0] : undefined;
    const choice = words.map((word) => `'${word}'`).join(' or ');
    return at.wrong(`must be ${choice}, not ${shown(value)}.`, guess === undefined ? undefined : `Write '${guess}'.`);
  };
}

export function integer(least: number, most: number): Check<number> {
  return (value, at) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
      ? value
      : at.wrong(`must be a whole number from ${least} to ${most}, not ${shown(value)}.`, unquote(value));
}

/** Seconds, above 0. An hour and more is taken for milliseconds gone wrong. */
export const seconds: Check<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return at.wrong(`must be a number of seconds, not ${shown(value)}.`, unquote(value));
  }
  if (value <= 0) return at.wrong(`must be more than 0 seconds, not ${value}.`);
  if (value > 3600) return at.wrong(`is ${value} seconds, more than an hour.`, 'Deadlines are in seconds.');
  return value;
};

/** A text for which `refuse` finds nothing wrong; `refuse` returns what is wrong and, if known, the mend. */
export function text(
  what: string,
  refuse: (text: string) => readonly [string, string?] | undefined = () => undefined,
): Check<string> {
  return (value, at) => {
    if (typeof value !== 'string') return at.wrong(`must be ${what} in quotes, not ${shown(value)}.`);
    if (value.trim() === '') return at.wrong('is empty.', `It must be ${what}.`);
    const refused = refuse(value);
    return refused === undefined ? value : at.wrong(...refused);
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a message names it: short, on one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return `${value}`;
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object') return 'an object';
  const printed = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return printed.length > 50 ? `${printed.slice(0, 47)}…` : printed;
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function unquote(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? `Write ${value} without quotes.` : undefined;
}

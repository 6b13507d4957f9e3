import { readFileSync, writeFileSync } from 'node:fs';
import type { Cause } from './faults/fault.js';

/**
 * How many messages of each type have come since the server began without leases. Kept in a file beside the lease record, since
 * the n-th Renew stays the n-th over a restart.
 */
export class Counts {
  readonly #path: string;
  readonly #counts: Partial<Record<Cause, number>>;

  constructor(path: string) {
    this.#path = path;
    try {
      this.#counts = JSON.parse(readFileSync(path, 'utf8')) as Partial<Record<Cause, number>>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      this.#counts = {};
    }
  }

  /** Counts one more; gives its number, from 1. */
  next(type: Cause): number {
    const count = (this.#counts[type] ?? 0) + 1;
    this.#counts[type] = count;
    writeFileSync(this.#path, JSON.stringify(this.#counts));
    return count;
  }
}

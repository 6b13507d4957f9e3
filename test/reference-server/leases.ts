import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export type IaKind = 'IA_NA' | 'IA_TA' | 'IA_PD';

/** One IA of one client: what a binding is filed under (RFC 8415, section 4.2). DUID in hex. */
export interface Owner {
  readonly duid: string;
  readonly kind: IaKind;
  readonly iaid: number;
}

/** What is leased: an address (length 128) or a delegated prefix. Canonical text. */
export interface Thing {
  readonly address: string;
  readonly prefixLength: number;
}

/** One entry of the record. Lifetimes in seconds as they were last given out. */
export interface LeaseRecord extends Owner, Thing {
  readonly preferredLifetime: number;
  readonly validLifetime: number;
  /** Seconds since 1970. */
  readonly expires: number | 'never';
  readonly state: 'assigned' | 'declined';
}

export const infinity = 0xffffffff;

/** The lease record: in memory, and in a file of JSON that is written as a whole through a rename. */
export class Leases {
  readonly #path: string;
  readonly #now: () => number;
  readonly #records = new Map<string, LeaseRecord>();
  #changed = false;

  /** `now`: milliseconds since 1970. */
  constructor(path: string, now: () => number = Date.now) {
    this.#path = path;
    this.#now = now;
    for (const record of readRecords(path)) this.#records.set(keyOf(record), record);
  }

  /** Current leases of one IA. */
  of({ duid, kind, iaid }: Owner): LeaseRecord[] {
    return this.current().filter((one) => one.duid === duid && one.kind === kind && one.iaid === iaid);
  }

  /** Everything in force: assigned, and declined as long as it is withheld. */
  all(): LeaseRecord[] {
    const now = this.#now() / 1000;
    return [...this.#records.values()].filter((one) => one.expires === 'never' || one.expires > now);
  }

  /** Everything that is assigned and has not expired. */
  current(): LeaseRecord[] {
    return this.all().filter((one) => one.state === 'assigned');
  }

  /** Whoever has this very address or prefix, declined ones included. */
  holder(thing: Thing): LeaseRecord | undefined {
    const record = this.#records.get(keyOf(thing));
    return record !== undefined && (record.expires === 'never' || record.expires > this.#now() / 1000)
      ? record
      : undefined;
  }

  /** Assigns it, or extends it, from now on. */
  assign(owner: Owner, thing: Thing, lifetimes: { preferred: number; valid: number }): void {
    this.#put({
      ...pick(owner, thing),
      preferredLifetime: lifetimes.preferred,
      validLifetime: lifetimes.valid,
      expires: this.#expiry(lifetimes.valid),
      state: 'assigned',
    });
  }

  end(thing: Thing): void {
    this.#changed = this.#records.delete(keyOf(thing)) || this.#changed;
  }

  /** Withheld from everybody for so many seconds; it has no owner any more (RFC 8415, section 18.3.8). */
  decline(record: LeaseRecord, probation: number): void {
    const withheld = { preferredLifetime: 0, validLifetime: probation, expires: this.#expiry(probation) };
    this.#put({ ...record, ...withheld, duid: '', state: 'declined' });
  }

  /** Writes what has changed. A Reply must not leave before it (RFC 8415, section 18.3.1). */
  save(): void {
    if (!this.#changed) return;
    const text = this.all().map((record) => JSON.stringify(record));
    writeFileSync(`${this.#path}.new`, `[\n${text.join(',\n')}\n]\n`);
    renameSync(`${this.#path}.new`, this.#path);
    this.#changed = false;
  }

  #put(record: LeaseRecord): void {
    this.#records.set(keyOf(record), record);
    this.#changed = true;
  }

  #expiry(valid: number): LeaseRecord['expires'] {
    return valid === infinity ? 'never' : Math.floor(this.#now() / 1000) + valid;
  }
}

/** The records of a lease file; none where there is no file. Throws a SyntaxError where it holds something else. */
export function readRecords(path: string): LeaseRecord[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LeaseRecord[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function pick({ duid, kind, iaid }: Owner, { address, prefixLength }: Thing): Owner & Thing {
  return { duid, kind, iaid, address, prefixLength };
}

function keyOf({ address, prefixLength }: Thing): string {
  return `${address}/${prefixLength}`;
}

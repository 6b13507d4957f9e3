import { byteCount } from './bytes.js';
import type { DiagnosticKind } from './model.js';

/** What a field found wrong, before it is known which option it stands in. */
export interface Note {
  readonly kind: DiagnosticKind;
  readonly offset: number;
  readonly message: string;
}

const none: readonly Note[] = [];

/**
 * A window on the bytes of a datagram. Reading beyond its end gives zeros and sets `failed`; nothing throws.
 * Offsets are those of the datagram.
 */
export class Reader {
  readonly bytes: Uint8Array;
  readonly end: number;
  position: number;
  /** The window cannot be decoded; `notes` says why. */
  failed = false;
  /** What was found; none is made where nothing was. */
  #notes: Note[] | undefined;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.position = start;
    this.end = end;
  }

  get notes(): readonly Note[] {
    return this.#notes ?? none;
  }

  get left(): number {
    return this.end - this.position;
  }

  /** Something is wrong, and what was read keeps its meaning all the same. */
  note(kind: DiagnosticKind, message: string, offset = this.position): void {
    this.#notes ??= [];
    this.#notes.push({ kind, offset, message });
  }

  /** Something is wrong, and the window cannot be read any further. Only the first counts. */
  fail(kind: DiagnosticKind, message: string, offset = this.position): void {
    if (!this.failed) this.note(kind, message, offset);
    this.failed = true;
    this.position = this.end;
  }

  /** Whether `length` more bytes are there; fails where not. */
  has(length: number): boolean {
    if (this.left >= length && !this.failed) return true;
    this.fail('truncated', `${byteCount(length)} expected, ${this.left} left`);
    return false;
  }

  u8(): number {
    return this.has(1) ? (this.bytes[this.position++] as number) : 0;
  }

  u16(): number {
    if (!this.has(2)) return 0;
    const at = this.position;
    this.position += 2;
    return ((this.bytes[at] as number) << 8) | (this.bytes[at + 1] as number);
  }

  u24(): number {
    if (!this.has(3)) return 0;
    return (this.u8() << 16) | this.u16();
  }

  u32(): number {
    if (!this.has(4)) return 0;
    return this.u16() * 0x10000 + this.u16();
  }

  u64(): bigint {
    if (!this.has(8)) return 0n;
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }

  /** A slice of the datagram, not a copy. */
  take(length: number): Uint8Array {
    if (!this.has(length)) return new Uint8Array(0);
    const at = this.position;
    this.position += length;
    return this.bytes.subarray(at, at + length);
  }

  /** Everything that is left. */
  rest(): Uint8Array {
    return this.take(this.left);
  }

  /** A window of its own on the next `length` bytes, which are taken from this one. `adopt` brings its findings back. */
  window(length: number): Reader {
    const at = this.position;
    if (!this.has(length)) return new Reader(this.bytes, this.end, this.end);
    this.position += length;
    return new Reader(this.bytes, at, at + length);
  }

  adopt(inner: Reader): void {
    for (const { kind, message, offset } of inner.notes) this.note(kind, message, offset);
    if (inner.failed) {
      this.failed = true;
      this.position = this.end;
    }
  }
}

/**
 * Numbers that look random and can be repeated from a seed (sfc32). Transaction ids cannot be guessed from the wire
 * (RFC 8415, section 16.1), yet a failure can be run again with `--seed`.
 */
export class Random {
  #state: [number, number, number, number];

  constructor(seed: string) {
    // xmur3 spreads the text over the four words of the state.
    let h = 1779033703 ^ seed.length;
    const word = (): number => {
      h = Math.imul(h ^ (h >>> 16), 2246822507);
      h = Math.imul(h ^ (h >>> 13), 3266489909);
      h ^= h >>> 16;
      return h >>> 0;
    };
    for (const character of seed) {
      h = Math.imul(h ^ (character.codePointAt(0) as number), 3432918353);
      h = (h << 13) | (h >>> 19);
    }
    this.#state = [word(), word(), word(), word()];
    for (let i = 0; i < 12; i++) this.u32();
  }

  u32(): number {
    const s = this.#state;
    const t = (((s[0] + s[1]) | 0) + s[3]) | 0;
    s[3] = (s[3] + 1) | 0;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = (s[2] + (s[2] << 3)) | 0;
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + t;
    return t >>> 0;
  }

  /** A transaction id: 24 bits. */
  transactionId(): number {
    return this.u32() >>> 8;
  }

  /** 0 to `below` - 1. */
  below(below: number): number {
    return this.u32() % below;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.u32() & 0xff);
  }

  /** In place, every order equally likely. */
  shuffle<T>(list: T[]): T[] {
    for (let i = list.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      [list[i], list[j]] = [list[j] as T, list[i] as T];
    }
    return list;
  }
}

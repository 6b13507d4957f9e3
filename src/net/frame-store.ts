import { dissect, Reassembler } from './frames.js';
import type { Frame } from './types.js';

/** What a settle waits for: a UDP payload, or any frame that the function accepts. */
export type Wanted = Uint8Array | ((frame: Frame) => boolean);

/** Frames in the order of their coming, by a position that never changes, and waits for one that is still to come. */
export class FrameStore {
  linkType = 1;
  #frames: Frame[] = [];
  #forgotten = 0;
  #ended = false;
  readonly #waiting = new Set<() => void>();

  get position(): number {
    return this.#forgotten + this.#frames.length;
  }

  add(frames: readonly Frame[]): void {
    if (frames.length === 0) return;
    for (const frame of frames) this.#frames.push(frame);
    for (const look of [...this.#waiting]) look();
  }

  since(position: number): Frame[] {
    return this.#frames.slice(Math.max(0, position - this.#forgotten));
  }

  forget(before: number): void {
    const count = Math.min(Math.max(0, before - this.#forgotten), this.#frames.length);
    this.#frames.splice(0, count);
    this.#forgotten += count;
  }

  /** Nothing will come any more: waits end. */
  end(): void {
    this.#ended = true;
    for (const look of [...this.#waiting]) look();
  }

  /** Whether `times` frames at or after `since` are as wanted, waiting for them at most `deadline` milliseconds. */
  settle(wanted: Wanted, options: { since: number; times: number; deadline: number }): Promise<boolean> {
    const accepts = typeof wanted === 'function' ? wanted : this.#carries(wanted);
    let next = options.since;
    let missing = options.times;
    const enough = (): boolean => {
      for (const frame of this.since(next)) if (accepts(frame)) missing--;
      next = this.position;
      return missing <= 0;
    };
    if (enough()) return Promise.resolve(true);
    if (this.#ended) return Promise.resolve(false);
    return new Promise((resolve) => {
      const finish = (seen: boolean) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(seen);
      };
      const look = () => {
        if (enough()) finish(true);
        else if (this.#ended) finish(false);
      };
      const timer = setTimeout(() => finish(false), options.deadline);
      this.#waiting.add(look);
    });
  }

  /** Accepts the frame that carries the payload, or the last of its fragments. */
  #carries(payload: Uint8Array): (frame: Frame) => boolean {
    const reassembler = new Reassembler();
    return (frame) => {
      const first = dissect(frame.bytes, this.linkType);
      const whole = first.kind === 'fragment' ? reassembler.add(first) : first;
      if (whole === undefined) return false;
      if (whole.kind === 'udp' && Buffer.compare(whole.payload, payload) === 0) return true;
      // A packet that lies about its lengths or its next header shows its payload only as the frame's end.
      const lies = whole.kind === 'other' || whole.notes.length > 0;
      return lies && payload.length > 0 && Buffer.compare(frame.bytes.subarray(-payload.length), payload) === 0;
    };
  }
}

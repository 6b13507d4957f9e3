import type { Watch, Watcher } from './watcher.js';

/** Sshd lets one connection have ten sessions; two pools, two held shells and a rescue stay below. */
const most = 3;

/** Watchers that are opened when needed and used again. */
export class WatcherPool {
  readonly #open: () => Promise<Watcher>;
  readonly #idle: Watcher[] = [];
  readonly #waiting: ((watcher: Watcher | undefined) => void)[] = [];
  #opened = 0;
  #closed = false;
  #warming: Promise<void> | undefined;

  constructor(open: () => Promise<Watcher>) {
    this.#open = open;
  }

  /** Opens the first one ahead of its use; failures show when it is used. */
  warm(): void {
    if (this.#opened > 0) return;
    this.#opened++;
    this.#warming = this.#open().then(
      (watcher) => this.#free(watcher),
      () => this.#free(undefined),
    );
  }

  async watch(watch: Watch): Promise<RegExpExecArray | undefined> {
    const since = performance.now();
    const watcher = await this.#take();
    const deadline = Math.max(0, watch.deadline - (performance.now() - since));
    return watcher.watch({ ...watch, deadline }, () => this.#free(watcher));
  }

  /** Lets all of them end; one that is in use does when it is free. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#idle.splice(0).map((watcher) => watcher.finish()));
  }

  async #take(): Promise<Watcher> {
    for (;;) {
      const idle = this.#idle.pop();
      if (idle?.usable) return idle;
      if (idle !== undefined) {
        this.#opened--;
        continue;
      }
      if (this.#opened < most && this.#warming === undefined) break;
      const freed = await new Promise<Watcher | undefined>((resolve) => this.#waiting.push(resolve));
      if (freed?.usable) return freed;
      if (freed !== undefined) this.#opened--;
    }
    this.#opened++;
    try {
      return await this.#open();
    } catch (error) {
      this.#free(undefined);
      throw error;
    }
  }

  /** Hands a watcher on; undefined where one could not be opened, so that somebody else tries. */
  #free(watcher: Watcher | undefined): void {
    this.#warming = undefined;
    if (watcher === undefined) this.#opened--;
    const next = this.#waiting.shift();
    if (next !== undefined) next(watcher);
    else if (this.#closed) void watcher?.finish();
    else if (watcher !== undefined) this.#idle.push(watcher);
  }
}

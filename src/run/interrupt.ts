import { watchParent } from '../lab/parent.js';

/**
 * What ends a run from outside: Ctrl-C, SIGTERM, a closed terminal, or npx that was killed (it passes no signal on).
 * Waits end at once and cleaning up goes on, so that the report is complete and the server is put back.
 */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Stop listening. */
  end(): void;
}

/** Thrown by the waits that an interruption ends. Its message says what it was. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export function watchForInterruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (by: string): void => {
    if (!controller.signal.aborted) controller.abort(new Interrupted(by));
  };
  const stop = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => {
    const listener = (): void => interrupt(name === 'SIGINT' ? 'Ctrl-C' : name);
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  const unwatch = watchParent(() => interrupt('the command that started it was ended'));
  return {
    signal: controller.signal,
    end() {
      unwatch();
      for (const one of stop) one();
    },
  };
}

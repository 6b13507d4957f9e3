import { watchParent } from '../lab/parent.js';

/**
 * What ends a run from outside: Ctrl-C, SIGTERM, a closed terminal, npx that was killed (it passes no signal on), or `--max-time`.
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
  /** By a person or their tools, or because the time was up. */
  readonly by: 'user' | 'time';

  constructor(message: string, by: 'user' | 'time') {
    super(message);
    this.by = by;
  }
}

/** `maxTime` in seconds. */
export function watchForInterruption(maxTime?: number): Interruption {
  const controller = new AbortController();
  const interrupt = (message: string, by: 'user' | 'time'): void => {
    if (!controller.signal.aborted) controller.abort(new Interrupted(message, by));
  };
  const ends: (() => void)[] = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((name) => {
    const listener = (): void => interrupt(name === 'SIGINT' ? 'Ctrl-C' : name, 'user');
    process.on(name, listener);
    return () => {
      process.off(name, listener);
    };
  });
  ends.push(watchParent(() => interrupt('the command that started it was ended', 'user')));
  if (maxTime !== undefined) {
    const timer = setTimeout(() => interrupt(`the time of --max-time ${maxTime} is up`, 'time'), maxTime * 1000);
    ends.push(() => clearTimeout(timer));
  }
  return {
    signal: controller.signal,
    end() {
      for (const end of ends) end();
    },
  };
}

/** Why a signal was aborted, if it was by an interruption. */
export function interruption(signal: AbortSignal | undefined): Interrupted | undefined {
  return signal?.aborted && signal.reason instanceof Interrupted ? signal.reason : undefined;
}

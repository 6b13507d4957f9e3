import { setTimeout } from 'node:timers/promises';

/** For rules about time itself (a lease ends, a lifetime runs): so many seconds go by, or the run is interrupted and this throws. */
export async function secondsPass(seconds: number, interrupted: AbortSignal | undefined): Promise<void> {
  await setTimeout(seconds * 1000, undefined, interrupted === undefined ? {} : { signal: interrupted });
}

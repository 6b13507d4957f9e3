import type { HeldLease, IaName } from '../../../src/client/bindings.js';
import type { Cause, Fault } from '../../reference-server/faults/fault.js';

/** What a server must do wrong so that one sentence fails, and none before it. */
export interface Breach {
  readonly faults: readonly Fault[];
  /** Where the check itself knows the clause better than the sentence does. */
  readonly requirement?: string | undefined;
  /** Where the check itself knows the weight. `passed`: no more than a remark. */
  readonly verdict?: 'failed' | 'deviation' | 'passed';
}

/** The message whose answer the sentence speaks of, and whether a breach of it is no more than a deviation. */
export interface Place {
  readonly when: { readonly on: Cause; readonly nth: number };
  readonly lenient: boolean;
}

/** Gives the breach of a sentence, from the values in it. */
// biome-ignore lint/suspicious/noExplicitAny: the values are those that the sentence's own expression gives
export type Breaker = (place: Place, ...values: any[]) => Fault | readonly Fault[] | Breach;

/** By the expression of the step, as `forge steps` shows it. */
export type Breakers = Readonly<Record<string, Breaker>>;

export const nameOf = ({ kind, iaid }: IaName): string => `${kind} ${iaid}`;

/** The lease option in an IA. */
export const leaseIn = (ia: IaName): string => `${nameOf(ia)}/${ia.kind === 'IA_PD' ? 'IAPREFIX' : 'IAADDR'}`;

export const living = { preferredLifetime: 300, validLifetime: 400 };

/** A living lease as an option to add. */
export function leaseOption({ address, prefixLength }: Pick<HeldLease, 'address' | 'prefixLength'>) {
  return prefixLength === 128
    ? { option: 'IAADDR', fields: { address, ...living } }
    : { option: 'IAPREFIX', fields: { prefix: address, prefixLength, ...living } };
}

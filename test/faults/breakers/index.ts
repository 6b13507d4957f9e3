import type { Fault } from '../../reference-server/faults/fault.js';
import { answerBreakers } from './answers.js';
import type { Breach, Breakers, Place } from './breach.js';
import { iaBreakers } from './ias.js';
import { recordBreakers } from './records.js';

export type { Breach } from './breach.js';

/** For every judging step of the vocabulary, what makes its sentences fail. A step that is added is added here too. */
export const breakers: Breakers = { ...answerBreakers, ...iaBreakers, ...recordBreakers };

/** The breach of a sentence, by the step that it means and the values in it. */
export function breachOf(expression: string, values: readonly unknown[], place: Place): Breach | undefined {
  const found = Object.hasOwn(breakers, expression) ? breakers[expression] : undefined;
  const breach = found?.(place, ...values);
  if (breach === undefined) return undefined;
  if ('faults' in breach) return breach;
  return { faults: 'what' in breach ? [breach] : (breach as readonly Fault[]) };
}

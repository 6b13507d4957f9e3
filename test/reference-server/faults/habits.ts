import type { AnswerFault, Habit } from './fault.js';

/** The bad habits that show in the answer to one message. */
export class Habits {
  readonly #faults: readonly AnswerFault[];

  constructor(faults: readonly AnswerFault[] = []) {
    this.#faults = faults;
  }

  /** Whether it has this one, for this IA where the fault is of one IA. */
  has(habit: Habit, ia?: { readonly kind: string; readonly iaid: number }): boolean {
    const text = ia === undefined ? undefined : `${ia.kind} ${ia.iaid}`;
    return this.#faults.some(
      (fault) => fault.what === 'habit' && fault.habit === habit && (fault.ia === undefined || fault.ia === text),
    );
  }
}

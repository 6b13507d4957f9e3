import { nearest, Problem } from '../../../src/config/problem.js';
import type { Fault } from './fault.js';
import { faults } from './faults.js';

/** The faults of a name; a Problem that names the nearest where there is none. */
export function faultNamed(name: string): readonly Fault[] {
  const found = Object.hasOwn(faults, name) ? faults[name] : undefined;
  if (found !== undefined) return Array.isArray(found) ? found : [found as Fault];
  const near = nearest(name, Object.keys(faults));
  throw new Problem('FORGE_FAULTS', `there is no fault "${name}".`, {
    mend: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined,
  });
}

/**
 * The faults of the n-th scenario of a run, from 1, out of a text: names with commas between them for all scenarios, or with
 * semicolons between the lists of one scenario and the next; those beyond the last list have none.
 */
export function faultsFrom(text: string): (scenario: number) => readonly Fault[] {
  const lists = text.split(';').map((list) =>
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .flatMap(faultNamed),
  );
  return (scenario) => (lists.length === 1 ? lists[0] : lists[scenario - 1]) ?? [];
}

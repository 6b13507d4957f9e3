import { nearest, Problem } from '../../../src/config/problem.js';
import { type Fault, stages } from './fault.js';
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
 * The faults of the n-th scenario of a run, from 1, out of a text: names with commas between them, for all scenarios; or JSON, a
 * list for each scenario, of names and of faults in full. Scenarios beyond the last list have none.
 */
export function faultsFrom(text: string): (scenario: number) => readonly Fault[] {
  if (!text.startsWith('[')) {
    const names = text.split(',').map((name) => name.trim());
    const all = names.filter((name) => name !== '').flatMap(faultNamed);
    return () => all;
  }
  const lists = (JSON.parse(text) as (string | Fault)[][]).map((list) =>
    list.flatMap((one) => (typeof one === 'string' ? faultNamed(one) : known(one))),
  );
  return (scenario) => lists[scenario - 1] ?? [];
}

function known(fault: Fault): Fault {
  if (Object.hasOwn(stages, fault.what)) return fault;
  throw new Problem('FORGE_FAULTS', `there is no kind of fault "${fault.what}".`, {
    mend: `There are: ${Object.keys(stages).join(', ')}.`,
  });
}

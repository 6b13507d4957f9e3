import { readFileSync } from 'node:fs';
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

/** Faults of a run: the same for all scenarios, or a list for each in the order in which they run; beyond the last there are none. */
export type FaultPlan = { readonly all: readonly (string | Fault)[] } | readonly (readonly (string | Fault)[])[];

/** The faults of the n-th scenario of a run, from 1, out of a text: names with commas between them, or `@` and a file with a FaultPlan. */
export function faultsFrom(text: string): (scenario: number) => readonly Fault[] {
  const names = text.split(',').map((name) => name.trim());
  const plan: FaultPlan = text.startsWith('@')
    ? (JSON.parse(readFileSync(text.slice(1), 'utf8')) as FaultPlan)
    : { all: names.filter((name) => name !== '') };
  const resolved = (list: readonly (string | Fault)[]) =>
    list.flatMap((one) => (typeof one === 'string' ? faultNamed(one) : known(one)));
  if ('all' in plan) {
    const all = resolved(plan.all);
    return () => all;
  }
  const lists = plan.map(resolved);
  return (scenario) => lists[scenario - 1] ?? [];
}

function known(fault: Fault): Fault {
  if (Object.hasOwn(stages, fault.what)) return fault;
  throw new Problem('FORGE_FAULTS', `there is no kind of fault "${fault.what}".`, {
    mend: `There are: ${Object.keys(stages).join(', ')}.`,
  });
}

import { type Outcome, outcomeOf, skipped } from './check.js';
import { between, here, there } from './checks/all.js';
import type { Patient } from './patient.js';

/** One line of the doctor's. */
export interface Line {
  readonly id: string;
  readonly title: string;
  /** This machine, the server machine, or a link by its number. */
  readonly where: 'here' | 'there' | number;
  readonly outcome: Outcome;
}

interface Runnable {
  readonly id: string;
  readonly title: string;
  readonly needs?: readonly string[];
  readonly unless?: readonly string[];
  run(): Promise<Outcome>;
}

/** Runs every check, and gives each line as soon as it is known. A check that another one makes pointless is skipped with a word. */
export async function* examine(patient: Patient): AsyncGenerator<Line> {
  /** Outcomes by id; those of the link that is looked at lie over the others. */
  const known = new Map<string, Line>();
  for (const [checks, where] of [
    [here, 'here'],
    [there, 'there'],
  ] as const) {
    for (const check of checks) {
      yield await line({ ...check, run: () => check.run(patient) }, where, known);
    }
  }
  for (const link of patient.links) {
    const ofLink = new Map(known);
    for (const check of between) {
      yield await line({ ...check, run: () => check.run(patient, link) }, link.number, ofLink);
    }
  }
}

async function line(check: Runnable, where: Line['where'], known: Map<string, Line>): Promise<Line> {
  const title = (id: string) => known.get(id)?.title ?? id;
  const state = (id: string) => known.get(id)?.outcome.state;
  const lacking = check.needs?.find((id) => state(id) !== 'good');
  const named = check.unless?.find((id) => state(id) === 'wrong' || state(id) === 'doubtful');
  const outcome =
    lacking !== undefined
      ? skipped(`${title(root(lacking, known))} comes first`)
      : named !== undefined
        ? skipped(`see ${title(named)}`)
        : await outcomeOf(() => check.run());
  const found: Line = { id: check.id, title: check.title, where, outcome };
  known.set(check.id, found);
  causes.set(found, lacking);
  return found;
}

/** What a check was skipped for. */
const causes = new WeakMap<Line, string | undefined>();

/** The check at the beginning of a chain of skipped ones. */
function root(id: string, known: ReadonlyMap<string, Line>): string {
  const found = known.get(id);
  const before = found === undefined ? undefined : causes.get(found);
  return before === undefined ? id : root(before, known);
}

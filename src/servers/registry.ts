import { nearest, Problem } from '../config/problem.js';
import type { ServerAdapter } from './adapter.js';
import { kea } from './kea/index.js';

/** The products that forge can test: one line each. */
const known: ServerAdapter[] = [kea];
export const adapters: readonly ServerAdapter[] = known;

/** Makes one more product known in this process: one that is not forge's own. */
export function addAdapter(one: ServerAdapter): void {
  known.push(one);
}

/** The adapter of a product; a Problem that names the known ones if there is none of this name. */
export function adapter(name: string): ServerAdapter {
  const found = adapters.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = adapters.map((one) => one.name);
  const meant = nearest(name, names);
  throw new Problem('server.product', `there is no server "${name}".`, {
    mend: meant.length > 0 ? `Did you mean ${meant.join(', ')}?` : `There are: ${names.join(', ')}.`,
  });
}

import parseTags from '@cucumber/tag-expressions';
import { nearest, Problem, Problems } from '../config/problem.js';

/** The scenarios with these ids, or that fit these patterns (`*`, `?`). Throws Problems for what names nothing, with `problems` behind. */
export function byIds<S extends { readonly id: string }>(
  scenarios: readonly S[],
  ids: readonly string[],
  problems: readonly Problem[],
): S[] {
  if (ids.length === 0) return [...scenarios];
  const chosen = new Set<S>();
  const missing: Problem[] = [];
  for (const id of ids) {
    const isPattern = /[*?]/.test(id);
    const found = isPattern
      ? scenarios.filter((scenario) => glob(id).test(scenario.id))
      : scenarios.filter((scenario) => scenario.id === id);
    for (const scenario of found) chosen.add(scenario);
    if (found.length === 0) {
      const near = isPattern
        ? []
        : nearest(
            id,
            scenarios.map((scenario) => scenario.id),
          );
      missing.push(
        new Problem('-n', `there is no scenario ${isPattern ? 'that fits ' : ''}"${id}".`, {
          mend: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '`forge list` names them all.',
        }),
      );
    }
  }
  // The scenario asked for may stand in a file that could not be read.
  if (missing.length > 0) throw new Problems([...missing, ...problems]);
  return scenarios.filter((scenario) => chosen.has(scenario));
}

/** The scenarios that a tag expression selects. Throws a Problem where it is none. */
export function byTags<S extends { readonly tags: readonly string[] }>(
  scenarios: readonly S[],
  expression: string | undefined,
): S[] {
  if (expression === undefined) return [...scenarios];
  let node: { evaluate: (tags: string[]) => boolean };
  try {
    node = parseTags(expression);
  } catch (error) {
    throw new Problem('-t', `"${expression}" is no tag expression: ${(error as Error).message.split('\n')[0]}`, {
      mend: "One looks like this: -t '@must and not @slow'.",
    });
  }
  return scenarios.filter((scenario) => node.evaluate([...scenario.tags]));
}

/** The selection is good and selects nothing. */
export function nothingSelected(options: {
  readonly paths: readonly string[];
  readonly ids: readonly string[];
  readonly tags?: string | undefined;
}): Problem {
  const asked = [
    ...options.paths,
    ...options.ids.map((id) => `-n ${id}`),
    ...(options.tags === undefined ? [] : [`-t '${options.tags}'`]),
  ];
  return new Problem(asked.join(' ') || 'selection', 'nothing is selected.', {
    mend: '`forge list` shows ids and tags.',
  });
}

function glob(pattern: string): RegExp {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
}

export type Json = string | number | boolean | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * JSON for people: what fits stands in one line, the rest is broken up. Same input, same text.
 * Kea names lines in its errors, so a line holds one thing.
 */
export function readableJson(value: Json): string {
  return `${print(value, '', 0)}\n`;
}

const width = 110;

function print(value: Json, indent: string, used: number): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  const flat = oneLine(value);
  if (flat.length + indent.length + used <= width && !holdsObjects(value)) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => `${inner}${print(item, inner, 1)}`);
    return `[\n${items.join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    const head = `${JSON.stringify(key)}: `;
    return `${inner}${head}${print(item, inner, head.length + 1)}`;
  });
  return `{\n${entries.join(',\n')}\n${indent}}`;
}

function oneLine(value: Json): string {
  if (typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => oneLine(item)).join(', ')}]`;
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

function holdsObjects(value: Json): boolean {
  if (typeof value !== 'object') return false;
  return Object.values(value).some((item: Json) => typeof item === 'object' && !scalars(item));
}

/** A flat list (`["lo"]`) may stand in a line with its neighbours. */
function scalars(value: Json): boolean {
  return Array.isArray(value) && value.every((item) => typeof item !== 'object');
}

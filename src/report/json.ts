/** JSON for people too: what fits stands on one line, everything else is indented by two. Ends with a newline. */
export function readableJson(value: unknown): string {
  return `${print(value, '')}\n`;
}

const lineWidth = 120;

function print(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (flat === undefined) return 'null';
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= lineWidth)
    return spaced(value, flat);
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((entry) => deeper + print(entry, deeper)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{\n${entries.map(([key, entry]) => `${deeper}${JSON.stringify(key)}: ${print(entry, deeper)}`).join(',\n')}\n${indent}}`;
}

function spaced(value: unknown, flat: string): string {
  if (typeof value !== 'object' || value === null) return flat;
  if (Array.isArray(value))
    return `[${value.map((entry) => spaced(entry, JSON.stringify(entry) ?? 'null')).join(', ')}]`;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, entry]) => `${JSON.stringify(key)}: ${spaced(entry, JSON.stringify(entry))}`).join(', ')} }`;
}

/** What fields check of the values that they are given. */

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError(`text is needed, not ${shown(value)}`);
  return value;
}

export function asBytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new TypeError(`bytes are needed, not ${shown(value)}`);
  return value;
}

export function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`a list is needed, not ${shown(value)}`);
  return value;
}

export function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new TypeError(`an object is needed, not ${shown(value)}`);
  }
  return value as Record<string, unknown>;
}

/** A value in the words of an error message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

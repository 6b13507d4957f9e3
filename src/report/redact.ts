/** Takes secrets out of everything that is written or shown. */
export interface Redactor {
  text(text: string): string;
  /**
   * The same value with every text in it redacted. Words that are not free text (ids, verdicts, file names, hex) stay as they are,
   * so that a password such as `kea` cannot break the report's own structure.
   */
  record<T>(value: T): T;
}

/** What stands in the place of a secret. */
const veil = '[secret]';

/**
 * A redactor for passwords, passphrases and key material. A secret is found as it is, and as it looks inside JSON, a URL, a quoted
 * shell word and base64; a key of several lines also line by line. One of less than four characters is found as a whole word only.
 */
export function redactor(secrets: Iterable<string>): Redactor {
  const forms = new Set<string>();
  for (const secret of secrets) {
    for (const form of formsOf(secret)) forms.add(form);
  }
  if (forms.size === 0) return { text: (text) => text, record: (value) => value };
  // The longest first: a secret may be part of another one.
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map(patternOf);
  const pattern = new RegExp(alternatives.join('|'), 'gu');
  const text = (dirty: string) => dirty.replace(pattern, veil);
  return { text, record: <T>(value: T) => redacted(value, text) as T };
}

function formsOf(secret: string): string[] {
  const parts = secret.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('-----'));
  const whole = secret.includes('\n') ? parts.filter((line) => line.length >= 16) : [secret];
  return whole
    .filter((form) => form !== '')
    .flatMap((form) => [
      form,
      JSON.stringify(form).slice(1, -1),
      encodeURIComponent(Buffer.from(form).toString()),
      form.replaceAll("'", "'\\''"),
      // Base64 of two bytes says nothing, and would be found where no secret is.
      ...(form.length < shortSecret ? [] : [Buffer.from(form).toString('base64').replace(/=+$/, '')]),
    ]);
}

const shortSecret = 4;

function patternOf(form: string): string {
  const literal = form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return form.length < shortSecret ? `(?<![\\p{L}\\p{N}_])${literal}(?![\\p{L}\\p{N}_])` : literal;
}

function redacted(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((entry) => redacted(entry, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, structural.has(key) ? entry : redacted(entry, text)]),
  );
}

/** Keys of the records (record.ts) whose values are not free text. */
const structural: ReadonlySet<string> = new Set([
  'schema',
  'forge',
  'node',
  'started',
  'product',
  'edition',
  'exitCode',
  'id',
  'uri',
  'requirement',
  'requirements',
  'tags',
  'verdict',
  'level',
  'weight',
  'status',
  'direction',
  'hex',
  'folder',
  'files',
]);

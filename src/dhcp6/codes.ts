/**
 * Names of option codes, filled by the registry. A field that prints codes (Option Request) reads them here, since the
 * declarations cannot import the registry that is made from them.
 */
const names = new Map<number, string>();
const codes = new Map<string, number>();

export function nameCode(code: number, ...words: readonly string[]): void {
  names.set(code, words[0] as string);
  for (const word of words) codes.set(plainWord(word), code);
}

export function forgetCode(code: number, ...words: readonly string[]): void {
  names.delete(code);
  for (const word of words) codes.delete(plainWord(word));
}

/** The name of an option code, where it is known. */
export function codeName(code: number): string | undefined {
  return names.get(code);
}

/** The code of a name or title, in any case; `OPTION_` before it does not matter. */
export function codeOfWord(word: string): number | undefined {
  return codes.get(plainWord(word));
}

function plainWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/^option[_-]/, '')
    .replace(/[\s_-]+/g, ' ');
}

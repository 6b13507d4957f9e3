import { codeName, codeOfWord, forgetCode, nameCode } from './codes.js';
import type { OptionType } from './define.js';
import { declared } from './options/index.js';

const byCode = new Map<number, OptionType>();
const byName = new Map<string, OptionType>();

for (const type of declared) enter(type);

/** Every known option, by code. */
export function options(): OptionType[] {
  return [...byCode.values()].sort((a, b) => a.code - b.code);
}

export function optionByCode(code: number): OptionType | undefined {
  return byCode.get(code);
}

/** The option of a name (`IA_NA`, `OPTION_IA_NA`) or title (`Client Identifier`), in any case. */
export function optionByName(text: string): OptionType | undefined {
  const exact = byName.get(text);
  if (exact !== undefined) return exact;
  const code = codeOfWord(text);
  return code === undefined ? undefined : byCode.get(code);
}

/** The name of a code, `option 65000` where it is not known. */
export function optionName(code: number): string {
  return codeName(code) ?? `option ${code}`;
}

/**
 * Makes an option of the user's own known to decoder, printer and names, in this process. Throws a RangeError where its code or
 * its name is taken. Gives back what makes it unknown again.
 */
export function register(type: OptionType): () => void {
  const other = optionByCode(type.code) ?? optionByName(type.name) ?? optionByName(type.title);
  if (other !== undefined)
    throw new RangeError(`option ${type.code} ${type.name}: ${other.name} (${other.code}) is there already`);
  enter(type);
  return () => {
    byCode.delete(type.code);
    byName.delete(type.name);
    forgetCode(type.code, type.name, type.title);
  };
}

function enter(type: OptionType): void {
  byCode.set(type.code, type);
  byName.set(type.name, type);
  nameCode(type.code, type.name, type.title);
}

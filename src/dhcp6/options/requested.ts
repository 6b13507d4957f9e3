import { codeName, codeOfWord } from '../codes.js';
import type { Field } from '../field.js';
import { list, u16 } from '../fields.js';

const codeField: Field<number> = {
  ...u16,
  kind: 'u16 option code',
  examples: [23, 0, 65535],
  print: (code) => codeName(code) ?? String(code),
  fromJson: (json, context) => (typeof json === 'string' ? codeOfWord(json) : undefined) ?? u16.fromJson(json, context),
};

const codes = list(codeField, 2);

/** Option codes to the end. In text: names or numbers with commas between them. */
export const requestedCodes: Field<number[]> = {
  ...codes,
  print: (value) => (value.length === 0 ? 'none' : codes.print(value)),
  fromJson: (json, context) =>
    codes.fromJson(typeof json === 'string' ? json.split(',').filter((part) => part.trim() !== '') : json, context),
};

/** Colours; each gives its text back unchanged where there are none. The command line makes one with chalk. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
  magenta(text: string): string;
}

const same = (text: string) => text;
export const noPaint: Paint = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  cyan: same,
  magenta: same,
};

/** The signs that are not ASCII, with a stand-in each. */
export interface Symbols {
  readonly passed: string;
  readonly failed: string;
  readonly deviation: string;
  readonly unsupported: string;
  readonly waived: string;
  readonly unexpectedPass: string;
  readonly error: string;
  /** In front of the deviating line of a packet. */
  readonly pointer: string;
  readonly ellipsis: string;
  readonly separator: string;
  readonly arrow: string;
}

export const unicodeSymbols: Symbols = {
  passed: '✓',
  failed: '✗',
  deviation: '~',
  unsupported: '○',
  waived: '◇',
  unexpectedPass: '◆',
  error: '!',
  pointer: '▶',
  ellipsis: '…',
  separator: '·',
  arrow: '→',
};

export const asciiSymbols: Symbols = {
  passed: '+',
  failed: 'x',
  deviation: '~',
  unsupported: 'o',
  waived: 'w',
  unexpectedPass: 'W',
  error: '!',
  pointer: '>',
  ellipsis: '...',
  separator: '-',
  arrow: '->',
};

/** How text for a person is laid out. */
export interface Look {
  readonly paint: Paint;
  readonly symbols: Symbols;
  /** Width of the terminal; undefined where the text goes to a file or pipe: nothing is cut or broken there. */
  readonly columns: number | undefined;
  /** Columns for the scenario's id. */
  readonly idWidth: number;
  /** What is typed before forge's own words: `sudo npx forge`. */
  readonly launcher: string;
}

export const plainLook: Look = {
  paint: noPaint,
  symbols: unicodeSymbols,
  columns: undefined,
  idWidth: 0,
  launcher: 'sudo npx forge',
};

/** Whether the terminal shows UTF-8, by the locale variables in their order of precedence. */
export function speaksUtf8(env: Readonly<Record<string, string | undefined>>): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  return locale !== undefined && /utf-?8/i.test(locale);
}

/** An option or a positional argument. Strings and booleans are all that the commands need. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly describe: string;
  /** May be given several times. */
  readonly array?: true;
  readonly alias?: string;
  readonly hidden?: true;
  readonly choices?: readonly string[];
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
}

export type Options = Readonly<Record<string, Option>>;

/** The values as the command gets them: a list is never missing, a boolean is false where it was not given. */
export type Values<O extends Options> = {
  readonly [K in keyof O]: O[K] extends { array: true }
    ? readonly string[]
    : O[K] extends { type: 'boolean' }
      ? boolean
      : string | undefined;
};

/** One command: a file each. Declares everything as data and loads what it needs only when it runs. */
export interface Command<P extends Options, O extends Options> {
  readonly name: string;
  /** After the name, as the help shows it: `[paths..]`. Each is optional to the parser; the command says what is missing. */
  readonly arguments: string;
  readonly describe: string;
  readonly positionals: P;
  readonly options: O;
  /** At least one: the command line and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  /** Gives the exit code. `words` are the command line after `forge`, as typed; `rest` is what stood after `--`. */
  run(values: Values<P & O>, words: readonly string[], rest: readonly string[]): Promise<number>;
}

export type AnyCommand = Omit<Command<Options, Options>, 'run'> & {
  run(values: never, words: readonly string[], rest: readonly string[]): Promise<number>;
};

export function command<const P extends Options, const O extends Options>(definition: Command<P, O>): Command<P, O> {
  return definition;
}

/** The arguments that choose scenarios: the same ones in run and list. */
export const selectionArguments = {
  paths: { type: 'string', array: true, describe: 'Feature files or folders; all features where none is named' },
} as const satisfies Options;

export const selectionOptions = {
  '6': { type: 'boolean', describe: 'DHCPv6, the only protocol that forge speaks' },
  '4': { type: 'boolean', describe: '', hidden: true },
  name: {
    type: 'string',
    array: true,
    alias: 'n',
    value: 'ID',
    describe: 'A scenario by its id, or a pattern such as "v6.basic.*"; may be given several times',
  },
  tags: { type: 'string', alias: 't', value: 'TAGS', describe: 'A tag expression, such as "@must and not @slow"' },
  edition: {
    type: 'string',
    value: 'RFC',
    choices: ['8415', '9915'],
    describe: "The edition that is judged by; else the configuration's, or 8415",
  },
  features: {
    type: 'string',
    array: true,
    value: 'DIR',
    describe: 'A folder of features of your own, beside those of forge',
  },
  steps: {
    type: 'string',
    array: true,
    value: 'DIR',
    describe: 'A folder of steps of your own, beside those of forge',
  },
} as const satisfies Options;

export const configOption = {
  config: { type: 'string', value: 'FILE', describe: 'The configuration; else config.ts, .js, .mjs or .json here' },
} as const satisfies Options;

export const jsonOption = {
  json: { type: 'boolean', describe: 'Print JSON, and nothing else' },
} as const satisfies Options;

/** Prints to stdout; resolves when it is written, so that nothing is cut at the end of the process. */
export function print(text: string): Promise<void> {
  const whole = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return new Promise((resolve) => process.stdout.write(whole, () => resolve()));
}

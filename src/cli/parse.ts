import yargs, { type Argv } from 'yargs';
import { nearest, Problem } from '../config/problem.js';
import type { AnyCommand, Option, Options } from './command.js';

/** What the command line asks for. */
export interface Parsed {
  readonly command: AnyCommand;
  /** Set where it was called by its name, not as the default. */
  readonly named: boolean;
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** What stood after `--`. */
  readonly rest: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

type Raw = Readonly<Record<string, unknown>>;

/** Reads the words after `forge`; the first command is the default. Throws a Problem for what cannot be meant. */
export async function parse(words: readonly string[], commands: readonly AnyCommand[]): Promise<Parsed> {
  let chosen: { command: AnyCommand; raw: Raw } | undefined;
  const parser = yargs([...words])
    .scriptName('forge')
    .locale('en')
    .help(false)
    .version(false)
    .exitProcess(false)
    .option('help', { alias: 'h', type: 'boolean' })
    .option('version', { type: 'boolean' })
    // Unknown options come back as arguments, spelt as the user spelt them. `-n ID path` must not swallow the path.
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'greedy-arrays': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'populate--': true,
      'strip-aliased': true,
      'unknown-options-as-args': true,
    })
    .fail((message, error) => {
      throw error === undefined || error.name === 'YError' ? misuse(error?.message ?? message) : error;
    });
  for (const [index, command] of commands.entries()) {
    const usage = `${command.name} ${command.arguments}`.trim();
    parser.command(
      index === 0 ? [usage, '$0'] : usage,
      command.describe,
      (below) => declare(below, command),
      (raw) => {
        chosen = { command, raw };
      },
    );
  }
  await parser.parseAsync();
  if (chosen === undefined) throw new Error('yargs chose no command, not even the default one');
  const { command, raw } = chosen;
  const named = (raw._ as readonly unknown[])[0] === command.name;
  const flags = { command, named, help: raw.help === true, version: raw.version === true };
  if (flags.help || flags.version) return { ...flags, values: {}, rest: [] };
  mustBeKnown(words, command, raw, commands);
  const known = { ...command.positionals, ...command.options };
  const values = Object.fromEntries(
    Object.entries(known).map(([name, option]) => [name, value(name, option, raw[name])]),
  );
  return { ...flags, values, rest: Array.isArray(raw['--']) ? raw['--'].map(String) : [] };
}

function declare(parser: Argv, command: AnyCommand): Argv {
  for (const [name, { type, array }] of Object.entries(command.positionals)) {
    parser.positional(name, { type, ...(array === undefined ? {} : { array }) });
  }
  for (const [name, { value: _, describe: __, ...option }] of Object.entries(command.options)) {
    parser.option(name, { ...option, requiresArg: option.type === 'string' });
  }
  return parser;
}

/** One value of the kind that the option promises. */
function value(name: string, option: Option, raw: unknown): string | boolean | readonly string[] | undefined {
  const given = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  if (option.array === true) return given.map(String);
  if (option.type === 'boolean') return given.at(-1) === true;
  if (given.length > 1) throw new Problem(spelt(name), `is given ${given.length} times.`, { mend: 'Once is enough.' });
  const text = given[0] === undefined ? undefined : String(given[0]);
  if (text === '') throw new Problem(spelt(name), 'needs a value.');
  return text;
}

/** Everything on the command line must be an option of the command or one of its arguments. */
function mustBeKnown(words: readonly string[], command: AnyCommand, raw: Raw, commands: readonly AnyCommand[]): void {
  const positionals = Object.keys(command.positionals).flatMap((name) => raw[name] ?? []);
  const beyond = (raw._ as readonly unknown[]).slice((raw._ as readonly unknown[])[0] === command.name ? 1 : 0);
  const loose = [...positionals, ...beyond].map(String);
  const before = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const negated = before.filter((word) => word.startsWith('--no-'));
  const unknown = [...negated, ...loose.filter((word) => /^-./.test(word))][0];
  if (unknown !== undefined) throw unknownOption(unknown, command, commands);
  const extra = beyond[0];
  if (extra !== undefined) {
    throw new Problem(`forge ${command.name}`, `takes no argument "${String(extra)}".`, {
      mend: `See forge ${command.name} --help.`,
    });
  }
}

function unknownOption(word: string, command: AnyCommand, commands: readonly AnyCommand[]): Problem {
  const place = word.split('=', 1)[0] as string;
  const attached = Object.entries(command.options).find(
    ([, option]) => option.alias !== undefined && new RegExp(`^-6?${option.alias}.`).test(word),
  )?.[1].alias;
  if (attached !== undefined && !word.startsWith('--')) {
    const text = word.slice(word.indexOf(attached) + 1);
    return new Problem(word, `-${attached} and its value are two words.`, { mend: `Write: -${attached} ${text}` });
  }
  const guess = nearest(place.replace(/^-+/, ''), visible(command.options), 1)[0];
  if (guess !== undefined && place.length > 2) {
    return new Problem(place, 'is not an option.', { mend: `Did you mean ${spelt(guess)}?` });
  }
  const elsewhere = commands.find((other) => Object.hasOwn(other.options, place.replace(/^--/, '')));
  const mend = elsewhere === undefined ? `See forge ${command.name} --help.` : `It belongs to forge ${elsewhere.name}.`;
  return new Problem(place, `is not an option of forge ${command.name}.`, { mend });
}

function visible(options: Options): string[] {
  return Object.keys(options).filter((name) => options[name]?.hidden !== true && name.length > 1);
}

function spelt(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

/** What yargs says of its own accord, in our form. */
function misuse(message: string): Problem {
  const following = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (following !== undefined) return new Problem(spelt(following), 'needs a value.');
  const [, argument, given, choices] =
    /Argument: (\S+), Given: "(.*)", Choices: (.*)/s.exec(message) ?? ([] as readonly (string | undefined)[]);
  if (argument !== undefined) return new Problem(argument, `cannot be ${given}.`, { mend: `It can be: ${choices}.` });
  return new Problem('forge', message.endsWith('.') ? message : `${message}.`);
}

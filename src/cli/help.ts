import type { AnyCommand, Option, Options } from './command.js';
import { lookFor } from './terminal.js';

/** The help of forge as a whole: what the default command does, and the other commands. */
export function overview(commands: readonly AnyCommand[]): string {
  const [first] = commands as readonly [AnyCommand, ...AnyCommand[]];
  const { paint } = lookFor(process.stdout);
  const rows = commands.map(({ name, arguments: words, describe }): Row => [`${name} ${words}`.trim(), describe]);
  return [
    'forge tests whether a DHCPv6 server keeps to the RFCs.',
    '',
    ...section('Commands', table(rows)),
    ...body(first, 'Options of run'),
    paint.dim('Each command explains itself: forge COMMAND --help'),
  ].join('\n');
}

/** The help of one command. */
export function helpOf(command: AnyCommand): string {
  const { paint } = lookFor(process.stdout);
  const usage = `forge ${command.name} ${command.arguments}`.trim();
  const { options } = command;
  const shown = Object.keys(options).length === 0 ? usage : `${usage} [options]`;
  return [paint.bold(shown), '', `${command.describe}.`, '', ...body(command, 'Options')].join('\n').trimEnd();
}

function body(command: AnyCommand, title: string): string[] {
  const positionals = Object.entries(command.positionals).map(([name, { describe }]): Row => [name, describe]);
  return [
    ...section('Arguments', table(positionals)),
    ...section(title, table(optionRows(command.options))),
    ...section(
      'Examples',
      command.examples.flatMap(([line, what]) => [`  ${line}`, `      ${what}`]),
    ),
  ];
}

type Row = readonly [string, string];

function optionRows(options: Options): Row[] {
  return Object.entries(options)
    .filter(([, option]) => option.hidden !== true)
    .map(([name, option]) => [spelling(name, option), option.describe]);
}

/** `-n, --name ID`, with the long names below each other. */
function spelling(name: string, option: Option): string {
  const long =
    name.length === 1 ? `-${name}` : option.alias === undefined ? `    --${name}` : `-${option.alias}, --${name}`;
  return option.value === undefined ? long : `${long} ${option.value}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [lookFor(process.stdout).paint.bold(title), ...lines, ''];
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

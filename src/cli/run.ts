import { existsSync } from 'node:fs';
import { nearest, Problem } from '../config/problem.js';
import { showPath } from '../config/resolve.js';
import type { ResolvedConfig } from '../config/types.js';
import type { PlanOptions } from '../run/plan.js';
import { command, configOption, print, selectionArguments, selectionOptions } from './command.js';
import { launcher } from './launcher.js';
import { product } from './product.js';
import { count, editionOf, notPassed, roots, seconds } from './selection.js';
import { lookFor } from './terminal.js';

/** `forge run`, and `forge` alone. */
export const run = command({
  name: 'run',
  arguments: '[paths..]',
  describe: 'Run scenarios against a server (done where no command is named)',
  positionals: selectionArguments,
  options: {
    ...selectionOptions,
    ...configOption,
    lab: { type: 'boolean', describe: 'Test a server in the built-in lab; no configuration is needed' },
    server: { type: 'string', value: 'NAME', describe: "The product under test; else the configuration's, or kea" },
    strict: { type: 'boolean', describe: 'A SHOULD that is not followed fails the run' },
    'fail-fast': { type: 'boolean', describe: 'Stop after the first scenario that fails' },
    'dry-run': { type: 'boolean', describe: 'Check all that can be known without a server, and touch none' },
    'keep-lab': { type: 'boolean', describe: 'Leave the lab up after the run' },
    repeat: { type: 'string', value: 'N', describe: 'Run the selection N times; verdicts that differ fail the run' },
    rerun: { type: 'boolean', describe: 'Run what did not pass in the latest run' },
    'max-time': { type: 'string', value: 'TIME', describe: 'End the run after this time: seconds, or 5m, or 1h' },
    'allow-robust': { type: 'boolean', describe: 'Outside the lab too, run scenarios that flood the server (@robust)' },
    seed: { type: 'string', value: 'TEXT', describe: 'What random choices are drawn from, to repeat a run exactly' },
    out: { type: 'string', value: 'DIR', describe: 'Where the reports go; else ./reports' },
    json: { type: 'boolean', describe: 'Print the results as JSON on stdout, and nothing else there' },
    quiet: { type: 'boolean', describe: 'Show failures and the summary only' },
    verbose: { type: 'boolean', describe: 'Show steps and packets too' },
  },
  examples: [
    ['sudo npx forge -6 -n 7550_1', 'One scenario, on the server of config.ts'],
    ['sudo npx forge -6 --lab features/basic', 'A folder, in the built-in lab'],
    ['sudo npx forge -6 -t "@must and @renew" --strict', 'What a server must do about Renew'],
  ],
  async run(values, words, rest) {
    const paths = [...values.paths, ...rest];
    await checkPaths(paths);
    if (values.quiet && values.verbose) exclude('--quiet', '--verbose');
    if (values.lab && values.config !== undefined) exclude('--lab', '--config');
    if (values['keep-lab'] && !values.lab)
      throw new Problem('--keep-lab', 'there is no lab to keep.', { mend: 'Add --lab.' });

    const config = values.lab ? 'lab' : await configuration(values.config, values['dry-run'], values.server);
    const adapter = await product(values.server, config === 'lab' ? undefined : config);
    if (values.rerun && values.name.length > 0) exclude('--rerun', '-n');
    const [repeat, maxTime] = [count('--repeat', values.repeat), seconds('--max-time', values['max-time'])];
    const selection = {
      paths,
      ids: values.rerun ? await notPassed(values.out) : values.name,
      tags: values.tags,
      product: adapter.name,
      edition: editionOf(values.edition) ?? (config === 'lab' ? '8415' : config.edition),
      allowRobust: config === 'lab' || values['allow-robust'],
      ...(config === 'lab' ? {} : { ownOptions: { place: showPath(config.source), options: config.options } }),
      ...(await roots(values)),
    } as const;
    if (!values['dry-run']) {
      if (process.geteuid?.() !== 0) await refuse(selection, values.lab, words);
      if (values.lab) {
        const { insideLab, enterLab } = await import('../lab/enter.js');
        if (!insideLab()) return enterLab(words);
      }
    }
    const [{ run: start }, { askSecret }] = await Promise.all([import('../run/run.js'), import('./ask.js')]);
    const stream = values.json ? process.stderr : process.stdout;
    const record = await start({
      ...selection,
      config: config === 'lab' ? config : { ...config, server: { ...config.server, product: adapter.name } },
      strict: values.strict,
      failFast: values['fail-fast'],
      dryRun: values['dry-run'],
      keepLab: values['keep-lab'],
      ...(values.out === undefined ? {} : { out: values.out }),
      ...(values.seed === undefined ? {} : { seed: values.seed }),
      ...(repeat === undefined ? {} : { repeat }),
      ...(maxTime === undefined ? {} : { maxTime }),
      json: values.json,
      verbosity: values.quiet ? 'quiet' : values.verbose ? 'verbose' : 'normal',
      command: words,
      askSecret,
      screen: { stream, look: lookFor(stream) },
    });
    if (values.json) await print(JSON.stringify(record, null, 2));
    return record.exitCode;
  },
});

/** The configuration of the run. A dry run touches no server, so it does without one where there is none. */
async function configuration(
  file: string | undefined,
  dryRun: boolean,
  server: string | undefined,
): Promise<ResolvedConfig | 'lab'> {
  const { hasConfig, loadConfig } = await import('../config/load.js');
  if (dryRun && file === undefined && !(await hasConfig())) return 'lab';
  const config = await loadConfig(file);
  const { product, files, programs, prefix, service } = config.server;
  const own = Object.entries({ files, programs, prefix, service }).find(([, value]) => value !== undefined)?.[0];
  if (server !== undefined && server !== product && own !== undefined) {
    throw new Problem('--server', `the configuration's server.${own} is about ${product}.`, {
      mend: `Give ${server} a configuration of its own, with --config.`,
    });
  }
  return config;
}

/** A missing path is often an id, or a misspelt command. */
async function checkPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (existsSync(path)) continue;
    const { commands } = await import('./commands.js');
    const names = commands.map(({ name }) => name);
    const guess = paths.length === 1 ? nearest(path, names, 1)[0] : undefined;
    const mend = guess === undefined ? `A scenario is named with -n ${path}` : `Did you mean forge ${guess}?`;
    throw new Problem(path, 'there is no such file or folder.', { mend: path.includes('/') ? undefined : mend });
  }
}

function exclude(one: string, other: string): never {
  throw new Problem(`${one} ${other}`, 'exclude each other.', { mend: 'Leave one out.' });
}

/** Without root nothing can run; what is wrong with the selection is told first, as it would be to root. */
async function refuse(selection: PlanOptions, lab: boolean, words: readonly string[]): Promise<never> {
  const { makePlan } = await import('../run/plan.js');
  await makePlan(selection);
  const why = lab ? 'the lab is made of namespaces' : 'it sends raw packets';
  const command = [launcher(), ...words].map(quoted).join(' ');
  throw new Problem('forge', `needs to be root: ${why}.`, { mend: `Run: ${command}` });
}

/** A word as a POSIX shell takes it; the launcher's own words stay words. */
function quoted(word: string, index: number): string {
  return index === 0 || /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

import { exitCode, Problem, Problems } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import type { ServerAdapter } from '../servers/adapter.js';
import { command, configOption, jsonOption, print } from './command.js';
import { lookFor } from './terminal.js';

/** `forge doctor`: what stands between this machine and a run. */
export const doctor = command({
  name: 'doctor',
  arguments: '',
  describe: 'Look for everything that may stand in the way of a run, on this machine and the server machine',
  positionals: {},
  options: {
    trust: {
      type: 'boolean',
      describe: "Show the server machine's host key and, if you agree, take it into known_hosts",
    },
    restore: { type: 'boolean', describe: 'Put the server machine back where a killed run left it changed' },
    ...configOption,
    ...jsonOption,
  },
  examples: [
    ['sudo npx forge doctor', 'One line a check, and what to do about each'],
    ['npx forge doctor --trust', 'Take the host key of the machine in config.ts, once'],
    ['npx forge doctor --restore', 'Put the server machine back after a kill -9'],
  ],
  async run(values) {
    if (values.trust && values.restore)
      throw new Problem('--trust --restore', 'exclude each other.', { mend: 'Give one of them.' });
    if (values.trust) return trust(values.config);
    if (values.restore) return restore(values.config);
    return examineAll(values.config, values.json);
  },
});

async function trust(file: string | undefined): Promise<number> {
  const { loadConfig } = await import('../config/load.js');
  const { server, deadlines } = await loadConfig(file);
  const [{ trust: take }, { askYes }] = await Promise.all([import('../remote/known-hosts.js'), import('./ask.js')]);
  const {
    fingerprint,
    file: known,
    added,
  } = await take(server, {
    deadline: deadlines.connect,
    // Without a terminal, asking for --trust was the consent.
    confirm: async (shown) =>
      (await askYes(`${server.host} shows the key ${shown}. Is it that machine's own?`)) ?? true,
  });
  await print(`${server.host}: ${fingerprint} ${added ? 'is now' : 'was already'} in ${known}`);
  return exitCode.good;
}

async function restore(file: string | undefined): Promise<number> {
  const { loadConfig } = await import('../config/load.js');
  const { server, deadlines } = await loadConfig(file);
  const [{ connect }, { restore: putBack }, { askSecret }] = await Promise.all([
    import('../remote/ssh.js'),
    import('../servers/machine/restore.js'),
    import('./ask.js'),
  ]);
  const host = await connect(server, deadlines, { askSecret });
  try {
    const journal = await putBack(host);
    await print(
      journal === undefined
        ? `${host.name}: nothing to put back`
        : `${host.name}: as it was before the run of ${journal.tester.name} from ${journal.since}`,
    );
  } finally {
    await host.close();
  }
  return exitCode.good;
}

async function examineAll(file: string | undefined, json: boolean): Promise<number> {
  const [{ examine }, { Patient }, { realProbes }, { Printer }, { askSecret }] = await Promise.all([
    import('../doctor/examine.js'),
    import('../doctor/patient.js'),
    import('../doctor/probes.js'),
    import('../doctor/print.js'),
    import('./ask.js'),
  ]);
  const patient = new Patient({ probes: realProbes(askSecret), ...(await configuration(file)) });
  const printer = new Printer(lookFor(process.stdout), patient);
  const lines = [];
  try {
    for await (const line of examine(patient)) {
      lines.push(line);
      if (!json) process.stdout.write(printer.line(line));
    }
  } finally {
    await patient.close();
  }
  await print(json ? JSON.stringify(lines, null, 2) : printer.flush() + printer.summary(lines));
  return lines.some((line) => line.outcome.state === 'wrong') ? exitCode.notConformant : exitCode.good;
}

/** The configuration and its product, or what is wrong with them: one of the doctor's lines. A file that is named must be there. */
async function configuration(
  file: string | undefined,
): Promise<{ config: ResolvedConfig; adapter: ServerAdapter } | { configProblems: readonly Problem[] }> {
  const [{ loadConfig }, { product }] = await Promise.all([import('../config/load.js'), import('./product.js')]);
  try {
    const config = await loadConfig(file);
    return { config, adapter: await product(undefined, config) };
  } catch (error) {
    if (error instanceof Problems) return { configProblems: error.all };
    if (error instanceof Problem && !error.place.startsWith('--config')) return { configProblems: [error] };
    throw error;
  }
}

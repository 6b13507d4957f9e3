import { exitCode, Problem } from '../config/problem.js';
import { command, configOption, print } from './command.js';

/** `forge doctor`: what stands between this machine and a run. */
export const doctor = command({
  name: 'doctor',
  arguments: '',
  describe: "Take the server machine's host key into known_hosts, once",
  positionals: {},
  options: {
    trust: { type: 'boolean', describe: 'Show the key of the server machine and, if you agree, take it' },
    ...configOption,
  },
  examples: [['npx forge doctor --trust', 'Take the key of the machine in config.ts']],
  async run(values) {
    if (!values.trust) throw new Problem('forge doctor', 'what shall it do?', { mend: 'Give --trust.' });
    const { loadConfig } = await import('../config/load.js');
    const { server, deadlines } = await loadConfig(values.config);
    const [{ trust }, { askYes }] = await Promise.all([import('../remote/known-hosts.js'), import('./ask.js')]);
    const { fingerprint, file, added } = await trust(server, {
      deadline: deadlines.connect,
      // Without a terminal, asking for --trust was the consent.
      confirm: async (shown) =>
        (await askYes(`${server.host} shows the key ${shown}. Is it that machine's own?`)) ?? true,
    });
    await print(`${server.host}: ${fingerprint} ${added ? 'is now' : 'was already'} in ${file}`);
    return exitCode.good;
  },
});

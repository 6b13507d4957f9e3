import { exitCode, Problem } from '../config/problem.js';
import { command, configOption, print } from './command.js';
import { load } from './contract.js';

/** `forge doctor`: what stands between this machine and a run. */
export const doctor = command({
  name: 'doctor',
  arguments: '',
  describe: "Take the server machine's host key, once, into known_hosts",
  positionals: {},
  options: {
    trust: { type: 'boolean', describe: 'Take the host key that the server machine shows, after you have compared it' },
    ...configOption,
  },
  examples: [['npx forge doctor --trust', "Take the key of config.ts's machine"]],
  async run(values) {
    if (!values.trust) throw new Problem('forge doctor', 'what shall it do?', { mend: 'Give --trust.' });
    const { loadConfig } = await import('../config/load.js');
    const { server } = await loadConfig(values.config);
    const { trust } = await load('remote/known-hosts');
    const { line, fingerprint } = await trust(server);
    await print(`${server.host} shows the key ${fingerprint}; it is trusted from now on:\n${line}`);
    return exitCode.good;
  },
});

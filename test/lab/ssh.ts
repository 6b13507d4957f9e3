import assert from 'node:assert/strict';
import type { ForgeConfig } from '../../src/config/types.js';
import { type Outcome, run } from '../../src/lab/process.js';

/** Runs a shell line on the server machine with the system's own SSH client, or here as it is with `sh` in front. */
export async function overSsh(config: ForgeConfig, ...lines: string[]): Promise<Outcome> {
  const { host, user, login, knownHosts } = config.server;
  assert.ok('key' in login && knownHosts !== undefined);
  const options = [`UserKnownHostsFile=${knownHosts}`, 'StrictHostKeyChecking=yes', 'BatchMode=yes', 'LogLevel=ERROR'];
  const args = ['-F', '/dev/null', '-i', login.key, ...options.flatMap((option) => ['-o', option])];
  return await run('ssh', [...args, `${user}@${host}`, lines.join('\n')]);
}

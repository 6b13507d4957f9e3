import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { packageRoot } from './places.js';
import type { PlannedScenario } from './plan.js';

/**
 * Runs these scenarios, in this order of files. Resolves when all ended or were skipped; verdicts come through the hooks of
 * `support.ts`. Cucumber's own messages go to `messages.ndjson` in the run's folder.
 */
export async function runCucumberOn(scenarios: readonly PlannedScenario[], folder: string): Promise<void> {
  const { loadConfiguration, runCucumber } = await import('@cucumber/cucumber/api');
  const messages = createWriteStream(join(folder, 'messages.ndjson'));
  const complaints: string[] = [];
  const environment = {
    cwd: packageRoot,
    stdout: messages,
    stderr: new Writable({
      write(chunk, _encoding, done) {
        complaints.push(String(chunk));
        done();
      },
    }),
  };
  try {
    const { runConfiguration } = await loadConfiguration(
      {
        // A stray configuration of the user's own would leak in.
        file: false,
        provided: {
          paths: [...new Set(scenarios.map((scenario) => scenario.path))],
          // Its own pattern is not anchored: 7550_1 would take 7550_10 too.
          name: scenarios.map((scenario) => `^${scenario.id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
          import: [fileURLToPath(new URL('./support.js', import.meta.url))],
          format: ['message'],
        },
      },
      environment,
    );
    await runCucumber(runConfiguration, environment);
  } finally {
    messages.end();
    if (!messages.closed) await once(messages, 'close');
  }
  if (complaints.length > 0) throw new Error(`Cucumber complains: ${complaints.join('').trim()}`);
}

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { packageRoot } from './places.js';
import type { PlannedScenario } from './plan.js';

/** Runs scenarios; may be called again. */
export type RunCucumber = (scenarios: readonly PlannedScenario[], folder: string) => Promise<void>;

/**
 * Gives a function that runs scenarios, in the order of their files. It resolves when all ended or were skipped; verdicts come
 * through the hooks of `support.ts`. Cucumber's own messages go to `messages.ndjson` in the folder.
 * Cucumber is loaded when it is needed and nothing else is being loaded: side by side with other modules, Node 20 now and then gave
 * `support.ts` another instance of it than the one that runs.
 */
export function cucumber(): RunCucumber {
  let support: ISupportCodeLibrary | undefined;
  return async (scenarios, folder) => {
    support = await runOnce(await import('@cucumber/cucumber/api'), scenarios, folder, support);
  };
}

async function runOnce(
  { loadConfiguration, runCucumber }: typeof import('@cucumber/cucumber/api'),
  scenarios: readonly PlannedScenario[],
  folder: string,
  support: ISupportCodeLibrary | undefined,
): Promise<ISupportCodeLibrary> {
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
    // Its hooks are registered on import, and a module is imported once: a second run takes the first one's.
    const result = await runCucumber(
      { ...runConfiguration, ...(support === undefined ? {} : { support }) },
      environment,
    );
    if (complaints.length > 0) throw new Error(`Cucumber complains: ${complaints.join('').trim()}`);
    return result.support;
  } finally {
    messages.end();
    if (!messages.closed) await once(messages, 'close');
  }
}

import { Problem } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import type { ServerAdapter } from '../servers/adapter.js';

/** The adapter of `--server`, else of the configuration, else of Kea. An unknown one is a Problem at the place it came from. */
export async function product(named: string | undefined, config: ResolvedConfig | undefined): Promise<ServerAdapter> {
  const { adapter } = await import('../servers/registry.js');
  const name = named ?? config?.server.product ?? 'kea';
  try {
    return adapter(name);
  } catch (error) {
    if (!(error instanceof Problem) || config === undefined) {
      throw error instanceof Problem ? new Problem('--server', error.message, { mend: error.mend }) : error;
    }
    const { showPath } = await import('../config/resolve.js');
    const place = named === undefined ? `${showPath(config.source)}: server.product` : '--server';
    throw new Problem(place, error.message, { mend: error.mend });
  }
}

/** The configuration where there is one: the file that was named, or that of the working folder. */
export async function configIfAny(file: string | undefined): Promise<ResolvedConfig | undefined> {
  const { hasConfig, loadConfig } = await import('../config/load.js');
  return file !== undefined || (await hasConfig()) ? loadConfig(file) : undefined;
}

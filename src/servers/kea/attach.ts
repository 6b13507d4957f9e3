import { Problem } from '../../config/problem.js';
import type { ResolvedConfig } from '../../config/types.js';
import type { RemoteHost } from '../../remote/types.js';
import type { ServerHandle, Site } from '../adapter.js';

export async function attach(host: RemoteHost, _site: Site, _d: ResolvedConfig['deadlines']): Promise<ServerHandle> {
  throw new Problem(host.name, 'Kea cannot be driven yet.');
}

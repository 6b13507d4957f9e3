import { Problem } from '../../config/problem.js';
import type { ResolvedConfig } from '../../config/types.js';
import type { RemoteHost } from '../../remote/types.js';
import type { ServerHandle, Site } from '../adapter.js';
import { claim, endJournal, type Journal } from '../machine/journal.js';
import { putBack } from '../machine/restore.js';
import { KeaHandle } from './handle.js';
import { type Survey, survey } from './survey.js';

/**
 * Reaches Kea on its machine: takes the machine for this tester, puts back what a killed run left, finds program, version,
 * files and what runs. Nothing of Kea's is changed before the first `configure`.
 */
export async function attach(
  host: RemoteHost,
  site: Site,
  deadlines: ResolvedConfig['deadlines'],
): Promise<ServerHandle> {
  const notes: string[] = [];
  const journal = await take(host, notes);
  try {
    const seen = await survey(host, site);
    const refusal = consentProblem(host, site, seen);
    if (refusal !== undefined) throw refusal;
    return new KeaHandle({ host, site, survey: seen, journal, deadlines, notes });
  } catch (error) {
    await endJournal(host);
    throw error;
  }
}

async function take(host: RemoteHost, notes: string[]): Promise<Journal> {
  const claimed = await claim(host, 'kea');
  if ('mine' in claimed) return claimed.mine;
  const { tester, since, found } = claimed.left;
  await putBack(host, claimed.left);
  if (found !== undefined) {
    notes.push(`${host.name}: put back first what the run of ${tester.name} from ${since} had left changed.`);
  }
  return take(host, notes);
}

/** What keeps forge from wiping the leases that it finds; undefined where nothing does. */
export function consentProblem(host: RemoteHost, site: Site, { leases, paths }: Survey): Problem | undefined {
  if (leases === 0 || site.config.wipeLeases) return undefined;
  return new Problem(
    'server.wipeLeases',
    `${paths.leases} on ${host.name} holds ${leases} lease records that forge did not make, and scenarios need a server without leases.`,
    { mend: 'Set server.wipeLeases: true if they may be set aside during the run; they are put back at its end.' },
  );
}

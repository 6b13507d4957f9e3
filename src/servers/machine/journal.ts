import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import type { Found } from './found.js';
import { keepFolder, shellOrProblem } from './shell.js';
import { type Session, stillThere, type Tester, thisSession, thisTester } from './tester.js';

/**
 * What stands on the server machine while forge works there. It is written before anything is changed and removed after
 * everything was put back; while it is there, no other tester may begin.
 */
export interface Journal {
  readonly schema: 1;
  readonly product: string;
  readonly tester: Tester;
  readonly session: Session;
  /** ISO 8601, the tester's clock. */
  readonly since: string;
  /** How the machine was found; absent until forge is about to change something. */
  readonly found?: Found;
}

const file = `${keepFolder}/journal.json`;

/**
 * Takes the machine for this tester. Gives the new journal, or the one that stands there: of a run that is over without
 * having put the machine back. Throws a Problem that names the other tester while that one is at work.
 */
export async function claim(host: RemoteHost, product: string): Promise<{ mine: Journal } | { left: Journal }> {
  const session = await thisSession(host);
  const mine: Journal = { schema: 1, product, tester: thisTester(), session, since: new Date().toISOString() };
  const said = await shellOrProblem(host, 'writing the journal', claimScript, [keepFolder], { stdin: text(mine) });
  if (said.trim() === 'claimed') return { mine };
  const left = await readJournal(host);
  if (left === undefined) {
    // The other tester ended in between.
    return claim(host, product);
  }
  if (await stillThere(host, left.tester, left.session, session)) throw taken(host, left);
  return { left };
}

/** A journal that stands on the machine. Throws a Problem if it is not one. */
export async function readJournal(host: RemoteHost): Promise<Journal | undefined> {
  const bytes = await host.read(file, { root: true });
  if (bytes === undefined) return undefined;
  try {
    const journal = JSON.parse(Buffer.from(bytes).toString('utf8')) as Journal;
    if (journal.schema === 1) return journal;
  } catch {
    // Said below.
  }
  throw new Problem(host.name, `${file} is not a journal that this version of forge can read.`, {
    mend: `It and the copies in ${keepFolder}/files are of another version of forge: put the machine back with that one.`,
    kind: 'infrastructure',
  });
}

export async function saveJournal(host: RemoteHost, journal: Journal): Promise<void> {
  await host.write(file, text(journal), { root: true, mode: 0o600 });
}

/** Ends the claim: the journal goes first, what lies beside it means nothing without it. */
export async function endJournal(host: RemoteHost): Promise<void> {
  await shellOrProblem(host, 'removing the journal', 'rm -f "$1/journal.json" && rm -rf "$1"', [keepFolder]);
}

/** Throws if the tester of this journal is at work. */
export async function refuseWhileAtWork(host: RemoteHost, journal: Journal): Promise<void> {
  const here = await thisSession(host);
  if (await stillThere(host, journal.tester, journal.session, here)) throw taken(host, journal);
}

function taken(host: RemoteHost, journal: Journal): Problem {
  const { tester } = journal;
  return new Problem(
    host.name,
    `${tester.name} (process ${tester.pid}) has been testing ${journal.product} on this machine since ${journal.since}.`,
    { mend: 'Wait until that run has ended; two testers would spoil each other.', kind: 'infrastructure' },
  );
}

function text(journal: Journal): string {
  return `${JSON.stringify(journal, null, 2)}\n`;
}

/** A hard link is made only if the name is free: whole content, one winner. */
const claimScript = `
umask 077
mkdir -p "$1" || exit 1
cat >"$1/claim.$$" || exit 1
if ln "$1/claim.$$" "$1/journal.json" 2>/dev/null; then echo claimed; else echo held; fi
rm -f "$1/claim.$$"
`;

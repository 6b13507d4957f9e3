import { Problem } from '../config/problem.js';
import type { ServerConfig } from '../config/types.js';
import { ShellEnded } from './framed.js';
import { quote } from './quote.js';
import { DeadlinePassed, ShellUnfit } from './shell.js';

/** Why `sh` on the server machine cannot be used. */
export function noShell(server: ServerConfig, error: unknown): unknown {
  if (error instanceof ShellUnfit) return unfit(server, error);
  const who = `${server.user} on ${server.host}`;
  const mend = `A login that may run commands is needed. Try: ssh ${server.user}@${server.host} sh -c id`;
  if (error instanceof DeadlinePassed) return problem(`the shell of ${who} does not answer.`, mend, error);
  if (error instanceof ShellEnded) return problem(`the shell of ${who} ended at once (${error.message}).`, mend, error);
  return error;
}

/** Why `sudo -n sh` cannot be used, with the very line that is missing. */
export function noSudo(server: ServerConfig, error: unknown): unknown {
  if (error instanceof ShellUnfit) return unfit(server, error);
  const { user, host } = server;
  if (!(error instanceof ShellEnded)) {
    return error instanceof DeadlinePassed
      ? problem(`sudo for ${user} on ${host} does not answer.`, undefined, error)
      : error;
  }
  if (/must have a tty/.test(error.stderr)) {
    return problem(
      `sudo on ${host} wants a terminal (requiretty).`,
      `Allow it there: ${sudoers(`Defaults:${user} !requiretty`)}`,
      error,
    );
  }
  if (error.how.endsWith(' 127') || /sudo: (command )?not found/.test(error.stderr)) {
    return problem(`there is no sudo on ${host}.`, 'Install it there, or set server.user to root.', error);
  }
  // The last line is the reason; a machine that cannot resolve its own name has a warning before it.
  const said = error.stderr.split('\n').findLast((line) => line !== '');
  return problem(
    `${user} may not use sudo on ${host} without a password${said === undefined ? '' : ` (${said})`}.`,
    `Allow it there, as root: ${sudoers(`${user} ALL=(root) NOPASSWD: ALL`)}`,
    error,
  );
}

/** The last match counts, so it must come after other files. */
function sudoers(line: string): string {
  return `echo ${quote(line)} >> /etc/sudoers.d/zz-forge`;
}

function unfit(server: ServerConfig, error: ShellUnfit): Problem {
  return problem(
    `${server.host} lacks what forge needs there: ${error.missing.join(', ')}.`,
    'Install it (Debian: coreutils, util-linux).',
    error,
  );
}

function problem(what: string, mend: string | undefined, cause: unknown): Problem {
  return new Problem('server', what, { mend, kind: 'infrastructure', cause });
}

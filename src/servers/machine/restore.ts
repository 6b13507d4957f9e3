import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import type { FoundProcess } from './found.js';
import { endJournal, type Journal, readJournal, refuseWhileAtWork } from './journal.js';
import { keepFolder, shell, shellOrProblem } from './shell.js';

/**
 * Puts a machine back that a killed run left changed; gives that run's journal, or undefined if none stands there.
 * Throws a Problem while its tester is still at work, unless `force`.
 */
export async function restore(host: RemoteHost, options: { force?: boolean } = {}): Promise<Journal | undefined> {
  const journal = await readJournal(host);
  if (journal === undefined) return undefined;
  if (!options.force) await refuseWhileAtWork(host, journal);
  await putBack(host, journal);
  return journal;
}

/**
 * Ends forge's own server, puts files back with owner, mode and time, starts again what ran, and ends the journal.
 * If something fails the journal stays, and the whole can be done again.
 */
export async function putBack(host: RemoteHost, journal: Journal): Promise<void> {
  const { found } = journal;
  if (found !== undefined) {
    await shellOrProblem(host, 'putting the files back', filesScript, [
      keepFolder,
      ...(found.service === undefined ? [] : ['--service', found.service.unit]),
      '--families',
      ...found.families,
      '--files',
      ...found.files,
      '--leftovers',
      ...found.leftovers,
      '--folders',
      ...[...found.folders].reverse(),
    ]);
    if (found.service?.active) {
      const { unit, sockets } = found.service;
      await shellOrProblem(
        host,
        `starting ${unit} again`,
        serviceScript,
        [unit, String(sockets), String(patience * 100)],
        {
          deadline: (patience + 20) * 1000,
        },
      );
    }
    for (const one of found.processes) await startAgain(host, one);
  }
  await endJournal(host);
}

/** Seconds that a server which is started again has to open its sockets. */
const patience = 10;

/** Starts a process as it was found: same user, arguments, environment and folder; waits until it listens as before. */
async function startAgain(host: RemoteHost, one: FoundProcess): Promise<void> {
  const capabilities = one.capabilities.map((bit) => `+cap_${bit}`).join(',');
  const as =
    one.uid === 0 && one.gid === 0
      ? ''
      : [
          'setpriv',
          `--reuid=${one.uid}`,
          `--regid=${one.gid}`,
          one.groups.length > 0 ? `--groups=${one.groups.join(',')}` : '--clear-groups',
          ...(capabilities === '' ? [] : [`--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`]),
        ].join(' ');
  const result = await shell(
    host,
    processScript,
    [
      keepFolder,
      String(one.pid),
      one.born,
      one.cwd,
      as,
      one.output ?? '/dev/null',
      String(one.sockets),
      String(patience * 100),
    ],
    { deadline: (patience + 20) * 1000 },
  );
  if (result.code === 0) return;
  const command = one.argv.join(' ');
  throw new Problem(host.name, `"${command}" ran here before and cannot be started again: ${result.stderr.trim()}.`, {
    mend: 'Its files were put back; start it by hand.',
    kind: 'infrastructure',
  });
}

const filesScript = `
keep=$1; shift
# A script of the killed run may still be at work; then the server that it started.
for which in busy own; do
  [ -s "$keep/$which" ] || continue
  read -r p b <"$keep/$which"
  end "$p" "$b" 500 || { echo "process $p does not end" >&2; exit 1; }
done
put() {
  rm -f "$1.forge-new" "$1.forge-back"
  if [ -e "$keep/files$1" ]; then
    cp -p "$keep/files$1" "$1.forge-back" && mv -f "$1.forge-back" "$1" || exit 1
  else
    rm -f "$1" || exit 1
  fi
}
complete=
[ -e "$keep/complete" ] && complete=1
for item; do
  case $item in --service | --files | --families | --leftovers | --folders) section=$item; continue ;; esac
  case $section in
    --service) systemctl stop "$item" || exit 1 ;;
    --leftovers) rm -f "$item" ;;
    --folders) rmdir "$item" 2>/dev/null ;;
    --files) [ -z "$complete" ] || put "$item" ;;
    --families)
      [ -n "$complete" ] || continue
      for one in "$item"*; do [ -e "$keep/files$one" ] || rm -f "$one"; done
      for copy in "$keep/files$item"*; do [ ! -e "$copy" ] || put "\${copy#"$keep/files"}"; done
      ;;
  esac
done
exit 0
`;

/** Waits until a process has as many sockets as before. */
const listens = `
listens() {
  now; limit=$((cs + $4))
  while :; do
    alive "$1" "$2" || { echo "it ended at once" >&2; exit 1; }
    listening "$1"
    [ "$sockets" -ge "$3" ] && return
    now
    [ "$cs" -lt "$limit" ] || { echo "it runs, but has not opened its sockets again" >&2; exit 1; }
    pause
  done
}
`;

const serviceScript = `${listens}
systemctl reset-failed "$1" 2>/dev/null
systemctl start "$1" || exit 1
p=$(systemctl show -p MainPID --value "$1")
look "$p" || exit 0
listens "$p" "$born" "$2" "$3"
`;

const processScript = `${listens}
keep=$1 was=$2 cwd=$4 as=$5 out=$6 wanted=$7 patience=$8
alive "$was" "$3" && exit 0
again="$keep/again-$was"
if [ -s "$again" ]; then read -r p b <"$again"; end "$p" "$b" 500; rm -f "$again"; fi
cd "$cwd" 2>/dev/null || cd /
export as out again
cat "$keep/process-$was.environ" "$keep/process-$was.argv" | xargs -0 /bin/sh -c '
  setsid $as env -i "$@" </dev/null >>"$out" 2>&1 &
  echo $! >"$again"
' forge
read -r p <"$again" || exit 1
look "$p" || { echo "it ended at once" >&2; exit 1; }
b=$born
echo "$p $b" >"$again"
listens "$p" "$b" "$wanted" "$patience"
`;

import type { RemoteHost } from '../../remote/types.js';
import { keepFolder, shellOrProblem } from '../machine/shell.js';
import { drivenUnit, type Survey } from './survey.js';

/** One stop and start of Kea, and what is done to its files in between. */
export interface CycleRequest {
  /** The new configuration; undefined: the one that stands there. */
  readonly text?: string;
  /** Let Kea check the text first (20 to 30 ms). */
  readonly check: boolean;
  /** Remove the leases. */
  readonly clean: boolean;
  /** Begin the log anew, where it is forge's own. */
  readonly freshLog: boolean;
  /** Milliseconds for Kea to be ready. */
  readonly ready: number;
}

/** What the script saw; judged in ready.ts. */
export interface Cycle {
  readonly outcome: 'started' | 'refused' | 'died' | 'late' | 'stuck';
  readonly pid: number;
  readonly born: string;
  /** Where in the log this start begins. */
  readonly offset: number;
  /** Exit code of the check or of Kea, in the shell's notation (128 + signal). */
  readonly exit: number | undefined;
  /** Milliseconds from the start of the script to the end of each part. */
  readonly marks: ReadonlyMap<string, number>;
  /** Output of the check; of systemctl. */
  readonly said: string;
  /** Lines of the log that tell of the start; its last lines if it failed. */
  readonly log: string;
  /** Of Kea's process: /proc/PID/net/udp6 and if_inet6, and its open files. */
  readonly network: string;
  readonly files: string;
}

/**
 * Writes the configuration (through a file beside it and a rename, owner and mode kept), lets Kea check it, stops the running Kea, removes
 * leases, starts Kea and waits until it says that it has started or has ended. One command on the server machine.
 */
export async function cycle(host: RemoteHost, survey: Survey, request: CycleRequest): Promise<Cycle> {
  const { paths, program, group = '' } = survey;
  const on = (flag: boolean) => (flag ? 'yes' : '');
  const out = await shellOrProblem(
    host,
    'restarting Kea',
    cycleScript,
    [
      keepFolder,
      drivenUnit(survey) ?? '',
      program,
      paths.config,
      paths.leases,
      paths.log,
      paths.run,
      group,
      on(request.text !== undefined),
      on(request.check),
      on(request.clean),
      on(request.freshLog),
      String(Math.ceil(request.ready / 10)),
      survey.service?.drive ? survey.service.user : '',
    ],
    // Beside its own patience, the script may have to check and to kill.
    { deadline: request.ready + 30_000, ...(request.text === undefined ? {} : { stdin: request.text }) },
  );
  return parse(out);
}

function parse(out: string): Cycle {
  const [head = '', ...sections] = out.split('\n== ');
  const facts = new Map(head.split('\n').map((line) => [line.split(' ')[0] as string, line.split(' ').slice(1)]));
  const section = (name: string) =>
    sections.find((one) => one === name || one.startsWith(`${name}\n`))?.slice(name.length + 1) ?? '';
  const stamps = head.split('\n').filter((line) => line.startsWith('mark '));
  const times = stamps
    .map((line) => [line.split(' ')[1] as string, Number(line.split(' ')[2]) / 1e6] as const)
    // A date command without nanoseconds gives no number, and then there are no parts.
    .filter(([, at]) => Number.isFinite(at));
  const begin = times[0]?.[1] ?? 0;
  const number = (key: string) => Number(facts.get(key)?.[0] ?? Number.NaN);
  const exit = number('exit');
  return {
    outcome: (facts.get('outcome')?.[0] ?? 'stuck') as Cycle['outcome'],
    pid: number('pid') || 0,
    born: facts.get('pid')?.[1] ?? '',
    offset: number('offset') || 0,
    exit: Number.isNaN(exit) ? undefined : exit,
    marks: new Map(times.slice(1).map(([name, at]) => [name, at - begin])),
    said: section('said'),
    log: section('log'),
    network: section('network'),
    files: section('files'),
  };
}

/**
 * A shell stays Kea's parent: it tells how Kea ended, and reaps it. The log is Kea's own file and also takes its standard
 * output, where it writes before it has read the configuration and when it cannot. There is one writer, so it needs no lock.
 */
const cycleScript = `
keep=$1 unit=$2 program=$3 config=$4 leases=$5 log=$6 run=$7 group=$8 write=$9; shift 9
check=$1 clean=$2 fresh=$3 patience=$4 user=$5; shift 5
new=$config.forge-new seen= pid=
mark() { echo "mark $1 $(date +%s%N)"; }
finish() {
  if [ "$1" = started ]; then
    network=$(cat "/proc/$pid/net/udp6" "/proc/$pid/net/if_inet6" 2>/dev/null)
    # Of a server that has died since, nothing is there to be seen.
    alive "$pid" "$started" || ended
  fi
  echo "outcome $1"
  echo "== said"; [ ! -s "$keep/said" ] || { cat "$keep/said"; echo; }
  echo "== log"; printf '%s\\n' "$seen"
  if alive "\${pid:-0}"; then
    echo "== network"; printf '%s\\n' "\${network:-$(cat "/proc/$pid/net/udp6" "/proc/$pid/net/if_inet6")}"
    echo "== files"; ls -l "/proc/$pid/fd"
  fi
  exit 0
}
ended() {
  if [ -n "$unit" ]; then
    echo "exit $(systemctl show -p ExecMainStatus --value "$unit")"
  else
    now; limit=$((cs + 100))
    while [ ! -s "$keep/exit" ] && [ "$cs" -lt "$limit" ]; do pause; now; done
    read -r code <"$keep/exit" && echo "exit $code"
  fi
  seen=$(tail -c "+$((offset + 1))" "$log" 2>/dev/null | tail -n 40)
  finish died
}
look $$ && echo "$$ $born" >"$keep/busy"
[ ! -e "$keep/said" ] || rm -f "$keep/said"
mark begin
started=
if [ -z "$unit" ] && [ -s "$keep/own" ]; then
  read -r pid started <"$keep/own"
  # It may end while the new configuration is written, unless that has yet to be found good.
  [ -n "$check" ] || ! alive "$pid" "$started" || kill -TERM "$pid"
fi
if [ -n "$write" ]; then
  if [ -e "$config" ]; then
    cp -p "$config" "$new" || exit 1
  else
    mkdir -p "\${config%/*}" && : >"$new" && chmod 640 "$new" || exit 1
    { [ -n "$group" ] && chgrp "$group" "$new"; } || chmod 644 "$new"
  fi
  cat >"$new" || exit 1
  if [ -n "$check" ]; then
    # As the service's user, who sees what the service will see: confined, root may not read another user's folder.
    as=
    [ -z "$user" ] || ! command -v setpriv >/dev/null || as="setpriv --reuid=$user --regid=$(id -g "$user") --init-groups"
    $as env KEA_LOCKFILE_DIR=none "$program" -t "$new" >"$keep/said" 2>&1
    code=$?
    if [ "$code" -ne 0 ]; then rm -f "$new"; echo "exit $code"; finish refused; fi
    mark check
  fi
fi
if [ -n "$unit" ]; then
  systemctl stop "$unit" >"$keep/said" 2>&1 || finish stuck
elif [ -n "$pid" ]; then
  end "$pid" "$started" 500 || finish stuck
fi
mark stop
[ -z "$write" ] || mv -f "$new" "$config" || exit 1
name=\${config##*/}
[ -z "$clean" ] || set -- "$leases"*
rm -f "$run/kea6-ctrl-socket" "$run/\${name%.conf}.kea-dhcp6.pid" "$keep/own" "$keep/exit" "$keep/said" "$@"
offset=0
if [ -f "$log" ]; then
  if [ -n "$fresh" ]; then : >"$log"; else offset=$(($(wc -c <"$log"))); fi
fi
echo "offset $offset"
if [ -n "$unit" ]; then
  systemctl reset-failed "$unit" 2>/dev/null
  systemctl start "$unit" >"$keep/said" 2>&1 || ended
  pid=$(systemctl show -p MainPID --value "$unit")
else
  setsid /bin/sh -c '
    keep=$1 log=$2; shift 2
    KEA_LOCKFILE_DIR=none "$@" </dev/null >>"$log" 2>&1 &
    p=$!
    read -r line <"/proc/$p/stat"
    set -- $p \${line##*) }
    echo "$p \${21}" >"$keep/own"
    wait "$p"
    echo $? >"$keep/exit"
  ' forge "$keep" "$log" "$program" -c "$config" </dev/null >/dev/null 2>&1 &
  while [ ! -s "$keep/own" ]; do pause; done
  read -r pid started <"$keep/own"
fi
look "$pid" || ended
echo "pid $pid $born"
started=$born
now; limit=$((cs + patience))
while :; do
  # The control socket comes shortly before the line that counts; looking for it starts no program beside a starting Kea.
  if [ -S "$run/kea6-ctrl-socket" ]; then
    seen=$(tail -c "+$((offset + 1))" "$log" 2>/dev/null | grep -e DHCP6_CONFIG_START -e DHCP6_STARTED -e ' WARN ' -e ' ERROR ' -e ' FATAL ')
    case $seen in *DHCP6_STARTED*) break ;; esac
  fi
  alive "$pid" "$started" || ended
  now
  if [ "$cs" -ge "$limit" ]; then seen=$(tail -c "+$((offset + 1))" "$log" 2>/dev/null | tail -n 40); finish late; fi
  pause
done
mark start
finish started
`;

import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import { keepFolder, shell, shellOrProblem } from '../machine/shell.js';
import { drivenUnit, type Survey } from './survey.js';

/** Ends the Kea of this run; leases stay. */
export async function endKea(host: RemoteHost, unit: string | undefined): Promise<void> {
  await shellOrProblem(host, 'stopping Kea', stopScript, [keepFolder, unit ?? '']);
}

/** Whether the process still runs, and how it ended if not. */
export async function howItIs(
  host: RemoteHost,
  survey: Survey,
  pid: number,
  born: string,
): Promise<{ alive: true } | { alive: false; exit: number | undefined }> {
  const args = [keepFolder, drivenUnit(survey) ?? '', String(pid), born];
  const result = await shell(host, healthScript, args);
  if (result.code === 0) return { alive: true };
  if (result.code !== 1) throw new Problem(host.name, result.stderr.trim(), { kind: 'infrastructure' });
  const exit = Number.parseInt(result.stdout, 10);
  return { alive: false, exit: Number.isNaN(exit) ? undefined : exit };
}

/** Packets that Kea has taken from its sockets since its start, by its log: counted before they are looked at. */
export async function countReceived(host: RemoteHost, log: string, offset: number): Promise<number> {
  const script = 'tail -c "+$2" "$1" | grep -c DHCP6_BUFFER_RECEIVED; exit 0';
  return Number(await shellOrProblem(host, 'counting received packets', script, [log, String(offset + 1)]));
}

/** The other process that holds UDP port 547, in words; undefined if it does not show. */
export async function portHolder(host: RemoteHost, kea: number): Promise<string | undefined> {
  const result = await shell(host, holderScript, [String(kea)]);
  const said = result.stdout.trim();
  return said === '' ? undefined : said;
}

const stopScript = `
if [ -n "$2" ]; then systemctl stop "$2"; exit; fi
[ -s "$1/own" ] || exit 0
read -r p b <"$1/own"
end "$p" "$b" 500 || { echo "process $p does not end" >&2; exit 1; }
`;

/** A service that was started again by its manager has another main process. */
const healthScript = `
alive "$3" "$4" && exit 0
if [ -n "$2" ]; then
  code=$(systemctl show -p ExecMainStatus --value "$2"); kind=$(systemctl show -p ExecMainCode --value "$2")
  case $kind in 2 | 3) code=$((code + 128)) ;; esac
  echo "$code"
  exit 1
fi
now; limit=$((cs + 100))
while [ ! -s "$1/exit" ] && [ "$cs" -lt "$limit" ]; do pause; now; done
cat "$1/exit" 2>/dev/null
exit 1
`;

const holderScript = `
inodes=
while read -r sl local remote st queue timer retry uid timeout inode rest; do
  case $local in *:0223) inodes="$inodes $inode" ;; esac
done </proc/net/udp6
for dir in /proc/[0-9]*; do
  p=\${dir#/proc/}
  [ "$p" != "$1" ] || continue
  held=$(ls -l "$dir/fd" 2>/dev/null) || continue
  for inode in $inodes; do
    case $held in *"socket:[$inode]"*) echo "process $p: $(tr '\\000' ' ' <"$dir/cmdline")"; exit 0 ;; esac
  done
done
`;

import { Problem } from '../../config/problem.js';
import type { CommandResult, RemoteHost } from '../../remote/types.js';

/** Where forge keeps its journal and copies on the server machine: root's alone. */
export const keepFolder = '/var/lib/dhcpv6-forge';

/**
 * Runs a POSIX sh script of ours as root on the server machine, in one command. Values travel as arguments: in the script
 * they are $1, $2, … (after `prelude`'s functions). Exit codes are the script's own business.
 */
export async function shell(
  host: RemoteHost,
  script: string,
  args: readonly string[],
  options: { stdin?: string; deadline?: number } = {},
): Promise<CommandResult> {
  return host.run(['/bin/sh', '-c', prelude + script, 'forge', ...args], { root: true, ...options });
}

/** The same for a script that has to succeed; `doing` says in words what it was for. */
export async function shellOrProblem(
  host: RemoteHost,
  doing: string,
  script: string,
  args: readonly string[],
  options: { stdin?: string; deadline?: number } = {},
): Promise<string> {
  const result = await shell(host, script, args, options);
  if (result.code === 0) return result.stdout;
  const said = result.stderr.trim() || result.stdout.trim() || `exit code ${result.code}`;
  throw new Problem(host.name, `${doing} failed: ${said}.`, { kind: 'infrastructure' });
}

/**
 * What all scripts share: `listening` counts the sockets on UDP port 547 (0x223) that a process itself holds. `look` reads a process from /proc without starting a program; a process that only waits to be
 * reaped counts as ended, and a process is known by id and birth, as ids come back.
 */
const prelude = `set -u
LC_ALL=C PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin; export LC_ALL PATH
pause() { sleep 0.002 2>/dev/null || sleep 1; }
now() { read -r cs rest </proc/uptime; cs=\${cs%.*}\${cs#*.}; }
look() {
  { read -r line <"/proc/$1/stat"; } 2>/dev/null || return 1
  set -- \${line##*) }
  state=$1 parent=$2; shift 19; born=$1
}
alive() { look "$1" && [ "$state" != Z ] && [ "$state" != X ] && [ "\${2:-$born}" = "$born" ]; }
end() {
  alive "$1" "$2" || return 0
  kill -TERM "$1" 2>/dev/null
  now; limit=$((cs + $3)); patience=500 soon=60
  while alive "$1" "$2"; do
    # A server that ends in its usual 3 to 8 ms is noticed at once; only then it pays to sleep.
    if [ "$soon" -gt 0 ]; then soon=$((soon - 1)); continue; fi
    now
    if [ "$cs" -ge "$limit" ]; then
      [ "$patience" -gt 0 ] || return 1
      kill -KILL "$1" 2>/dev/null; limit=$((cs + patience)); patience=0
    fi
    pause
  done
}
listening() {
  sockets=0; held=$(ls -l "/proc/$1/fd" 2>/dev/null)
  while read -r sl local remote st queue timer retry uid timeout inode rest; do
    case $local in *:0223) case $held in *"socket:[$inode]"*) sockets=$((sockets + 1)) ;; esac ;; esac
  done <"/proc/$1/net/udp6"
}
`;

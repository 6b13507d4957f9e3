import type { RemoteHost } from '../../remote/types.js';
import { shellOrProblem } from './shell.js';

/** A process of the server machine that has UDP port 547 over IPv6. */
export interface ServerPortHolder {
  /** 0 where the socket belongs to no process of this machine that can be seen. */
  readonly pid: number;
  /** Its command line. */
  readonly command: string;
}

/** Who has UDP port 547 in the network namespace of the connection. Needs root there. */
export async function serverPortHolders(host: RemoteHost): Promise<ServerPortHolder[]> {
  const out = await shellOrProblem(host, 'looking for the holder of UDP port 547', holderScript, []);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [pid = '0', ...words] = line.split(' ');
      return { pid: Number(pid), command: words.join(' ').trim() };
    });
}

const holderScript = `
inodes=
while read -r sl local remote st queue timer retry uid timeout inode rest; do
  case $local in *:0223) inodes="$inodes $inode" ;; esac
done </proc/net/udp6
[ -n "$inodes" ] || exit 0
for dir in /proc/[0-9]*; do
  held=$(ls -l "$dir/fd" 2>/dev/null) || continue
  for inode in $inodes; do
    case $held in *"socket:[$inode]"*) echo "\${dir#/proc/} $(tr '\\000\\n' '  ' <"$dir/cmdline")"; seen=yes; break ;; esac
  done
done
[ -n "\${seen:-}" ] || echo "0 a process that cannot be seen"
`;

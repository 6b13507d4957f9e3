import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import { shell, shellOrProblem } from './shell.js';

/** The forge process that works on a server machine. */
export interface Tester {
  /** `user@machine` */
  readonly name: string;
  readonly pid: number;
  /** Start of the process in clock ticks since boot; tells a process from a later one with the same id. */
  readonly born: string;
  /** Boot and PID namespace of the tester machine: only there `pid` means something. */
  readonly boot: string;
  readonly namespace: string;
}

/** The tester's end on the server machine: the process that ends when the connection does. */
export interface Session {
  readonly pid: number;
  readonly born: string;
  readonly boot: string;
}

export function thisTester(): Tester {
  return {
    name: `${userName()}@${hostname()}`,
    pid: process.pid,
    born: bornOf(process.pid) ?? '',
    boot: bootId(),
    namespace: pidNamespace(),
  };
}

/** Finds the session of this connection: the nearest ancestor of a command that is not itself only passing it on. */
export async function thisSession(host: RemoteHost): Promise<Session> {
  const out = await shellOrProblem(host, 'looking at the own session', sessionScript, []);
  const [pid = '0', born = '', boot = ''] = out.trim().split(' ');
  return { pid: Number(pid), born, boot };
}

/**
 * Whether the tester of a journal is still at work. False is certain: the machine was booted since, its connection is
 * gone, or its process is gone and that can be seen from here.
 */
export async function stillThere(host: RemoteHost, tester: Tester, session: Session, here: Session): Promise<boolean> {
  if (session.boot !== here.boot) return false;
  if (tester.boot === bootId() && tester.namespace === pidNamespace() && bornOf(tester.pid) !== tester.born)
    return false;
  if (session.pid === 0) return true;
  const result = await shell(host, 'alive "$1" "$2"', [String(session.pid), session.born]);
  if (result.code > 1) throw new Problem(host.name, result.stderr.trim(), { kind: 'infrastructure' });
  return result.code === 0;
}

const sessionScript = `
read -r boot </proc/sys/kernel/random/boot_id
p=$$
while look "$p"; do
  read -r name <"/proc/$p/comm"
  case $name in
    sh | dash | bash | ash | busybox | sudo | su | doas | timeout | env | nsenter | setpriv | setsid) p=$parent ;;
    *) break ;;
  esac
done
if [ "$p" -gt 1 ] && look "$p"; then echo "$p $born $boot"; else echo "0 - $boot"; fi
`;

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

function pidNamespace(): string {
  return readlinkSync('/proc/self/ns/pid');
}

function bornOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function userName(): string {
  try {
    return process.env.SUDO_USER ?? userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

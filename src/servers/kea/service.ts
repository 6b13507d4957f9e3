import { Problem } from '../../config/problem.js';
import type { ResolvedConfig } from '../../config/types.js';
import type { RemoteHost } from '../../remote/types.js';
import type { FoundProcess } from '../machine/found.js';
import { shellOrProblem } from '../machine/shell.js';

/** Kea's system service. */
export interface KeaService {
  readonly unit: string;
  readonly active: boolean;
  /** Process id of the running Kea, 0 if none. */
  readonly pid: number;
  /** The program and the configuration file of its command line. */
  readonly program: string | undefined;
  readonly config: string | undefined;
  /** The user that it runs as; empty for root. */
  readonly user: string;
}

/** Debian and Ubuntu; ISC's own packages; Fedora, Alpine and Arch. */
export const usualUnits = ['kea-dhcp6-server.service', 'isc-kea-dhcp6-server.service', 'kea-dhcp6.service'];

/**
 * The service that the config names; else the one that runs Kea; else one that is installed. Of the units in whose control
 * group a Kea was found only that counts which has it as its main process: it may have been started by hand there.
 */
export async function findService(
  host: RemoteHost,
  wanted: ResolvedConfig['server']['service'],
  running: readonly FoundProcess[],
): Promise<KeaService | undefined> {
  const units = wanted ? [wanted] : [...new Set([...usualUnits, ...running.flatMap((one) => one.unit ?? [])])];
  const out = await shellOrProblem(host, 'looking for the service of Kea', unitScript, units);
  const found = out
    .split('\n')
    .map(parse)
    .filter((one) => one !== undefined);
  if (wanted) {
    if (found[0] !== undefined) return found[0];
    throw new Problem('server.service', `there is no system service "${wanted}" on ${host.name}.`, {
      mend: 'Name the right one, or set service: false, and forge starts a process of its own.',
    });
  }
  const its = found.filter((one) => usualUnits.includes(one.unit) || running.some((kea) => kea.pid === one.pid));
  return its.find((one) => one.active) ?? its[0];
}

export function configArgument(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('-c');
  return at < 0 ? undefined : argv[at + 1];
}

function parse(line: string): KeaService | undefined {
  const [unit = '', load, state, pid, user, ...command] = line.split(' ');
  if (load !== 'loaded') return undefined;
  const words = command.join(' ').split(/[ ;]+/);
  return {
    unit,
    active: state === 'active' || state === 'activating' || state === 'reloading',
    pid: Number(pid),
    program: words.find((word) => word.startsWith('path='))?.slice('path='.length),
    config: configArgument(words),
    user: user === '-' ? '' : (user ?? ''),
  };
}

const unitScript = `
[ -d /run/systemd/system ] || exit 0
for unit; do
  case $unit in *.*) ;; *) unit=$unit.service ;; esac
  systemctl show -p LoadState -p ActiveState -p MainPID -p User -p ExecStart "$unit" | {
    load=- state=- pid=0 user=- exec=
    while IFS='=' read -r key value; do
      case $key in
        LoadState) load=$value ;; ActiveState) state=$value ;; MainPID) pid=$value ;;
        User) user=\${value:--} ;; ExecStart) exec=$value ;;
      esac
    done
    echo "$unit $load $state $pid $user $exec"
  }
done
exit 0
`;

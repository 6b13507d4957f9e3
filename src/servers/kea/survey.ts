import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import type { Site } from '../adapter.js';
import { type Found, type FoundProcess, findProcesses } from '../machine/found.js';
import { shellOrProblem } from '../machine/shell.js';
import { type KeaPaths, keaPaths } from './paths.js';

/** What a look at the server machine tells, before anything is changed there. */
export interface Survey {
  readonly program: string;
  readonly version: string;
  readonly paths: KeaPaths;
  /** The system service that runs Kea or that the config names; `drive`: forge stops and starts Kea through it. */
  readonly service?: NonNullable<Found['service']> & { readonly drive: boolean };
  /** Running Keas that no service owns. */
  readonly processes: readonly FoundProcess[];
  /** Leases that are there and that forge did not make. */
  readonly leases: number;
  /** Group that the configuration must be readable for, where the package made one. */
  readonly group: string | undefined;
}

/** The unit through which forge stops and starts Kea; undefined: as a process of its own. */
export function drivenUnit(survey: Survey): string | undefined {
  return survey.service?.drive ? survey.service.unit : undefined;
}

/** Finds the program, its version, its files, and what runs. Throws a Problem for what the user must mend first. */
export async function survey(host: RemoteHost, site: Site): Promise<Survey> {
  const { config } = site;
  const paths = keaPaths(config);
  const tried = candidates(config.programs?.['kea-dhcp6'], config.prefix);
  const running = await findProcesses(host, 'kea-dhcp6');
  const units = [...usualUnits, ...running.flatMap((one) => one.unit ?? [])];
  const out = await shellOrProblem(host, 'looking for Kea', surveyScript, [
    paths.leases,
    paths.config,
    config.service || units.join(' '),
    ...tried,
    ...(config.programs?.['kea-dhcp6'] === undefined ? ['PATH'] : []),
  ]);
  const facts = parse(out);
  const program = facts.get('program')?.[0];
  if (program === undefined) {
    throw missing(host, tried, config.programs?.['kea-dhcp6'] !== undefined, facts.get('denied')?.[0]);
  }
  const version = /\d+\.\d+\.\d+\S*/.exec(facts.get('version')?.[0] ?? '')?.[0];
  if (version === undefined) throw strange(host, program, facts.get('version')?.[0] ?? '');
  checkInterfaces(host, site, facts.get('interface') ?? []);

  const service = serviceOf(host, config.service, facts.get('unit') ?? [], running);
  const main = running.find((one) => one.pid === service?.pid);
  const argument = service?.drive ? (main === undefined ? service.config : configArgument(main.argv)) : undefined;
  const configFile = config.files?.config ?? argument ?? facts.get('config')?.[0] ?? paths.config;
  if (argument !== undefined && config.files?.config !== undefined && argument !== config.files.config) {
    throw new Problem('server.files.config', `${service?.unit} reads ${argument}, not ${config.files.config}.`, {
      mend: 'Leave files.config out, or set service: false.',
    });
  }
  return {
    program,
    version,
    paths: { ...paths, config: configFile },
    ...(service === undefined
      ? {}
      : {
          service: {
            unit: service.unit,
            active: service.active,
            drive: service.drive,
            sockets: main?.sockets ?? 0,
          },
        }),
    processes: running.filter((one) => one !== main && (one.unit === undefined || one.unit !== service?.unit)),
    leases: Number(facts.get('leases')?.[0] ?? 0),
    group: facts.get('group')?.[0],
  };
}

/** Debian and Ubuntu; ISC's own packages; Fedora, Alpine and Arch. */
export const usualUnits = ['kea-dhcp6-server.service', 'isc-kea-dhcp6-server.service', 'kea-dhcp6.service'];

function candidates(named: string | undefined, prefix: string | undefined): string[] {
  if (named !== undefined) return [named];
  const below = prefix === undefined ? [] : [`${prefix}/sbin/kea-dhcp6`, `${prefix}/bin/kea-dhcp6`];
  return [...below, '/usr/sbin/kea-dhcp6', '/usr/local/sbin/kea-dhcp6', '/opt/kea/sbin/kea-dhcp6'];
}

function missing(host: RemoteHost, tried: readonly string[], named: boolean, denied: string | undefined): Problem {
  if (denied !== undefined) {
    return new Problem(host.name, `${denied} is there, but may not be executed.`, {
      mend: `On the server machine: chmod 755 ${denied}`,
    });
  }
  if (named) {
    return new Problem('server.programs["kea-dhcp6"]', `there is no program ${tried[0]} on ${host.name}.`);
  }
  return new Problem(host.name, `Kea is not on this machine: no ${tried.join(', ')}, and no kea-dhcp6 in PATH.`, {
    mend: 'Install it there (Debian: apt-get install kea-dhcp6-server), or say where it is: server.prefix or server.programs.',
  });
}

function strange(host: RemoteHost, program: string, said: string): Problem {
  if (/Exec format error|cannot execute binary file/i.test(said)) {
    return new Problem(host.name, `${program} is built for another kind of processor than this machine has.`, {
      mend: 'Install the package of its own architecture there: dpkg --print-architecture',
    });
  }
  return new Problem(host.name, `${program} -v does not tell a version of Kea, but "${said}".`, {
    mend: 'Is it the right program? Name it in server.programs["kea-dhcp6"].',
  });
}

function checkInterfaces(host: RemoteHost, site: Site, there: readonly string[]): void {
  site.interfaces.forEach((name, index) => {
    if (there.includes(name)) return;
    throw new Problem(`links[${index}].serverInterface`, `there is no interface "${name}" on ${host.name}.`, {
      mend: `There are: ${there.filter((one) => one !== 'lo').join(', ')}.`,
    });
  });
}

interface Service {
  unit: string;
  active: boolean;
  drive: boolean;
  pid: number;
  /** The file that its command line names. */
  config: string | undefined;
}

/**
 * The service that runs Kea, or the one that the config names; one that does not run is left alone. Of the units in whose
 * control group a Kea was found only that counts which has it as its main process: it may have been started by hand there.
 */
function serviceOf(
  host: RemoteHost,
  wanted: string | false | undefined,
  lines: readonly string[],
  running: readonly FoundProcess[],
): Service | undefined {
  const found = lines.map((line) => {
    const [unit = '', load = '', state = '', pid = '0', ...command] = line.split(' ');
    const active = state === 'active' || state === 'activating' || state === 'reloading';
    const config = configArgument(command.join(' ').split(/[ ;]+/));
    return { unit, load, active, drive: wanted !== false, pid: Number(pid), config };
  });
  if (typeof wanted !== 'string') {
    return found.find(
      (one) => one.active && (usualUnits.includes(one.unit) || running.some((process) => process.pid === one.pid)),
    );
  }
  const named = found.find((one) => one.load === 'loaded');
  if (named !== undefined) return named;
  throw new Problem('server.service', `there is no system service "${wanted}" on ${host.name}.`, {
    mend: 'Name the right one, or set service: false, and forge starts a process of its own.',
  });
}

function configArgument(argv: readonly string[]): string | undefined {
  const at = argv.indexOf('-c');
  return at < 0 ? undefined : argv[at + 1];
}

function parse(out: string): Map<string, string[]> {
  const facts = new Map<string, string[]>();
  for (const line of out.split('\n')) {
    const space = line.indexOf(' ');
    if (space < 0) continue;
    const key = line.slice(0, space);
    facts.set(key, [...(facts.get(key) ?? []), line.slice(space + 1)]);
  }
  return facts;
}

const surveyScript = `
leases=$1 config=$2 units=$3; shift 3
real=$(readlink -f "$config") && echo "config $real"
for program in "$@"; do
  [ "$program" != PATH ] || program=$(command -v kea-dhcp6)
  [ -f "$program" ] || continue
  if [ ! -x "$program" ]; then echo "denied $program"; continue; fi
  echo "program $program"
  # By way of env: a shell would read a program that it cannot execute as a script.
  echo "version $(env "$program" -v 2>&1 | head -n 1)"
  break
done
echo "leases $(cat "$leases"* 2>/dev/null | grep -c '^[0-9a-fA-F]*:')"
for group in _kea kea; do
  if grep -q "^$group:" /etc/group; then echo "group $group"; break; fi
done
sed -n 's/^ *\\([^ :]*\\):.*/interface \\1/p' /proc/self/net/dev
if [ -d /run/systemd/system ] && [ -n "$units" ]; then
  for unit in $units; do
    case $unit in *.*) ;; *) unit=$unit.service ;; esac
    load= state= pid= exec=
    systemctl show -p LoadState -p ActiveState -p MainPID -p ExecStart "$unit" | {
      while IFS='=' read -r key value; do
        case $key in LoadState) load=$value ;; ActiveState) state=$value ;; MainPID) pid=$value ;; ExecStart) exec=$value ;; esac
      done
      echo "unit $unit $load $state $pid $exec"
    }
  done
fi
exit 0
`;

import { Problem } from '../../config/problem.js';
import type { RemoteHost } from '../../remote/types.js';
import type { Site } from '../adapter.js';
import { type Found, type FoundProcess, findProcesses } from '../machine/found.js';
import { shellOrProblem } from '../machine/shell.js';
import { type KeaPaths, keaPaths } from './paths.js';
import { configArgument, findService } from './service.js';

/** What a look at the server machine tells, before anything is changed there. */
export interface Survey {
  readonly program: string;
  readonly version: string;
  readonly paths: KeaPaths;
  /** The system service that runs Kea or that the config names; `drive`: forge stops and starts Kea through it. */
  readonly service?: NonNullable<Found['service']> & { readonly drive: boolean; readonly user: string };
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
  const running = await findProcesses(host, 'kea-dhcp6');
  const service = await findService(host, config.service, running);
  const main = running.find((one) => one.pid === service?.pid);
  const itsProgram = main?.exe ?? service?.program;

  const named = config.programs?.['kea-dhcp6'];
  const tried = candidates(named, config.prefix, itsProgram);
  const names = named === undefined ? [...tried, 'PATH'] : tried;
  const out = await shellOrProblem(host, 'looking for Kea', surveyScript, [paths.leases, paths.config, ...names]);
  const facts = parse(out);
  const program = facts.get('program')?.[0];
  if (program === undefined) throw missing(host, tried, named !== undefined, facts.get('denied')?.[0]);
  const version = /\d+\.\d+\.\d+\S*/.exec(facts.get('version')?.[0] ?? '')?.[0];
  if (version === undefined) throw strange(host, program, facts.get('version')?.[0] ?? '');
  checkInterfaces(host, site, facts.get('interface') ?? []);

  // A service of another Kea than the one to be tested is only stopped for the time of the run.
  const drive =
    service !== undefined && config.service !== false && (Boolean(config.service) || program === itsProgram);
  const argument = drive ? ((main && configArgument(main.argv)) ?? service.config) : undefined;
  if (argument !== undefined && config.files?.config !== undefined && argument !== config.files.config) {
    throw new Problem('server.files.config', `${service?.unit} reads ${argument}, not ${config.files.config}.`, {
      mend: 'Leave files.config out, or set service: false.',
    });
  }
  const configFile = config.files?.config ?? argument ?? facts.get('config')?.[0] ?? paths.config;
  const sockets = main?.sockets ?? 0;
  return {
    program,
    version,
    paths: { ...paths, config: configFile },
    ...(service === undefined || !(drive || service.active)
      ? {}
      : { service: { unit: service.unit, active: service.active, sockets, drive, user: service.user } }),
    processes: running.filter((one) => one !== main && (one.unit === undefined || one.unit !== service?.unit)),
    leases: Number(facts.get('leases')?.[0] ?? 0),
    group: facts.get('group')?.[0],
  };
}

function candidates(named: string | undefined, prefix: string | undefined, ofService: string | undefined): string[] {
  if (named !== undefined) return [named];
  const service = ofService === undefined ? [] : [ofService];
  const below = prefix === undefined ? [] : [`${prefix}/sbin/kea-dhcp6`, `${prefix}/bin/kea-dhcp6`];
  return [
    ...new Set([...below, ...service, '/usr/sbin/kea-dhcp6', '/usr/local/sbin/kea-dhcp6', '/opt/kea/sbin/kea-dhcp6']),
  ];
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
  if (said === 'Exec format error') {
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
leases=$1 config=$2; shift 2
machine() { od -An -tx1 -j18 -N2 "$1"; }
real=$(readlink -f "$config") && echo "config $real"
for program in "$@"; do
  [ "$program" != PATH ] || program=$(command -v kea-dhcp6)
  [ -f "$program" ] || continue
  if [ ! -x "$program" ]; then echo "denied $program"; continue; fi
  echo "program $program"
  said=$("$program" -v 2>&1 | head -n 1)
  # A shell reads what it cannot execute as a script: its words are not the program's.
  case $said in
    *[0-9].[0-9]*) ;;
    *) [ "$(od -An -tx1 -N4 "$program")" = ' 7f 45 4c 46' ] && [ "$(machine "$program")" != "$(machine /proc/self/exe)" ] &&
         said='Exec format error' ;;
  esac
  echo "version $said"
  break
done
echo "leases $(cat "$leases"* 2>/dev/null | grep -c '^[0-9a-fA-F]*:')"
for group in _kea kea; do
  if grep -q "^$group:" /etc/group; then echo "group $group"; break; fi
done
sed -n 's/^ *\\([^ :]*\\):.*/interface \\1/p' /proc/self/net/dev
exit 0
`;

import type { RemoteHost } from '../../remote/types.js';
import { shellOrProblem } from './shell.js';

/** How the machine was found: all that is needed to put it back, beside the copies in `keepFolder`. */
export interface Found {
  /** The system service that ran, or that the config names. */
  readonly service?: {
    readonly unit: string;
    readonly active: boolean;
    /** Sockets on UDP port 547 that its main process had open. */
    readonly sockets: number;
  };
  /** Running servers that no service owns; their environment and arguments lie beside as raw copies. */
  readonly processes: readonly FoundProcess[];
  /** Single files that forge may replace. */
  readonly files: readonly string[];
  /** Files of which forge may also replace or remove the siblings (`….csv`, `….csv.1`, `….csv.completed`). */
  readonly families: readonly string[];
  /** Files that a run may leave behind and that go when the machine is put back. */
  readonly leftovers: readonly string[];
  /** Folders that were not there, outermost first; they go at the end if they are empty. */
  readonly folders: readonly string[];
}

/** A running program as it was started. */
export interface FoundProcess {
  readonly pid: number;
  readonly born: string;
  readonly argv: readonly string[];
  /** The program's file. */
  readonly exe: string;
  readonly cwd: string;
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
  /** Ambient capabilities by number. */
  readonly capabilities: readonly number[];
  /** Where its standard output went, if into a file. */
  readonly output?: string;
  /** Sockets on UDP port 547 that it had open. */
  readonly sockets: number;
  /** The system service in whose control group it runs; not every process there is the service's. */
  readonly unit?: string;
}

/** Running programs of this name in the network namespace of the connection, oldest first. */
export async function findProcesses(host: RemoteHost, name: string): Promise<FoundProcess[]> {
  const out = await shellOrProblem(host, `looking for ${name}`, processScript, [name]);
  return out
    .split('\n== process ')
    .slice(1)
    .map(parse)
    .filter((one) => runs(one, name))
    .sort((a, b) => Number(a.born) - Number(b.born) || a.pid - b.pid);
}

/** Which of these paths exist. */
export async function existing(host: RemoteHost, paths: readonly string[]): Promise<Set<string>> {
  const script = 'for path; do if [ -e "$path" ] || [ -L "$path" ]; then echo "$path"; fi; done';
  const out = await shellOrProblem(host, 'looking at files', script, paths);
  return new Set(out.split('\n').filter((line) => line !== ''));
}

/** The program itself, not a shell or an editor that has its name among the arguments. */
function runs(one: { argv: readonly string[]; exe: string }, name: string): boolean {
  const base = (path: string | undefined) => path?.slice(path.lastIndexOf('/') + 1);
  if (base(one.exe) === name || base(one.argv[0]) === name) return true;
  // Started through the dynamic loader.
  return /^ld-(linux|musl)/.test(base(one.exe) ?? '') && one.argv.some((argument) => base(argument) === name);
}

function parse(block: string): FoundProcess {
  const [head = '', ...lines] = block.split('\n');
  const [pid, born] = head.split(' ');
  const all = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const words = (key: string) => (all(key)[0] ?? '').split(/\s+/).filter((word) => word !== '');
  const ambient = BigInt(`0x${words('CapAmb:')[0] ?? '0'}`);
  const output = all('output')[0];
  const unit = /(?:^0:|name=systemd):\/(?:.*\/)?([^/\n]+\.service)$/m.exec(all('cgroup').join('\n'))?.[1];
  return {
    pid: Number(pid),
    born: born ?? '',
    exe: all('exe')[0] ?? '',
    argv: all('arg'),
    cwd: all('cwd')[0] ?? '/',
    uid: Number(words('Uid:')[1] ?? 0),
    gid: Number(words('Gid:')[1] ?? 0),
    groups: words('Groups:').map(Number),
    capabilities: Array.from({ length: 64 }, (_, bit) => bit).filter((bit) => (ambient >> BigInt(bit)) & 1n),
    ...(output === undefined || output === '' ? {} : { output }),
    sockets: Number(all('sockets')[0] ?? 0),
    ...(unit === undefined ? {} : { unit }),
  };
}

const processScript = `
mine=$(readlink /proc/self/ns/net)
echo
for path in $(grep -l -F -e "$1" /proc/[0-9]*/cmdline 2>/dev/null); do
  dir=\${path%/cmdline}; p=\${dir#/proc/}
  alive "$p" || continue
  [ "$(readlink "$dir/ns/net")" = "$mine" ] || continue
  echo "== process $p $born"
  echo "exe $(readlink "$dir/exe")"
  echo "cwd $(readlink "$dir/cwd")"
  tr '\\000' '\\n' <"$dir/cmdline" | sed 's/^/arg /'
  grep -e '^Uid:' -e '^Gid:' -e '^Groups:' -e '^CapAmb:' "$dir/status" | tr '\\t' ' '
  output=$(readlink "$dir/fd/1"); [ -f "$output" ] && echo "output $output"
  sed 's/^/cgroup /' "$dir/cgroup" 2>/dev/null
  listening "$p"
  echo "sockets $sockets"
done
exit 0
`;

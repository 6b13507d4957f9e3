import type { RemoteHost } from '../remote/types.js';
import { shellOrProblem } from '../servers/machine/shell.js';

/** An enforced AppArmor profile of a program. */
export interface Profile {
  readonly name: string;
  readonly rules: readonly { readonly pattern: string; readonly rights: string; readonly deny: boolean }[];
  /** Whether all of its text was found: what an unread part allows is not known. */
  readonly complete: boolean;
}

/** The profile that the server machine's kernel enforces on a program; undefined where there is none. Needs root there. */
export async function readProfile(host: RemoteHost, program: string): Promise<Profile | undefined> {
  const out = await shellOrProblem(host, 'looking at AppArmor', profileScript, [program]);
  const [loaded = '', text = ''] = out.split('== text\n');
  return profileOf(program, loaded, text);
}

/** The same from the kernel's list of profiles and the text of the profile's file, includes put in. */
export function profileOf(program: string, loaded: string, text: string): Profile | undefined {
  const enforced = new Map(
    [...loaded.matchAll(/^(.+) \((\w+)\)$/gm)].map(([, name = '', mode = '']) => [name, mode] as const),
  );
  const head = new RegExp(`^\\s*(?:profile\\s+)?(?:"?([^\\s"{]+)"?\\s+)?"?${literal(program)}"?[^\\n]*\\{`, 'm').exec(
    text,
  );
  const name = head?.[1] !== undefined && head[1] !== 'profile' ? head[1] : program;
  if (enforced.get(name) !== 'enforce') return undefined;
  const body = head === null ? '' : text.slice(head.index + head[0].length);
  const rules = [...body.matchAll(ruleLine)].map((match) => ({
    deny: match[1] !== undefined,
    pattern: expanded(match[2] ?? match[3] ?? ''),
    rights: match[4] ?? '',
  }));
  return { name, rules, complete: head !== null && !/^== missing /m.test(text) };
}

/** Those of the paths for which the profile does not give this right (`r`, `w`). */
export function refusedBy(profile: Profile, paths: readonly string[], right: 'r' | 'w'): string[] {
  return paths.filter((path) => {
    const hits = profile.rules.filter((rule) => rule.rights.includes(right) && matches(rule.pattern, path));
    return hits.length === 0 || hits.some((rule) => rule.deny);
  });
}

/** `owner /var/lib/kea/*.csv* rw,` with its qualifiers; quoted where the path has spaces. */
const ruleLine =
  /^\s*(?:audit\s+)?(deny\s+)?(?:allow\s+)?(?:owner\s+)?(?:"([^"\n]+)"|((?:\/|@\{)\S*))\s+([rwalkmixpPuUcC]+)\s*(?:->.*)?,/gm;

const variables: Readonly<Record<string, string>> = {
  run: '{/run,/var/run}',
  PROC: '/proc',
  HOME: '/{root,home/*}',
  etc_ro: '/{usr/,}etc',
  etc_rw: '/etc',
  sys: '/sys',
};

function expanded(pattern: string): string {
  return pattern.replace(/@\{(\w+)\}/g, (all, name: string) => variables[name] ?? all);
}

/** AppArmor's own wildcards: `*` within a folder, `**` across, `?`, `[…]`, `{a,b}`. */
function matches(pattern: string, path: string): boolean {
  const translated = pattern.replace(/\*\*|[*?{},]|\[[^\]]*\]|./gs, (part) => {
    switch (part) {
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      case '{':
        return '(?:';
      case '}':
        return ')';
      case ',':
        return '|';
      default:
        return part.length > 1 ? part : literal(part);
    }
  });
  return new RegExp(`^${translated.replaceAll('//', '/')}$`, 's').test(path);
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** Local additions are put in where they are included; what packages share (abstractions, tunables) gives no server its files. */
const profileScript = `
list=/sys/kernel/security/apparmor/profiles
[ -r "$list" ] || exit 0
cat "$list"
echo '== text'
real=$(readlink -f "$1")
for file in $(grep -l -F -e "$1" -e "$real" /etc/apparmor.d/* 2>/dev/null); do
  while IFS= read -r line; do
    case $line in
      *include*'<local/'*)
        name=\${line#*<}; name=\${name%%>*}
        cat "/etc/apparmor.d/$name" 2>/dev/null || case $line in *'if exists'*) ;; *) echo "== missing $name" ;; esac ;;
      *include*'<abstractions/'* | *include*'<tunables/'*) ;;
      *include*) echo "== missing $line" ;;
      *) printf '%s\\n' "$line" ;;
    esac
  done <"$file"
done
`;

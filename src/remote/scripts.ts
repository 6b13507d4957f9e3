/**
 * The scripts that run on the server machine. Each is constant: what differs comes in as arguments, so no value ever becomes
 * shell text. POSIX sh and the usual tools; tried with dash, bash and busybox.
 */

/**
 * Writes stdin to a file through a temporary file beside it and a rename.
 * Arguments: path, octal mode or empty, `user:group` or empty, a unique word.
 * Copying the old file first keeps its mode, owner and access list; a link is followed, not replaced.
 */
export const write = `
p=$1 mode=$2 owner=$3
if [ -h "$p" ]; then p=$(readlink -f -- "$p") || { echo "it is a link to nowhere" >&2; exit 1; }; fi
if [ -d "$p" ]; then echo "it is a directory" >&2; exit 1; fi
if [ -e "$p" ] && [ ! -f "$p" ]; then echo "it is not a regular file" >&2; exit 1; fi
case $p in */*) t=\${p%/*}/.\${p##*/}.forge-$4 ;; *) t=.$p.forge-$4 ;; esac
trap 'rm -f -- "$t"' EXIT
trap 'exit 1' HUP INT TERM
if [ -e "$p" ]; then cp -p -- "$p" "$t" || exit
elif [ -n "$mode" ]; then umask 077; : >"$t" || exit
else umask 022; : >"$t" || exit
fi
[ -z "$owner" ] || chown -- "$owner" "$t" || exit
[ -z "$mode" ] || chmod -- "$mode" "$t" || exit
if [ -w "$t" ]; then cat >"$t" || exit
else chmod u+w -- "$t" && cat >"$t" && chmod u-w -- "$t" || exit
fi
mv -f -- "$t" "$p" || exit
trap - EXIT
`;

/**
 * Starts a program in a session of its own, and prints its process id. Arguments: folder, output file, argument list.
 * The second setsid forks since it leads a group already; a background command (&) would start with SIGINT ignored.
 * The substitution ends when the program's output goes to the file, so the program has all but begun by then.
 */
export const start = `
p=$(setsid setsid sh -c '
  cd -- "$1" || exit
  : >>"$2" || exit
  case $3 in
    */*) [ -e "$3" ] && forge_w="it is not executable" || forge_w="there is no such program"
      [ -x "$3" ] && [ ! -d "$3" ] ;;
    *) forge_w="there is no such program"; command -v -- "$3" >/dev/null ;;
  esac || { printf "%s: %s\\n" "$3" "$forge_w" >&2; exit 1; }
  printf "%s\\n" "$$"
  exec >>"$2" 2>&1 </dev/null
  shift 2
  exec "$@"' sh "$@")
[ -n "$p" ] && printf '%s\\n' "$p"
`;

/** A login over SSH often has no sbin folders in its PATH, and servers live there. */
const path = `PATH="\${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin"; export PATH`;

/**
 * The watcher's loop; `word` starts its marks. It reads orders from its input:
 * `forge_watch FILE BYTE PID` prints the file from that byte (counted from 1) on and whatever is added, until `stop`;
 * meanwhile `look` tells whether the process is alive (a zombie is not), `more BYTE` prints what is there from BYTE on (where
 * there is no tail that follows by itself), and `again` prints all of it once more. Orders may be sent only after `begun`:
 * before, the shell could take them for commands. When the connection breaks, the input ends, and so does everything here.
 */
export const watcher = (word: string): string => `${path}
forge_alive() {
  read -r forge_s 2>/dev/null </proc/"$1"/stat || return 1
  case \${forge_s##*) } in [ZX]*) return 1 ;; esac
}
forge_watch() {
  forge_k=
  if [ "$forge_follow" = yes ]; then tail -c "+$2" -s 0.05 -F -- "$1" 2>/dev/null & forge_k=$!; fi
  printf '${word}begun\\n'
  while read -r forge_q forge_n; do
    case $forge_q in
      look) if forge_alive "$3"; then printf '${word}alive\\n'; else printf '${word}dead\\n'; fi ;;
      more) tail -c "+$forge_n" -- "$1" 2>/dev/null; printf '${word}more\\n' ;;
      again)
        [ -z "$forge_k" ] || { kill "$forge_k"; wait "$forge_k"; } 2>/dev/null
        forge_k=
        printf '${word}again\\n'
        tail -c "+$2" -- "$1" 2>/dev/null
        printf '${word}whole\\n' ;;
      *) break ;;
    esac
  done
  [ -z "$forge_k" ] || { kill "$forge_k"; wait "$forge_k"; } 2>/dev/null
  printf '${word}done\\n'
}
forge_follow=no
case $(tail --version 2>/dev/null) in *coreutils*) forge_follow=yes ;; esac
printf '\\n${word}ready %s\\n' "$forge_follow"
`;

/**
 * Makes a fresh shell ready for commands: a private folder, which goes when the shell goes, and a look whether all that is
 * needed is there. Prints the mark `ready USER-ID FOLDER FEED MISSING…`. FEED is `raw` where the bytes of a command's stdin may
 * follow its line: bash reads its input byte by byte, so it is slow with long text, but never reads too far. Others read ahead.
 */
export const opening = (word: string): string => `${path}
forge_d=-
for forge_t in "\${TMPDIR:-/tmp}" /tmp /dev/shm /var/tmp; do
  case $forge_t in *[!A-Za-z0-9._/-]*) continue ;; esac
  forge_d=$(mktemp -d "$forge_t/forge.XXXXXX" 2>/dev/null) && break
  forge_d=-
done
trap '[ "$forge_d" = - ] || rm -rf "$forge_d"' EXIT
# PIPE: where the connection is cut in the middle of an answer.
trap 'exit 1' HUP TERM PIPE
forge_m=
for forge_t in id mktemp rm setsid cat cp mv chmod chown tail readlink; do
  command -v "$forge_t" >/dev/null || forge_m="$forge_m $forge_t"
done
[ -r /proc/self/stat ] || forge_m="$forge_m /proc"
forge_f=text
[ -z "\${BASH_VERSION:-}" ] || case $(head --version 2>/dev/null) in *coreutils*) forge_f=raw ;; esac
printf '\\n${word}ready %s %s %s%s\\n' "$(id -u)" "$forge_d" "$forge_f" "$forge_m"
`;

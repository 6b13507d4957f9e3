import type { RemoteHost } from '../../remote/types.js';
import type { Found } from './found.js';
import { type Journal, saveJournal } from './journal.js';
import { keepFolder, shellOrProblem } from './shell.js';

/**
 * Takes the server over, by a journal that says how it was found: copies aside what forge will replace, writes the journal,
 * stops what runs, and makes the folders `make`, which are missing. After each step the machine can be put back from what stands
 * there. The lease files are copied when nothing writes them any more; `complete` marks that all copies are there.
 */
export async function takeOver(
  host: RemoteHost,
  journal: Journal & { readonly found: Found },
  make: readonly string[],
): Promise<void> {
  const { found } = journal;
  const processes = found.processes.map((one) => `${one.pid}:${one.born}`);
  await shellOrProblem(host, 'copying aside what is there', copyScript, [
    keepFolder,
    '--files',
    ...found.files,
    '--processes',
    ...processes,
  ]);
  await saveJournal(host, journal);
  await shellOrProblem(host, 'stopping what runs', stopScript, [
    keepFolder,
    ...(found.service?.active ? ['--service', found.service.unit] : []),
    '--processes',
    ...processes,
    '--families',
    ...found.families,
    '--folders',
    ...make,
  ]);
}

const copyFunction = `
copy() {
  [ -e "$1" ] || return 0
  mkdir -p "$keep/files\${1%/*}" && cp -p "$1" "$keep/files$1" && return 0
  echo "cannot copy $1" >&2; exit 1
}
`;

const copyScript = `${copyFunction}
keep=$1; shift
umask 077
rm -rf "$keep/files" "$keep/complete" "$keep/own" "$keep/exit" "$keep"/process-*
mkdir -p "$keep/files" || exit 1
for item; do
  case $item in --files | --processes) section=$item; continue ;; esac
  case $section in
    --files) copy "$item" ;;
    --processes)
      p=\${item%:*}
      cat "/proc/$p/environ" >"$keep/process-$p.environ" && cat "/proc/$p/cmdline" >"$keep/process-$p.argv" || exit 1
      ;;
  esac
done
`;

const stopScript = `${copyFunction}
keep=$1; shift
umask 077
for item; do
  case $item in --service | --processes | --families | --folders) section=$item; continue ;; esac
  case $section in
    --service) systemctl stop "$item" || exit 1 ;;
    --processes) end "\${item%:*}" "\${item#*:}" 500 || { echo "process \${item%:*} does not end" >&2; exit 1; } ;;
    --families) for one in "$item"*; do copy "$one"; done ;;
    --folders) mkdir -m 0750 "$item" || exit 1 ;;
  esac
done
: >"$keep/complete"
`;

import { posix } from 'node:path';
import type { RemoteHost } from '../../remote/types.js';
import { serverPortHolders } from '../../servers/machine/holders.js';
import { keepFolder, shellOrProblem } from '../../servers/machine/shell.js';
import { readProfile, refusedBy } from '../apparmor.js';
import { type Check, doubtful, good, ofProblem, skipped, wrong } from '../check.js';

/** Kilobytes that must be free beside the server's files. */
const wantedRoom = 16 << 10;

const noLook = skipped('the adapter of this product does not look');

/** The product on the server machine. Each of them needs a machine that no other run has changed. */
export const serverChecks: readonly Check[] = [
  {
    id: 'server.program',
    title: 'server program',
    needs: ['server.journal', 'server.tools'],
    async run(patient) {
      const found = await patient.installation();
      if (found === undefined) return noLook;
      return good(`${patient.adapter?.title} ${found.version}, ${found.program}`);
    },
  },
  {
    id: 'server.consent',
    title: 'leases',
    needs: ['server.program'],
    async run(patient) {
      const hindrance = (await patient.installation())?.hindrance;
      return hindrance === undefined ? good() : ofProblem(hindrance);
    },
  },
  {
    id: 'server.service',
    title: 'service',
    needs: ['server.program'],
    async run(patient) {
      const found = await patient.installation();
      if (found === undefined) return noLook;
      for (const { unit, active, sub, result } of found.services) {
        const look = `On the server machine: systemctl status ${unit}`;
        if (sub === 'auto-restart') {
          return wrong(`${unit} dies and is started again and again (${result}).`, `${look}, then stop or mend it.`);
        }
        if (active === 'failed') return doubtful(`${unit} has failed (${result}).`, look);
      }
      if (found.service !== undefined) return good(found.service);
      return good(found.processes.length === 0 ? 'none, and nothing runs' : 'none; started by hand');
    },
  },
  {
    id: 'server.port',
    title: 'UDP port 547',
    needs: ['server.program'],
    async run(patient) {
      const found = await patient.installation();
      const holders = await serverPortHolders(await patient.host());
      const others = holders.filter(({ pid }) => found?.processes.includes(pid) !== true);
      if (others.length === 0) return good(holders.length === 0 ? 'free' : `${patient.adapter?.title} itself`);
      const who = others.map(({ pid, command }) => (pid === 0 ? command : `process ${pid}: ${command}`)).join('; ');
      return wrong(`it is held by ${who}.`, 'Stop it for the time of the run.');
    },
  },
  {
    id: 'server.files',
    title: 'files there',
    needs: ['server.program'],
    async run(patient) {
      const found = await patient.installation();
      if (found === undefined) return noLook;
      const folders = [...new Set([...found.files, `${keepFolder}/journal`].map((path) => posix.dirname(path)))];
      const rooms = await lookAtFolders(await patient.host(), folders);
      const bad = rooms.find((one) => one.fault !== undefined);
      if (bad !== undefined) return wrong(`nothing can be written in ${bad.folder}: ${bad.fault}.`, mendFor(bad));
      const tight = rooms.find((one) => one.free < wantedRoom);
      if (tight !== undefined) {
        return doubtful(
          `only ${tight.free} kB are free in ${tight.folder}.`,
          `On the server machine: df ${tight.folder}`,
        );
      }
      const missing = rooms.filter((one) => !one.there && one.folder !== keepFolder).map((one) => one.folder);
      if (missing.length === 0) return good();
      if (found.service === undefined) {
        return doubtful(`there is no ${missing.join(', ')}; a run makes it, and removes it at its end.`);
      }
      return wrong(
        `there is no ${missing.join(', ')}, and ${found.service} does not start without it.`,
        `On the server machine: systemctl restart ${found.service}, or install the package anew.`,
      );
    },
  },
  {
    id: 'server.confinement',
    title: 'AppArmor',
    needs: ['server.program'],
    async run(patient) {
      const found = await patient.installation();
      if (found === undefined) return noLook;
      const profile = await readProfile(await patient.host(), found.program);
      if (profile === undefined) return good('does not confine it');
      const [config = '', ...written] = found.files;
      const refused = [
        ...refusedBy(profile, [config], 'r').map((path) => `read ${path}`),
        ...refusedBy(profile, written, 'w').map((path) => `write ${path}`),
      ];
      if (refused.length === 0) return good(profile.name);
      const what = `the profile ${profile.name} does not let ${found.program} ${refused.join(', ')}.`;
      const mend = `Keep to the product's usual paths (server.files), or on the server machine: aa-complain ${found.program}`;
      return profile.complete ? wrong(what, mend) : doubtful(what.replace('does not', 'may not'), mend);
    },
  },
];

interface Room {
  readonly folder: string;
  readonly there: boolean;
  /** Kilobytes. */
  readonly free: number;
  readonly fault: string | undefined;
}

/** Tries to write in each folder, or where it would be made; nothing of it stays. */
async function lookAtFolders(host: RemoteHost, folders: readonly string[]): Promise<Room[]> {
  const out = await shellOrProblem(host, 'looking at folders', roomScript, folders);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [folder = '', there, free, ...fault] = line.split('\t');
      const said = fault.join(' ').trim();
      return { folder, there: there === 'yes', free: Number(free), fault: said === '' ? undefined : said };
    });
}

function mendFor({ folder, fault }: Room): string {
  if (/No space|quota/i.test(fault ?? '')) return `Make room on the server machine: df ${folder}`;
  if (/Read-only/i.test(fault ?? '')) return `On the server machine: mount -o remount,rw the file system of ${folder}`;
  return `On the server machine: ls -ld ${folder}`;
}

/** 64 kB: an empty file finds room on a full disk. */
const roomScript = `
for folder; do
  at=$folder there=yes
  while [ ! -e "$at" ]; do there=no; at=\${at%/*}; [ -n "$at" ] || at=/; done
  free=$(df -Pk "$at" 2>/dev/null | sed -n '2s/^[^ ]* *[0-9]* *[0-9]* *\\([0-9]*\\).*/\\1/p')
  try="$at/.forge-doctor-$$"
  said=$( { head -c 65536 /dev/zero >"$try"; } 2>&1 ) && said=
  rm -f "$try"
  said=$(printf '%s' "$said" | tr '\\n\\t' '  ' | sed 's/.*: //')
  printf '%s\\t%s\\t%s\\t%s\\n' "$folder" "$there" "\${free:-0}" "$said"
done
`;

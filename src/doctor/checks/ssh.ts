import { readJournal, refuseWhileAtWork } from '../../servers/machine/journal.js';
import { type Check, doubtful, good, wrong } from '../check.js';

/** Seconds of skew from which times in the server's log and leases mislead. */
const skew = 2;

/** Programs that forge calls on the server machine, with the Debian package that brings each. */
const tools = {
  ip: 'iproute2',
  setsid: 'util-linux',
  setpriv: 'util-linux',
  xargs: 'findutils',
  grep: 'grep',
  sed: 'sed',
} as const;

/** The way to the server machine, and what every product needs there. */
export const sshChecks: readonly Check[] = [
  {
    id: 'server.ssh',
    title: 'ssh',
    needs: ['config'],
    async run(patient) {
      const host = await patient.host();
      const { stdout } = await host.run(['uname', '-srm']);
      return good(`${host.name}, ${stdout.trim()}`);
    },
  },
  {
    id: 'server.sudo',
    title: 'root there',
    needs: ['server.ssh'],
    async run(patient) {
      const host = await patient.host();
      const { stdout } = await host.run(['id', '-u'], { root: true });
      if (stdout.trim() !== '0') return wrong(`what should run as root runs as user ${stdout.trim()}.`);
      return good(patient.setting.server.user === 'root' ? undefined : `${patient.setting.server.user} by sudo`);
    },
  },
  {
    id: 'server.tools',
    title: 'programs there',
    needs: ['server.ssh'],
    async run(patient) {
      const host = await patient.host();
      const script = 'PATH="$PATH:/usr/sbin:/sbin"; for name; do command -v "$name" >/dev/null || echo "$name"; done';
      const { stdout } = await host.run(['sh', '-c', script, 'sh', ...Object.keys(tools)]);
      const missing = stdout.split('\n').filter((name) => name !== '');
      if (missing.length === 0) return good();
      const packages = new Set(missing.map((name) => tools[name as keyof typeof tools]));
      return wrong(
        `it has no ${missing.join(', ')}.`,
        `On the server machine: apt-get install ${[...packages].join(' ')}`,
      );
    },
  },
  {
    id: 'server.clock',
    title: 'clock there',
    needs: ['server.ssh'],
    async run(patient) {
      const host = await patient.host();
      const before = patient.probes.now();
      const { stdout } = await host.run(['date', '+%s']);
      const after = patient.probes.now();
      // `date` gives whole seconds, the one that is running.
      const ahead = Number(stdout.trim()) + 0.5 - (before + after) / 2000;
      if (!Number.isFinite(ahead)) return wrong(`date says "${stdout.trim()}" there.`);
      if (Math.abs(ahead) < skew) return good();
      const which = ahead > 0 ? 'ahead' : 'behind';
      return doubtful(
        `the server machine's clock is ${seconds(Math.abs(ahead))} ${which} of this one: times in its log and leases do not fit those of the capture.`,
        'Set both by NTP; with systemd: timedatectl set-ntp true',
      );
    },
  },
  {
    id: 'server.journal',
    title: 'other runs',
    needs: ['server.sudo'],
    async run(patient) {
      const host = await patient.host();
      const journal = await readJournal(host);
      if (journal === undefined) return good('none at work');
      await refuseWhileAtWork(host, journal);
      const { tester, since, found } = journal;
      const left = found === undefined ? 'had changed nothing yet' : 'left the machine changed';
      return doubtful(
        `the run of ${tester.name} from ${since} was killed and ${left}; the next run puts it back before it begins.`,
        'Now: forge doctor --restore',
      );
    },
  },
];

function seconds(value: number): string {
  if (value < 120) return `${Math.round(value)} s`;
  return value < 7200 ? `${Math.round(value / 60)} minutes` : `${Math.round(value / 3600)} hours`;
}

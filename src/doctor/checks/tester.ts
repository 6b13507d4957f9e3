import { resolve } from 'node:path';
import { type Check, doubtful, good, ofProblem, wrong } from '../check.js';

/** Capabilities that a run needs, by their bits (linux/capability.h). */
const capabilities = { CAP_NET_ADMIN: 12, CAP_NET_RAW: 13 } as const;

/** What a run writes at most in a folder of a few hundred scenarios. */
const wantedRoom = 64 << 20;

/** This machine, before anything of the configuration is looked at. */
export const testerChecks: readonly Check[] = [
  {
    id: 'tester.node',
    title: 'Node.js',
    async run({ probes }) {
      const [major = 0, minor = 0] = probes.node.replace(/^v/, '').split('.').map(Number);
      if (major > 20 || (major === 20 && minor >= 19)) return good(probes.node);
      return wrong(`this is ${probes.node}; forge needs 20.19 or later.`, 'Install a newer one: https://nodejs.org');
    },
  },
  {
    id: 'tester.addon',
    title: 'raw-socket',
    async run({ probes }) {
      const problem = await probes.rawSocket();
      return problem?.place === 'raw-socket' ? ofProblem(problem) : good();
    },
  },
  {
    id: 'tester.rights',
    title: 'rights',
    needs: ['tester.addon'],
    async run({ probes }) {
      if (probes.uid !== 0) {
        return doubtful('this is not root, so what only root may do is not looked at.', 'Call it with sudo.');
      }
      const problem = await probes.rawSocket();
      if (problem !== undefined && !/may not open raw sockets/.test(problem.message)) return ofProblem(problem);
      const status = (await probes.read('/proc/self/status')) ?? '';
      const held = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? 'ffffffff'}`);
      const missing = Object.entries(capabilities).filter(([, bit]) => ((held >> BigInt(bit)) & 1n) === 0n);
      if (missing.length === 0 && problem === undefined) return good('root');
      const names = missing.map(([name]) => name).join(' and ') || 'CAP_NET_RAW';
      return wrong(
        `root lacks ${names} here.`,
        'In a container, start it with --cap-add NET_RAW --cap-add NET_ADMIN or --privileged.',
      );
    },
  },
  {
    id: 'tester.ip',
    title: 'iproute2',
    async run({ probes }) {
      await probes.interfaces();
      return good();
    },
  },
  {
    id: 'tester.tcpdump',
    title: 'tcpdump',
    needs: ['tester.rights', 'tester.ip'],
    async run({ probes }) {
      await probes.capture('lo');
      return good();
    },
  },
  {
    id: 'tester.reports',
    title: 'reports folder',
    async run({ probes }) {
      const folder = resolve('reports');
      const { fault, free } = await probes.room(folder);
      if (fault !== undefined) return wrong(`${fault}.`, 'Name another folder: --out DIR');
      if (free >= wantedRoom) return good();
      const left = `only ${Math.floor(free / (1 << 20))} MB are free for ${folder}.`;
      const mend = 'Make room, or name another folder: --out DIR';
      return free < 1 << 20 ? wrong(left, mend) : doubtful(left, mend);
    },
  },
  {
    id: 'config',
    title: 'configuration',
    async run({ config, configProblems }) {
      if (configProblems.length === 0) return good(config?.source);
      const [first] = configProblems;
      if (configProblems.length === 1 && first?.place === 'config') return wrong(first.message, first.mend);
      return wrong(configProblems.map((problem) => problem.line).join(' '));
    },
  },
];

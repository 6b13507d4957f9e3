/** What is wrong with this machine itself: each in one line, with its mend. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../src/config/problem.js';
import { loadProblem, openProblem } from '../../src/net/raw.js';
import { inNamespace } from '../net/namespace.js';
import { type Broken, defineBroken, doing } from './setting.js';

const failing = (code: string, message: string) => Object.assign(new Error(message), { code });

const cases: readonly Broken[] = [
  {
    name: 'a Node.js that is too old',
    id: 'tester.node',
    says: /this is v18\.20\.4; forge needs 20\.19 or later\. Install a newer one/,
    probes: () => ({ node: 'v18.20.4' }),
  },
  {
    name: 'raw-socket that npm has not built',
    id: 'tester.addon',
    says: /the addon is not built .*apt-get install g\+\+ make python3 && npm run addon/,
    probes: () => ({
      rawSocket: async () =>
        loadProblem(failing('MODULE_NOT_FOUND', "Cannot find module './build/Release/raw.node'")) as Problem,
    }),
  },
  {
    name: 'raw-socket that is built for another Node.js',
    id: 'tester.addon',
    says: /the addon is not built for this Node .*npm run addon/,
    probes: () => ({
      rawSocket: async () =>
        loadProblem(
          failing('ERR_DLOPEN_FAILED', 'was compiled against a different NODE_MODULE_VERSION 127'),
        ) as Problem,
    }),
  },
  {
    name: 'an ordinary user',
    id: 'tester.rights',
    state: 'doubtful',
    says: /this is not root, so what only root may do is not looked at\. Call it with sudo\./,
    probes: () => ({ uid: 1000 }),
  },
  {
    name: 'root without CAP_NET_RAW, in a container',
    id: 'tester.rights',
    says: /root lacks CAP_NET_RAW here\. In a container, start it with --cap-add NET_RAW/,
    probes: () => ({
      rawSocket: async () => openProblem(new Error('Operation not permitted')) as Problem,
      read: async () => 'Name:\tnode\nCapEff:\t00000000a80415fb\n',
    }),
  },
  {
    name: 'root without CAP_NET_ADMIN, in a container',
    id: 'tester.rights',
    says: /root lacks CAP_NET_ADMIN here/,
    probes: (real) => ({
      read: async (path) => (path === '/proc/self/status' ? 'CapEff:\t00000000a80425fb\n' : real.read(path)),
    }),
  },
  {
    name: 'a kernel without IPv6',
    id: 'tester.rights',
    says: /this machine has no IPv6\. Switch IPv6 on/,
    probes: () => ({
      rawSocket: async () => openProblem(new Error('Address family not supported by protocol')) as Problem,
    }),
  },
  {
    name: 'no iproute2',
    id: 'tester.ip',
    says: /the command ip is not installed\. Try: apt-get install iproute2/,
    probes: () => ({
      interfaces: async () => {
        throw new Problem('ip', 'the command ip is not installed.', { mend: 'Try: apt-get install iproute2' });
      },
    }),
  },
  {
    name: 'no tcpdump',
    id: 'tester.tcpdump',
    says: /the program tcpdump is not installed\. Try: apt-get install tcpdump/,
    here: doing(['mount --bind /dev/null /usr/bin/tcpdump'], ['umount /usr/bin/tcpdump']),
  },
  {
    name: 'a tcpdump that may not capture',
    id: 'tester.tcpdump',
    says: /this user may not capture packets/,
    here: () => impostor("echo 'tcpdump: lo: You do not have permission to capture on that device' >&2; exit 1"),
  },
  {
    name: 'a file in the place of the reports folder',
    id: 'tester.reports',
    says: /reports is not a folder\. Name another folder: --out DIR/,
    here: () => {
      const folder = mkdtempSync(join(tmpdir(), `doctor-reports-${process.pid}-`));
      writeFileSync(join(folder, 'reports'), '');
      return inFolder(folder);
    },
  },
  {
    name: 'a reports folder on a read-only file system',
    id: 'tester.reports',
    says: /is read-only\. Name another folder: --out DIR/,
    here: () => inMount(['-t', 'tmpfs', '-o', 'ro', 'doctor']),
  },
  {
    name: 'a full disk under the reports folder',
    id: 'tester.reports',
    says: /only 0 MB are free for \S+\. Make room/,
    here: () => inMount(['-t', 'tmpfs', '-o', 'size=128k', 'doctor']),
  },
  {
    name: 'a nearly full disk under the reports folder',
    id: 'tester.reports',
    state: 'doubtful',
    says: /only 8 MB are free for/,
    here: () => inMount(['-t', 'tmpfs', '-o', 'size=8m', 'doctor']),
  },
  {
    name: 'no configuration',
    id: 'config',
    says: /there is no config\.ts .* Copy .*config\.example\.ts to config\.ts/,
    configProblems: [
      new Problem('config', 'there is no config.ts in here.', {
        mend: 'Copy config.example.ts to config.ts and fill it in.',
      }),
    ],
  },
  {
    name: 'two misspelt keys in the configuration',
    id: 'config',
    says: /config\.ts: server\.prot: is not a key that forge knows\. Did you mean port\? config\.ts: linsk: /,
    configProblems: [
      new Problem('config.ts: server.prot', 'is not a key that forge knows.', { mend: 'Did you mean port?' }),
      new Problem('config.ts: linsk', 'is not a key that forge knows.', { mend: 'Did you mean links?' }),
    ],
  },
];

inNamespace(import.meta.url, () => defineBroken(cases));

/** Works in this folder until undone, and removes it. */
function inFolder(folder: string): () => void {
  const before = process.cwd();
  process.chdir(folder);
  return () => {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Works in a new file system until undone. */
function inMount(args: readonly string[]): () => void {
  const folder = mkdtempSync(join(tmpdir(), `doctor-mount-${process.pid}-`));
  const undo = doing([`mount ${args.join(' ')} ${folder}`], [])();
  const leave = inFolder(folder);
  return () => {
    process.chdir('/');
    doing([`umount ${folder}`], [])();
    undo();
    leave();
  };
}

/** Another program in the place of tcpdump. */
function impostor(script: string): () => void {
  const folder = mkdtempSync(join(tmpdir(), `doctor-program-${process.pid}-`));
  const path = process.env.PATH;
  writeFileSync(join(folder, 'tcpdump'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env.PATH = `${folder}:${path}`;
  return () => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  };
}

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { loadConfig } from '../../src/config/load.js';
import type { Problem } from '../../src/config/problem.js';
import type { LinkConfig, ResolvedConfig } from '../../src/config/types.js';
import { examine, type Line } from '../../src/doctor/examine.js';
import { Patient } from '../../src/doctor/patient.js';
import { type Probes, realProbes } from '../../src/doctor/probes.js';
import type { RemoteHost } from '../../src/remote/types.js';
import { kea } from '../../src/servers/kea/index.js';
import { startVm, type Vm } from '../e2e/machine/vm.js';

/** A set-up that is broken in one way, and the one line that names it. */
export interface Broken {
  readonly name: string;
  /** `link.address`; with `@2` for link 2, and without for link 1. */
  readonly id: string;
  readonly state?: 'wrong' | 'doubtful';
  /** The same on other links, where each of them is wrong. */
  readonly also?: readonly string[];
  /** What the line says: what is wrong and the mend, as one text. */
  readonly says: RegExp;
  /** The mend is a command for this machine, or for the server machine: it is run, and then nothing is wrong any more. */
  readonly works?: 'here' | 'there';
  /** Breaks this machine's side; what it gives mends it again. */
  here?(vm: Vm): Promise<undefined | (() => unknown)> | (() => unknown) | undefined;
  /** Scripts of root on the server machine: breaks it, mends it. */
  readonly there?: string;
  readonly mended?: string;
  /** Parts of the configuration's `server` that are otherwise. */
  server?(vm: Vm): Partial<ResolvedConfig['server']>;
  readonly links?: readonly LinkConfig[];
  readonly configProblems?: readonly Problem[];
  /** What cannot be made here is shown with a substituted probe. */
  probes?(real: Probes): Partial<Probes>;
  /** The same for what the server machine says. */
  host?(real: RemoteHost): Partial<Pick<RemoteHost, 'run' | 'read'>>;
}

/** Defines a test for each, and one for the sound set-up; in a namespace of its own. */
export function defineBroken(
  cases: readonly Broken[],
  options: { readonly tools?: (folder: string) => void } = {},
): void {
  let vm: Vm;
  let folder: string | undefined;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), `doctor-${process.pid}-`));
    options.tools?.(folder);
    process.env.PATH = `${folder}:${process.env.PATH}`;
    vm = await startVm();
  });
  after(async () => {
    await vm?.[Symbol.asyncDispose]();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  it('nothing is wrong where nothing is', async () => {
    assert.deepEqual(bad(await look(vm, undefined)), []);
  });

  for (const broken of cases) {
    it(broken.name, async () => {
      const mend = await broken.here?.(vm);
      try {
        if (broken.there !== undefined) await vm.sh(broken.there);
        const found = bad(await look(vm, broken));
        assert.deepEqual(
          found.map(
            ({ id, where, outcome }) =>
              `${id}${typeof where === 'number' && where > 1 ? `@${where}` : ''} ${outcome.state}`,
          ),
          [broken.id, ...(broken.also ?? [])].map((id) => `${id} ${broken.state ?? 'wrong'}`),
          found.map(textOf).join('\n'),
        );
        assert.match(textOf(found[0] as Line), broken.says);
        if (broken.works === undefined) return;
        const command = commandOf(found[0] as Line);
        if (broken.works === 'there') await vm.sh(command);
        else execFileSync('sh', ['-euc', command]);
        assert.deepEqual(bad(await look(vm, broken)).map(textOf), [], `after ${command}`);
      } finally {
        await mend?.();
        if (broken.mended !== undefined) await vm.sh(broken.mended);
      }
    });
  }
}

async function look(vm: Vm, broken: Broken | undefined): Promise<Line[]> {
  const config = await loadConfig(vm.configFile);
  const deadlines = { ...config.deadlines, answer: 150, connect: 2000 };
  const changed: ResolvedConfig = {
    ...config,
    deadlines,
    links: broken?.links ?? config.links,
    server: { ...config.server, ...broken?.server?.(vm) },
  };
  const real = realProbes();
  const connected: Probes = {
    ...real,
    async connect(wanted) {
      const host = await real.connect(wanted);
      const other = broken?.host?.(host);
      return other === undefined ? host : substituted(host, other);
    },
  };
  const { configProblems } = broken ?? {};
  const patient = new Patient({
    probes: { ...connected, ...broken?.probes?.(connected) },
    ...(configProblems === undefined ? { config: changed, adapter: kea } : { configProblems }),
  });
  const lines: Line[] = [];
  try {
    for await (const line of examine(patient)) lines.push(line);
  } finally {
    await patient.close();
  }
  return lines;
}

/** The same machine, but for what is substituted. */
function substituted(host: RemoteHost, other: Partial<RemoteHost>): RemoteHost {
  return {
    name: host.name,
    lost: host.lost,
    run: other.run ?? ((argv, options) => host.run(argv, options)),
    start: (argv, options) => host.start(argv, options),
    write: (path, content, options) => host.write(path, content, options),
    read: other.read ?? ((path, options) => host.read(path, options)),
    waitFor: (path, pattern, options) => host.waitFor(path, pattern, options),
    close: () => host.close(),
  };
}

function bad(lines: readonly Line[]): Line[] {
  return lines.filter(({ outcome }) => outcome.state === 'wrong' || outcome.state === 'doubtful');
}

function textOf({ id, outcome }: Line): string {
  if (outcome.state !== 'wrong' && outcome.state !== 'doubtful') return `${id} ${outcome.state}`;
  return `${outcome.what}${outcome.mend === undefined ? '' : ` ${outcome.mend}`}`;
}

/** The command in a mend. */
function commandOf({ outcome }: Line): string {
  const text = 'mend' in outcome ? (outcome.mend ?? '') : '';
  return text.replace(/^(Let it through|On the server machine|Allow it there, as root|Try): /, '');
}

/** Runs programs here, one after the other, words apart by spaces; gives what undoes it in the same way. */
export function doing(lines: readonly string[], undoing: readonly string[]): () => () => void {
  const all = (commands: readonly string[]) => {
    for (const command of commands) {
      const [program = '', ...args] = command.split(' ');
      execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    }
  };
  return () => {
    all(lines);
    return () => all(undoing);
  };
}

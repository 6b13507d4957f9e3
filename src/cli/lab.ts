import { exitCode, nearest, Problem } from '../config/problem.js';
import type { LabState } from '../lab/manage.js';
import { command, print } from './command.js';
import { launcher } from './launcher.js';

const actions = ['up', 'down', 'status', 'clean', 'shell'] as const;

/** `forge lab`: the two machines of namespaces, apart from a run. */
export const lab = command({
  name: 'lab',
  arguments: '[action] [words..]',
  describe: 'The built-in lab by itself: up, down, status, clean, shell',
  positionals: {
    action: {
      type: 'string',
      describe: 'up [PRODUCT], down [ID], status, clean, or shell [ID] [tester|server] [-- COMMAND]',
    },
    words: { type: 'string', array: true, describe: 'What the action takes: the id of a lab, a machine' },
  },
  options: {},
  examples: [
    ['sudo npx forge lab up', 'Make a lab that stays'],
    ['sudo npx forge lab shell server -- ip address', 'Run a command on its server machine'],
    ['sudo npx forge lab clean', 'Remove what killed runs left'],
  ],
  async run(values, words, rest) {
    const action = actions.find((one) => one === values.action);
    if (action === undefined) {
      if (values.action === undefined) throw new Problem('forge lab', 'what shall it do?', { mend: choice });
      const guess = nearest(values.action, actions, 1)[0];
      throw new Problem('forge lab', `cannot ${values.action}.`, {
        mend: guess === undefined ? choice : `Did you mean ${guess}?`,
      });
    }
    if (process.geteuid?.() !== 0) {
      const mend = `Run: ${launcher()} ${words.join(' ')}`;
      throw new Problem('forge lab', 'needs to be root: the lab is made of namespaces.', { mend });
    }
    const labs = await import('../lab/lab.js');
    switch (action) {
      case 'up': {
        const { id } = await labs.labUp(values.words.length === 0 ? undefined : values.words);
        await print(`lab ${id} is up: ${launcher()} lab shell, and in it: forge -6 -n 7550_1`);
        return exitCode.good;
      }
      case 'down': {
        atMost(values.words, 1);
        const { id } = await labs.labDown(values.words[0]);
        await print(`lab ${id} is gone`);
        return exitCode.good;
      }
      case 'status': {
        atMost(values.words, 0);
        await print(table(labs.labStatus()));
        return exitCode.good;
      }
      case 'clean': {
        atMost(values.words, 0);
        const gone = await labs.labClean();
        await print(gone.length === 0 ? 'no lab was left' : gone.map(({ id }) => `lab ${id} is gone`).join('\n'));
        return exitCode.good;
      }
      case 'shell': {
        const { id, machine } = shellOf(values.words);
        return labs.labShell(id, machine, rest);
      }
    }
  },
});

const choice = `It can be: ${actions.join(', ')}.`;

function table(labs: readonly LabState[]): string {
  if (labs.length === 0) return 'no lab is up';
  return labs
    .map(({ id, state, created, lab }) => [id, state, created, ...(lab?.products ?? [])].join('  '))
    .join('\n');
}

/** `[ID] [tester|server]`, in this order or the other. */
function shellOf(words: readonly string[]): { id: string | undefined; machine: 'tester' | 'server' } {
  atMost(words, 2);
  const machine = words.find((word) => word === 'tester' || word === 'server') ?? 'tester';
  const others = words.filter((word) => word !== machine);
  if (others.length > 1)
    throw new Problem('forge lab shell', `there is no machine "${others[1]}".`, {
      mend: 'There are: tester and server.',
    });
  return { id: others[0], machine: machine === 'server' ? 'server' : 'tester' };
}

function atMost(words: readonly string[], most: number): void {
  const extra = words[most];
  if (extra !== undefined)
    throw new Problem('forge lab', `does not know what to do with "${extra}".`, { mend: 'See forge lab --help.' });
}

import { exitCode, Problem } from '../config/problem.js';
import { command, print } from './command.js';

const shells = ['bash', 'zsh', 'fish'] as const;

/** `forge completion`: what a shell needs to complete commands, options and ids. */
export const completion = command({
  name: 'completion',
  arguments: '[shell] [words..]',
  describe: 'Print the completion script of bash, zsh or fish',
  positionals: {
    shell: { type: 'string', describe: 'bash, zsh or fish' },
    words: { type: 'string', array: true, describe: 'Used by the script itself' },
  },
  options: {},
  examples: [
    ['npx forge completion bash', 'The script; it completes the installed forge'],
    ['forge completion bash > /etc/bash_completion.d/forge', 'For all users of this machine'],
  ],
  async run({ shell, words }, _words, rest) {
    if (shell === 'words') {
      await print((await candidates([...words, ...rest])).join('\n'));
      return exitCode.good;
    }
    const known = shells.find((one) => one === shell);
    if (known === undefined) {
      throw new Problem('forge completion', shell === undefined ? 'needs a shell.' : `knows no shell "${shell}".`, {
        mend: 'There are: bash, zsh, fish.',
      });
    }
    await print(scripts[known]);
    return exitCode.good;
  },
});

/** What can stand after these words; the last one is being typed. */
async function candidates(words: readonly string[]): Promise<string[]> {
  const { commands } = await import('./commands.js');
  const before = words.at(-2);
  const current = words.at(-1) ?? '';
  if (before === '-n' || before === '--name' || before === 'render' || before === 'bundle') {
    const { makePlan } = await import('../run/plan.js');
    const { scenarios } = await makePlan({ paths: [], ids: [], product: 'kea', edition: '8415' });
    return scenarios.map(({ id }) => id).filter((id) => id.startsWith(current));
  }
  const chosen = commands.find(({ name }) => words.includes(name)) ?? commands[0];
  const names = words.length <= 1 ? commands.map(({ name }) => name) : [];
  const options = Object.entries(chosen?.options ?? {})
    .filter(([, { hidden }]) => hidden !== true)
    .map(([name]) => (name.length === 1 ? `-${name}` : `--${name}`));
  return [...names, ...options].filter((word) => word.startsWith(current));
}

const scripts = {
  bash: `_forge() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -o default -W "$(forge completion words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _forge forge`,
  zsh: `#compdef forge
_forge() {
  local -a found
  found=("\${(@f)$(forge completion words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
  _files
}
compdef _forge forge`,
  fish: `complete -c forge -a '(forge completion words -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
} as const;

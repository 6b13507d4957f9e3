import { exitCode, Problem } from '../config/problem.js';
import { command, jsonOption, print } from './command.js';
import { lookFor } from './terminal.js';

/** `forge steps`: the sentences that a feature can be written with. */
export const steps = command({
  name: 'steps',
  arguments: '[words..]',
  describe: 'Show the step vocabulary: the sentences that features are made of',
  positionals: { words: { type: 'string', array: true, describe: 'Only sentences that hold all of these words' } },
  options: jsonOption,
  examples: [
    ['npx forge steps', 'All sentences'],
    ['npx forge steps renew lease', 'Those that speak of a renew and of a lease'],
  ],
  async run(values, _words, rest) {
    const { listSteps } = await import('../run/steps.js');
    const sought = [...values.words, ...rest].map((word) => word.toLowerCase());
    const found = (await listSteps()).filter((step) => {
      const text = `${step.keyword} ${step.expression} ${step.doc}`.toLowerCase();
      return sought.every((word) => text.includes(word));
    });
    if (found.length === 0) {
      throw new Problem('forge steps', `no sentence holds ${sought.join(' and ')}.`, {
        mend: 'forge steps shows all.',
      });
    }
    if (values.json) {
      await print(JSON.stringify(found, null, 2));
      return exitCode.good;
    }
    const { paint } = lookFor(process.stdout);
    const text: string[] = [];
    let file = '';
    for (const step of found) {
      if (step.file !== file) text.push(...(file === '' ? [] : ['']), paint.dim(step.file));
      file = step.file;
      text.push(`  ${paint.bold(step.keyword)} ${step.expression}`);
      for (const line of step.doc.split('\n').filter((one) => one.trim() !== ''))
        text.push(paint.dim(`      ${line.trim()}`));
    }
    await print(text.join('\n'));
    return exitCode.good;
  },
});

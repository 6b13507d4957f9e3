import type { Look } from '../report/look.js';
import { pad, visible } from '../report/text.js';
import type { Line } from './examine.js';
import type { Patient } from './patient.js';

/** Prints lines as they come, under the name of the place that they are about. */
export class Printer {
  readonly #look: Look;
  readonly #patient: Patient;
  #where: Line['where'] | undefined;

  constructor(look: Look, patient: Patient) {
    this.#look = look;
    this.#patient = patient;
  }

  /** The text of one line, with its headline where a new place begins. */
  line({ title, where, outcome }: Line): string {
    const { paint, symbols } = this.#look;
    const head = where === this.#where ? '' : `${paint.bold(visible(this.#place(where)))}\n`;
    this.#where = where;
    const name = pad(title, 26);
    const show = (text: string) => visible(text);
    switch (outcome.state) {
      case 'good':
        return `${head}  ${paint.green(symbols.passed)} ${outcome.detail === undefined ? title : `${name} ${paint.dim(show(outcome.detail))}`}\n`;
      case 'wrong':
        return `${head}  ${paint.red(symbols.failed)} ${paint.bold(name)} ${show(outcome.what)}${mend(outcome.mend)}\n`;
      case 'doubtful':
        return `${head}  ${paint.yellow(symbols.error)} ${paint.bold(name)} ${show(outcome.what)}${mend(outcome.mend)}\n`;
      case 'skipped':
        return `${head}  ${paint.dim(`${symbols.separator} ${name} not looked at: ${show(outcome.why)}`)}\n`;
    }
  }

  /** The last line: what it comes to. */
  summary(lines: readonly Line[]): string {
    const count = (state: Line['outcome']['state']) => lines.filter((line) => line.outcome.state === state).length;
    const [bad, odd, left] = [count('wrong'), count('doubtful'), count('skipped')];
    const things = (number: number) => `${number} ${number === 1 ? 'thing' : 'things'}`;
    const parts = [
      bad === 0 ? undefined : `${things(bad)} ${bad === 1 ? 'stops' : 'stop'} a run`,
      odd === 0 ? undefined : `${things(odd)} may surprise`,
      left === 0 ? undefined : `${things(left)} not looked at`,
    ].filter((part) => part !== undefined);
    return `${parts.length === 0 ? 'All is well.' : `${parts.join(', ')}.`}\n`;
  }

  #place(where: Line['where']): string {
    const { config } = this.#patient;
    if (where === 'here') return 'this machine';
    if (where === 'there') return config === undefined ? 'server machine' : `server machine ${config.server.host}`;
    const link = config?.links[where - 1];
    return `link ${where}: ${link?.interface} here, ${link?.serverInterface} there`;
  }
}

function mend(text: string | undefined): string {
  return text === undefined ? '' : ` ${visible(text)}`;
}

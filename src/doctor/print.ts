import type { Look } from '../report/look.js';
import { pad, visible } from '../report/text.js';
import type { Line } from './examine.js';
import type { Patient } from './patient.js';

/** Columns for what is looked at. */
const width = 28;

/** Prints lines as they come, under the name of the place that they are about. Skipped ones with one reason share a line. */
export class Printer {
  readonly #look: Look;
  readonly #patient: Patient;
  #where: Line['where'] | undefined;
  #skipped: { readonly why: string; readonly titles: string[] } | undefined;

  constructor(look: Look, patient: Patient) {
    this.#look = look;
    this.#patient = patient;
  }

  /** The text that is complete with this line, with a headline where a new place begins. */
  line({ title, where, outcome }: Line): string {
    const { paint } = this.#look;
    let text = '';
    if (where !== this.#where) {
      text += `${this.flush()}${paint.bold(visible(this.#place(where)))}\n`;
      this.#where = where;
    }
    if (outcome.state !== 'skipped') return `${text}${this.flush()}${this.#found(title, outcome)}`;
    if (this.#skipped?.why !== outcome.why) {
      text += this.flush();
      this.#skipped = { why: outcome.why, titles: [] };
    }
    this.#skipped?.titles.push(title);
    return text;
  }

  /** What is not yet printed. */
  flush(): string {
    if (this.#skipped === undefined) return '';
    const { why, titles } = this.#skipped;
    this.#skipped = undefined;
    const { paint, symbols } = this.#look;
    return `${paint.dim(`  ${symbols.separator} ${titles.join(', ')}: not looked at (${visible(why)})`)}\n`;
  }

  #found(title: string, outcome: Exclude<Line['outcome'], { state: 'skipped' }>): string {
    const { paint, symbols } = this.#look;
    if (outcome.state === 'good') {
      const detail =
        outcome.detail === undefined ? title : `${pad(title, width)} ${paint.dim(visible(outcome.detail))}`;
      return `  ${paint.green(symbols.passed)} ${detail}\n`;
    }
    const sign = outcome.state === 'wrong' ? paint.red(symbols.failed) : paint.yellow(symbols.error);
    const mend = outcome.mend === undefined ? '' : ` ${visible(outcome.mend)}`;
    return `  ${sign} ${paint.bold(pad(title, width))} ${visible(outcome.what)}${mend}\n`;
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

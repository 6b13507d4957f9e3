import { packetLines, stepLine } from './lines.js';
import type { Look } from './look.js';
import type { PacketRecord, RunRecord, ScenarioRecord, StepRecord } from './record.js';
import type { Redactor } from './redact.js';
import { failureBlock, liveLine, scenarioLine, summary } from './terminal.js';
import { visible } from './text.js';
import { isBad } from './words.js';

/** Where the lines go: process.stdout, process.stderr, or a string in a test. */
export interface LiveStream {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  /** Changes when the window does. */
  readonly columns?: number | undefined;
}

export interface LiveOptions {
  readonly stream: LiveStream;
  /** `quiet`: only what fails, and the summary; `verbose`: also steps and packets. */
  readonly mode: 'quiet' | 'normal' | 'verbose';
  /** Packets that are shown as they pass; `verbose` shows both directions. */
  readonly display: 'none' | 'both' | 'sent' | 'received';
  /** The ids that will run. */
  readonly planned: readonly string[];
  readonly look: Omit<Look, 'columns' | 'idWidth'>;
  /** As it is printed: relative to where the user stands. */
  readonly runFolder: string;
  readonly command: readonly string[];
  readonly strict: boolean;
  /** Everything that is shown passes it. */
  readonly redactor?: Redactor;
  /** Milliseconds. Default: performance.now. */
  readonly now?: () => number;
}

/** Tells a run while it goes on. Calls come in the order of events; every one returns at once. */
export interface LiveReporter {
  started(id: string): void;
  step(step: StepRecord): void;
  packet(packet: PacketRecord): void;
  /** The scenario's line, and below it what failed. */
  ended(record: ScenarioRecord): void;
  /** A line about the run itself: the lab is up, a stranger on the link. */
  note(text: string): void;
  /** The summary. */
  finish(run: RunRecord): void;
  /** Takes the live line away. Safe to call twice; to be called also when the run is cut off. */
  close(): void;
}

/** Writes one line a scenario, and on a terminal a live line below them that is rewritten in place. */
export function liveReporter(options: LiveOptions): LiveReporter {
  const { stream, mode, planned } = options;
  const now = options.now ?? (() => performance.now());
  const terminal = stream.isTTY === true;
  const idWidth = Math.min(longestId, Math.max(0, ...planned.map((id) => id.length)));
  const running = new Set<string>();
  let done = 0;
  let begun: number | undefined;
  let shown = false;
  /** An empty line was the last one written. */
  let gap = false;

  const look = (): Look => ({ ...options.look, columns: terminal ? (stream.columns ?? 80) : undefined, idWidth });

  /** Everything goes out in one write: the live line away, the text, the live line again. */
  const put = (text: string, live: string) => {
    const written = (shown ? clearLine : '') + (options.redactor?.text(text) ?? text) + live;
    shown = live !== '';
    if (text !== '') gap = text.endsWith('\n\n');
    if (written !== '') stream.write(written);
  };
  const print = (text: string) => {
    const over = !terminal || done >= planned.length;
    const [current] = running;
    put(text, over ? '' : liveLine(done, planned.length, secondsLeft(), current, look()));
  };
  // The first scenarios wait for the server's first start, so a guess from one or two would be far too long.
  const secondsLeft = () =>
    begun === undefined || done < 3 ? undefined : ((now() - begun) / 1000 / done) * (planned.length - done);

  return {
    started(id) {
      begun ??= now();
      running.add(id);
      print(mode === 'verbose' ? `${look().paint.bold(visible(id))}\n` : '');
    },
    step(step) {
      if (mode === 'verbose') print(`${stepLine(step, look())}\n`);
    },
    packet(packet) {
      const wanted = mode === 'verbose' || options.display === 'both' || options.display === packet.direction;
      if (wanted) print(`${packetLines(packet, look()).join('\n')}\n`);
    },
    ended(record) {
      begun ??= now();
      running.delete(record.id);
      done++;
      const silent = mode === 'quiet' && !isBad(record.verdict, options.strict);
      print(silent ? '' : endedText(record, options, look()));
    },
    note(text) {
      if (mode !== 'quiet') print(`${look().paint.dim(visible(text))}\n`);
    },
    finish(run) {
      const apart = gap || (mode === 'quiet' && done === 0) ? '' : '\n';
      put(apart + summary(run, options.runFolder, look()), '');
    },
    close() {
      put('', '');
    },
  };
}

const clearLine = '\r\u001b[2K';

/** Ids that are longer push their own line's text to the right instead of everybody's. */
const longestId = 40;

function endedText(record: ScenarioRecord, options: LiveOptions, look: Look): string {
  const block = failureBlock(record, options.runFolder, options, look);
  // An empty line sets what must be read apart from the list.
  return block === '' ? `${scenarioLine(record, look)}\n` : `${block}\n`;
}

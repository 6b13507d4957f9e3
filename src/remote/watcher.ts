import { StringDecoder } from 'node:string_decoder';
import { Framed, type Pipes, type Reader } from './framed.js';
import { quote } from './quote.js';
import { watcher as script } from './scripts.js';
import { greeting } from './shell.js';
import { withResolvers } from './with-resolvers.js';

export interface Watch {
  readonly path: string;
  readonly pattern: RegExp;
  readonly offset: number;
  /** Milliseconds. */
  readonly deadline: number;
  /** Ends the wait early when this process is no longer alive. */
  readonly alive?: number | undefined;
}

/**
 * A shell of its own that follows one file at a time, so that waiting for a line holds up no command. Where the server has
 * GNU tail the line arrives as it is written (inotify); elsewhere the file is looked at every 20 ms.
 */
export class Watcher {
  readonly #framed: Framed;
  readonly #follows: boolean;

  private constructor(framed: Framed, follows: boolean) {
    this.#framed = framed;
    this.#follows = follows;
  }

  static async open(pipes: Pipes, deadline: number): Promise<Watcher> {
    const framed = new Framed(pipes, idle);
    const [, follows] = await greeting(framed, script(framed.word), deadline);
    return new Watcher(framed, follows === 'yes');
  }

  get usable(): boolean {
    return this.#framed.end === undefined;
  }

  /**
   * The first match in the file from `offset` on; undefined once the deadline is over or the process is dead and what the
   * file then holds has no match. Rejects with ShellEnded. `free` is called when the watcher can be used again.
   */
  watch(watch: Watch, free: () => void): Promise<RegExpExecArray | undefined> {
    const framed = this.#framed;
    const { promise, resolve, reject } = withResolvers<RegExpExecArray | undefined>();
    const seen = new Seen(watch.pattern);
    // Orders may be sent from `begun` on; what is wanted earlier is done then.
    let begun = false;
    let late = false;
    let over = false;
    let timer: NodeJS.Timeout | undefined;
    let asked = 0;

    const finish = () => {
      over = true;
      clearTimeout(timer);
      clearInterval(ticker);
      if (begun) framed.send('stop\n');
      resolve(seen.match);
    };
    const lastLook = () => {
      late = true;
      clearTimeout(timer);
      clearInterval(ticker);
      timer = setTimeout(() => framed.destroy(), patience);
      if (begun) framed.send('again\n');
    };
    const tick = () => {
      if (!begun || asked > 0) return;
      const orders = this.#follows ? [] : [`more ${watch.offset + seen.bytes + 1}\n`];
      if (watch.alive !== undefined) orders.push('look\n');
      asked = orders.length;
      for (const order of orders) framed.send(order);
    };
    timer = setTimeout(lastLook, watch.deadline);
    const ticker = setInterval(tick, 20);

    framed.reader = {
      data: (bytes) => {
        if (!over && seen.add(bytes)) finish();
      },
      mark: ([name]) => {
        if (name === 'begun') {
          begun = true;
          if (over) framed.send('stop\n');
          else if (late) framed.send('again\n');
          else tick();
        } else if (name === 'alive' || name === 'more') asked--;
        else if (name === 'dead' && !over && !late) lastLook();
        else if (name === 'again') seen.forget();
        else if (name === 'whole' && !over) finish();
        else if (name === 'done' && over) {
          framed.reader = idle;
          free();
        }
      },
      ended: (reason) => {
        over = true;
        clearTimeout(timer);
        clearInterval(ticker);
        reject(reason);
        free();
      },
    };
    if (framed.end === undefined) {
      framed.send(`forge_watch ${quote(watch.path)} ${watch.offset + 1} ${watch.alive ?? 0}\n`);
    } else framed.reader.ended(framed.end);
    return promise;
  }

  /** Lets it end by itself. */
  finish(): Promise<void> {
    return this.#framed.finish();
  }
}

const idle: Reader = { data: () => {}, mark: () => {}, ended: () => {} };

/** Milliseconds that the last look at a file may take. */
const patience = 5000;

/** What was received of a file, and whether it matches. */
class Seen {
  match: RegExpExecArray | undefined;
  bytes = 0;
  #text = '';
  #decoder = new StringDecoder('utf8');
  readonly #pattern: RegExp;

  constructor(pattern: RegExp) {
    // With these flags a pattern keeps its own place, which is not ours.
    this.#pattern = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  }

  /** Whether it matches now. */
  add(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    this.#text += this.#decoder.write(bytes);
    this.match = this.#pattern.exec(this.#text) ?? undefined;
    return this.match !== undefined;
  }

  forget(): void {
    this.#text = '';
    this.#decoder = new StringDecoder('utf8');
  }
}

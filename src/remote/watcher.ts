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
    if (framed.end !== undefined) return Promise.reject(framed.end);
    const { promise, resolve, reject } = withResolvers<RegExpExecArray | undefined>();
    const pattern = new RegExp(watch.pattern.source, watch.pattern.flags.replace(/[gy]/g, ''));
    let text = '';
    let decoder = new StringDecoder('utf8');
    let received = 0;
    let found: RegExpExecArray | null = null;
    let last = false;
    let begun = false;

    const finish = () => {
      clearTimeout(timer);
      clearInterval(ticker);
      if (begun) framed.send('stop\n');
      resolve(found ?? undefined);
    };
    const lastLook = () => {
      if (last || found !== null) return;
      last = true;
      if (begun) framed.send('again\n');
    };
    const timer = setTimeout(lastLook, watch.deadline);
    let asked = 0;
    const tick = () => {
      if (!begun || asked > 0 || last) return;
      if (!this.#follows) asked += send(framed, `more ${watch.offset + received + 1}\n`);
      if (watch.alive !== undefined) asked += send(framed, 'look\n');
    };
    const ticker = setInterval(tick, 20);

    framed.reader = {
      data: (bytes) => {
        received += bytes.length;
        if (found !== null) return;
        text += decoder.write(bytes);
        found = pattern.exec(text);
        if (found !== null) finish();
      },
      mark: ([name]) => {
        if (name === 'begun') {
          begun = true;
          if (found !== null) framed.send('stop\n');
          else if (last) framed.send('again\n');
          else tick();
        } else if (name === 'alive' || name === 'more') asked--;
        else if (name === 'dead') lastLook();
        else if (name === 'again') {
          text = '';
          decoder = new StringDecoder('utf8');
        } else if (name === 'whole' && found === null) finish();
        else if (name === 'done') {
          framed.reader = idle;
          free();
        }
      },
      ended: (reason) => {
        clearTimeout(timer);
        clearInterval(ticker);
        reject(reason);
        free();
      },
    };
    framed.send(`forge_watch ${quote(watch.path)} ${watch.offset + 1} ${watch.alive ?? 0}\n`);
    return promise;
  }

  /** Lets it end by itself. */
  finish(): Promise<void> {
    return this.#framed.finish();
  }
}

const idle: Reader = { data: () => {}, mark: () => {}, ended: () => {} };

function send(framed: Framed, order: string): number {
  framed.send(order);
  return 1;
}

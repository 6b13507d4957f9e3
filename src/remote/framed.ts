import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as delay } from 'node:timers/promises';

/** The ends of a running `sh` that reads its commands from `input`: an SSH channel, or a child process in tests. */
export interface Pipes {
  readonly input: Writable;
  readonly output: Readable;
  readonly errors: Readable;
  /** Resolves when the shell is gone and its output is read to the end, with what is known about why ("exit code 1"). */
  readonly ended: Promise<string>;
  /** Ends it from our side without waiting. */
  destroy(): void;
}

/** The shell at the other end is gone. */
export class ShellEnded extends Error {
  override readonly name = 'ShellEnded';
  readonly how: string;
  /** The last of what the shell itself (not a command) printed to stderr. */
  readonly stderr: string;

  constructor(how: string, stderr: string) {
    super(stderr === '' ? how : `${how}: ${stderr}`);
    this.how = how;
    this.stderr = stderr;
  }
}

/** What the reader of a framed stream does with the parts. */
export interface Reader {
  data(bytes: Buffer): void;
  mark(words: string[]): void;
  ended(reason: ShellEnded): void;
}

/**
 * The output of a held shell, cut into data and marks. A mark is a line that starts with a random word which no command can
 * know, so nothing that a command prints can be taken for one.
 */
export class Framed {
  /** What a mark starts with; goes into `printf` texts. */
  readonly word = randomBytes(16).toString('hex');
  reader: Reader;
  #rest: Buffer = Buffer.alloc(0);
  #errors = '';
  #end: ShellEnded | undefined;
  readonly #pipes: Pipes;

  constructor(pipes: Pipes, reader: Reader) {
    this.#pipes = pipes;
    this.reader = reader;
    pipes.output.on('data', (chunk: Buffer) => this.#take(chunk));
    const decoder = new StringDecoder('utf8');
    pipes.errors.on('data', (chunk: Buffer) => {
      this.#errors = (this.#errors + decoder.write(chunk)).slice(-4096);
    });
    // A write into a shell that is just ending fails; `ended` says so better.
    pipes.input.on('error', () => {});
    void pipes.ended.then((how) => this.#ended(how));
  }

  /** Why the shell is gone, once it is. */
  get end(): ShellEnded | undefined {
    return this.#end;
  }

  send(text: string | Uint8Array): void {
    if (this.#end === undefined) this.#pipes.input.write(text);
  }

  /** Lets the shell end by itself (it reads the end of its input), and waits for that half a second at most. */
  async finish(): Promise<void> {
    this.#pipes.input.end();
    const over = new AbortController();
    const late = delay(500, undefined, { signal: over.signal }).catch(() => {});
    await Promise.race([this.#pipes.ended, late]);
    over.abort();
  }

  /** Ends it now. An SSH server may say so only when the last process of the shell is gone, so nobody waits for that. */
  destroy(): void {
    this.#pipes.destroy();
    this.#ended('ended by forge');
  }

  #ended(how: string): void {
    if (this.#end !== undefined) return;
    this.#end = new ShellEnded(how, this.#errors.trim());
    this.reader.ended(this.#end);
  }

  #take(chunk: Buffer): void {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const at = bytes.indexOf(this.word);
      if (at < 0) break;
      const newline = bytes.indexOf(10, at);
      if (at > 0) this.reader.data(bytes.subarray(0, at));
      bytes = bytes.subarray(at);
      if (newline < 0) break;
      const words = bytes.toString('latin1', this.word.length, newline - at).split(' ');
      bytes = bytes.subarray(newline - at + 1);
      this.reader.mark(words);
    }
    // The end may be the beginning of a mark.
    const keep = bytes.indexOf(this.word) === 0 ? bytes.length : overlap(bytes, this.word);
    if (bytes.length > keep) this.reader.data(bytes.subarray(0, bytes.length - keep));
    this.#rest = bytes.subarray(bytes.length - keep);
  }
}

/** How many of the last bytes are the beginning of the word. */
function overlap(bytes: Buffer, word: string): number {
  for (let length = Math.min(bytes.length, word.length - 1); length > 0; length--) {
    if (bytes.toString('latin1', bytes.length - length) === word.slice(0, length)) return length;
  }
  return 0;
}

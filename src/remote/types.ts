/** What a command on the server machine gave. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  /** Run as root: directly where the user is root, else through `sudo -n`. */
  root?: boolean;
  stdin?: string | Uint8Array;
  /** Milliseconds; after it the command is killed and a Problem is thrown. Default: the config's. */
  deadline?: number;
  env?: Readonly<Record<string, string>>;
}

export interface WriteOptions {
  root?: boolean;
  /** Octal mode, such as 0o640. Default: that of the file that is replaced, else 0o644. */
  mode?: number;
  /** `user:group`. Default: that of the file that is replaced. */
  owner?: string;
}

/**
 * The machine of the server under test: one connection, commands and files.
 * Every argument is quoted, every command has a deadline. A connection that breaks rejects what is running, and everything
 * after it, with a Problem of kind `infrastructure` that says what broke.
 */
export interface RemoteHost {
  /** `user@host:port`, for messages. */
  readonly name: string;
  /** Runs a program with arguments; never through a shell of ours. A non-zero exit code is a result, not an error. */
  run(argv: readonly [string, ...string[]], options?: CommandOptions): Promise<CommandResult>;
  /**
   * Starts a program that outlives the command (own session, no controlling terminal), stdout and stderr appended to `output`.
   * Resolves with the process id once it runs.
   */
  start(
    argv: readonly [string, ...string[]],
    options: { output: string; root?: boolean; env?: Readonly<Record<string, string>>; cwd?: string },
  ): Promise<number>;
  /** Writes bytes through a temporary file beside the target and a rename. */
  write(path: string, content: string | Uint8Array, options?: WriteOptions): Promise<void>;
  /** The bytes of a file from `offset` (0) on, or undefined if there is no such file. */
  read(path: string, options?: { root?: boolean; offset?: number }): Promise<Uint8Array | undefined>;
  /** Waits until the file, read from byte `offset` on, holds a match, or the deadline (ms) passes: then undefined. */
  waitFor(
    path: string,
    pattern: RegExp,
    options: { offset?: number; deadline: number; root?: boolean; alive?: number },
  ): Promise<RegExpExecArray | undefined>;
  /** Aborted, with a Problem as its reason, when the connection is lost. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

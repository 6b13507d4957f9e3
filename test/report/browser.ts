import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** A real browser without a window, driven over a pipe by the DevTools protocol. */
export interface Browser {
  /** Opens a page and waits until it is loaded. */
  open(address: string, options?: PageView): Promise<Page>;
  close(): Promise<void>;
}

export interface PageView {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
}

export interface Page {
  /** The value of an expression in the page; promises are awaited. */
  evaluate<T>(expression: string): Promise<T>;
  /** Script errors, console messages and breaches of the page's policy, since it was opened. */
  readonly troubles: readonly string[];
  /** Addresses that the page asked for, itself first. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

type Message = {
  id?: number;
  sessionId?: string;
  method?: string;
  params?: Params;
  result?: Params;
  error?: { message: string };
};
type Params = Record<string, unknown>;

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--remote-debugging-pipe',
];
const deadline = 30_000;

export async function startBrowser(): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), `forge-report-browser-${process.pid}-`));
  const child = spawn('chromium', [...quiet, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const connection = connect(child);
  return {
    open: async (address, options = {}) => await openPage(connection, address, options),
    async close() {
      await connection.send('Browser.close').catch(() => {});
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Connection {
  send(method: string, params?: Params, sessionId?: string): Promise<Params>;
  on(listener: (message: Message) => void): void;
}

function connect(child: ChildProcess): Connection {
  const output = child.stdio[3] as Writable;
  const input = child.stdio[4] as Readable;
  const waiting = new Map<number, { resolve: (result: Params) => void; reject: (error: Error) => void }>();
  const listeners: ((message: Message) => void)[] = [];
  let next = 1;
  let rest = '';

  const fail = (error: Error) => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  child.once('error', fail);
  child.once('close', () => fail(new Error('the browser ended')));
  output.on('error', fail);
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) take(JSON.parse(message) as Message);
  });

  const take = (message: Message) => {
    const one = message.id === undefined ? undefined : waiting.get(message.id);
    if (message.id === undefined || one === undefined) {
      for (const listener of listeners) listener(message);
      return;
    }
    waiting.delete(message.id);
    if (message.error === undefined) one.resolve(message.result ?? {});
    else one.reject(new Error(message.error.message));
  };

  return {
    on: (listener) => listeners.push(listener),
    send(method, params = {}, sessionId) {
      const id = next++;
      const answered = new Promise<Params>((resolve, reject) => waiting.set(id, { resolve, reject }));
      output.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      return within(answered, method);
    },
  };
}

async function openPage(connection: Connection, address: string, options: PageView): Promise<Page> {
  const { targetId } = await connection.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await connection.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params?: Params) => connection.send(method, params, sessionId as string);

  const troubles: string[] = [];
  const requests: string[] = [];
  let loaded: () => void = () => {};
  const load = new Promise<void>((resolve) => {
    loaded = resolve;
  });
  connection.on((message) => {
    if (message.sessionId !== sessionId) return;
    const params = message.params as never;
    if (message.method === 'Page.loadEventFired') loaded();
    if (message.method === 'Network.requestWillBeSent')
      requests.push((params as { request: { url: string } }).request.url);
    if (
      message.method === 'Runtime.exceptionThrown' ||
      message.method === 'Runtime.consoleAPICalled' ||
      message.method === 'Log.entryAdded'
    ) {
      troubles.push(JSON.stringify(params));
    }
  });

  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  const { width = 1400, scheme = 'light' } = options;
  await send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await send('Page.navigate', { url: address });
  await within(load, address);

  return {
    troubles,
    requests,
    async evaluate<T>(expression: string) {
      const answer = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
      return (answer.result as { value: T }).value;
    },
    async close() {
      await connection.send('Target.closeTarget', { targetId });
    },
  };
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the browser did not answer in time: ${what}`)), deadline);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

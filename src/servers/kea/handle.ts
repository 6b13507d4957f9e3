import { randomBytes } from 'node:crypto';
import { Problem } from '../../config/problem.js';
import type { ResolvedConfig } from '../../config/types.js';
import type { RemoteHost } from '../../remote/types.js';
import type { Health, Lease, RenderedFile, ServerHandle, Site, Timings } from '../adapter.js';
import type { Journal } from '../machine/journal.js';
import { takeOver } from '../machine/keep.js';
import { putBack } from '../machine/restore.js';
import type { ServerModel } from '../model.js';
import { countReceived, endKea, howItIs, portHolder } from './commands.js';
import { type Cycle, type CycleRequest, cycle } from './cycle.js';
import { parseLeases } from './leases.js';
import { ending, requireReady } from './ready.js';
import { render } from './render.js';
import { drivenUnit, type Survey } from './survey.js';
import { tail } from './tail.js';
import { foundOn } from './take.js';

interface Parts {
  readonly host: RemoteHost;
  readonly site: Site;
  readonly survey: Survey;
  readonly journal: Journal;
  readonly deadlines: ResolvedConfig['deadlines'];
  readonly notes: readonly string[];
}

/** Kea on its machine. One thing at a time: what is asked for waits until what was asked before is over. */
export class KeaHandle implements ServerHandle {
  readonly product: ServerHandle['product'];
  readonly notes: readonly string[];
  readonly #parts: Parts;
  #journal: Journal;
  /** Texts, but for the nonce, that Kea has found right in this run. */
  readonly #checked = new Set<string>();
  #pushed: { readonly file: RenderedFile; readonly nonce: string } | undefined;
  #process: { readonly pid: number; readonly born: string; readonly offset: number } | undefined;
  #mark = 0;
  #taken: Promise<void> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #over = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#journal = parts.journal;
    this.product = { name: 'ISC Kea', version: parts.survey.version };
    this.notes = parts.notes;
  }

  configure(model: ServerModel, leases: 'clean' | 'keep'): Promise<Timings> {
    return this.#inTurn(async () => {
      const nonce = randomBytes(8).toString('hex');
      const file = this.#render(model, nonce);
      const key = file.text.replace(nonce, '');
      const check = !this.#checked.has(key);
      await this.#takeOver();
      const clean = leases === 'clean';
      // Where leases are kept the scenario goes on, and so does its log.
      const freshLog = clean || this.#pushed === undefined;
      const timings = await this.#cycle({ file, nonce }, { text: file.text, check, clean, freshLog });
      this.#checked.add(key);
      return timings;
    });
  }

  restart(): Promise<Timings> {
    return this.#inTurn(() => {
      if (this.#pushed === undefined) throw new Error('restart before configure');
      return this.#cycle(this.#pushed, { check: false, clean: false, freshLog: false });
    });
  }

  stop(): Promise<void> {
    return this.#inTurn(async () => {
      this.#process = undefined;
      if (this.#journal.found !== undefined) await endKea(this.#parts.host, drivenUnit(this.#parts.survey));
    });
  }

  health(): Promise<Health> {
    return this.#inTurn(async () => {
      if (this.#process === undefined) return { alive: false, cause: 'it is not running', log: '' };
      const { host, survey } = this.#parts;
      const { pid, born } = this.#process;
      const state = await howItIs(host, survey, pid, born);
      if (state.alive) return { alive: true };
      const log = await this.#log();
      return { alive: false, cause: `${this.#name} ended ${ending(state.exit)}.${tail(log)}`, log };
    });
  }

  leases(): Promise<Lease[]> {
    return this.#inTurn(async () => parseLeases((await this.#text(this.#parts.survey.paths.leases)) ?? ''));
  }

  received(): Promise<number> {
    return this.#inTurn(() => {
      const { host, survey } = this.#parts;
      return countReceived(host, survey.paths.log, this.#process?.offset ?? 0);
    });
  }

  log(): Promise<string> {
    return this.#inTurn(() => this.#log());
  }

  mark(): Promise<void> {
    return this.#inTurn(async () => {
      const more = await this.#parts.host.read(this.#parts.survey.paths.log, { root: true, offset: this.#mark });
      this.#mark += more?.length ?? 0;
    });
  }

  artefacts(): Promise<{ config: RenderedFile[]; leases: string | undefined; log: string }> {
    return this.#inTurn(async () => ({
      config: this.#pushed === undefined ? [] : [this.#pushed.file],
      leases: await this.#text(this.#parts.survey.paths.leases),
      log: await this.#log(),
    }));
  }

  async putBack(): Promise<void> {
    // After what runs now; what is asked for later is refused.
    const before = this.#last;
    const work = before
      .catch(() => {})
      .then(async () => {
        if (this.#over) return;
        await this.#restore();
        this.#over = true;
        this.#process = undefined;
      });
    this.#last = work;
    return work;
  }

  async #restore(): Promise<void> {
    const { host } = this.#parts;
    try {
      await putBack(host, this.#journal);
    } catch (error) {
      if (!host.lost.aborted || this.#journal.found === undefined) throw error;
      throw new Problem(host.name, 'the connection is lost before the machine was put back.', {
        mend: 'The next run puts it back before it begins.',
        kind: 'infrastructure',
        cause: error,
      });
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last
      .catch(() => {})
      .then(() => {
        if (this.#over) throw new Problem(this.#parts.host.name, 'the machine has been put back.');
        return work();
      });
    this.#last = result;
    return result;
  }

  get #name(): string {
    return `Kea ${this.product.version}`;
  }

  /** The files as the machine has them: a service may name another configuration file than the usual one. */
  #render(model: ServerModel, nonce: string): RenderedFile {
    const { site, survey } = this.#parts;
    const files = { ...site.config.files, config: survey.paths.config };
    const [file] = render(model, { ...site, config: { ...site.config, files } }, nonce);
    return file as RenderedFile;
  }

  /** Once a run; what failed is not tried again on a machine in an unknown state, but put back. */
  #takeOver(): Promise<void> {
    this.#taken ??= (async () => {
      const { host, survey } = this.#parts;
      const found = await foundOn(host, survey);
      const journal = { ...this.#journal, found };
      this.#journal = journal;
      // The folders of a service are made by its manager, for its own user.
      await takeOver(host, journal, survey.service?.drive ? [] : found.folders);
    })();
    return this.#taken;
  }

  async #cycle(pushed: { file: RenderedFile; nonce: string }, request: Omit<CycleRequest, 'ready'>): Promise<Timings> {
    const { host, site, survey, deadlines } = this.#parts;
    const began = performance.now();
    const result = await cycle(host, survey, { ...request, ready: deadlines.ready });
    const took = performance.now() - began;
    if (result.outcome !== 'refused') {
      this.#pushed = pushed;
      this.#mark = request.freshLog ? result.offset : this.#mark;
      this.#process = result.pid === 0 ? undefined : { pid: result.pid, born: result.born, offset: result.offset };
    }
    const expected = {
      subject: this.#name,
      host: host.name,
      interfaces: site.interfaces,
      text: pushed.file.text,
      nonce: pushed.nonce,
      path: pushed.file.path,
      deadline: deadlines.ready,
      holder: /Address already in use/.test(result.log) ? await portHolder(host, result.pid) : undefined,
    };
    requireReady(result, expected);
    return parts(result, took);
  }

  #log(): Promise<string> {
    return this.#text(this.#parts.survey.paths.log, this.#mark).then((text) => text ?? '');
  }

  async #text(path: string, offset = 0): Promise<string | undefined> {
    const bytes = await this.#parts.host.read(path, { root: true, offset });
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('utf8');
  }
}

/** The script's marks as parts, and `reach`: the way there and back, with the start of its shell. */
function parts({ marks }: Cycle, took: number): Timings {
  const timings: Timings = {};
  let before = 0;
  for (const [name, at] of marks) {
    timings[name] = at - before;
    before = at;
  }
  return { ...timings, reach: Math.max(0, took - before), total: took };
}

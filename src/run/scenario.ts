import { type HeldLease, type IaName, iaText } from '../client/bindings.js';
import { Client, type ClientMessageName } from '../client/client.js';
import type { Exchange, Received } from '../client/exchange.js';
import { anonymousIdentity, type Identity, ordinaryIdentity } from '../client/identity.js';
import { Random } from '../client/random.js';
import { relayed } from '../client/relay.js';
import { Problem } from '../config/problem.js';
import { type ClientServerMessage, elapsedTime, encode, first, type Message, serverId } from '../dhcp6/index.js';
import type { OutgoingPacket } from '../net/types.js';
import type { Lease, ServerHandle, Timings } from '../servers/adapter.js';
import { emptyModel, type ServerModel } from '../servers/model.js';
import { wholeMessage } from './checks/answer.js';
import type { ReplyTime } from './checks/leases.js';
import type { RunContext } from './context.js';
import { assertAlive, ServerDied } from './health.js';
import { type Complaint, Judge, NothingToJudge } from './judge.js';
import type { PlannedScenario } from './plan.js';
import { Transcript } from './transcript.js';

/** What a client last sent and got. */
interface Talk {
  readonly type: ClientMessageName;
  readonly only: readonly IaName[] | undefined;
  readonly exchange: Exchange;
  /** What went on the wire: the message, or the outermost Relay-forward around it. */
  readonly outer: Message;
  /** What the client held in each IA before it sent this. */
  readonly heldBefore: ReadonlyMap<string, readonly HeldLease[]>;
  answer: Received | undefined;
  /** No answer came, and the RFC allows that. */
  silent?: true;
}

/** An answer as it came and the message as it went, relay layers included. */
export interface Answered {
  readonly received: Message;
  readonly sent: Message;
}

/**
 * One scenario while it runs: Cucumber's World. Holds the clients, the server's configuration, the judge and the transcript.
 * Sentences are thin; what they do stands here and in `checks/`.
 */
export class Scenario {
  readonly run: RunContext;
  readonly planned: PlannedScenario;
  readonly judge: Judge;
  readonly transcript: Transcript;
  readonly random: Random;
  /** The server's configuration as the sentences ask for it; pushed before the first packet. */
  readonly model: ServerModel = emptyModel();
  /** Seconds by part. */
  readonly parts: Record<string, number> = {};
  /** Where the captures stood when it began. */
  readonly captureStart: readonly number[];
  /** The sentence that is running. */
  step = '';
  /** Its line in the feature file. */
  stepLine = 0;
  /** Every answer of the scenario. */
  readonly answers: Answered[] = [];
  /** What clients have declined so far. */
  readonly declined: HeldLease[] = [];
  /** IAs for which a deviating answer was accepted: sentences about their leases have nothing to look at. */
  readonly excused = new Set<string>();
  /** The server's record as a sentence remembered it. */
  remembered: readonly Lease[] | undefined;
  /** Server Identifier of the first answer: the same in all that follow. */
  serverDuid: Uint8Array | undefined;
  readonly #clients = new Map<string, Client>();
  readonly #talks = new Map<Client, Talk>();
  #current: Client | undefined;
  #configured = false;
  /** The last configuration or restart succeeded: from then on a server that is gone has died. */
  #serves = false;
  readonly #began = performance.now();

  constructor(run: RunContext, planned: PlannedScenario) {
    this.run = run;
    this.planned = planned;
    this.random = new Random(`${run.seed}/${planned.id}`);
    this.judge = new Judge(planned.requirements, run.edition, () => this.step);
    this.transcript = new Transcript(() => ({ text: this.step, line: this.stepLine }));
    this.captureStart = run.captures.map((capture) => capture.position);
    run.wire.observe((event) => {
      this.transcript.add(event);
      run.strangers.note(event);
      if (run.showsPackets) run.reporter.packet(this.transcript.packet(this.transcript.events.length - 1));
    });
  }

  get server(): ServerHandle {
    return this.run.server;
  }

  /** The client of this name; '' is the one that acted last, or the scenario's only one. */
  client(name = ''): Client {
    if (name === '') return this.#current ?? this.addClient('client A');
    const known = this.#clients.get(name);
    if (known === undefined)
      throw new Problem(this.planned.id, `there is no ${name} yet; a Given sentence must bring it in.`);
    this.#current = known;
    return known;
  }

  /** Brings a client in, which is the one that acts from now on. */
  addClient(name?: string, options: { link?: number; anonymous?: boolean; identity?: Identity } = {}): Client {
    const number = this.#clients.size + 1;
    const called = name === undefined || name === '' ? `client ${String.fromCharCode(64 + number)}` : name;
    const identity =
      options.identity ?? (options.anonymous === true ? anonymousIdentity(this.random) : ordinaryIdentity(number));
    const link = options.link ?? 1;
    if (link > this.run.wire.links.length) {
      throw new Problem(
        'links',
        `${this.planned.id} needs link ${link}; the configuration has ${this.run.wire.links.length}.`,
        {
          mend: 'Add an entry to links.',
        },
      );
    }
    const client = new Client(called, identity, link, this.random);
    this.#clients.set(called, client);
    this.#current = client;
    return client;
  }

  /** Pushes the configuration that the sentences so far asked for, unless that was done. */
  async ready(): Promise<void> {
    if (this.#configured) return;
    this.#configured = true;
    await this.#timed('configure', () => this.server.configure(this.model, 'clean'));
  }

  /** Changes the configuration of the running server; leases are kept. */
  async reconfigure(change: (model: ServerModel) => void): Promise<void> {
    await this.ready();
    change(this.model);
    await this.#timed('configure', () => this.server.configure(this.model, 'keep'));
  }

  async restartServer(): Promise<void> {
    await this.ready();
    await this.#timed('configure', () => this.server.restart());
  }

  /** Sends the client's next message of this type; the answer is waited for by whoever asks for it. */
  async send(client: Client, type: ClientMessageName, only?: readonly IaName[]): Promise<void> {
    await this.ready();
    this.#current = client;
    const composed = client.compose(type, only);
    this.#talks.get(client)?.exchange.close();
    const heldBefore = new Map(client.ias.map((ia) => [iaText(ia), [...ia.held]]));
    const { exchange, outer } = await this.#put(client, composed);
    this.#talks.set(client, { type, only, exchange, outer, heldBefore, answer: undefined });
    // What it gives up it no longer has, whatever the server says (RFC 8415, sections 18.2.7 and 18.2.8).
    const concerned = client.concerned(type, only);
    if (type === 'DECLINE') this.declined.push(...concerned.flatMap((ia) => ia.held));
    if (type === 'RELEASE' || type === 'DECLINE') client.drop(concerned);
  }

  /** Sends the client's last message once more: same transaction id and contents, newer elapsed time (RFC 8415, section 15). */
  async sendAgain(client: Client): Promise<void> {
    const talk = this.#talk(client);
    const { sent, sentAt } = talk.exchange;
    const elapsed = first(sent, elapsedTime);
    const hundredths = Math.min(0xffff, Math.round((performance.now() - sentAt) / 10));
    if (elapsed?.value !== undefined) elapsed.value.value = Math.max(1, hundredths);
    talk.exchange.close();
    const { exchange, outer } = await this.#put(client, sent);
    this.#talks.set(client, { ...talk, exchange, outer, answer: undefined });
  }

  /** What the client sent last. */
  sent(client = this.client()): ClientServerMessage {
    return this.#talk(client).exchange.sent;
  }

  /** The same with its relay layers, and when it went (`performance.now()`). */
  lastSent(client = this.client()): { sent: ClientServerMessage; outer: Message; at: number } {
    const { exchange, outer } = this.#talk(client);
    return { sent: exchange.sent, outer, at: exchange.sentAt };
  }

  /** The client's last message was allowed to stay without answer, and did. */
  acceptSilence(client = this.client()): void {
    this.#talk(client).silent = true;
  }

  /** The answer that a sentence before has received. Throws `NothingToJudge` where a silence was accepted instead. */
  received(client = this.client()): Received {
    const { answer, silent } = this.#talk(client);
    if (silent === true) throw new NothingToJudge();
    if (answer === undefined) throw new Problem(this.step, 'speaks of an answer, but no sentence before received one.');
    return answer;
  }

  /**
   * Waits for the answer to the client's last message. `undefined` when none came before the deadline although the server lives;
   * throws `ServerDied` when it does not.
   */
  async awaitAnswer(client = this.client()): Promise<Received | undefined> {
    const talk = this.#talk(client);
    const started = performance.now();
    const answer = await talk.exchange.next(this.run.config.deadlines.answer, this.run.interrupted);
    this.#spend('exchange', performance.now() - started);
    if (answer === undefined) {
      await assertAlive(this);
      return undefined;
    }
    return this.take(client, answer);
  }

  /** Makes this the answer to the client's last message: the client takes over what it gives. */
  take(client: Client, answer: Received): Received {
    const talk = this.#talk(client);
    talk.answer = answer;
    const after = (answer.datagram.at - talk.exchange.sentAt).toFixed(1);
    for (const message of [answer.message, answer.outer]) {
      this.judge.origin.set(message, `from ${answer.datagram.source} after ${after} ms`);
    }
    this.serverDuid ??= first(answer.message, serverId)?.value?.duid;
    const kept = { received: answer.outer, sent: talk.outer };
    this.answers.push(kept);
    this.#noteHabits(wholeMessage(kept.received, kept.sent, this.run.edition));
    client.absorb(answer.message, talk.type);
    return answer;
  }

  /** The answer is an Advertise or the Reply to a Solicit or Request: an IA that gets nothing holds no lease at all. */
  answersFirstRequest(client = this.client()): boolean {
    return ['SOLICIT', 'REQUEST'].includes(this.#talk(client).type);
  }

  /** What the client held in this IA before its last message. */
  heldBefore(name: IaName, client = this.client()): readonly HeldLease[] {
    return this.#talk(client).heldBefore.get(iaText(name)) ?? [];
  }

  /** The server's own record of its leases. */
  async leases(): Promise<Lease[]> {
    const started = performance.now();
    const leases = await this.server.leases();
    this.#spend('leases', performance.now() - started);
    return leases;
  }

  /** When the last answer was made, in seconds since 1970 on the server's clock. */
  repliedAt(client = this.client()): ReplyTime {
    const onServer = (at: number): number => (performance.timeOrigin + at) / 1000 + this.run.clockOffset;
    return {
      earliest: onServer(this.#talk(client).exchange.sentAt),
      latest: onServer(this.received(client).datagram.at),
    };
  }

  /** The last answer of the client with what it answers, relay layers included. */
  lastAnswer(client = this.client()): Answered {
    return { received: this.received(client).outer, sent: this.#talk(client).outer };
  }

  /** A rule of every message that is broken where another thing is tested is a remark, once a rule; the run keeps it as a habit. */
  #noteHabits(complaints: readonly (Complaint & { rule: string })[]): void {
    for (const { rule, expected, received, requirement, weight } of complaints) {
      if (weight === 'violation') this.run.habits.note(rule, this.planned.id, received);
      if (this.judge.findings.some((known) => known.expected === expected)) continue;
      this.judge.remark(expected, received, requirement);
    }
  }

  /**
   * Proves that the client's last message stays without answer: a fence, a valid exchange of another client, is answered after it,
   * and nothing came within a short grace. Gives the answer that came after all, if one did.
   * `link`: where the fence goes, if the client's own link may be silent altogether.
   */
  async fence(client = this.client(), link?: number): Promise<Received | undefined> {
    const { exchange } = this.#talk(client);
    const started = performance.now();
    const answered = await this.#exchangeOfFence(link ?? exchange.link);
    if (!answered) {
      await assertAlive(this);
      throw new ServerDied(
        'The server lives but no longer answers: neither this message nor a valid one of another client.',
      );
    }
    const late = await exchange.next(this.run.config.deadlines.grace, this.run.interrupted);
    this.#spend('silence', performance.now() - started);
    return late;
  }

  /** Another client's Information-request where the product answers one, else its Solicit: no lease is made. */
  async #exchangeOfFence(link: number): Promise<boolean> {
    const other = new Client('fence', ordinaryIdentity(0xfe00 + this.#clients.size), link, this.random);
    const stateless = this.run.adapter.capabilities.has('stateless');
    const composed = other.compose(stateless ? 'INFORMATION-REQUEST' : 'SOLICIT');
    const { exchange } = await this.#put(other, composed);
    try {
      return (await exchange.next(this.run.config.deadlines.answer, this.run.interrupted)) !== undefined;
    } finally {
      exchange.close();
    }
  }

  async #put(client: Client, inner: ClientServerMessage): Promise<{ exchange: Exchange; outer: Message }> {
    const outer: Message = relayed(inner, client.relays);
    const packet: OutgoingPacket = {
      payload: encode(outer),
      ...(client.relays.length > 0 ? { sourcePort: 547 } : {}),
      ...client.takeWay(),
    };
    return { exchange: await this.run.wire.exchange(client.link, inner, outer, packet), outer };
  }

  /** Seconds since it began. */
  elapsed(): number {
    return (performance.now() - this.#began) / 1000;
  }

  /** The server may have died of the last packet without anybody waiting for an answer. */
  async noticeDeath(): Promise<ServerDied | undefined> {
    if (!this.#serves) return undefined;
    try {
      await assertAlive(this);
      return undefined;
    } catch (error) {
      if (error instanceof ServerDied) return error;
      throw error;
    }
  }

  #talk(client: Client): Talk {
    const talk = this.#talks.get(client);
    if (talk === undefined) throw new Problem(this.step, `speaks of an answer, but ${client.name} has sent nothing.`);
    return talk;
  }

  async #timed(part: string, work: () => Promise<Timings>): Promise<void> {
    const started = performance.now();
    this.#serves = false;
    const timings = await work();
    this.#serves = true;
    this.#spend(part, performance.now() - started);
    for (const [name, milliseconds] of Object.entries(timings)) this.#spend(`${part}.${name}`, milliseconds);
  }

  #spend(part: string, milliseconds: number): void {
    this.parts[part] = (this.parts[part] ?? 0) + milliseconds / 1000;
  }
}

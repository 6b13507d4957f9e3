import type { WireEvent } from '../client/exchange.js';
import { hex, summary } from '../dhcp6/index.js';
import type { PacketRecord } from '../report/record.js';
import { tree } from './judge.js';

/** The sentence that is running, and its line in the feature file. */
export interface RunningStep {
  readonly text: string;
  readonly line: number;
}

/** Every packet of a scenario in time order, with the sentence that was running. */
export class Transcript {
  readonly #step: () => RunningStep;
  readonly #events: { event: WireEvent; step: string; line: number }[] = [];

  constructor(step: () => RunningStep) {
    this.#step = step;
  }

  add(event: WireEvent): void {
    const { text, line } = this.#step();
    this.#events.push({ event, step: text, line });
  }

  get events(): readonly { event: WireEvent; step: string; line: number }[] {
    return this.#events;
  }

  /** The packets as the report keeps them; printed here and not while the scenario waits for answers. */
  packets(): PacketRecord[] {
    return this.#events.map((_, index) => this.packet(index));
  }

  packet(index: number): PacketRecord {
    const entry = this.#events[index];
    if (entry === undefined) throw new RangeError(`there is no packet ${index}`);
    const { event, step, line } = entry;
    return {
      direction: event.direction,
      at: event.at - (this.#events[0]?.event.at ?? 0),
      link: event.link,
      from: event.from,
      to: event.to,
      summary: summary(event.message),
      tree: tree(event.message),
      hex: hex(event.payload),
      step,
      line,
      ...(event.note === undefined ? {} : { note: event.note }),
    };
  }
}

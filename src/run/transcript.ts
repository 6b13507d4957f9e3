import type { WireEvent } from '../client/exchange.js';
import { hex, summary } from '../dhcp6/index.js';
import type { PacketRecord } from '../report/record.js';
import { tree } from './judge.js';

/** Every packet of a scenario in time order, with the sentence that was running. */
export class Transcript {
  readonly #step: () => string;
  readonly #events: { event: WireEvent; step: string }[] = [];

  constructor(step: () => string) {
    this.#step = step;
  }

  add(event: WireEvent): void {
    this.#events.push({ event, step: this.#step() });
  }

  get events(): readonly { event: WireEvent; step: string }[] {
    return this.#events;
  }

  /** The packets as the report keeps them; printed here and not while the scenario waits for answers. */
  packets(): PacketRecord[] {
    const start = this.#events[0]?.event.at ?? 0;
    return this.#events.map(({ event, step }) => ({
      direction: event.direction,
      at: event.at - start,
      link: event.link,
      from: event.from,
      to: event.to,
      summary: summary(event.message),
      tree: tree(event.message),
      hex: hex(event.payload),
      step,
      ...(event.note === undefined ? {} : { note: event.note }),
    }));
  }
}

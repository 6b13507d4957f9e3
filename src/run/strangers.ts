import type { WireEvent } from '../client/exchange.js';
import { duidText, first, innermost, serverId } from '../dhcp6/index.js';

/** Other DHCPv6 servers that answer on the links: reported, never judged. */
export class Strangers {
  readonly #seen = new Map<string, number>();

  note(event: WireEvent): void {
    if (event.note !== 'stranger') return;
    const message = innermost(event.message);
    const id = message === undefined ? undefined : first(message, serverId)?.value?.duid;
    const who = `${event.from} on link ${event.link}, ${id === undefined ? 'without Server Identifier' : `Server Identifier ${duidText(id)}`}`;
    this.#seen.set(who, (this.#seen.get(who) ?? 0) + 1);
  }

  lines(): string[] {
    return [...this.#seen].map(
      ([who, times]) => `another server answers too: ${who} (${times} answer${times === 1 ? '' : 's'}, not judged)`,
    );
  }
}

import { type RelayName, relay } from './make.js';
import type { ClientServerMessage, DhcpOption, Message, RelayMessage } from './model.js';
import { relayMessage } from './options/base.js';
import { messageIn } from './walk.js';

/** The relay messages around a message, the outermost first; none for one that was not relayed. */
export function relayLayers(message: Message): RelayMessage[] {
  const layers: RelayMessage[] = [];
  let at: Message | undefined = message;
  while (at !== undefined && at.kind === 'relay') {
    layers.push(at);
    at = inner(at);
  }
  return layers;
}

/** The client's or server's own message inside of all relay messages; undefined where a Relay Message option is missing or broken. */
export function innermost(message: Message): ClientServerMessage | undefined {
  let at: Message | undefined = message;
  while (at !== undefined && at.kind === 'relay') at = inner(at);
  return at;
}

/** Puts a message into a relay message. The hop count is one more than that of a relay message inside, else 0. */
export function wrap(
  message: Message,
  of: { linkAddress: string; peerAddress: string; hopCount?: number; name?: RelayName; options?: DhcpOption[] },
): RelayMessage {
  return relay(of.name ?? 'RELAY-FORW', {
    hopCount: of.hopCount ?? (message.kind === 'relay' ? message.hopCount + 1 : 0),
    linkAddress: of.linkAddress,
    peerAddress: of.peerAddress,
    options: [...(of.options ?? []), relayMessage({ message })],
  });
}

function inner(message: RelayMessage): Message | undefined {
  const option = message.options.find((one) => one.code === relayMessage.code);
  return option === undefined ? undefined : messageIn(option);
}

import { type DhcpOption, encode, interfaceId, type Message, relay, relayMessage } from '../dhcp6/index.js';

/** One relay agent on the way (RFC 8415, section 19.1). */
export interface Relay {
  linkAddress: string;
  peerAddress: string;
  /** Default: one more than the relay nearer to the client. */
  hopCount?: number;
  interfaceId?: Uint8Array;
  /** Further options, before the Relay Message. */
  options: DhcpOption[];
  /** Further options after the Relay Message. */
  optionsAfter?: DhcpOption[];
  /** A lie: its message goes as a Relay-reply. */
  sendsReplies?: true;
  /** A lie: its message lacks the Relay Message. */
  losesMessage?: true;
}

export function newRelay(linkAddress: string, peerAddress: string): Relay {
  return { linkAddress, peerAddress, options: [] };
}

/** The message as the outermost of these relays sends it on; `relays` from the client outwards. */
export function relayed(inner: Message, relays: readonly Relay[]): Message {
  return relays.reduce<Message>((message, agent, depth) => {
    const options: DhcpOption[] = [];
    if (agent.interfaceId !== undefined) options.push(interfaceId({ id: agent.interfaceId }));
    options.push(...agent.options);
    if (agent.losesMessage !== true) options.push(relayMessage({ message }));
    options.push(...(agent.optionsAfter ?? []));
    return relay(agent.sendsReplies === true ? 'RELAY-REPL' : 'RELAY-FORW', {
      hopCount: agent.hopCount ?? depth,
      linkAddress: agent.linkAddress,
      peerAddress: agent.peerAddress,
      options,
    });
  }, inner);
}

/** The bytes that go on the wire. */
export function encodeRelayed(inner: Message, relays: readonly Relay[]): Uint8Array {
  return encode(relayed(inner, relays));
}

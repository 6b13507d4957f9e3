import type { Relay } from '../../client/relay.js';
import { first, hex, interfaceId, type Message, type RelayMessage, relayLayers } from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';

/** The Relay-reply, layer by layer, has the hop-count, addresses and Interface-Id of the Relay-forward (RFC 8415, section 19.3). */
export function mirrors(outer: Message, relays: readonly Relay[]): Complaint[] {
  const layers: readonly RelayMessage[] = relayLayers(outer);
  // The outermost layer belongs to the relay agent next to the server.
  const agents = relays.map((agent, depth) => ({ agent, hopCount: agent.hopCount ?? depth })).reverse();
  if (layers.length !== agents.length) {
    return [
      {
        expected: `${agents.length} layer${agents.length === 1 ? '' : 's'} of Relay-reply`,
        received: `${layers.length}`,
        message: outer,
      },
    ];
  }
  return layers.flatMap((layer, i) => {
    const { agent, hopCount } = agents[i] as (typeof agents)[number];
    const sent = text(hopCount, agent.linkAddress, agent.peerAddress, agent.interfaceId);
    const back = text(layer.hopCount, layer.linkAddress, layer.peerAddress, first(layer, interfaceId)?.value?.id);
    return sent === back ? [] : [{ expected: sent, received: back, message: outer, wrong: [layer] }];
  });
}

function text(hopCount: number, linkAddress: string, peerAddress: string, id: Uint8Array | undefined): string {
  const interfaceIdText = id === undefined ? 'no Interface-Id' : `Interface-Id ${hex(id)}`;
  return `hop-count ${hopCount}, link-address ${linkAddress}, peer-address ${peerAddress}, ${interfaceIdText}`;
}

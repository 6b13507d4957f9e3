import { type IaName, iasOf, iaText, sameIa } from '../../client/bindings.js';
import type { Relay } from '../../client/relay.js';
import {
  type ClientServerMessage,
  compareIpv6,
  first,
  hex,
  interfaceId,
  type Message,
  type RelayMessage,
  relayLayers,
} from '../../dhcp6/index.js';
import type { Complaint } from '../judge.js';
import { addressFrom } from './ia.js';

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

/** An address of the first range; one of the second deviates, any other is wrong. */
export function fromEither(
  answer: ClientServerMessage,
  ia: IaName,
  [from, to]: readonly [string, string],
  [otherFrom, otherTo]: readonly [string, string],
): Complaint[] {
  const complaints = addressFrom(answer, ia, from, to);
  const deviates = complaints.length > 0 && addressFrom(answer, ia, otherFrom, otherTo).length === 0;
  return deviates ? complaints.map((one) => ({ ...one, weight: 'deviation' as const })) : complaints;
}

/** None of these addresses, living or not; the IA may be left out. */
export function noneFrom(answer: ClientServerMessage, ia: IaName, from: string, to: string): Complaint[] {
  const content = iasOf(answer).find((one) => sameIa(one.name, ia));
  const wrong = (content?.leases ?? []).filter(
    ({ address }) => compareIpv6(address, from) >= 0 && compareIpv6(address, to) <= 0,
  );
  return wrong.map(({ address, option }) => ({
    expected: `no address of ${from} to ${to} in ${iaText(ia)}`,
    received: address,
    message: answer,
    wrong: [option],
  }));
}

function text(hopCount: number, linkAddress: string, peerAddress: string, id: Uint8Array | undefined): string {
  const interfaceIdText = id === undefined ? 'no Interface-Id' : `Interface-Id ${hex(id)}`;
  return `hop-count ${hopCount}, link-address ${linkAddress}, peer-address ${peerAddress}, ${interfaceIdText}`;
}

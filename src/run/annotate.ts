import { hex } from '../dhcp6/index.js';
import type { Capture } from '../net/capture.js';
import { datagramsOf } from '../net/frames.js';
import type { Frame } from '../net/types.js';
import type { Scenario } from './scenario.js';

/** A link's frames of one scenario, each packet of a sentence with that sentence as its comment. */
export interface AnnotatedLink {
  readonly name: string;
  readonly linkType: number;
  readonly frames: readonly { readonly frame: Frame; readonly comment?: string }[];
}

/** How long a frame that the socket has seen may take to come out of the capture. */
const captureLag = 500;

/** Every frame of the scenario, complete to its last packet. `from`: the captures' positions when it began. */
export async function annotatedFrames(scenario: Scenario, from: readonly number[]): Promise<AnnotatedLink[]> {
  const { captures } = scenario.run;
  return Promise.all(captures.map((capture, index) => framesOf(scenario, capture, index + 1, from[index] ?? 0)));
}

async function framesOf(scenario: Scenario, capture: Capture, link: number, from: number): Promise<AnnotatedLink> {
  const events = scenario.transcript.events.filter(({ event }) => event.link === link);
  const last = events.at(-1)?.event.payload;
  if (last !== undefined) {
    const times = events.filter(({ event }) => same(event.payload, last)).length;
    await capture.settle(last, { deadline: captureLag, since: from, times });
  }
  const frames = capture.since(from);
  const payloads = datagramsOf(frames, capture.linkType);
  // The same bytes may be sent twice (a retransmission): sentences are used up in their order.
  const sentences = new Map<string, string[]>();
  for (const { event, step } of events) {
    const key = hex(event.payload);
    sentences.set(key, [...(sentences.get(key) ?? []), step]);
  }
  return {
    name: capture.interface,
    linkType: capture.linkType,
    frames: frames.map((frame, i) => {
      const datagram = payloads[i];
      const waiting = datagram === undefined ? undefined : sentences.get(hex(datagram.payload));
      const comment = waiting !== undefined && waiting.length > 1 ? waiting.shift() : waiting?.[0];
      return comment === undefined ? { frame } : { frame, comment };
    }),
  };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

import { hex } from '../dhcp6/index.js';
import type { Capture } from '../net/capture.js';
import { datagramsOf } from '../net/frames.js';
import type { PcapngContent } from '../net/pcapng.js';
import type { Frame } from '../net/types.js';
import type { Scenario } from './scenario.js';

/** A frame of one scenario; a packet of a sentence has that sentence as its comment. */
type AnnotatedFrame = Frame & { readonly interface: number; readonly comment?: string };

/** How long a frame that the socket has seen may take to come out of the capture. */
const captureLag = 500;

/** Every frame of the scenario on every link, complete to the last packet, in time order. */
export async function annotatedCapture(scenario: Scenario): Promise<PcapngContent> {
  const { captures } = scenario.run;
  const links = await Promise.all(
    captures.map((capture, index) => framesOf(scenario, capture, index, scenario.captureStart[index] ?? 0)),
  );
  return {
    interfaces: captures.map(({ interface: name, linkType }) => ({ name, linkType })),
    packets: links.flat().sort((a, b) => a.time - b.time),
    application: 'dhcpv6-forge',
    comment: scenario.planned.id,
  };
}

async function framesOf(scenario: Scenario, capture: Capture, index: number, from: number): Promise<AnnotatedFrame[]> {
  const link = index + 1;
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
  // Kept for the report only; a run of hours would hold them all.
  capture.forget(from);
  return frames.map((frame, i) => {
    const datagram = payloads[i];
    const waiting = datagram === undefined ? undefined : sentences.get(hex(datagram.payload));
    const comment = waiting !== undefined && waiting.length > 1 ? waiting.shift() : waiting?.[0];
    return { ...frame, interface: index, ...(comment === undefined ? {} : { comment }) };
  });
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

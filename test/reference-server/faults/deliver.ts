import { randomBytes } from 'node:crypto';
import { type AnswerFault, type Death, type Delivery, isDelivery } from './fault.js';

/** One datagram that leaves. */
export interface Outgoing {
  readonly payload: Uint8Array;
  /** Milliseconds from now. */
  readonly delay: number;
  /** The server's own address and port, a port of the system's choice, or an address that nobody knows as the server's. */
  readonly from: 'server' | 'other port' | 'stranger';
  /** Absent: the one that the receiver listens on. */
  readonly toPort?: number;
  /** Not to the client, but to all nodes of every other link. */
  readonly elsewhere?: true;
}

/** What leaves in place of an answer, in order, after all faults of delivery. */
export function delivered(answer: Uint8Array, faults: readonly AnswerFault[]): Outgoing[] {
  let out: Outgoing[] = [{ payload: answer, delay: 0, from: 'server' }];
  for (const fault of faults) if (isDelivery(fault)) out = apply(out, fault);
  return out;
}

/** How the server is to end because of this message, if it is. */
export function deathBy(faults: readonly AnswerFault[]): Death | undefined {
  return faults.find((fault) => fault.what === 'die');
}

function apply(out: readonly Outgoing[], fault: Delivery): Outgoing[] {
  const each = (change: Partial<Outgoing>) => out.map((one) => ({ ...one, ...change }));
  switch (fault.what) {
    case 'silent':
      return [];
    case 'raw-bytes':
      return each({ payload: Uint8Array.from(Buffer.from(fault.bytes, 'hex')) });
    case 'garbage':
      return each({ payload: randomBytes(fault.size) });
    case 'truncated':
      return out.map((one) => ({ ...one, payload: one.payload.subarray(0, fault.size) }));
    case 'double':
      return out.flatMap((one) => [one, one]);
    case 'burst': {
      const [model] = out;
      if (model === undefined) return [];
      const more = Array.from({ length: fault.count }, () => ({ ...model, payload: another(model.payload, fault.of) }));
      return [...more, ...out];
    }
    case 'late':
      return each({ delay: fault.milliseconds });
    case 'wrong-port':
      return each({ from: 'other port' });
    case 'every-link':
      return out.flatMap((one) => [{ ...one, elsewhere: true }, one]);
    case 'stranger':
      return each({ from: 'stranger' });
    case 'wrong-destination-port':
      return each({ toPort: fault.port });
  }
}

function another(payload: Uint8Array, of: 'garbage' | 'answers'): Uint8Array {
  if (of === 'garbage') return randomBytes(1 + (randomBytes(1)[0] as number));
  const copy = payload.slice();
  copy.set(randomBytes(3), 1);
  return copy;
}

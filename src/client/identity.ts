import { duid, hex } from '../dhcp6/index.js';
import type { Random } from './random.js';

/** Who a client is. */
export interface Identity {
  readonly duid: Uint8Array;
  /** Link-layer address, lower-case with colons. Emulated: frames carry that of the tester's interface. */
  readonly linkLayer: string;
  /** Keeps to the anonymity profile of RFC 7844. */
  readonly anonymous: boolean;
}

/** The DUID types that a feature can ask for (RFC 8415, section 11; RFC 6355). */
export type DuidType = 'DUID-LLT' | 'DUID-EN' | 'DUID-LL' | 'DUID-UUID';

/** The n-th ordinary client of a scenario: a locally administered address and a DUID-LL made of it. */
export function ordinaryIdentity(n: number): Identity {
  const bytes = Uint8Array.from([0x02, 0, 0, 0, (n >> 8) & 0xff, n & 0xff]);
  return { duid: duid.ll({ linkLayerAddress: bytes }), linkLayer: macText(bytes), anonymous: false };
}

/** The DUID of the ordinary client of this name in a scenario (`client A` is the first one), in hex without separators. */
export function ordinaryDuid(name: string): string {
  return hex(ordinaryIdentity(name.charCodeAt(name.length - 1) - 64).duid).replaceAll(':', '');
}

/** A random link-layer address and the DUID-LL that RFC 7844, section 4.3, makes of it. */
export function anonymousIdentity(random: Random): Identity {
  const bytes = randomLinkLayer(random);
  return { duid: duid.ll({ linkLayerAddress: bytes }), linkLayer: macText(bytes), anonymous: true };
}

/**
 * An anonymous client that cannot change its link-layer address: at each attachment a DUID-LLT made up of another random address
 * and a random time of the past year (RFC 7844, section 4.3). `now` in milliseconds since 1970.
 */
export function anonymousOnFixedLinkLayer(linkLayer: string, random: Random, now: number): Identity {
  const time = (secondsSince2000(now) - random.below(secondsOfAYear)) >>> 0;
  return { duid: duid.llt({ time, linkLayerAddress: randomLinkLayer(random) }), linkLayer, anonymous: true };
}

const secondsOfAYear = 365 * 86_400;

function secondsSince2000(now: number): number {
  return Math.floor(now / 1000) - 946_684_800;
}

/** Locally administered, unicast. */
function randomLinkLayer(random: Random): Uint8Array {
  const bytes = random.bytes(6);
  bytes[0] = ((bytes[0] as number) & 0xfc) | 0x02;
  return bytes;
}

/** The same client with a DUID of another type. `now` in milliseconds since 1970. */
export function withDuidType(identity: Identity, type: DuidType, random: Random, now: number): Identity {
  const linkLayer = Uint8Array.from(identity.linkLayer.split(':'), (byte) => Number.parseInt(byte, 16));
  switch (type) {
    case 'DUID-LLT': {
      // Modulo 2^32.
      const time = secondsSince2000(now) >>> 0;
      return { ...identity, duid: duid.llt({ time, linkLayerAddress: linkLayer }) };
    }
    case 'DUID-EN':
      // 32473 is the enterprise number for documentation (RFC 5612).
      return { ...identity, duid: duid.en({ enterprise: 32473, identifier: random.bytes(8) }) };
    case 'DUID-LL':
      return { ...identity, duid: duid.ll({ linkLayerAddress: linkLayer }) };
    case 'DUID-UUID':
      return { ...identity, duid: duid.uuid({ uuid: random.bytes(16) }) };
  }
}

/** The same client under this DUID, whether it is one or not. */
export function withDuid(identity: Identity, bytes: Uint8Array): Identity {
  return { ...identity, duid: Uint8Array.from(bytes) };
}

/** A DUID of the type 255, which nobody defined, of so many bytes; the last one is `last`. */
export function duidBytes(length: number, last: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i === 0 ? 0x00 : i === length - 1 ? last : i === 1 ? 0xff : i & 0xff));
}

function macText(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

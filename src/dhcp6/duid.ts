import { concat, hex } from './bytes.js';

/** A DHCP Unique Identifier: 2 bytes type and what the type says, 3 to 130 bytes in all (RFC 8415, section 11.1). */
export type Duid = Uint8Array;

/** A DUID taken apart. `malformed` says why its bytes are none of the known forms. */
export type ParsedDuid =
  | { type: 'llt'; hardwareType: number; time: number; linkLayerAddress: Uint8Array }
  | { type: 'en'; enterprise: number; identifier: Uint8Array }
  | { type: 'll'; hardwareType: number; linkLayerAddress: Uint8Array }
  | { type: 'uuid'; uuid: string }
  | { type: 'unknown'; code: number; data: Uint8Array }
  | { type: 'malformed'; reason: string; bytes: Uint8Array };

/** Makers of the four DUID types. A link-layer address or identifier is bytes. */
export const duid = {
  /** DUID-LLT, RFC 8415, section 11.2. `time` is in seconds since 2000-01-01 00:00 UTC, modulo 2^32. Hardware type 1 is Ethernet. */
  llt(of: { hardwareType?: number; time: number; linkLayerAddress: Uint8Array }): Duid {
    return concat(u16(1), u16(of.hardwareType ?? 1), u32(of.time), of.linkLayerAddress);
  },
  /** DUID-EN, RFC 8415, section 11.3. */
  en(of: { enterprise: number; identifier: Uint8Array }): Duid {
    return concat(u16(2), u32(of.enterprise), of.identifier);
  },
  /** DUID-LL, RFC 8415, section 11.4. */
  ll(of: { hardwareType?: number; linkLayerAddress: Uint8Array }): Duid {
    return concat(u16(3), u16(of.hardwareType ?? 1), of.linkLayerAddress);
  },
  /** DUID-UUID, RFC 6355, section 4: 16 bytes, or their text with or without dashes. */
  uuid(of: { uuid: Uint8Array | string }): Duid {
    const bytes = typeof of.uuid === 'string' ? uuidBytes(of.uuid) : of.uuid;
    return concat(u16(4), bytes);
  },
};

/** Takes a DUID apart; never throws. */
export function parseDuid(bytes: Duid): ParsedDuid {
  const malformed = duidFault(bytes);
  if (malformed !== undefined) return { type: 'malformed', reason: malformed, bytes };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const code = view.getUint16(0);
  switch (code) {
    case 1:
      return {
        type: 'llt',
        hardwareType: view.getUint16(2),
        time: view.getUint32(4),
        linkLayerAddress: bytes.subarray(8),
      };
    case 2:
      return { type: 'en', enterprise: view.getUint32(2), identifier: bytes.subarray(6) };
    case 3:
      return { type: 'll', hardwareType: view.getUint16(2), linkLayerAddress: bytes.subarray(4) };
    case 4:
      return { type: 'uuid', uuid: hex(bytes.subarray(2)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') };
    default:
      return { type: 'unknown', code, data: bytes.subarray(2) };
  }
}

/** Lower-case hex with colons, the way that servers and this project print DUIDs. */
export function duidText(bytes: Duid): string {
  return hex(bytes, ':');
}

/** Why the bytes are no DUID (lengths by RFC 8415, sections 11.1 to 11.5); undefined where they are one, or of an unknown type. */
export function duidFault(bytes: Duid): string | undefined {
  if (bytes.length < 3) return `a DUID has at least 3 bytes, this one has ${bytes.length}`;
  if (bytes.length > 130) return `a DUID has at most 130 bytes, this one has ${bytes.length}`;
  const code = ((bytes[0] as number) << 8) | (bytes[1] as number);
  const least = { 1: 9, 2: 7, 3: 5, 4: 18 }[code];
  if (least !== undefined && bytes.length < least)
    return `a DUID of type ${code} has at least ${least} bytes, this one has ${bytes.length}`;
  if (code === 4 && bytes.length > 18) return `a DUID-UUID has 18 bytes, this one has ${bytes.length}`;
  return undefined;
}

function uuidBytes(text: string): Uint8Array {
  const plain = text.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(plain)) throw new RangeError(`not a UUID: ${text}`);
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(plain.slice(2 * i, 2 * i + 2), 16));
}

function u16(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value);
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

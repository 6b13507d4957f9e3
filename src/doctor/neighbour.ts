import { parseIpv6 } from '../dhcp6/index.js';

const icmpv6 = 58;

/**
 * A neighbour solicitation for `target` (RFC 4861, section 4.3), from the IPv6 header on, and the multicast group that it goes
 * to. Throws a RangeError where an address or MAC address is none.
 */
export function neighbourSolicitation(
  from: { readonly linkLocal: string; readonly mac: string },
  target: string,
): { packet: Buffer; destination: string } {
  const source = bytesOf(from.linkLocal);
  const wanted = bytesOf(target);
  const hardware = from.mac.split(':').map((octet) => Number.parseInt(octet, 16));
  if (hardware.length !== 6 || hardware.some(Number.isNaN)) throw new RangeError(`"${from.mac}" is no MAC address`);
  // The solicited-node group of the target (RFC 4291, section 2.7.1).
  const [a = 0, b = 0, c = 0] = wanted.subarray(13);
  const group = Uint8Array.of(0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0xff, a, b, c);

  const message = Buffer.alloc(32);
  message[0] = 135;
  message.set(wanted, 8);
  // Source link-layer address.
  message.set([1, 1, ...hardware], 24);
  message.writeUInt16BE(checksum(source, group, message), 2);
  const header = Buffer.alloc(40);
  header[0] = 0x60;
  header.writeUInt16BE(message.length, 4);
  header[6] = icmpv6;
  // Neighbours ignore what may have come from afar.
  header[7] = 255;
  header.set(source, 8);
  header.set(group, 24);
  const text = [...Array(8).keys()].map((i) => (((group[2 * i] ?? 0) << 8) | (group[2 * i + 1] ?? 0)).toString(16));
  return { packet: Buffer.concat([header, message]), destination: text.join(':') };
}

function bytesOf(text: string): Uint8Array {
  const bytes = parseIpv6(text);
  if (bytes === undefined) throw new RangeError(`"${text}" is no IPv6 address`);
  return bytes;
}

/** RFC 4443, section 2.3; the checksum field counted as 0. */
function checksum(source: Uint8Array, destination: Uint8Array, message: Buffer): number {
  const pseudo = Buffer.alloc(8);
  pseudo.writeUInt32BE(message.length, 0);
  pseudo[7] = icmpv6;
  const all = Buffer.concat([source, destination, pseudo, message]);
  let sum = 0;
  for (let at = 0; at < all.length; at += 2) sum += all.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

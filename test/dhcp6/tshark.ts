import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One field of a dissected packet, in the order in which tshark shows them. */
export interface Dissected {
  readonly name: string;
  /** As tshark shows the value. */
  readonly show: string;
  /** Nesting below the DHCPv6 protocol. */
  readonly depth: number;
  /** Offset in the frame, and length. */
  readonly position: number;
  readonly size: number;
}

/** Bytes before the UDP payload in the frames that `pcap` makes. */
export const payloadOffset = 14 + 40 + 8;

/** Has tshark dissect UDP payloads as DHCPv6, a packet each; the fields of each. */
export function dissect(payloads: readonly Uint8Array[]): Dissected[][] {
  const folder = mkdtempSync(join(tmpdir(), `dhcp6-tshark-${process.pid}-`));
  try {
    const file = join(folder, 'packets.pcap');
    writeFileSync(file, pcap(payloads));
    const pdml = execFileSync('tshark', ['-r', file, '-T', 'pdml'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return pdml
      .split('</packet>')
      .slice(0, -1)
      .map((packet) => fields(packet.slice(packet.indexOf('<proto name="dhcpv6"'))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A capture file of Ethernet frames from fe80::1 port 546 to ff02::1:2 port 547. */
export function pcap(payloads: readonly Uint8Array[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, 0xa1b2c3d4);
  header.setUint16(4, 2);
  header.setUint16(6, 4);
  header.setUint32(16, 0x40000);
  header.setUint32(20, 1);
  const parts: Uint8Array[] = [new Uint8Array(header.buffer)];
  for (const payload of payloads) {
    const frame = ethernet(payload);
    const record = new DataView(new ArrayBuffer(16));
    record.setUint32(8, frame.length);
    record.setUint32(12, frame.length);
    parts.push(new Uint8Array(record.buffer), new Uint8Array(frame));
  }
  return new Uint8Array(Buffer.concat(parts));
}

function ethernet(payload: Uint8Array): Uint8Array {
  const length = 8 + payload.length;
  const source = [0xfe, 0x80, ...new Array<number>(13).fill(0), 1];
  const destination = [0xff, 2, ...new Array<number>(11).fill(0), 1, 0, 2];
  const udp = [0x02, 0x22, 0x02, 0x23, length >> 8, length & 255, 0, 0, ...payload];
  const sum = checksum([...source, ...destination, 0, 0, length >> 8, length & 255, 0, 0, 0, 17, ...udp]);
  udp[6] = sum >> 8;
  udp[7] = sum & 255;
  const ip = [0x60, 0, 0, 0, length >> 8, length & 255, 17, 1, ...source, ...destination];
  return Uint8Array.from([0x33, 0x33, 0, 1, 0, 2, 2, 0, 0, 0, 0, 1, 0x86, 0xdd, ...ip, ...udp]);
}

function checksum(bytes: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] as number) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff || 0xffff;
}

/** The fields of one packet's PDML, nested ones after the one that holds them. */
function fields(pdml: string): Dissected[] {
  const found: Dissected[] = [];
  let depth = 0;
  for (const tag of pdml.matchAll(/<(\/?)(field|proto)\b([^>]*?)(\/?)>/g)) {
    const [, closing, , attributes, single] = tag as unknown as [string, string, string, string, string];
    if (closing !== '') {
      depth--;
      continue;
    }
    const attribute = (name: string) => plainText(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '');
    const [name, show] = [attribute('name'), attribute('show')];
    found.push({ name, show, depth, position: Number(attribute('pos')), size: Number(attribute('size')) });
    if (single === '') depth++;
  }
  return found;
}

function plainText(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (_, entity: string) => {
    if (entity.startsWith('#x')) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16));
    if (entity.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)));
    return characters[entity] ?? `&${entity};`;
  });
}

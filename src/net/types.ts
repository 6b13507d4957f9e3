/** Fields of an outgoing packet. Every one has a right default; every one may lie. */
export interface OutgoingPacket {
  /** UDP payload. */
  readonly payload: Uint8Array;
  /** Default: the interface's link-local address. Text. */
  readonly source?: string;
  /** Default: All_DHCP_Relay_Agents_and_Servers, ff02::1:2. */
  readonly destination?: string;
  /** Default 546. */
  readonly sourcePort?: number;
  /** Default 547. */
  readonly destinationPort?: number;
  /** Default 1 to link-scope multicast, else 64. */
  readonly hopLimit?: number;
  /** Lies: the values that are written instead of the right ones. */
  readonly udpChecksum?: number;
  readonly udpLength?: number;
  readonly ipv6PayloadLength?: number;
  readonly ipv6NextHeader?: number;
}

/** A UDP datagram to port 546 or 547 that came in on a link. */
export interface IncomingDatagram {
  /** Milliseconds, `performance.now()`. */
  readonly at: number;
  /** Canonical address text without scope. */
  readonly source: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly payload: Uint8Array;
  /** Set where the UDP header itself is wrong. */
  readonly fault?: string;
}

/** One link to the server, opened: a raw socket bound to the interface, and silent holders of ports 546 and 547. */
export interface Link {
  readonly interface: string;
  /** The interface's own link-local address, canonical. */
  readonly linkLocal: string;
  /** Lower-case with colons. */
  readonly mac: string;
  /** Sends one packet; resolves when the kernel has taken it, with its time (`performance.now()`). */
  send(packet: OutgoingPacket): Promise<number>;
  /** Calls back for every datagram to port 546 or 547 until the returned function is called. */
  onDatagram(listener: (datagram: IncomingDatagram) => void): () => void;
  close(): Promise<void>;
}

/** One frame of a capture. */
export interface Frame {
  /** Seconds since 1970. */
  readonly time: number;
  /** As on the wire, from the Ethernet header on. */
  readonly bytes: Uint8Array;
  /** Length on the wire, where more than what was captured. */
  readonly originalLength: number;
}

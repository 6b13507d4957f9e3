/** Who sends a message. */
export type Sender = 'client' | 'server' | 'relay' | 'requestor' | 'failover-server';

export interface MessageType {
  readonly code: number;
  readonly name: MessageName;
  /** As the RFCs print it in their text: `Information-request`. */
  readonly title: string;
  readonly sentBy: Sender;
  readonly rfc: number;
  readonly header: 'client-server' | 'relay' | 'dhcpv4-over-dhcpv6';
  /** Where it travels; UDP unless it is told. */
  readonly transport: 'udp' | 'tcp' | 'udp-and-tcp';
}

const table = [
  [1, 'SOLICIT', 'Solicit', 'client', 8415],
  [2, 'ADVERTISE', 'Advertise', 'server', 8415],
  [3, 'REQUEST', 'Request', 'client', 8415],
  [4, 'CONFIRM', 'Confirm', 'client', 8415],
  [5, 'RENEW', 'Renew', 'client', 8415],
  [6, 'REBIND', 'Rebind', 'client', 8415],
  [7, 'REPLY', 'Reply', 'server', 8415],
  [8, 'RELEASE', 'Release', 'client', 8415],
  [9, 'DECLINE', 'Decline', 'client', 8415],
  [10, 'RECONFIGURE', 'Reconfigure', 'server', 8415],
  [11, 'INFORMATION-REQUEST', 'Information-request', 'client', 8415],
  [12, 'RELAY-FORW', 'Relay-forward', 'relay', 8415],
  [13, 'RELAY-REPL', 'Relay-reply', 'server', 8415],
  [14, 'LEASEQUERY', 'Leasequery', 'requestor', 5007],
  [15, 'LEASEQUERY-REPLY', 'Leasequery-reply', 'server', 5007],
  [16, 'LEASEQUERY-DONE', 'Leasequery-done', 'server', 5460],
  [17, 'LEASEQUERY-DATA', 'Leasequery-data', 'server', 5460],
  [18, 'RECONFIGURE-REQUEST', 'Reconfigure-request', 'relay', 6977],
  [19, 'RECONFIGURE-REPLY', 'Reconfigure-reply', 'server', 6977],
  [20, 'DHCPV4-QUERY', 'DHCPv4-query', 'client', 7341],
  [21, 'DHCPV4-RESPONSE', 'DHCPv4-response', 'server', 7341],
  [22, 'ACTIVELEASEQUERY', 'Active-leasequery', 'requestor', 7653],
  [23, 'STARTTLS', 'StartTLS', 'requestor', 7653],
  [24, 'BNDUPD', 'Bndupd', 'failover-server', 8156],
  [25, 'BNDREPLY', 'Bndreply', 'failover-server', 8156],
  [26, 'POOLREQ', 'Poolreq', 'failover-server', 8156],
  [27, 'POOLRESP', 'Poolresp', 'failover-server', 8156],
  [28, 'UPDREQ', 'Updreq', 'failover-server', 8156],
  [29, 'UPDREQALL', 'Updreqall', 'failover-server', 8156],
  [30, 'UPDDONE', 'Upddone', 'failover-server', 8156],
  [31, 'CONNECT', 'Connect', 'failover-server', 8156],
  [32, 'CONNECTREPLY', 'Connectreply', 'failover-server', 8156],
  [33, 'DISCONNECT', 'Disconnect', 'failover-server', 8156],
  [34, 'STATE', 'State', 'failover-server', 8156],
  [35, 'CONTACT', 'Contact', 'failover-server', 8156],
  [36, 'ADDR-REG-INFORM', 'Addr-reg-inform', 'client', 9686],
  [37, 'ADDR-REG-REPLY', 'Addr-reg-reply', 'server', 9686],
] as const satisfies readonly (readonly [number, string, string, Sender, number])[];

/** `SOLICIT`, `ADVERTISE`, …: the registry's name of a message type. */
export type MessageName = (typeof table)[number][1];

const tcp = new Set<number>([16, 17, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35]);

/** Every registered message type, by number. */
export const messageTypes: readonly MessageType[] = table.map(([code, name, title, sentBy, rfc]) => ({
  code,
  name,
  title,
  sentBy,
  rfc,
  header:
    code === 12 || code === 13
      ? 'relay'
      : code === 20 || code === 21
        ? 'dhcpv4-over-dhcpv6'
        : ('client-server' as const),
  transport: code === 15 ? 'udp-and-tcp' : tcp.has(code) ? 'tcp' : 'udp',
}));

const byCode = new Map(messageTypes.map((type) => [type.code, type]));
const byName = new Map<string, MessageType>(messageTypes.map((type) => [type.name, type]));
const byTitle = new Map(
  messageTypes.flatMap((type) => [type.title, type.name].map((text) => [text.toLowerCase(), type])),
);

export function messageByCode(code: number): MessageType | undefined {
  return byCode.get(code);
}

/** The number of a message type. */
export function messageCode(name: MessageName): number {
  return (byName.get(name) as MessageType).code;
}

/** `INFORMATION-REQUEST` gives `Information-request`; a name that is not registered comes back as it is. */
export function messageTitle(name: string): string {
  return byName.get(name)?.title ?? name;
}

/** The message type of a title or name, in any case: `Relay-reply`, `RELAY-REPL`, `information-request`. */
export function messageByTitle(text: string): MessageType | undefined {
  return byTitle.get(text.trim().toLowerCase());
}

/** The name of a number, `message 99` where it is not registered. */
export function messageName(code: number): MessageName | `message ${number}` {
  return byCode.get(code)?.name ?? `message ${code}`;
}

/** Status codes of the Status Code option (RFC 8415, section 21.13, and the RFCs named). */
const table = [
  [0, 'Success', 8415],
  [1, 'UnspecFail', 8415],
  [2, 'NoAddrsAvail', 8415],
  [3, 'NoBinding', 8415],
  [4, 'NotOnLink', 8415],
  [5, 'UseMulticast', 8415],
  [6, 'NoPrefixAvail', 8415],
  [7, 'UnknownQueryType', 5007],
  [8, 'MalformedQuery', 5007],
  [9, 'NotConfigured', 5007],
  [10, 'NotAllowed', 5007],
  [11, 'QueryTerminated', 5460],
  [12, 'DataMissing', 7653],
  [13, 'CatchUpComplete', 7653],
  [14, 'NotSupported', 7653],
  [15, 'TLSConnectionRefused', 7653],
  [16, 'AddressInUse', 8156],
  [17, 'ConfigurationConflict', 8156],
  [18, 'MissingBindingInformation', 8156],
  [19, 'OutdatedBindingInformation', 8156],
  [20, 'ServerShuttingDown', 8156],
  [21, 'DNSUpdateNotSupported', 8156],
  [22, 'ExcessiveTimeSkew', 8156],
  [23, 'NoSRv6LocatorAvail', 'draft-ietf-spring-dhc-distribute-srv6-locator-dhcp'],
] as const;

export type StatusName = (typeof table)[number][1];

export interface Status {
  readonly code: number;
  readonly name: StatusName;
  /** The RFC's number, or the draft's name. */
  readonly rfc: number | string;
}

export const statusCodes: readonly Status[] = table.map(([code, name, rfc]) => ({ code, name, rfc }));

const byCode = new Map(statusCodes.map((status) => [status.code, status]));
const byName = new Map(statusCodes.map((status) => [status.name.toLowerCase(), status]));

/** `2` gives `NoAddrsAvail`; a code that is not registered gives `status 99`. */
export function statusName(code: number): StatusName | `status ${number}` {
  return byCode.get(code)?.name ?? `status ${code}`;
}

/** The status of a name, in any case; undefined where it is not registered. */
export function statusByName(name: string): Status | undefined {
  return byName.get(name.trim().toLowerCase());
}

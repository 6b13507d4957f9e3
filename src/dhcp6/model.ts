import type { MessageName } from './messages.js';

/** What can be wrong with received bytes. */
export type DiagnosticKind =
  /** The bytes end before the field, option or header does. */
  | 'truncated'
  /** Bytes are left over after the last field or option. */
  | 'trailing'
  /** The length cannot be right: not a multiple, or outside the limits. */
  | 'bad-length'
  | 'bad-name'
  | 'bad-duid'
  | 'bad-text'
  | 'bad-prefix'
  /** The option may not stand in the option that it stands in, or not outside of one. */
  | 'wrong-scope'
  /** A second instance of an option that may appear once. */
  | 'duplicate'
  /** Nested deeper than the decoder follows; the bytes are kept. */
  | 'too-deep';

/** One thing that is wrong with received bytes. It never costs anything else of the message. */
export interface Diagnostic {
  readonly kind: DiagnosticKind;
  /** Byte offset in the datagram. */
  readonly offset: number;
  readonly message: string;
  /** `RFC 8415, section 21.4` */
  readonly clause: string;
}

/**
 * One option, decoded or to be sent. Mutable on purpose: a test bends it before sending.
 *
 * What is sent: the fields of `value`, then `trailing`; where `value` is undefined, `raw`. The length field is `statedLength`
 * where that is set, else the true length. So a decoded and untouched option is sent with the bytes it came in.
 */
export interface DhcpOption<V = unknown> {
  code: number;
  /** `IA_NA`; `option 65000` where the code is not known. */
  name: string;
  /** The fields; undefined where the payload cannot be decoded, or the option is not known. */
  value: V | undefined;
  /** The options in this one, in order: the same array as `value.options`. Empty where it holds none. */
  options: DhcpOption[];
  /** The payload as received, or the payload to send where `value` is undefined. */
  raw?: Uint8Array;
  /** Where the option's header begins in the datagram. */
  offset?: number;
  /** The length field where it differs from the length of the payload: received so, or a lie to send. */
  statedLength?: number;
  /** Bytes after the last field. */
  trailing?: Uint8Array;
  diagnostics: Diagnostic[];
}

interface MessageBase {
  /** The message type's number. */
  type: number;
  name: MessageName | `message ${number}`;
  /** In order, duplicates and unknown ones included. */
  options: DhcpOption[];
  /** What is wrong with the message as a whole; what is wrong with an option stands there. */
  diagnostics: Diagnostic[];
  /** The datagram (or the content of the Relay Message option) as received. */
  raw?: Uint8Array;
  /** Bytes after the last option, too few to be one. */
  trailing?: Uint8Array;
  /** The header itself is cut: the fields mean nothing, and `raw` is what `encode` gives. */
  broken?: true;
}

/**
 * A message with the 4-byte header of RFC 8415, section 8. Also DHCPV4-QUERY and DHCPV4-RESPONSE (RFC 7341, section 6): their
 * 24 flag bits stand in the place of the transaction id.
 */
export interface ClientServerMessage extends MessageBase {
  kind: 'client-server';
  /** 24 bits. */
  transactionId: number;
}

/** A message with the 34-byte header of RFC 8415, section 9. */
export interface RelayMessage extends MessageBase {
  kind: 'relay';
  hopCount: number;
  /** Canonical text. */
  linkAddress: string;
  peerAddress: string;
}

export type Message = ClientServerMessage | RelayMessage;

/** Anything that holds options: a message, an option, or a bare list of them. */
export interface OptionContainer {
  readonly options: readonly DhcpOption[];
}

/** What a message cannot be encoded from: a value of the wrong type or out of its field's range. A lie is never one of them. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  /** `IA_NA.t1` */
  readonly path: string;
  /** The message without the path. */
  readonly what: string;

  constructor(path: string, what: string) {
    super(`${path}: ${what}`);
    this.path = path;
    this.what = what;
  }
}

/** Thrown by strict decoding: the first diagnostic of the message. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly path: string;
  readonly diagnostic: Diagnostic;

  constructor(path: string, diagnostic: Diagnostic) {
    super(`${path}: ${diagnostic.message} (byte ${diagnostic.offset}; ${diagnostic.clause})`);
    this.path = path;
    this.diagnostic = diagnostic;
  }
}

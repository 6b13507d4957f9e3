import type { ClientServerMessage, DhcpOption, Message, RelayMessage } from '../model.js';

/** The edition of the DHCPv6 specification by which is judged. */
export type Edition = '8415' | '9915';

/** One thing that a server's answer got wrong, or that is worth a word. */
export interface Violation {
  /** The rule's name: `transaction-id`. */
  readonly rule: string;
  /** Catalogue id, such as `R8415-16.1-01`, where one clause says it. */
  readonly requirement?: string;
  readonly weight: 'violation' | 'remark';
  /** One line. */
  readonly message: string;
  /** The part of the received message that shows it; absent where it is something that is missing. */
  readonly node?: Message | DhcpOption;
}

/** An answer and what it answers, without their relay layers. */
export interface Exchange {
  readonly received: ClientServerMessage;
  readonly sent: ClientServerMessage;
  readonly edition: Edition;
  /** Codes of the options that relay agents supplied for the client (RFC 6422). */
  readonly supplied: ReadonlySet<number>;
}

/** The relay layers around them, the outermost first. */
export interface RelayExchange {
  readonly received: readonly RelayMessage[];
  readonly sent: readonly RelayMessage[];
}

export interface Rule<E> {
  /** In lower case with dashes; the scenario `v6.message.<name>` carries it. */
  readonly name: string;
  /** What every message must keep, in a sentence. */
  readonly title: string;
  judge(exchange: E, report: Report): void;
}

/** Reports one violation of the rule that is judged; an undefined requirement is as good as none. */
export type Report = (found: {
  message: string;
  requirement?: string | undefined;
  weight?: Violation['weight'];
  node?: Message | DhcpOption;
}) => void;

/** Applies rules; the order of what they find is that of the rules. */
export function judgeBy<E>(rules: readonly Rule<E>[], exchange: E): Violation[] {
  const found: Violation[] = [];
  for (const rule of rules) {
    rule.judge(exchange, ({ requirement, ...one }) =>
      found.push({
        rule: rule.name,
        weight: 'violation',
        ...(requirement === undefined ? {} : { requirement }),
        ...one,
      }),
    );
  }
  return found;
}

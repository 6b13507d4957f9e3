import { byteCount } from './bytes.js';
import { printBytes } from './fields.js';
import { messageByCode, messageTitle } from './messages.js';
import type { DhcpOption, Message } from './model.js';
import { optionByName } from './registry.js';
import { messageIn, walk } from './walk.js';

/** One line of a printed packet. */
export interface PrintedLine {
  /** Nesting; 0 is the message itself. */
  readonly depth: number;
  readonly text: string;
  /** What the line shows; a line that begins with `! ` shows something wrong with it. */
  readonly node: Message | DhcpOption;
}

/** The packet as a tree of lines, the same for the same packet always. */
export function printMessage(message: Message): PrintedLine[] {
  const lines: PrintedLine[] = [];
  walk(message, (node, _path, depth) => {
    lines.push({ depth, text: 'kind' in node ? printHeader(node) : printOption(node), node });
    for (const diagnostic of node.diagnostics) {
      lines.push({
        depth: depth + 1,
        text: `! ${diagnostic.message} (${diagnostic.kind}, ${diagnostic.clause})`,
        node,
      });
    }
  });
  return lines;
}

/** One line of an option, without the options in it. */
export function printOption(option: DhcpOption): string {
  const type = optionByName(option.name);
  const title = type?.title ?? option.name;
  const stated = option.statedLength === undefined ? '' : `, length ${option.statedLength} stated`;
  if (option.value === undefined || type === undefined) {
    const raw = option.raw ?? new Uint8Array(0);
    return `${title}  ${byteCount(raw.length)}${stated}${raw.length === 0 ? '' : ` ${printBytes(raw)}`}`;
  }
  const code = option.code === type.code ? '' : `  code ${option.code}`;
  const rest =
    option.trailing === undefined ? '' : `  and ${byteCount(option.trailing.length)} ${printBytes(option.trailing)}`;
  return `${type.print(option.value)}${code}${rest}${stated === '' ? '' : `  (${stated.slice(2)})`}`;
}

/** `Reply 0x3f21a8`; for relay messages `Relay-reply [ Reply 0x3f21a8 ]`. */
export function summary(message: Message): string {
  if (message.broken === true) return `${messageTitle(message.name)} (${byteCount(message.raw?.length ?? 0)}, cut)`;
  if (message.kind === 'client-server') {
    const flags = messageByCode(message.type)?.header === 'dhcpv4-over-dhcpv6' ? 'flags ' : '';
    return `${messageTitle(message.name)} ${flags}${transaction(message.transactionId)}`;
  }
  const inside = message.options.map(messageIn).find((one) => one !== undefined);
  return `${messageTitle(message.name)} [ ${inside === undefined ? 'nothing' : summary(inside)} ]`;
}

function printHeader(message: Message): string {
  if (message.kind === 'client-server' || message.broken === true) return summary(message);
  return `${messageTitle(message.name)}  hops ${message.hopCount}  link ${message.linkAddress}  peer ${message.peerAddress}`;
}

function transaction(id: number): string {
  return `0x${id.toString(16).padStart(6, '0')}`;
}

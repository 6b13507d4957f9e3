import type { DhcpOption, Diagnostic, Message } from './model.js';
import { optionByName } from './registry.js';

/** A diagnostic with the node that it concerns, and the way to it: `REPLY.IA_NA[0].IAADDR[1]`. */
export interface Finding extends Diagnostic {
  readonly path: string;
  readonly node: Message | DhcpOption;
}

/** Visits message and options in the order of the bytes, messages inside of options included. */
export function walk(
  message: Message,
  visit: (node: Message | DhcpOption, path: string, depth: number, holder: Message | DhcpOption | undefined) => void,
): void {
  walkMessage(message, message.name, 0, undefined, visit);
}

/** Everything that was found wrong in a message and below it, in the order of the nodes. */
export function findings(message: Message): Finding[] {
  const all: Finding[] = [];
  walk(message, (node, path) => {
    for (const diagnostic of node.diagnostics) all.push({ ...diagnostic, path, node });
  });
  return all;
}

/** The message that an option holds (Relay Message, Relay Data), if it does. */
export function messageIn(option: DhcpOption): Message | undefined {
  const field = optionByName(option.name)?.messageField;
  if (field === undefined || option.value === undefined) return undefined;
  return (option.value as Record<string, Message>)[field];
}

type Visit = Parameters<typeof walk>[1];

function walkMessage(
  message: Message,
  path: string,
  depth: number,
  holder: DhcpOption | undefined,
  visit: Visit,
): void {
  visit(message, path, depth, holder);
  walkOptions(message, path, depth + 1, visit);
}

function walkOptions(holder: Message | DhcpOption, path: string, depth: number, visit: Visit): void {
  const counts = new Map<string, number>();
  for (const option of holder.options) {
    const count = counts.get(option.name) ?? 0;
    counts.set(option.name, count + 1);
    const own = `${path}.${option.name}[${count}]`;
    visit(option, own, depth, holder);
    const message = messageIn(option);
    if (message !== undefined) walkMessage(message, `${own}.${message.name}`, depth + 1, option, visit);
    else walkOptions(option, own, depth + 1, visit);
  }
}

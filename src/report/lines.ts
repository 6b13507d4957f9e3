import type { Look } from './look.js';
import type { PacketRecord, StepRecord, TreeLine, Verdict } from './record.js';
import { cut, pad, visible } from './text.js';

/** The sign of a verdict, in its colour. */
export function mark(verdict: Verdict, look: Look): string {
  const { paint, symbols } = look;
  switch (verdict) {
    case 'passed':
      return paint.green(symbols.passed);
    case 'failed':
      return paint.red(symbols.failed);
    case 'deviation':
      return paint.yellow(symbols.deviation);
    case 'unsupported':
      return paint.dim(symbols.unsupported);
    case 'waived':
      return paint.cyan(symbols.waived);
    case 'unexpected-pass':
      return paint.red(symbols.unexpectedPass);
    case 'error':
      return paint.magenta(symbols.error);
  }
}

/** A step and how it ended, for the verbose terminal and the transcript. */
export function stepLine(step: StepRecord, look: Look): string {
  const sign = { passed: 'passed', failed: 'failed', skipped: 'unsupported' } as const;
  const text = visible(`${step.keyword.trim()} ${step.text}`);
  const time = step.status === 'skipped' ? 'not run' : `${step.milliseconds.toFixed(1)} ms`;
  return `  ${mark(sign[step.status], look)} ${text}  ${look.paint.dim(time)}`;
}

/** A packet with its tree, for the verbose terminal and the transcript. */
export function packetLines(packet: PacketRecord, look: Look): string[] {
  const direction = packet.direction === 'sent' ? look.paint.cyan('sent') : look.paint.green('received');
  const way = `${visible(packet.from)} ${look.symbols.arrow} ${visible(packet.to)}`;
  const note = packet.note === undefined ? '' : `  ${look.paint.yellow(`(${visible(packet.note)})`)}`;
  const head = `    ${packet.at.toFixed(1).padStart(8)} ms  ${direction} on link ${packet.link}  ${look.paint.dim(way)}${note}`;
  const tree = packet.tree.length > 0 ? packet.tree : [{ depth: 0, text: packet.summary }];
  return [head, ...treeLines(tree, 16, look)];
}

/** The printed packet, every line indented by at least `indent` columns, the pointer in front of what deviates. */
export function treeLines(tree: readonly TreeLine[], indent: number, look: Look): string[] {
  return tree.map((line) => treeLine(line, indent, look));
}

function treeLine(line: TreeLine, indent: number, look: Look): string {
  const before = ' '.repeat(indent + 2 * line.depth - 2);
  const room = look.columns === undefined ? undefined : Math.max(20, look.columns - before.length - 2);
  const text = room === undefined ? visible(line.text) : cut(visible(line.text), room, look.symbols.ellipsis);
  if (line.marked !== true) return `${before}  ${text}`;
  return before + look.paint.red(look.paint.bold(`${pad(look.symbols.pointer, 2)}${text}`));
}

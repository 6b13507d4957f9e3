import { packetLines, stepLine, treeLines } from './lines.js';
import { plainLook } from './look.js';
import type { Finding, PacketRecord, ScenarioRecord } from './record.js';
import { visible } from './text.js';
import { byWeight, duration, verdictWord } from './words.js';

/** transcript.txt: a scenario as it went, sentence by sentence, each with the packets that passed while it ran; then what was found. */
export function transcript(record: ScenarioRecord): string {
  const lines = [...heading(record), ''];
  for (const { step, packets } of byStep(record)) {
    lines.push(step === undefined ? '    outside of any sentence' : stepLine(step, plainLook));
    for (const packet of packets) lines.push('', ...packetLines(packet, plainLook));
    if (packets.length > 0) lines.push('');
  }
  if (record.findings.length > 0) lines.push('', 'Findings');
  for (const finding of byWeight(record.findings)) lines.push('', ...findingLines(finding));
  return `${lines.join('\n').replace(blankLines, '\n\n').trimEnd()}\n`;
}

const blankLines = /\n{3,}/g;

/** The sentences of a scenario in order, each with its packets; packets of no sentence come last, under `undefined`. */
export function byStep(
  record: ScenarioRecord,
): { step: ScenarioRecord['steps'][number] | undefined; packets: PacketRecord[] }[] {
  const groups: ReturnType<typeof byStep> = record.steps.map((step) => ({ step, packets: [] }));
  const rest: PacketRecord[] = [];
  for (const packet of record.packets) {
    const home =
      groups.find((group) => packet.line !== undefined && group.step?.line === packet.line) ??
      groups.find((group) => group.step?.text === packet.step);
    (home?.packets ?? rest).push(packet);
  }
  return rest.length === 0 ? groups : [...groups, { step: undefined, packets: rest }];
}

function heading(record: ScenarioRecord): string[] {
  const parts = Object.entries(record.parts).map(([name, seconds]) => `${name} ${duration(seconds)}`);
  const [first, ...more] = record.reason?.split('\n') ?? [];
  const reason = first === undefined ? '' : `: ${first}`;
  const entries: [string, string | undefined][] = [
    ['feature', `${record.feature} (${record.uri}:${record.line})`],
    ['rule', record.rule],
    ['cites', record.requirements.length === 0 ? undefined : record.requirements.join(', ')],
    ['time', duration(record.seconds) + (parts.length === 0 ? '' : ` (${parts.join(', ')})`)],
  ];
  return [
    `${visible(record.id)}  ${visible(record.description)}`.trimEnd(),
    `  ${'verdict'.padEnd(10)}${visible(verdictWord(record.verdict) + reason)}`,
    ...more.map((line) => `            ${visible(line)}`),
    ...entries.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label.padEnd(10)}${visible(text)}`])),
  ];
}

function findingLines(finding: Finding): string[] {
  const clause = [finding.level, finding.requirement].filter((part) => part !== undefined).join(' ');
  const text = finding.text === undefined ? '' : `: ${visible(finding.text)}`;
  return [
    `  ${finding.weight}${clause === '' ? '' : `  ${clause}`}${text}`,
    ...(finding.step === undefined ? [] : [`    sentence  ${visible(finding.step)}`]),
    `    expected  ${visible(finding.expected)}`,
    `    received  ${visible(finding.received)}`,
    ...treeLines(finding.tree ?? [], 16, plainLook),
    ...(finding.log ?? []).map((line) => `    log       ${visible(line)}`),
  ];
}

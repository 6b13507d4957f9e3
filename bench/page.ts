import type { CodecFigures } from './codec.js';
import type { LabFigures } from './lab.js';
import type { ScenarioFigures } from './scenarios.js';
import type { StartUpFigures } from './start-up.js';
import { digits, ms, summarize, table } from './statistics.js';

/** ISC Forge on a machine of this kind: as shipped, with its pauses shortened, and at its best. Milliseconds. */
const peer = { shipped: 6030, shortened: 2250, best: 1240, exchange: 130, silence: 1040 };
/** Messages a second of scapy, which ISC Forge reads and makes its packets with. */
const scapy = { decoded: 2300, encoded: 500 };

/** What was aimed at, what there is, and how it compares. */
export function comparison({ total, wholeRun, scenarios }: ScenarioFigures, lab: LabFigures): string {
  const ofRun = wholeRun.median / scenarios;
  const exchange = summarize(lab.information).median;
  const silence = summarize(lab.silence).median;
  const restart = summarize(lab.bareStart).median + summarize(lab.bareStop).median;
  const row = (name: string, forge: number, aim: number | undefined, bare: number | undefined, theirs: number) => [
    name,
    ms(forge),
    aim === undefined ? '' : `≤ ${aim} ms`,
    bare === undefined ? '' : ms(bare),
    ms(theirs),
    `${digits(theirs / forge)} ×`,
  ];
  return table(
    ['median', 'forge', 'aim', 'the server alone', 'ISC Forge', 'faster'],
    [
      row('a scenario with a restart, ISC Forge as shipped', total.median, 150, restart, peer.shipped),
      row('… with its pauses shortened', total.median, 150, restart, peer.shortened),
      row('… at its best', total.median, 150, restart, peer.best),
      row('a tenth of a whole run of ten, lab included', ofRun, undefined, undefined, peer.best),
      row('an answered exchange', exchange, 2, summarize(lab.bareInformation).median, peer.exchange),
      row('a proven silence', silence, 20, undefined, peer.silence),
    ],
  );
}

export function exchangeTable(lab: LabFigures): string {
  const row = (name: string, numbers: readonly number[]) => {
    const { median, p95, count } = summarize(numbers);
    return [name, ms(median), ms(p95), String(count)];
  };
  return table(
    ['', 'median', '95 %', 'times'],
    [
      row('Information-request and Reply, forge', lab.information),
      row('the same bytes, a loop in C', lab.bareInformation),
      row('Solicit and Advertise, forge', lab.solicit),
      row('the same bytes, a loop in C', lab.bareSolicit),
      row('Solicit and Advertise as in a scenario, judged', lab.judgedSolicit),
      row('a Solicit with a Server Identifier, and the proof that it is ignored', lab.silence),
      row('Kea alone: from exec to DHCP6_STARTED', lab.bareStart),
      row('Kea alone: from SIGTERM to its end', lab.bareStop),
    ],
  );
}

export function startUpTable(
  { node, list, npxList }: StartUpFigures,
  { wholeRun, scenarios }: ScenarioFigures,
  lab: LabFigures,
): string {
  const row = (name: string, { median, p95 }: { median: number; p95: number }, aim = '') => [
    name,
    ms(median),
    ms(p95),
    aim,
  ];
  return table(
    ['', 'median', '95 %', 'aim'],
    [
      row('`forge list`', list, '≤ 600 ms'),
      row('`npx forge list`', npxList),
      row('`node -e 0`', node),
      row(`\`forge -6 --lab\` with ${scenarios} scenarios, from the command to its end`, wholeRun),
      ['the lab comes up (in it, once)', ms(lab.labUp), '', ''],
    ],
  );
}

export function codecTable(figures: readonly CodecFigures[]): string {
  const whole = (number: number) => Math.round(number).toLocaleString('en');
  const rows = figures.map(({ name, bytes, decoded, encoded }) => [
    `${name} (${bytes} bytes)`,
    whole(decoded),
    `${digits(decoded / scapy.decoded)} ×`,
    whole(encoded),
    `${digits(encoded / scapy.encoded)} ×`,
  ]);
  return table(['messages a second', 'decoded', 'than scapy', 'encoded', 'than scapy'], rows);
}

import { decode, fromHex, innermost, relayLayers } from '../../src/dhcp6/index.js';
import type { ScenarioRecord } from '../../src/report/record.js';
import { isRequirementId, requirement } from '../../src/requirements/catalogue.js';
import { unspoken } from '../../src/run/define.js';
import { Matcher } from '../../src/run/match.js';
import { loadSteps, shippedSteps } from '../../src/run/places.js';
import type { Cause } from '../reference-server/faults/fault.js';
import { isClientMessage } from '../reference-server/question.js';

/** A sentence in which a scenario judges the server. */
export interface Sentence {
  readonly scenario: string;
  readonly line: number;
  /** As in the feature file. */
  readonly whole: string;
  /** Without the clause at its end. */
  readonly text: string;
  /** What it is judged by: the clause at its end, else the scenario's first requirement. */
  readonly requirement: string | undefined;
  /** What a breach of it has to come to; `passed`: it is only worth a word. */
  readonly verdict: 'failed' | 'deviation' | 'passed';
  /** The step that it means, and the values in it. */
  readonly expression: string;
  readonly values: readonly unknown[];
  /** The scenario waits for time to pass. */
  readonly slow: boolean;
  /** The message whose answer it speaks of, the n-th of its type in this scenario. */
  readonly on: Cause;
  readonly nth: number;
}

interface Sent {
  readonly on: Cause;
  readonly nth: number;
  readonly line: number;
  readonly step: string;
}

/** Finds the sentences of scenarios that judge; made once, since the vocabulary is loaded for it. */
export async function sentenceFinder(): Promise<(scenario: ScenarioRecord) => Sentence[]> {
  await loadSteps([shippedSteps]);
  const matcher = new Matcher();
  return (scenario) => {
    const { id, requirements, tags } = scenario;
    const sent = sentIn(scenario);
    let about: Sent | undefined;
    let spoken = 0;
    return scenario.steps.flatMap((step): Sentence[] => {
      const { text: whole, line } = step;
      const { definition, args } = matcher.bind(step, `${id}:${line}`);
      if (definition.keyword !== 'Then') return [];
      about = aboutWhich(sent, whole, line, spoken) ?? about;
      spoken = line;
      if (about === undefined) throw new Error(`${id}:${line}: "${whole}" comes before any message`);
      const [, text = whole, cited] = /^(.*?)(?: \[(\S+)\])?$/.exec(whole) ?? [];
      const judgedBy = cited ?? requirements.filter(isRequirementId)[0];
      return [
        {
          scenario: id,
          line,
          whole,
          text,
          requirement: judgedBy,
          verdict: weightOf(text, judgedBy),
          expression: definition.expression,
          values: args.slice(0, -1).filter((value) => value !== unspoken),
          slow: tags.includes('@slow'),
          on: about.on,
          nth: about.nth,
        },
      ];
    });
  };
}

/** By the level of the requirement, or by the sentence's own word. That there is an answer of the right type is never a mere wish. */
function weightOf(text: string, judgedBy: string | undefined): Sentence['verdict'] {
  const level = judgedBy === undefined ? undefined : requirement(judgedBy)?.level;
  if (level?.startsWith('SHOULD') === true || /\((?:else|none|no answer): a deviation\)$/.test(text))
    return 'deviation';
  return level === 'MAY' && !/ receives an? /.test(text) ? 'passed' : 'failed';
}

/** What clients sent in a run of the scenario, in time order, each with its number among those of its type. */
function sentIn({ packets }: ScenarioRecord): Sent[] {
  const counts = new Map<Cause, number>();
  return packets.flatMap(({ direction, hex, line = 0, step }): Sent[] => {
    if (direction !== 'sent') return [];
    const outer = decode(fromHex(hex) ?? new Uint8Array(0));
    const inner = innermost(outer);
    const forwarded = relayLayers(outer).every((layer) => layer.name === 'RELAY-FORW');
    const readable = inner !== undefined && inner.broken !== true && forwarded;
    const name = readable && isClientMessage(inner.name) ? inner.name : 'OTHER';
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    return [{ on: name, nth, line, step }];
  });
}

/**
 * The last message before the sentence (a fence is none), of the client that it names where it names one; undefined where it goes
 * on about the same answer as the sentence before it.
 */
function aboutWhich(sent: readonly Sent[], sentence: string, line: number, spoken: number): Sent | undefined {
  const before = sent.filter((one) => one.line < line && !/ receives /.test(one.step));
  const client = /^(client \w+) receives/.exec(sentence)?.[1];
  const own = client === undefined ? undefined : before.findLast((one) => one.step.startsWith(`${client} sends`));
  const last = before.at(-1);
  return own ?? (last !== undefined && last.line > spoken ? last : undefined);
}

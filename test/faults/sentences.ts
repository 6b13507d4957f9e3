import { messageByTitle } from '../../src/dhcp6/index.js';
import type { ScenarioRecord } from '../../src/report/record.js';
import { isRequirementId, requirement } from '../../src/requirements/catalogue.js';
import { type ClientMessage, isClientMessage } from '../reference-server/question.js';

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
  /** What a breach of it comes to. */
  readonly verdict: 'failed' | 'deviation';
  /** The message whose answer it speaks of, the n-th of its type in this scenario. */
  readonly on: ClientMessage;
  readonly nth: number;
}

/** The Then sentences of a scenario, each with the message that it is about; made from the record of a run and from nothing else. */
export function sentencesOf({ id, steps, requirements }: ScenarioRecord): Sentence[] {
  const counts = new Map<ClientMessage, number>();
  const lastOf = new Map<string, { on: ClientMessage; nth: number }>();
  let last: { on: ClientMessage; nth: number } | undefined;
  let part = 'Given';
  const send = (type: ClientMessage): { on: ClientMessage; nth: number } => {
    const nth = (counts.get(type) ?? 0) + 1;
    counts.set(type, nth);
    return { on: type, nth };
  };
  return steps.flatMap((step): Sentence[] => {
    const keyword = step.keyword.trim();
    if (keyword === 'Given' || keyword === 'When' || keyword === 'Then') part = keyword;
    if (/ bound on link /.test(step.text)) for (const type of ['SOLICIT', 'REQUEST'] as const) last = send(type);
    const sent = /^(?:and )?(client \w+|it|the client) sends an? ([\w-]+)/.exec(step.text);
    if (sent !== null) {
      const name = messageByTitle(sent[2] as string)?.name ?? '';
      if (!isClientMessage(name)) throw new Error(`${id}:${step.line}: no client sends a ${sent[2]}`);
      last = send(name);
      lastOf.set(sent[1] as string, last);
    }
    if (/goes through a session with every message$/.test(step.text)) last = send('RENEW');
    if (part !== 'Then') return [];
    // A client that is named is the one that is spoken of from here on.
    const named = /^(client \w+) receives/.exec(step.text)?.[1];
    last = (named === undefined ? undefined : lastOf.get(named)) ?? last;
    if (last === undefined) throw new Error(`${id}:${step.line}: "${step.text}" comes before any message`);
    const [, text = step.text, cited] = /^(.*?)(?: \[(\S+)\])?$/.exec(step.text) ?? [];
    const judgedBy = cited ?? requirements.filter(isRequirementId)[0];
    const level = judgedBy === undefined ? undefined : requirement(judgedBy)?.level;
    const lenient = level?.startsWith('SHOULD') === true || /\(else: a deviation\)$/.test(text);
    const verdict = lenient ? 'deviation' : 'failed';
    return [{ scenario: id, line: step.line, whole: step.text, text, requirement: judgedBy, verdict, ...last }];
  });
}

import { Problem } from '../config/problem.js';
import { type ClientServerMessage, type Message, printMessage } from '../dhcp6/index.js';
import type { Finding, TreeLine } from '../report/record.js';
import { type Edition, holdsIn, requirement, weightOf } from '../requirements/catalogue.js';

/** Ends a scenario: the server broke a MUST, MUST NOT or STATES. What was found stands in the judge's findings. */
export class NotConformant extends Error {
  override readonly name = 'NotConformant';
}

/** A sentence speaks of an answer where a silence was accepted: it holds of nothing. */
export class NothingToJudge extends Error {
  override readonly name = 'NothingToJudge';
}

/** What a check says when it is not content. */
export interface Complaint {
  /** What should have come, with the alternatives that the RFC allows. */
  readonly expected: string;
  /** What came instead, in one line. */
  readonly received: string;
  /** The message that is complained of. */
  readonly message?: Message;
  /** The parts of it (messages or options) that are wrong. */
  readonly wrong?: readonly object[];
  /** A line to add to the printed message: what is missing. */
  readonly missing?: string;
  /** The clause, where the check itself knows it better than the scenario does. */
  readonly requirement?: string;
  /** Where the record or scenario names the weight of this very behaviour. */
  readonly weight?: Finding['weight'];
}

/** Collects what one scenario finds and decides what it weighs. */
export class Judge {
  readonly findings: Finding[] = [];
  /** Where a received message came from and when, by the message as it came. */
  readonly origin = new WeakMap<Message, string>();
  readonly #requirements: readonly string[];
  readonly #edition: Edition;
  #clause: string | undefined;
  #step: () => string;

  constructor(requirements: readonly string[], edition: Edition, step: () => string) {
    this.#requirements = requirements;
    this.#edition = edition;
    this.#step = step;
  }

  /** The sentence that judges from now on, with the clause that it names. */
  begin(clause: string | undefined): void {
    this.#clause = clause;
  }

  /** Records each complaint; throws `NotConformant` after the last where one of them is a violation. */
  report(complaints: readonly Complaint[]): void {
    let violated = false;
    for (const complaint of complaints) {
      const finding = this.#weigh(complaint);
      this.findings.push(finding);
      violated ||= finding.weight === 'violation';
    }
    if (violated) throw new NotConformant(complaints.map((complaint) => complaint.received).join('; '));
  }

  /** Something worth a word that never fails. */
  remark(expected: string, received: string, id?: string): void {
    this.findings.push({ weight: 'remark', expected, received, step: this.#step(), ...this.#describe(id) });
  }

  #weigh(complaint: Complaint): Finding {
    const id = complaint.requirement ?? this.#clause ?? this.#requirements[0];
    const record = id === undefined ? undefined : requirement(id);
    const applies = record === undefined || holdsIn(record, this.#edition);
    const byLevel = record === undefined ? 'violation' : weightOf(record.level);
    // What this edition of the specification does not ask is worth a word, not a verdict.
    const weight = complaint.weight ?? (applies ? byLevel : 'remark');
    return {
      weight,
      expected: complaint.expected,
      received: complaint.received,
      step: this.#step(),
      ...this.#describe(id),
      ...(complaint.message === undefined
        ? {}
        : {
            tree: tree(complaint.message, complaint.wrong ?? [], complaint.missing, this.origin.get(complaint.message)),
          }),
    };
  }

  #describe(id: string | undefined): Pick<Finding, 'requirement' | 'level' | 'text'> {
    if (id === undefined) return {};
    const record = requirement(id);
    if (record === undefined) throw new Problem(this.#step(), `cites the unknown requirement ${id}.`);
    return { requirement: id, level: record.level, text: record.text };
  }
}

/** A message as printed lines, the wrong parts marked, and what is missing as a line of its own. */
export function tree(message: Message, wrong: readonly object[] = [], missing?: string, origin?: string): TreeLine[] {
  const lines: TreeLine[] = printMessage(message).map(({ depth, text, node }) =>
    wrong.includes(node) ? { depth, text, marked: true } : { depth, text },
  );
  const [head] = lines;
  if (head !== undefined && origin !== undefined) lines[0] = { ...head, text: `${head.text} ${origin}` };
  if (missing !== undefined) lines.push({ depth: 1, text: missing, marked: true });
  return lines;
}

export function isAnswer(message: Message): message is ClientServerMessage {
  return message.kind === 'client-server';
}

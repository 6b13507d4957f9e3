/**
 * What a run leaves, as data: results.json is exactly a `RunRecord`, and every other file of the report is made from it.
 * Documented in docs/results.md; `schema` changes when a reader must change.
 */
export type Verdict = 'passed' | 'failed' | 'deviation' | 'unsupported' | 'waived' | 'unexpected-pass' | 'error';

/** How much a requirement obliges; STATES (indicative text) obliges like MUST. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'STATES';

/** One thing that was judged and found wanting, or worth a word. */
export interface Finding {
  /** `violation` fails, `deviation` fails under --strict, `remark` never fails. */
  readonly weight: 'violation' | 'deviation' | 'remark';
  /** Catalogue id, such as `R8415-18.3.4-17`; absent where no single clause applies. */
  readonly requirement?: string;
  readonly level?: Level;
  /** The requirement in forge's own words. */
  readonly text?: string;
  /** Expected, with the alternatives that the RFC allows. */
  readonly expected: string;
  /** One line: what came instead. */
  readonly received: string;
  /** The received message as a tree of lines; `marked` are the deviating lines. */
  readonly tree?: readonly TreeLine[];
  /** The sentence of the feature file that found it. */
  readonly step?: string;
  /** The last lines of the server's log, where they are part of the finding: the server died. */
  readonly log?: readonly string[];
}

/** One line of a printed packet. */
export interface TreeLine {
  /** Nesting, 0 = the message itself. */
  readonly depth: number;
  readonly text: string;
  readonly marked?: boolean;
}

export interface StepRecord {
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
}

/** One packet of a scenario, for transcript and report. */
export interface PacketRecord {
  readonly direction: 'sent' | 'received';
  /** Milliseconds since the scenario's first packet. */
  readonly at: number;
  /** Link number, from 1. */
  readonly link: number;
  readonly from: string;
  readonly to: string;
  /** `Reply 0x3f21a8` */
  readonly summary: string;
  readonly tree: readonly TreeLine[];
  /** The UDP payload. */
  readonly hex: string;
  /** The sentence that was running. */
  readonly step: string;
  /** Its line in the feature file: tells two equal sentences of one scenario apart. */
  readonly line?: number;
  /** `stranger`: not from the server under test; `late`: of an exchange that was over. */
  readonly note?: string;
}

export interface ScenarioRecord {
  readonly id: string;
  /** The sentence below the scenario's name. */
  readonly description: string;
  readonly feature: string;
  readonly uri: string;
  readonly line: number;
  /** The text of the `Rule:` it stands in. */
  readonly rule?: string;
  readonly requirements: readonly string[];
  readonly tags: readonly string[];
  readonly verdict: Verdict;
  /** One line for unsupported, waived and error; also the failure in one line. */
  readonly reason?: string;
  readonly findings: readonly Finding[];
  readonly steps: readonly StepRecord[];
  readonly packets: readonly PacketRecord[];
  readonly seconds: number;
  /** Seconds by part: configure, exchange, judge, collect, … */
  readonly parts: Readonly<Record<string, number>>;
  /** Folder of this scenario relative to the run's folder; absent where nothing ran. */
  readonly folder?: string;
  /** Files in it. */
  readonly files: readonly string[];
}

/** A requirement that a scenario of this run cites, so that results.json can be read without the catalogue. */
export interface CitedRequirement {
  readonly level: Level;
  readonly text: string;
}

export interface RunRecord {
  readonly schema: 1;
  readonly forge: string;
  readonly node: string;
  /** ISO 8601. */
  readonly started: string;
  readonly seconds: number;
  readonly server: { readonly product: string; readonly version: string; readonly host: string };
  readonly edition: '8415' | '9915';
  readonly strict: boolean;
  /** The words after `forge`, to run it again; secrets never stand there. */
  readonly command: readonly string[];
  /** Set when the run was stopped before its end. */
  readonly interrupted?: string;
  /** Problems of the run as a whole. */
  readonly problems: readonly string[];
  readonly scenarios: readonly ScenarioRecord[];
  /** By catalogue id; filled in when the run is written. */
  readonly requirements?: Readonly<Record<string, CitedRequirement>>;
  readonly counts: Readonly<Record<Verdict, number>> & { readonly notRun: number };
  readonly exitCode: 0 | 1 | 2 | 3 | 130;
}

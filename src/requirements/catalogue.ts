import { readFileSync } from 'node:fs';
import { nearest } from '../config/problem.js';

/** How much a requirement obliges. STATES is indicative text that obliges like MUST. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY' | 'STATES';
export type Edition = '8415' | '9915';

/** One thing that a DHCPv6 server must, should or may do. The fields are explained in docs/requirements.md. */
export interface Requirement {
  readonly id: string;
  readonly level: Level;
  readonly text: string;
  readonly testable: 'wire' | 'wire+config' | 'lease' | 'restart' | 'time' | 'no';
  readonly whyNot?: string;
  readonly needs: readonly string[];
  readonly editions?: { readonly until?: number; readonly since?: number };
  readonly stimulus?: string;
  readonly expect?: string;
  readonly alternatives?: string;
  /** The text is ambiguous: both readings pass. */
  readonly doubt?: boolean;
  /** `client`: a duty of forge's own emulated client. */
  readonly actor?: 'client';
  readonly file: string;
}

let loaded: Readonly<Record<string, Requirement>> | undefined;

function catalogue(): Readonly<Record<string, Requirement>> {
  loaded ??= JSON.parse(readFileSync(new URL('./catalogue.json', import.meta.url), 'utf8')) as Record<
    string,
    Requirement
  >;
  return loaded;
}

/** The record with this id, such as `R8415-18.3.4-17`. */
export function requirement(id: string): Requirement | undefined {
  return catalogue()[id];
}

export function requirements(): Requirement[] {
  return Object.values(catalogue());
}

/** Ids that are near to a misspelt one. */
export function nearestRequirements(id: string): string[] {
  return nearest(id, Object.keys(catalogue()));
}

/** Looks like the id of a catalogue record. */
export function isRequirementId(text: string): boolean {
  return /^[RF](?:\d+|-[a-z]+)-[\w.]+(?:-\d+)?$/.test(text);
}

/** RFC and section of a record: `RFC 8415, section 18.3.4`. */
export function clause(id: string): string {
  const match = /^R(\d+)-([\w.]+)-\d+$/.exec(id);
  return match === null ? id : `RFC ${match[1]}, section ${match[2]}`;
}

/** True where the record holds in this edition of the specification (`until` is exclusive, `since` inclusive). */
export function holdsIn(record: Requirement, edition: Edition): boolean {
  const { until, since } = record.editions ?? {};
  const number = Number(edition);
  return (until === undefined || number < until) && (since === undefined || number >= since);
}

/** What a breach of a requirement of this level weighs. */
export function weightOf(level: Level): 'violation' | 'deviation' | 'remark' {
  switch (level) {
    case 'MUST':
    case 'MUST NOT':
    case 'STATES':
      return 'violation';
    case 'SHOULD':
    case 'SHOULD NOT':
      return 'deviation';
    case 'MAY':
      return 'remark';
  }
}

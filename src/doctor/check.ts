import { Problem } from '../config/problem.js';
import type { Patient, PatientLink } from './patient.js';

/** What a check found. */
export type Outcome =
  /** As it must be; `detail` is worth a word. */
  | { readonly state: 'good'; readonly detail?: string }
  /** Stops a run, or falsifies it. */
  | { readonly state: 'wrong'; readonly what: string; readonly mend?: string | undefined }
  /** Does not stop a run, but may surprise. */
  | { readonly state: 'doubtful'; readonly what: string; readonly mend?: string | undefined }
  /** Means nothing now. */
  | { readonly state: 'skipped'; readonly why: string };

interface Declaration {
  /** Permanent: `tester.node`, `server.clock`, `link.address`. */
  readonly id: string;
  /** What is looked at, in a word or two. */
  readonly title: string;
  /** Checks that must have been good for this one to mean anything. */
  readonly needs?: readonly string[];
  /** Checks that name the cause already where they are wrong, or doubtful. */
  readonly unless?: readonly string[];
}

/** One thing that is looked at: one line of the doctor's. */
export interface Check extends Declaration {
  run(patient: Patient): Promise<Outcome>;
}

/** The same for each link of the configuration. */
export interface LinkCheck extends Declaration {
  run(patient: Patient, link: PatientLink): Promise<Outcome>;
}

export function good(detail?: string): Outcome {
  return detail === undefined ? { state: 'good' } : { state: 'good', detail };
}

export function wrong(what: string, mend?: string): Outcome {
  return { state: 'wrong', what, mend };
}

export function doubtful(what: string, mend?: string): Outcome {
  return { state: 'doubtful', what, mend };
}

export function skipped(why: string): Outcome {
  return { state: 'skipped', why };
}

/** A Problem as the line of a check; its place stands there where it is a key of the configuration. */
export function ofProblem(problem: Problem): Outcome {
  const place = /^(server\.|links\[)/.test(problem.place) ? `${problem.place}: ` : '';
  return wrong(`${place}${problem.message}`, problem.mend);
}

/** Runs a check; what it throws as a Problem is what is wrong. */
export async function outcomeOf(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) return ofProblem(error);
    throw error;
  }
}

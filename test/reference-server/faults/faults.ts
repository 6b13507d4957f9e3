import type { Fault } from './fault.js';

/** Faults by name: what a test or a person asks for. One that needs several parts is a list. */
export const faults: Readonly<Record<string, Fault | readonly Fault[]>> = {
  silent: { what: 'silent' },
};

import type { Check, LinkCheck } from '../check.js';
import { linkChecks } from './link.js';
import { serverChecks } from './server.js';
import { sshChecks } from './ssh.js';
import { testerChecks } from './tester.js';
import { wireChecks } from './wire.js';

/** Everything that the doctor looks at, in this order: a check comes after those that it needs. */
export const here: readonly Check[] = testerChecks;
export const there: readonly Check[] = [...sshChecks, ...serverChecks];
/** For each link. */
export const between: readonly LinkCheck[] = [...linkChecks, ...wireChecks];

import type { AnyCommand } from './command.js';
import { decode } from './decode.js';
import { doctor } from './doctor.js';
import { lab } from './lab.js';
import { list } from './list.js';
import { render } from './render.js';
import { run } from './run.js';
import { steps } from './steps.js';

/** All commands; the first is the one that runs without its name. */
export const commands: readonly AnyCommand[] = [run, list, lab, render, decode, steps, doctor];

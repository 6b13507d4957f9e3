import { bundle } from './bundle.js';
import type { AnyCommand } from './command.js';
import { completion } from './completion.js';
import { decode } from './decode.js';
import { doctor } from './doctor.js';
import { encode } from './encode.js';
import { lab } from './lab.js';
import { list } from './list.js';
import { render } from './render.js';
import { requirements } from './requirements.js';
import { run } from './run.js';
import { steps } from './steps.js';

/** All commands; the first is the one that runs without its name. */
export const commands: readonly AnyCommand[] = [
  run,
  list,
  requirements,
  bundle,
  lab,
  render,
  decode,
  encode,
  steps,
  doctor,
  completion,
];

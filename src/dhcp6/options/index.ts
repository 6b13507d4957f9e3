import type { OptionType } from '../define.js';
import * as makers from '../options.js';

/** Every option that is declared in this folder. */
export const declared: readonly OptionType[] = Object.values<OptionType>(makers);

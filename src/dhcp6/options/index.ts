import type { OptionType } from '../define.js';
import * as base from './base.js';
import * as configuration from './configuration.js';
import * as leasequery from './leasequery.js';
import * as prefix from './prefix.js';
import * as relay from './relay.js';

/** Every option that is declared in this folder. */
export const declared: readonly OptionType[] = [base, configuration, leasequery, prefix, relay].flatMap((group) =>
  Object.values<OptionType>(group),
);

import type { OptionType } from '../define.js';
import * as base from './base.js';
import * as configuration from './configuration.js';
import * as failover from './failover.js';
import * as leasequery from './leasequery.js';
import * as mobility from './mobility.js';
import * as naming from './naming.js';
import * as prefix from './prefix.js';
import * as relay from './relay.js';
import * as softwire from './softwire.js';

const groups = [base, configuration, failover, leasequery, mobility, naming, prefix, relay, softwire];

/** Every option that is declared in this folder. */
export const declared: readonly OptionType[] = groups.flatMap((group) => Object.values<OptionType>(group));

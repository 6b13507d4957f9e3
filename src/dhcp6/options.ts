/** Every declared option, by its maker. */
export * from './options/base.js';
export * from './options/configuration.js';
export * from './options/failover.js';
export * from './options/leasequery.js';
export * from './options/mobility.js';
export * from './options/naming.js';
export * from './options/prefix.js';
export * from './options/relay.js';
export * from './options/softwire.js';

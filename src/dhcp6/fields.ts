/** The field types that options are declared from. */
export * from './fields/addresses.js';
export * from './fields/compound.js';
export * from './fields/data.js';
export * from './fields/numbers.js';
export * from './fields/suboptions.js';

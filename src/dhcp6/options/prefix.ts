import { option } from '../define.js';
import { bytes, u8 } from '../fields.js';

/**
 * The prefix that the delegating router keeps for the link to the requesting router: its length, and its bits past the delegated
 * prefix, left-aligned. RFC 6603, section 4.2.
 */
export const pdExclude = option(67, 'PD_EXCLUDE', {
  title: 'Prefix Exclude',
  rfc: 6603,
  section: '4.2',
  within: ['IAPREFIX'],
  requestable: true,
  least: 2,
  most: 17,
  fields: { prefixLength: u8, subnetId: bytes },
});

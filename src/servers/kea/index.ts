import type { ServerAdapter } from '../adapter.js';
import type { Capability } from '../model.js';
import { attach } from './attach.js';
import { look } from './look.js';
import { render } from './render.js';

/**
 * ISC Kea, 2.2 to 3.0. Capabilities as measured on 2.2.0, 2.6.3, 3.0.3 and 3.0.4; docs/servers/kea.md says what Kea
 * cannot do. It always gives new leases on Renew and Rebind, so the `no-new-leases-…` ones are absent.
 */
export const kea: ServerAdapter = {
  name: 'kea',
  title: 'ISC Kea',
  capabilities: new Set<Capability>([
    'addresses',
    'prefixes',
    'stateless',
    'rapid-commit',
    'preference',
    'reservations',
    'unserved-clients',
    'relay',
    'shared-networks',
    'unicast',
    'leases',
    'leases-survive-restart',
    'lifetimes',
    'timers',
    'option-data',
    'new-leases-on-renew',
    'new-leases-on-rebind',
    'decline-probation',
    'prompt-expiry',
  ]),
  render,
  attach,
  look,
};

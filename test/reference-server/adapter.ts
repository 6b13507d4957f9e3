import type { RenderedFile, ServerAdapter, Site } from '../../src/servers/adapter.js';
import type { Capability, ServerModel } from '../../src/servers/model.js';
import type { ReferenceConfig } from './config.js';
import type { Fault } from './faults/fault.js';
import { configFile, countsFile, leaseFile } from './files.js';
import { attach } from './handle.js';

const capabilities: readonly Capability[] = [
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
  'no-new-leases-on-renew',
  'new-leases-on-rebind',
  'no-new-leases-on-rebind',
  'delegated-length-hints',
  'decline-probation',
  'prompt-expiry',
];

/**
 * The reference server as a product: right in everything, but for the faults that `faultsOf` gives for the n-th configuration of a
 * run that begins without leases, from 1: for each scenario one.
 */
export function referenceAdapter(faultsOf: (configuration: number) => readonly Fault[] = () => []): ServerAdapter {
  let configurations = 0;
  return {
    name: 'reference',
    title: 'the reference server',
    capabilities: new Set(capabilities),
    render: (model, site, nonce) => [configuration(model, site, nonce, [])],
    attach: (host, site, deadlines) => {
      configurations = 0;
      let faults: readonly Fault[] = [];
      const render = (model: ServerModel, nonce: string, begins: boolean) => {
        if (begins) faults = faultsOf(++configurations);
        return configuration(model, site, nonce, faults);
      };
      return attach(host, render, deadlines);
    },
  };
}

function configuration(model: ServerModel, site: Site, nonce: string, faults: readonly Fault[]): RenderedFile {
  const config: ReferenceConfig = {
    nonce,
    interfaces: site.interfaces,
    leases: leaseFile,
    counts: countsFile,
    model,
    faults,
  };
  return { path: configFile, text: `${JSON.stringify(config, null, 2)}\n` };
}

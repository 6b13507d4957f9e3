import { nearest, Problem } from '../config/problem.js';

/**
 * What the lab knows of a server product: the packages that bring it, and what their maintainer scripts and the system's
 * service manager would have made around it. How it is driven is its adapter's business.
 */
export interface LabProduct {
  /** Debian packages; their whole dependency closure comes along. */
  readonly packages: readonly string[];
  /** The program that must be there when they are unpacked. */
  readonly program: string;
  /** The system user that the packages would have made. */
  readonly user?: string;
  /** Folders of /etc that are taken from the packages alone, never from this machine. */
  readonly settings: readonly string[];
  readonly folders: readonly { readonly path: string; readonly mode: number }[];
  /** Folders of this machine that the server machine can read too, at the same path. */
  readonly shown?: readonly string[];
}

/** Brought to every server machine: the way in, and the switch for checksum offload. */
export const basePackages: LabProduct = {
  packages: ['openssh-server', 'ethtool'],
  program: '/usr/sbin/sshd',
  user: 'sshd',
  settings: ['ssh'],
  folders: [],
};

export const labProducts: Record<string, LabProduct> = {
  kea: {
    packages: ['kea-dhcp6-server'],
    program: '/usr/sbin/kea-dhcp6',
    user: '_kea',
    settings: ['kea'],
    // Kea from 2.6 on insists on 0750 for the folder of its control socket; 2.2 does not mind.
    folders: [
      { path: '/run/kea', mode: 0o750 },
      { path: '/run/lock/kea', mode: 0o750 },
      { path: '/var/lib/kea', mode: 0o750 },
      { path: '/var/log/kea', mode: 0o750 },
    ],
  },
};

/** The product of this name, or a Problem that names the ones that the lab can bring. */
export function labProduct(name: string): LabProduct {
  const product = Object.hasOwn(labProducts, name) ? labProducts[name] : undefined;
  if (product !== undefined) return product;
  const known = Object.keys(labProducts);
  const guess = nearest(name, known, 1)[0];
  throw new Problem('--lab', `the lab has no server called "${name}".`, {
    mend: guess === undefined ? `It has: ${known.join(', ')}.` : `Did you mean ${guess}?`,
  });
}

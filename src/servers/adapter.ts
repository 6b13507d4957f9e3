import type { Problem } from '../config/problem.js';
import type { ResolvedConfig } from '../config/types.js';
import type { RemoteHost } from '../remote/types.js';
import type { ServiceState } from './machine/services.js';
import type { Capability, ServerModel } from './model.js';

/** What a rendering needs to know of the place where the server runs; for `forge render` made up from the config or defaults. */
export interface Site {
  /** The server's interface of link 1, link 2, … */
  readonly interfaces: readonly string[];
  readonly config: ResolvedConfig['server'];
  /** The server's global address of link 1, link 2, … where known. */
  readonly addresses?: readonly (string | undefined)[];
}

/** One file of a product's configuration. `path` is absolute on the server machine. */
export interface RenderedFile {
  readonly path: string;
  readonly text: string;
}

/** A lease in the neutral form. */
export interface Lease {
  readonly kind: 'IA_NA' | 'IA_TA' | 'IA_PD';
  /** Canonical (RFC 5952). For IA_PD the prefix. */
  readonly address: string;
  /** 128 for addresses. */
  readonly prefixLength: number;
  /** Owner's DUID in lower-case hex; empty where the record has none (declined). */
  readonly duid: string;
  readonly iaid: number;
  readonly preferredLifetime: number | undefined;
  readonly validLifetime: number;
  /** Seconds since 1970, or Infinity. */
  readonly expires: number;
  readonly state: 'assigned' | 'declined' | 'expired' | 'released';
}

/** Milliseconds that the parts of a configuration step took. */
export interface Timings {
  [part: string]: number;
}

/** What the server is known to be doing. */
export type Health = { readonly alive: true } | { readonly alive: false; readonly cause: string; readonly log: string };

/** The server under test, reached. It owns what it changed on the machine until `putBack`. */
export interface ServerHandle {
  readonly product: { readonly name: string; readonly version: string };
  /** What the user should know of the way here, a line each: that a killed run's changes were put back first. */
  readonly notes: readonly string[];
  /**
   * Makes the running server have this configuration, with no leases (`clean`) or with those it has (`keep`).
   * Resolves when it is ready and is proven to run this configuration.
   * Throws a Problem with the product's own message and line where it refuses the configuration or does not start.
   */
  configure(model: ServerModel, leases: 'clean' | 'keep'): Promise<Timings>;
  /** Stops and starts it with the configuration that it has; leases kept. */
  restart(): Promise<Timings>;
  stop(): Promise<void>;
  health(): Promise<Health>;
  /** Current leases, one record a lease (the newest), without those that ended by release or by being wiped. */
  leases(): Promise<Lease[]>;
  /** Packets that the product has received since its start, where it can tell: lets a silence be proven without a fence. */
  received?(): Promise<number>;
  /** The log since the last `mark`, or the last `configure` that began with no leases. */
  log(): Promise<string>;
  mark(): Promise<void>;
  /** What is kept with a scenario: configuration files as pushed, and the raw lease file. Secrets removed. */
  artefacts(): Promise<{ config: RenderedFile[]; leases: string | undefined; log: string }>;
  /** Puts the machine back as it was found: configuration, leases, running or not. Safe to call twice, and after failures. */
  putBack(): Promise<void>;
}

/** A product as it is found on its machine, before anything is changed there: what `forge doctor` looks at. */
export interface Installation {
  readonly version: string;
  readonly program: string;
  /** Files that a run replaces or makes. Absolute. */
  readonly files: readonly string[];
  /** Processes of the product that run now. */
  readonly processes: readonly number[];
  /** The system service through which forge would stop and start it. */
  readonly service: string | undefined;
  /** The product's system services that are there. */
  readonly services: readonly ServiceState[];
  /** What would keep a run from beginning, such as leases that it may not wipe. */
  readonly hindrance: Problem | undefined;
}

/** A product. One folder under src/servers and one line in the registry. */
export interface ServerAdapter {
  /** Name in the config and on the command line: `kea`. */
  readonly name: string;
  /** As its makers write it: `ISC Kea`. */
  readonly title: string;
  /** Declared, known without a server. */
  readonly capabilities: ReadonlySet<Capability>;
  /** The configuration files for a model. Pure. */
  render(model: ServerModel, site: Site, nonce: string): RenderedFile[];
  /** Reaches the product on its machine: finds program and files, tells the version, notes what must be put back. */
  attach(host: RemoteHost, site: Site, deadlines: ResolvedConfig['deadlines']): Promise<ServerHandle>;
  /** Looks at the product on its machine and changes nothing. Throws a Problem where it is missing, or not what it should be. */
  look?(host: RemoteHost, site: Site): Promise<Installation>;
}

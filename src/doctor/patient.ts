import type { Problem } from '../config/problem.js';
import type { LinkConfig, ResolvedConfig } from '../config/types.js';
import type { InterfaceFacts } from '../net/interfaces.js';
import { parseInterfaces } from '../net/interfaces.js';
import type { RemoteHost } from '../remote/types.js';
import type { Installation, ServerAdapter, Site } from '../servers/adapter.js';
import type { Probes } from './probes.js';
import type { Heard } from './wire.js';

/** A link of the configuration. */
export interface PatientLink {
  /** From 1. */
  readonly number: number;
  readonly config: LinkConfig;
}

/** The setting that is examined: what the configuration says, and what was found out so far, each once. */
export class Patient {
  readonly probes: Probes;
  /** Undefined where there is none, or a wrong one. */
  readonly config: ResolvedConfig | undefined;
  /** What is wrong with the configuration. */
  readonly configProblems: readonly Problem[];
  readonly adapter: ServerAdapter | undefined;
  readonly links: readonly PatientLink[];
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(parts: {
    probes: Probes;
    config?: ResolvedConfig;
    configProblems?: readonly Problem[];
    adapter?: ServerAdapter;
  }) {
    this.probes = parts.probes;
    this.config = parts.config;
    this.configProblems = parts.configProblems ?? [];
    this.adapter = parts.adapter;
    this.links = (parts.config?.links ?? []).map((config, index) => ({ number: index + 1, config }));
  }

  /** The configuration, for checks that need it. */
  get setting(): ResolvedConfig {
    if (this.config === undefined) throw new Error('a check that needs the configuration ran without it');
    return this.config;
  }

  /** The connection to the server machine. */
  host(): Promise<RemoteHost> {
    return this.#once('host', () => this.probes.connect(this.setting));
  }

  /** Interfaces of the server machine. */
  serverInterfaces(): Promise<InterfaceFacts[]> {
    return this.#once('interfaces', async () => {
      const { stdout } = await (await this.host()).run(['ip', '-json', 'address', 'show']);
      return parseInterfaces(stdout);
    });
  }

  /** The server's interface of a link, if it is there. */
  async serverInterface(link: PatientLink): Promise<InterfaceFacts | undefined> {
    return (await this.serverInterfaces()).find((one) => one.name === link.config.serverInterface);
  }

  /** The product on its machine; undefined where its adapter does not look. */
  installation(): Promise<Installation | undefined> {
    return this.#once('installation', async () => this.adapter?.look?.(await this.host(), this.#site()));
  }

  /** What answers on a link. */
  heard(link: PatientLink): Promise<Heard> {
    return this.#once(`heard ${link.number}`, async () =>
      this.probes.listen({
        interface: link.config.interface,
        ...(await this.#linkLocals(link)),
        deadline: this.setting.deadlines.answer,
      }),
    );
  }

  async close(): Promise<void> {
    const host = this.#known.get('host') as Promise<RemoteHost> | undefined;
    await host?.then(
      (open) => open.close(),
      () => {},
    );
  }

  /**
   * Link-local addresses of the server's interface of a link, and of its other interfaces: where links are crossed, another one
   * answers. Without SSH the one that the configuration states.
   */
  async #linkLocals(link: PatientLink): Promise<{ wanted: string[]; others: string[] }> {
    const all = await this.serverInterfaces().catch(() => []);
    const of = (some: readonly InterfaceFacts[]) =>
      some.flatMap((one) => one.addresses.filter(({ scope }) => scope === 'link').map(({ address }) => address));
    const own = (one: InterfaceFacts) => one.name === link.config.serverInterface;
    const wanted = of(all.filter(own));
    const stated = link.config.serverLinkLocal;
    if (wanted.length === 0 && stated !== undefined) wanted.push(stated);
    return { wanted, others: of(all.filter((one) => !own(one))) };
  }

  #site(): Site {
    return { interfaces: this.links.map((link) => link.config.serverInterface), config: this.setting.server };
  }

  #once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.#known.get(name) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const made = make();
    this.#known.set(name, made);
    return made;
  }
}

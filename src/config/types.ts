/** How forge logs in at the server machine. Exactly one of them. */
export type Login =
  /** A private key file. `passphrase` names where the passphrase comes from if the key has one. */
  | { key: string; passphrase?: SecretSource }
  /** The running SSH agent (SSH_AUTH_SOCK, or the socket named here). */
  | { agent: true | string }
  | { password: SecretSource };

/** Where a secret comes from: asked at the terminal, or an environment variable. Never the file itself. */
export type SecretSource = 'prompt' | { env: string };

/** The server under test and the machine that it runs on. */
export interface ServerConfig {
  /** The product: a name of the registry, such as `kea`. */
  product: string;
  /** Management address or name of the server machine, reached over SSH. */
  host: string;
  port?: number;
  user: string;
  login: Login;
  /** Run what needs root through `sudo -n`. Default: yes unless the user is root. */
  sudo?: boolean;
  /** The known_hosts file. Default: the user's own. A host that is not in it is refused. */
  knownHosts?: string;
  /** Where the product is installed, if not in the usual place: `/usr/local`, `/opt/kea`. */
  prefix?: string;
  /** Single programs by name, if they are elsewhere: `{ 'kea-dhcp6': '/opt/kea/sbin/kea-dhcp6' }`. */
  programs?: Record<string, string>;
  /** The system service to stop and start instead of a process of forge's own; `false`: there is none. Default: found out. */
  service?: string | false;
  /** Files of the product where they are not in the product's usual place. */
  files?: { config?: string; leases?: string; log?: string };
  /** Consent that forge wipes the leases of a server that it did not start. They are put back at the end. */
  wipeLeases?: boolean;
}

/** One link between the tester and the server: `link 1` is the first entry, `link 2` the second. */
export interface LinkConfig {
  /** The tester's interface on this link. */
  interface: string;
  /** The server's interface on this link. */
  serverInterface: string;
  /** The server's link-local address there. Found out over SSH where left out. */
  serverLinkLocal?: string;
  /** The server's global address there. Found out over SSH where left out. */
  serverAddress?: string;
}

/** Deadlines in seconds (in a `ResolvedConfig` the same keys are in milliseconds). */
export interface Deadlines {
  /** For an answer to a packet. Default 1. */
  answer?: number;
  /** How long after the fence's answer a late answer still counts. Default 0.005. */
  grace?: number;
  /** For the SSH connection. Default 10. */
  connect?: number;
  /** For one command on the server machine. Default 20. */
  command?: number;
  /** For the server to be ready after a start. Default 10. */
  ready?: number;
}

/** What a field of an option of one's own holds. `list` fields and `text`, `bytes` go to the end of the option. */
export type OwnFieldKind =
  | 'u8'
  | 'u16'
  | 'u32'
  | 'seconds'
  | 'ipv4'
  | 'ipv6'
  | 'ipv6 list'
  | 'domain name'
  | 'domain name list'
  | 'text'
  | 'bytes';

/** A vendor's or private option, so that features can speak of it and packets show it. */
export interface OwnOption {
  /** 1 to 65535, none that is registered. */
  code: number;
  /** As it is named in features: `ACME_BOOT`. */
  name: string;
  /** Its fields in their order; none: an empty option. */
  fields?: Record<string, OwnFieldKind>;
}

/** What stands in config.ts. */
export interface ForgeConfig {
  server: ServerConfig;
  links: LinkConfig[];
  /** What of the server is kept with each scenario. Default: all. */
  save?: { config?: boolean; leases?: boolean; log?: boolean };
  /** Packets shown in the terminal while running. Default `none`. */
  display?: 'none' | 'both' | 'sent' | 'received';
  deadlines?: Deadlines;
  /** The edition of the DHCPv6 specification that the server is judged by. Default `8415`. */
  edition?: '8415' | '9915';
  /** Vendor and private options of your own. */
  options?: OwnOption[];
}

/** A configuration with its defaults filled in, and where it came from. */
export interface ResolvedConfig {
  /** The absolute path of the file it was read from, or `lab`. Relative paths in it are made absolute; `~` is left. */
  readonly source: string;
  readonly server: ServerConfig & { port: number; sudo: boolean };
  readonly links: readonly LinkConfig[];
  readonly save: { readonly config: boolean; readonly leases: boolean; readonly log: boolean };
  readonly display: 'none' | 'both' | 'sent' | 'received';
  /** In milliseconds, unlike in the file. */
  readonly deadlines: Readonly<Required<Deadlines>>;
  readonly edition: '8415' | '9915';
  readonly options: readonly OwnOption[];
}

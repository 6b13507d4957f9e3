export interface KeyPair {
  /** In OpenSSH's own format. */
  readonly private: string;
  /** `ssh-ed25519 AAAA… comment` */
  readonly public: string;
}

/** Fresh keys for one lab: the server machine's, and the tester's way in. */
export async function makeKeys(): Promise<{ host: KeyPair; client: KeyPair }> {
  // Not at the top of the file: the thin parent process never needs it and would wait for it.
  const { default: ssh2 } = await import('ssh2');
  const [host, client] = ['server machine of the lab', 'tester machine of the lab'].map((comment) =>
    ssh2.utils.generateKeyPairSync('ed25519', { comment }),
  );
  return { host: host as KeyPair, client: client as KeyPair };
}

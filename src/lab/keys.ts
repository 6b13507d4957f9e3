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
  const make = (comment: string): KeyPair => {
    // ssh2 drops a leading zero byte of the public half: one key in some 300 cannot be read back, by itself or by sshd.
    for (;;) {
      const pair = ssh2.utils.generateKeyPairSync('ed25519', { comment });
      if (!(ssh2.utils.parseKey(pair.private) instanceof Error)) return pair;
    }
  };
  return { host: make('server machine of the lab'), client: make('tester machine of the lab') };
}

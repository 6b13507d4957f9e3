import type { ResolvedConfig } from '../config/types.js';

interface Modules {
  'net/decode-input': {
    decodeInput(bytes: Uint8Array): { at?: number; from?: string; to?: string; payload: Uint8Array; note?: string }[];
  };
  'remote/known-hosts': { trust(server: ResolvedConfig['server']): Promise<{ line: string; fingerprint: string }> };
}

/** A module of another layer, loaded only when a command needs it. */
export async function load<N extends keyof Modules>(name: N): Promise<Modules[N]> {
  return (await import(new URL(`../${name}.js`, import.meta.url).href)) as Modules[N];
}

import type { ForgeConfig } from './types.js';

/** Gives a configuration file its types in an editor; returns what it is given. */
export function defineConfig(config: ForgeConfig): ForgeConfig {
  return config;
}

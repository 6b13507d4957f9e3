export { defineConfig } from './config/define.js';
export type { ForgeConfig, LinkConfig, ServerConfig } from './config/types.js';

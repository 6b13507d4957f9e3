export type { ForgeConfig, LinkConfig, ServerConfig } from './config/types.js';

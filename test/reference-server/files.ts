import { fileURLToPath } from 'node:url';

/** Everything that the server keeps on its machine. */
export const folder = '/var/lib/forge-reference-server';
export const configFile = `${folder}/config.json`;
export const leaseFile = `${folder}/leases.json`;
export const logFile = `${folder}/server.log`;
export const countsFile = `${folder}/counts.json`;
/** The server's process id. */
export const pidFile = `${folder}/pid`;
/** How the server ended, in the shell's notation; not there while it runs. */
export const endFile = `${folder}/ended`;

/** The program, which the server machine must be able to read at the same path, and Node with it. */
export const program = fileURLToPath(new URL('./main.js', import.meta.url));

import { kea } from '../../src/servers/kea/index.js';
import { deadlines, twoLinks } from './fixtures.js';
import { reach, site } from './machine.js';

/** A run that has configured the server of the machine named by its first process, says so, and waits to be killed. */
const server = await kea.attach(reach(Number(process.argv[2])), site({ wipeLeases: true }), deadlines);
await server.configure(twoLinks(), 'clean');
console.log('configured');
setInterval(() => {}, 60_000);

import { askSecret, askYes } from '../../src/cli/ask.js';

// Started by ask.test.ts on a terminal of its own.
const told = process.argv[2] === 'yes' ? await askYes('Is it?') : await askSecret('Password: ');
console.log(`got ${JSON.stringify(told)}`);

#!/usr/bin/env node
import { existsSync } from 'node:fs';

const main = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  console.error(`forge is not built: there is no ${main.pathname}. Run "npm run build" (or "npm start") in the clone.`);
  process.exitCode = 2;
}

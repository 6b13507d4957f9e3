import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { labProducts } from '../../src/lab/products.js';

/** The clone: its package.json says how Node is to read what is below. */
const clone = fileURLToPath(new URL('../../../', import.meta.url));

/** Lets the lab bring the reference server: no packages, but Node and this clone are to be seen on the server machine. */
export function addToLab(): void {
  labProducts.reference = {
    packages: [],
    program: process.execPath,
    settings: [],
    folders: [],
    shown: [dirname(process.execPath), clone.replace(/\/$/, '')],
  };
}

/** The commands of the guides, as a reader finds them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/run/places.js';

export interface Command {
  readonly guide: Guide;
  /** The heading that it stands below. */
  readonly section: string;
  /** As it stands, comment included. */
  readonly line: string;
}

export const guides = ['README.md', 'docs/from-zero.md', 'docs/in-ci.md', 'docs/reading-a-failure.md'] as const;
export type Guide = (typeof guides)[number];

/** Lines of guides that install, fetch or run everything: what proves each instead. */
export const elsewhere: Readonly<Record<string, string>> = {
  'npm start': 'test/lab/fresh-machine.sh, on a machine with nothing installed',
  'npm test': 'it runs this test',
  'tarball=$PWD/$(npm pack --silent)': 'test/package/package.test.ts',
  'sudo npm install -g --allow-scripts="$tarball" "$tarball"': 'test/package/package.test.ts',
  'sudo forge -6 -n 7550_1': 'test/package/package.test.ts: the installed forge',
  'git clone … forge && cd forge && npm ci && npm run build': 'scripts/setup.mjs, before every test',
  'npm ci && npm run build': 'scripts/setup.mjs, before every test',
};

/** What a guide says in a section: the lines of its `sh` blocks and the commands in the first column of its tables. */
export function commands(guide: Guide, section?: string): Command[] {
  const found: Command[] = [];
  let heading = '';
  let fence = '';
  for (const line of text(guide).split('\n')) {
    const mark = /^```(.*)$/.exec(line);
    if (mark !== null) {
      fence = fence === '' ? (mark[1] as string) || 'text' : '';
    } else if (fence === 'sh') {
      if (line.trim() !== '') found.push({ guide, section: heading, line });
    } else if (fence === '') {
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
      const cell = /^\| `((?:sudo )?npx [^`]*)` \|/.exec(line)?.[1];
      if (cell !== undefined) found.push({ guide, section: heading, line: cell });
    }
  }
  return section === undefined ? found : found.filter((command) => command.section === section);
}

/** The first block of this language in a guide; '' is a terminal's output. */
export function block(guide: Guide, language: string): string {
  const blocks = text(guide).matchAll(/^```([^\n]*)\n(.*?)^```$/gms);
  const found = [...blocks].find(([, opened]) => opened === language)?.[2];
  if (found === undefined) throw new Error(`${guide} has no block of ${language}`);
  return found;
}

function text(guide: Guide): string {
  return readFileSync(join(packageRoot, guide), 'utf8');
}

/** README.md and docs/in-ci.md, typed as they stand by an ordinary person with sudo, in a clone of theirs: what the lab runs. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { cacheFolder } from '../../src/lab/places.js';
import { run } from '../../src/lab/process.js';
import { provision } from '../../src/lab/provision.js';
import type { RunRecord } from '../../src/report/record.js';
import { inNamespace } from '../net/namespace.js';
import { commands, elsewhere, guides } from './guides.js';
import { bringPerson, type Person } from './machine/user.js';

/** What else is not 0, and why. */
const exits: Readonly<Record<string, number>> = {
  // Kea's Reply to a Decline has no top-level status, which is a deviation: `--strict` is shown to fail by it.
  'sudo npx forge -6 --lab --strict -n "*.decline-reply"': 1,
};

/** The sections that need a server machine; guides-server.test.ts has them. */
const withServer = [
  'README.md: On your own server',
  'docs/from-zero.md: The server machine',
  'docs/from-zero.md: The tester machine',
  'docs/in-ci.md: A server of your own',
];

const all = guides.flatMap((guide) => commands(guide));
const here = all.filter(
  ({ guide, section, line }) => !Object.hasOwn(elsewhere, line) && !withServer.includes(`${guide}: ${section}`),
);

inNamespace(import.meta.url, () => {
  describe('the commands of the guides', () => {
    it('are all known: what is left to other tests, or is not 0, stands in a guide', () => {
      const lines = all.map(({ line }) => withoutComment(line));
      for (const line of [...Object.keys(elsewhere), ...Object.keys(exits)]) assert.ok(lines.includes(line), line);
      for (const place of withServer) {
        assert.ok(
          all.some(({ guide, section }) => `${guide}: ${section}` === place),
          place,
        );
      }
    });

    it('install and fetch nothing that no other test proves', () => {
      for (const { line } of here) assert.doesNotMatch(line, /\b(npm|git|apt|apt-get|curl)\b/, line);
    });
  });

  describe('in the lab', () => {
    let folder: string;
    let person: Person;
    before(async () => {
      await provision(['kea']);
      folder = mkdtempSync(join(tmpdir(), `forge-guides-${process.pid}-`));
      person = await bringPerson(folder, {});
      // The packages of the lab's server, fetched before: there is no network here.
      const cache = join(person.home, '.cache/dhcpv6-forge');
      mkdirSync(cache, { recursive: true });
      const bound = await run('mount', ['--bind', cacheFolder(), cache]);
      assert.equal(bound.code, 0, bound.stderr);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    for (const { guide, line } of here) {
      it(`${guide}: ${line}`, async () => {
        if (/\bcapture\.pcapng\b/.test(line)) await person.sh('cp "$(ls reports/latest/*/capture.pcapng | head -1)" .');
        const { code, stdout, stderr } = await person.sh(line);
        const said = `${line}\n${stdout}${stderr}`;
        assert.equal(code, exits[withoutComment(line)] ?? 0, said);
        assert.doesNotMatch(said, /bug of forge/);
        if (/--lab\b/.test(line)) {
          for (const name of ['index.html', 'junit.xml', 'results.json']) {
            assert.ok(existsSync(join(person.clone, 'reports/latest', name)), name);
          }
        }
        for (const [, name = ''] of line.matchAll(/> *(\S+\.json)/g)) {
          const record = JSON.parse(readFileSync(join(person.clone, name), 'utf8')) as RunRecord;
          assert.ok(record.scenarios.length > 0, name);
        }
      });
    }
  });
});

function withoutComment(line: string): string {
  return line.replace(/ +# .*$/, '');
}

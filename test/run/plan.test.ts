/** What is wrong with features is known before the lab or SSH is touched: place, what, mend. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Problem, Problems } from '../../src/config/problem.js';
import { stepDefinitions } from '../../src/run/define.js';
import { makePlan, type Plan, type PlanOptions } from '../../src/run/plan.js';

const base = { paths: [], ids: [], product: 'kea', edition: '8415' } as const satisfies PlanOptions;
const head = 'Feature: F\n\n';
const given = '    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200\n';

let folder = '';
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'forge-plan-'));
});
after(() => rmSync(folder, { recursive: true }));

function plan(text: string, options: Partial<PlanOptions> = {}): Promise<Plan> {
  writeFileSync(join(folder, 'a.feature'), text);
  return makePlan({ ...base, featureRoots: [folder], ...options });
}

async function problems(text: string, options: Partial<PlanOptions> = {}): Promise<string[]> {
  try {
    await plan(text, options);
  } catch (error) {
    if (error instanceof Problems) return error.all.map((one) => one.line.replaceAll(`${folder}/`, ''));
    if (error instanceof Problem) return [error.line.replaceAll(`${folder}/`, '')];
    throw error;
  }
  return [];
}

const scenario = (id: string, ...steps: string[]): string =>
  `  Scenario: ${id}\n    Words.\n\n${steps.map((step) => `    ${step}\n`).join('')}\n`;

describe('the shipped features', () => {
  it('can all be planned, and every id stands once', async () => {
    const { scenarios } = await makePlan(base);
    assert.ok(scenarios.length >= 40);
    assert.equal(new Set(scenarios.map((one) => one.id)).size, scenarios.length);
  });

  it('each cite a requirement, and each say what they are about', async () => {
    const { scenarios } = await makePlan(base);
    assert.deepEqual(
      scenarios.filter((one) => one.requirements.length === 0).map((one) => one.id),
      [],
    );
    assert.deepEqual(
      scenarios.filter((one) => one.description === '').map((one) => one.id),
      [],
    );
  });

  it('each judge something: a sentence that begins with Then', async () => {
    const { scenarios } = await makePlan(base);
    const silent = scenarios.filter((one) => !one.steps.some((step) => step.keyword === 'Then'));
    assert.deepEqual(
      silent.map((one) => one.id),
      [],
    );
  });

  it('use every step of the vocabulary that they do not keep for users', async () => {
    await makePlan(base);
    assert.ok(stepDefinitions().length > 50);
  });
});

describe('a wrong feature', () => {
  it('is told where a sentence means nothing, with what is near to it', async () => {
    const [line = ''] = await problems(head + scenario('x.1', 'When it sendz a Solicit'));
    assert.match(
      line,
      /^a\.feature:6: no step says "it sendz a Solicit"\. Near to it: .*\{client\} sends a\(n\) \{clientMessage\}/,
    );
  });

  it('is told where an option has no such name', async () => {
    const lines = await problems(
      head + scenario('x.1', 'Given a client on link 1', 'And it asks for the option DNS_SERVERZ'),
    );
    assert.deepEqual(lines, [
      'a.feature:7: there is no option "DNS_SERVERZ". Did you mean DNS_SERVERS or NIS_SERVERS?',
    ]);
  });

  it('is told where a message, a status, an address or an IA is none', async () => {
    const lines = await problems(
      head +
        scenario(
          'x.1',
          'Given a client on link 1 that wants IA_XX 1',
          'When it sends a Reply',
          'Then it receives an Advertize',
          'And its status is NoAddrAvail',
          'And in it IA_NA 1 holds an address of 2001:db8::1::2 to 2001:db8::1',
        ),
    );
    assert.deepEqual(lines, [
      'a.feature:6: there is no kind of IA "IA_XX". Did you mean IA_NA or IA_PD or IA_TA?',
      'a.feature:7: there is no message of a client "Reply". There are: Solicit, Request, Confirm, Renew, Rebind, Release, Decline, Information-request.',
      'a.feature:8: there is no message "Advertize". Did you mean Advertise?',
      'a.feature:9: there is no status code "NoAddrAvail". Did you mean NoAddrsAvail?',
      'a.feature:10: "2001:db8::1::2" is not an IPv6 address.',
    ]);
  });

  it('is told where an id stands twice', async () => {
    const lines = await problems(
      head + scenario('x.1', 'Given a client on link 1') + scenario('x.1', 'Given a client on link 1'),
    );
    assert.deepEqual(lines, ['a.feature:8: the id x.1 is taken by a.feature:3. An id stands once.']);
  });

  it('is told where a name is a sentence and no id', async () => {
    const [line = ''] = await problems(head + scenario('two words', 'Given a client on link 1'));
    assert.match(line, /^a\.feature:3: "two words" is no id/);
  });

  it('is told where a tag or a sentence cites a requirement that is not in the catalogue', async () => {
    const tagged = await problems(`${head}  @R8415-16.2-99\n${scenario('x.1', 'Given a client on link 1')}`);
    assert.match(
      tagged[0] ?? '',
      /^a\.feature:4: the tag @R8415-16\.2-99 names no requirement of the catalogue\. Did you mean @R8415-16\.2-/,
    );
    const cited = await problems(
      head +
        scenario(
          'x.1',
          'Given a client on link 1',
          'When it sends a Solicit',
          'Then it receives an Advertise [R8415-16.2-99]',
        ),
    );
    assert.deepEqual(cited, ['a.feature:8: the sentence cites the unknown requirement R8415-16.2-99.']);
  });

  it('is told where the server is set up after the first packet', async () => {
    const lines = await problems(
      head + scenario('x.1', 'Given a client on link 1', 'When it sends a Solicit', given.trim()),
    );
    assert.match(lines[0] ?? '', /^a\.feature:8: the server is set up by Given sentences before the first packet\./);
  });

  it('is told where a configuration does not fit together', async () => {
    const lines = await problems(
      head + scenario('x.1', 'Given the server delegates on link 1 prefixes of length 96 from 3001::/64'),
    );
    assert.match(lines[0] ?? '', /^a\.feature:6: the server has no subnet on link 1 yet\./);
  });

  it('says what is wrong in a Background once, not for every scenario', async () => {
    const background = '  Background:\n    Given nothing of the kind\n\n';
    const lines = await problems(
      head + background + scenario('x.1', 'Given a client on link 1') + scenario('x.2', 'Given a client on link 1'),
    );
    assert.equal(lines.length, 1);
  });
});

describe('a selection', () => {
  const two =
    head +
    given.replace(/^ {4}/, '  Background:\n    ') +
    scenario('v6.a.1', 'When it sends a Solicit') +
    scenario('v6.a.10', 'When it sends a Renew');
  const ids = async (options: Partial<PlanOptions>): Promise<string[]> =>
    (await plan(two, options)).scenarios.map((one) => one.id);

  it('takes an exact id, and not what begins like it', async () => {
    assert.deepEqual(await ids({ ids: ['v6.a.1'] }), ['v6.a.1']);
  });

  it('takes patterns and several ids, in the order of the files', async () => {
    assert.deepEqual(await ids({ ids: ['v6.a.*'] }), ['v6.a.1', 'v6.a.10']);
    assert.deepEqual(await ids({ ids: ['v6.a.10', 'v6.a.1'] }), ['v6.a.1', 'v6.a.10']);
    assert.deepEqual(await ids({ ids: ['v6.a.1?'] }), ['v6.a.10']);
  });

  it('suggests the nearest ids for an unknown one', async () => {
    assert.deepEqual(await problems(two, { ids: ['v6.b.1'] }), [
      '-n: there is no scenario "v6.b.1". Did you mean v6.a.1 or v6.a.10?',
    ]);
  });

  it('goes by tags, written and derived', async () => {
    assert.deepEqual(await ids({ tags: '@must and @needs-addresses' }), ['v6.a.1', 'v6.a.10']);
    const [line = ''] = await problems(two, { tags: '@nowhere' });
    assert.match(line, /^-t '@nowhere': nothing is selected\./);
    const [wrong = ''] = await problems(two, { tags: '@a and or' });
    assert.match(wrong, /^-t: "@a and or" is no tag expression/);
  });

  it('keeps what a broken file has apart from an id in another file', async () => {
    writeFileSync(join(folder, 'broken.feature'), 'Feature: B\n  Scenario: b.1\n    Given a\n    Wen b\n');
    try {
      assert.deepEqual(await ids({ ids: ['v6.a.1'] }), ['v6.a.1']);
      const all = await problems(two);
      assert.deepEqual(all, ['broken.feature:4: "Wen" is not a keyword that can stand here. Did you mean When?']);
      const lost = await problems(two, { ids: ['b.1'] });
      assert.equal(lost.length, 2);
    } finally {
      rmSync(join(folder, 'broken.feature'));
    }
  });
});

describe('what a product lacks', () => {
  it('makes a scenario unsupported by declaration', async () => {
    const { scenarios } = await makePlan({ ...base, ids: ['7550_8'] });
    assert.equal(scenarios[0]?.unsupported, 'ISC Kea does not have: no-new-leases-on-renew');
  });
});

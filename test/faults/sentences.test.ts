import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding, ScenarioRecord } from '../../src/report/record.js';
import { holdsIn, requirement } from '../../src/requirements/catalogue.js';
import { exceptions } from './breakers/exceptions.js';
import { type Breach, breachOf } from './breakers/index.js';
import { inLab } from './in-lab.js';
import { proven } from './proven.js';
import { type Sentence, sentenceFinder } from './sentences.js';

/** Sentences that cannot fail, since those before them have said as much already: the timers of one IA, and that all are the same. */
const implied: Readonly<Record<string, readonly string[]>> = {
  '7550_1': ['in it IA_PD 2 has T1 100 and T2 200'],
  '7550_5': ['in it IA_PD 2 has T1 100 and T2 200'],
  '7550_6': ['in it IA_PD 2 has T1 100 and T2 200'],
  'v6.lifetime.above-half': ['in it IA_PD 2 has T1 2147483649 and T2 2147483650'],
};

/** What forge itself gets wrong so far, if not with each of these sentences, then with some. */
const known: readonly { readonly of: (sentence: Sentence) => boolean; readonly why: string }[] = [
  {
    of: ({ text, verdict }) => verdict === 'deviation' && / receives an? [^(]*$/.test(text),
    why: 'silence where an answer is a SHOULD comes to an error, not to a deviation',
  },
  {
    of: ({ text, requirement: id }) => / receives an? [^(]*$/.test(text) && levelOf(id) === 'MAY',
    why: 'an answer of a wrong type is no more than a remark where the scenario is about a MAY',
  },
  {
    of: ({ text, requirement: id }) => !applies(id) && !/a deviation\)$/.test(text),
    why: 'judged by a requirement that edition 8415 does not have: a breach is no more than a remark',
  },
  {
    of: ({ text }) => text === 'every answer keeps the rule "transaction-id"',
    why: 'an answer with another transaction id is no answer, and the session goes on as if nothing had been sent',
  },
  {
    of: ({ text }) => text === 'every answer keeps the rule "relay-echo"',
    why: 'no relay agent of the scenario sends an option that could come back changed',
  },
];

/** Every sentence of every scenario, which takes minutes; else one for each step and message, in as many scenarios as it takes. */
const every = process.env.FORGE_EVERY_SENTENCE === '1';

inLab(import.meta.url, (forge) => {
  test('every scenario passes, and its sentences fail alone where the server does just that wrong', async (t) => {
    const good = await forge(proven);
    assert.equal(good.code, 0, good.stdout + good.stderr);
    // Unsupported is only what another edition of the specification or another product is about.
    const scenarios = (good.record?.scenarios ?? []).filter(({ reason }) => !/in edition|^tests /.test(reason ?? ''));
    assert.ok(scenarios.length > 0);
    for (const { id, verdict, reason } of scenarios) {
      await t.test(`${id} passes without a fault`, () => assert.equal(verdict, 'passed', reason));
    }

    const sentencesOf = await sentenceFinder();
    const all = scenarios.map((scenario) =>
      sentencesOf(scenario).filter(({ whole }) => !(implied[scenario.id] ?? []).includes(whole)),
    );
    // A slow scenario is broken only where no quick one has the sentence.
    const quick = new Set(all.flat().flatMap(({ text, slow }) => (slow ? [] : [plain(text)])));
    const judged = all.map((list) => list.filter(({ text, slow }) => !slow || !quick.has(plain(text))));
    const breaches = (every ? judged : sampled(judged)).map((list) =>
      list.map((sentence) => {
        const breach = exceptions[`${sentence.scenario}: ${sentence.text}`] ?? usualBreach(sentence);
        assert.ok(breach !== undefined, `no fault is known that breaks "${sentence.expression}": add it to breakers/`);
        return { sentence, breach };
      }),
    );
    const shown = new Set<string>();
    // The k-th run breaks the k-th sentence of every scenario that has so many.
    const rounds = Math.max(...breaches.map((list) => list.length));
    for (let round = 0; round < rounds; round++) {
      const broken = breaches.flatMap((list) => list[round] ?? []);
      const outcome = await forge(
        broken.flatMap(({ sentence }) => ['-n', sentence.scenario]),
        broken.map(({ breach }) => breach.faults),
      );
      for (const { sentence, breach } of broken) {
        await t.test(`${sentence.scenario}, line ${sentence.line}: ${sentence.whole}`, () => {
          const record = outcome.record?.scenarios.find(({ id }) => id === sentence.scenario);
          assert.ok(record !== undefined, outcome.stdout + outcome.stderr);
          const weakness = known.find(({ of }) => of(sentence));
          if (weakness === undefined) failsAt(record, sentence, breach);
          else if (!fails(record, sentence, breach)) shown.add(weakness.why);
        });
      }
    }
    for (const { why } of every ? known : []) {
      await t.test(`still so, else its line has to go: ${why}`, () => assert.ok(shown.has(why)));
    }
  });
});

function usualBreach({ expression, values, on, nth, verdict }: Sentence): Breach | undefined {
  return breachOf(expression, values, { when: { on, nth }, lenient: verdict === 'deviation' });
}

/** One sentence for each step and message, the rarest first, each in the scenario that has the fewest so far: few runs are needed so. */
function sampled(judged: readonly (readonly Sentence[])[]): Sentence[][] {
  const groups = new Map<string, Sentence[]>();
  for (const one of judged.flat()) {
    const key = `${one.expression}|${one.on}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const chosen = new Map(judged.flatMap(([one]) => (one === undefined ? [] : [[one.scenario, [] as Sentence[]]])));
  for (const group of [...groups.values()].sort((a, b) => a.length - b.length)) {
    const load = ({ scenario }: Sentence) => chosen.get(scenario)?.length ?? 0;
    const least = group.reduce((best, one) => (load(one) < load(best) ? one : best));
    chosen.get(least.scenario)?.push(least);
  }
  return [...chosen.values()];
}

function fails(record: ScenarioRecord, sentence: Sentence, breach: Breach): boolean {
  try {
    failsAt(record, sentence, breach);
    return true;
  } catch {
    return false;
  }
}

function levelOf(id: string | undefined): string | undefined {
  return id === undefined ? undefined : requirement(id)?.level;
}

function applies(id: string | undefined): boolean {
  const record = id === undefined ? undefined : requirement(id);
  return record === undefined || holdsIn(record, '8415');
}

/** Numbers and addresses do not make another sentence. */
function plain(text: string): string {
  return text.replace(/[\da-f:]*\d[\da-f:]*/g, 'N');
}

function failsAt(record: ScenarioRecord, sentence: Sentence, breach: Breach): void {
  const told = `${record.verdict}: ${record.reason ?? ''}`;
  const verdict = breach.verdict ?? sentence.verdict;
  const [first] = record.findings.filter(
    ({ weight, step }) => weight !== 'remark' || (verdict === 'passed' && step === sentence.whole),
  );
  assert.ok(first !== undefined, `nothing was found; ${told}`);
  assert.equal(first.step, sentence.whole, told);
  assert.equal(first.requirement, 'requirement' in breach ? breach.requirement : sentence.requirement, told);
  assert.equal(record.verdict, verdict, told);
  const wrong = record.steps.filter(({ status }) => status === 'failed').map(({ line }) => line);
  assert.deepEqual(wrong, verdict === 'failed' ? [sentence.line] : []);
  const violations = record.findings.filter((finding: Finding) => finding.weight === 'violation');
  assert.ok(violations.every((finding) => finding.step === sentence.whole));
}

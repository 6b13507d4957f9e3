import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as fixture from '../../test/report/fixture.js';
import { parseXml, type XmlElement } from '../../test/report/xml.js';
import { junit } from './junit.js';

/** What readers of JUnit XML (the schema of Jenkins' xUnit plugin, version 10) allow where. */
const allowed: Readonly<Record<string, { children: string[]; required: string[]; optional: string[] }>> = {
  testsuites: { children: ['testsuite'], required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    children: ['properties', 'testcase', 'system-out', 'system-err'],
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file'],
  },
  properties: { children: ['property'], required: [], optional: [] },
  property: { children: [], required: ['name', 'value'], optional: [] },
  testcase: {
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    required: ['name'],
    optional: ['time', 'classname'],
  },
  failure: { children: [], required: [], optional: ['type', 'message'] },
  error: { children: [], required: [], optional: ['type', 'message'] },
  skipped: { children: [], required: [], optional: ['type', 'message'] },
  'system-out': { children: [], required: [], optional: [] },
};

function checkShape(element: XmlElement): void {
  const rule = allowed[element.name];
  assert.ok(rule !== undefined, `unknown element ${element.name}`);
  const names = Object.keys(element.attributes);
  for (const name of rule.required) assert.ok(names.includes(name), `${element.name} lacks ${name}`);
  for (const name of names)
    assert.ok([...rule.required, ...rule.optional].includes(name), `${element.name} has ${name}`);
  if (element.attributes.time !== undefined) assert.match(element.attributes.time, /^\d+\.\d{3}$/);
  for (const child of element.children) {
    assert.ok(rule.children.includes(child.name), `${child.name} in ${element.name}`);
    checkShape(child);
  }
}

const cases = (root: XmlElement) =>
  root.children.flatMap((suite) => suite.children.filter((child) => child.name === 'testcase'));

function outcomes(root: XmlElement): Record<string, string> {
  return Object.fromEntries(
    cases(root).map((one) => [one.attributes.name, one.children.map((child) => child.name).join(' ')]),
  );
}

test('has the shape that readers of JUnit XML take, also with the text of a hostile server', () => {
  for (const run of [
    fixture.run(),
    fixture.run([]),
    fixture.run([fixture.died], { problems: [fixture.hostileText], interrupted: 'Ctrl-C' }),
  ]) {
    checkShape(parseXml(junit(run, 'reports/x')));
  }
});

test('a suite a feature, a case a scenario, and each verdict as CI understands it', () => {
  const root = parseXml(junit(fixture.run(), 'reports/x'));
  assert.deepEqual(
    root.children.map((suite) => [suite.attributes.name, suite.attributes.tests]),
    [
      ['RFC 7550, multiple stateful options', '3'],
      ['Basic messages', '4'],
      ['Robustness <b>of</b> servers & relays', '1'],
    ],
  );
  assert.deepEqual(outcomes(root), {
    '7550_1': 'system-out',
    '7550_7': 'failure system-out',
    '7550_8': 'skipped system-out',
    'v6.basic.message.confirm-reply': 'skipped system-out',
    'v6.basic.message.renew-reply': 'system-out',
    'v6.basic.message.release-reply': 'failure system-out',
    'v6.basic.message.decline-reply': 'error system-out',
    'v6.robust.status-message': 'failure system-out',
  });
  const { tests, failures, errors } = root.attributes;
  assert.deepEqual({ tests, failures, errors }, { tests: '8', failures: '3', errors: '1' });
});

test('a deviation fails in a strict run', () => {
  const root = parseXml(junit(fixture.run([fixture.deviating], { strict: true }), 'reports/x'));
  assert.equal(outcomes(root)['v6.basic.message.renew-reply'], 'failure system-out');
});

test('skipped says why', () => {
  const root = parseXml(junit(fixture.run([fixture.unsupported]), 'reports/x'));
  assert.equal(
    cases(root)[0]?.children[0]?.attributes.message,
    'unsupported: kea has no capability no-new-leases-on-renew',
  );
});

test('a failure carries expected and received, and the packet with its pointer', () => {
  const [one] = cases(parseXml(junit(fixture.run([fixture.failed]), 'reports/x')));
  const [failure, output] = one?.children ?? [];
  assert.match(failure?.text ?? '', /received: IA_PD 2 is missing$/);
  assert.match(output?.text ?? '', /\n {12}▶ IA_PD 2 is missing\n/);
});

test('a run that was stopped, or that could not judge, is no good run', () => {
  const stopped = { interrupted: 'Ctrl-C', exitCode: 130, problems: ['the connection was lost'] } as const;
  const root = parseXml(junit(fixture.run([fixture.passed], stopped), 'reports/x'));
  assert.equal(root.attributes.errors, '2');
  assert.deepEqual(outcomes(root), { '7550_1': 'system-out', interrupted: 'error', 'problem-1': 'error' });
});

test('a note about a run that judged everything is no error', () => {
  const root = parseXml(junit(fixture.run([fixture.passed], { exitCode: 0, problems: ['a stranger'] }), 'reports/x'));
  assert.equal(root.attributes.errors, '0');
  assert.deepEqual(outcomes(root), { '7550_1': 'system-out', 'problem-1': 'system-out' });
});

test('any text of a server gives well-formed XML that says the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [one] = cases(parseXml(junit(fixture.run([{ ...fixture.errored, reason: text }]), 'reports/x')));
      const [error] = one?.children ?? [];
      assert.equal(error?.name, 'error');
      if (/^[\x20-\x7e]*$/.test(text)) assert.equal(error?.attributes.message, text);
    }),
  );
});

/** A user's own features, steps and options beside those of forge, and lies told from a feature, on a real Kea. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { forge, record, scratch } from './forge.js';

const feature = `Feature: of a user's own

  Background:
    Given the server serves link 1 with the addresses 2001:db8:1::100 to 2001:db8:1::200

  Scenario: own.lie
    An IA_NA that is cut short: Kea drops the message, and goes on serving.

    Given a client on link 1 that wants IA_NA 1
    And its next message has the lie "IA_NA payload 00000001"
    When it sends a Solicit
    Then it receives no answer

  Scenario: own.lies
    What does not matter may be bent.

    Given a client on link 1 that wants IA_NA 1
    And its next message has these lies:
      | CLIENTID last |
      | ORO first     |
    When it sends a Solicit
    Then it receives an Advertise

  Scenario: own.step
    A sentence and an option of one's own.

    Given a client on link 1 that wants IA_NA 1
    And it asks for the option ACME_BOOT
    When it sends a Solicit
    Then it receives an Advertise
    And the answer is to my liking
`;

const steps = `import { Then, type Scenario } from 'dhcpv6-forge/steps';
import { fields, option, register } from 'dhcpv6-forge/dhcp6';

register(option(65001, 'ACME_BOOT', { rfc: 8415, section: '21.1', fields: { url: fields.utf8 } }));

Then('the answer is to my liking', function (this: Scenario) {
  if (this.received().message.name !== 'ADVERTISE') throw new Error('not an Advertise');
});
`;

describe("a user's own folder", () => {
  it('brings features, steps in TypeScript, options and lies', async () => {
    using folder = scratch('own');
    const [features, own] = ['features', 'steps'].map((name) => join(folder.path, name)) as [string, string];
    for (const path of [features, own]) mkdirSync(path);
    writeFileSync(join(features, 'own.feature'), feature);
    writeFileSync(join(own, 'mine.ts'), steps);
    const result = await forge([
      '-6',
      '--lab',
      '--json',
      '-n',
      'own.*',
      '--features',
      features,
      '--steps',
      own,
      '--out',
      join(folder.path, 'reports'),
    ]);
    const run = record(result);
    assert.deepEqual(
      run.scenarios.map((one) => `${one.id} ${one.verdict} ${one.reason ?? ''}`.trim()),
      ['own.lie passed', 'own.lies passed', 'own.step passed'],
    );
    // The lie went out as told: the IA_NA holds four bytes, where twelve are the least.
    const sent = run.scenarios[0]?.packets.find((packet) => packet.direction === 'sent');
    assert.match(sent?.hex ?? '', /0003000400000001/);
  });

  it('is told where a lie is none, before anything is touched', async () => {
    using folder = scratch('own');
    writeFileSync(
      join(folder.path, 'own.feature'),
      feature.replace('IA_NA payload 00000001', 'IA_NX payload 00000001').replace('| ORO first     |', '| ORO frist |'),
    );
    const result = await forge(['-6', '--lab', '-n', 'own.lie', '-n', 'own.lies', '--features', folder.path]);
    assert.equal(result.code, 2);
    assert.match(result.stderr, /own\.feature:10: "IA_NX payload 00000001": no option is called IA_NX\./);
    assert.match(
      result.stderr,
      /own\.feature:18: this is no lie that is known|"ORO frist": this is no lie that is known/,
    );
  });
});

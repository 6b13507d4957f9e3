import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusal } from './refusal.js';

const config = `{
  "Dhcp6": {
    "option-data": [
      { "name": "dns-servers", "data": "banana" }
    ],
    "subnet6": [
      {
        "id": 1,
        "subnet": "2001:db8:1::/64",
        "pools": [ ]
`;
const file = '/etc/kea/kea-dhcp6.conf.forge-new';

test('a semantic error gives the sentence and the line', () => {
  const why = refusal(
    `Error encountered: option data does not match option definition (space: dhcp6, code: 23): Failed to convert string to address 'banana': Invalid argument (${file}:4:33)\n`,
    config,
  );
  assert.equal(
    why?.message,
    "option data does not match option definition (space: dhcp6, code: 23): Failed to convert string to address 'banana': Invalid argument",
  );
  assert.deepEqual(why?.place, { line: 4, text: '{ "name": "dns-servers", "data": "banana" }' });
});

test('an error of a map is shown with what the map begins with', () => {
  const why = refusal(`Error encountered: subnet configuration failed: a pool does not match (${file}:7:6)`, config);
  assert.equal(why?.message, 'subnet configuration failed: a pool does not match');
  assert.equal(why?.place?.text, '{ "id": 1, "subnet": "2001:db8:1::/64", …');
});

test('a syntax error names the very spot', () => {
  const why = refusal(
    `Syntax check failed with: ${file}:4.5-13: got unexpected keyword "bogus-key" in Dhcp6 map.`,
    config,
  );
  assert.equal(why?.message, 'got unexpected keyword "bogus-key" in Dhcp6 map.');
  assert.equal(why?.place?.line, 4);
});

test('several places in one sentence: the innermost, and none is left in it', () => {
  const why = refusal(
    `Error encountered: Failed to select interface: interface 'kqs0' doesn't exist in the system (${file}:5:5) (${file}:4:4)`,
    config,
  );
  assert.equal(why?.message, "Failed to select interface: interface 'kqs0' doesn't exist in the system");
  assert.equal(why?.place?.line, 5);
});

test('an error without a place, and one from the log of a start', () => {
  assert.deepEqual(refusal("Error encountered: specified reservation '2001:db8:77::9' is not within", config), {
    message: "specified reservation '2001:db8:77::9' is not within",
  });
  const log =
    "2026 ERROR [kea-dhcp6.dhcp6/1.2] DHCP6_INIT_FAIL failed to initialize Kea server: configuration error using file '/etc/kea/kea-dhcp6.conf': cannot lock socket lockfile";
  assert.deepEqual(refusal(log, config), { message: 'cannot lock socket lockfile' });
});

test('other output is no refusal', () => {
  assert.equal(refusal('kea-dhcp6: Fatal error during start up: Unable to open PID file', config), undefined);
});

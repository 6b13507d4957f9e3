/** The example of CONTRIBUTING.md, run as it stands there: a reader can add an option in one place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import * as dhcp6 from '../../src/dhcp6/index.js';
import { packageRoot } from '../../src/run/places.js';

type LampColour = dhcp6.OptionMaker<{ red: dhcp6.Field<number>; name: dhcp6.Field<string> }>;

function example(): LampColour {
  const text = readFileSync(join(packageRoot, 'CONTRIBUTING.md'), 'utf8');
  const code = /```ts\nexport const lampColour = ([\s\S]*?);\n```/.exec(text)?.[1];
  assert.ok(code !== undefined, 'CONTRIBUTING.md has the example');
  return new Function('option', 'fields', `return ${code}`)(dhcp6.option, dhcp6.fields) as LampColour;
}

it('gives maker, encoder, decoder, printed form, JSON and name from one declaration', () => {
  const lampColour = example();
  const forget = dhcp6.register(lampColour);
  try {
    const made = dhcp6.message('REPLY', { transactionId: 1, options: [lampColour({ red: 255, name: 'dusk' })] });
    const back = dhcp6.decode(dhcp6.encode(made));
    assert.deepEqual(dhcp6.first(back, lampColour)?.value, { red: 255, name: 'dusk' });
    assert.equal(dhcp6.hex(dhcp6.encode(made)), '07000001fde90005ff6475736b');
    assert.match(dhcp6.printMessage(back)[1]?.text ?? '', /^Lamp Colour {2}.*255.*dusk/);
    assert.deepEqual(dhcp6.encode(dhcp6.fromJson(dhcp6.toJson(back))), dhcp6.encode(made));
    assert.equal(dhcp6.optionByName('lamp colour')?.code, 65001);
    const [complaint] = dhcp6.findings(dhcp6.decode(Uint8Array.from([7, 0, 0, 1, 0xfd, 0xe9, 0, 0])));
    assert.equal(complaint?.kind, 'truncated');
  } finally {
    forget();
  }
});

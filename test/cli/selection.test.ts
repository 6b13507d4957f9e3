import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { forge, root } from './process.js';

let folder: string;
before(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), `forge-selection-${process.pid}-`)));
});
after(() => rm(folder, { recursive: true }));

/** An ordinary user who may read everything: the tests must work wherever the clone stands. */
const ordinary = [
  ...['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'],
  ...[
    '--inh-caps=-all,+dac_read_search',
    '--ambient-caps=-all,+dac_read_search',
    '--bounding-set=-all,+dac_read_search',
  ],
];

describe('a selection that selects nothing ends with exit 2 and what to do', () => {
  const cases: [string[], RegExp][] = [
    [['-n', '7550_l'], /^-n: there is no scenario "7550_l"\. Did you mean 7550_1\b.*\?\n$/],
    [
      ['-n', 'v6.basic.message.renew-reply', '-n', 'zzzzzzzzzzz'],
      /^-n: there is no scenario "zzzzzzzzzzz"\. `forge list` names them all\.\n$/,
    ],
    [['-n', 'nothing.*'], /^-n: there is no scenario that fits "nothing\.\*"\. `forge list` names them all\.\n$/],
    [
      ['features/basic', '-t', '@nothing'],
      /^features\/basic -t '@nothing': nothing is selected\. `forge list` shows ids and tags\.\n$/,
    ],
    [['features/nowhere'], /^features\/nowhere: there is no such file or folder\.\n$/],
    [['-n', '7550_1', 'features/basic'], /^-n: there is no scenario "7550_1"\..*\n$/],
  ];
  for (const [words, stderr] of cases) {
    for (const command of [['-6', '--lab', '--dry-run'], ['list']]) {
      it(`forge ${[...command, ...words].join(' ')}`, async () => {
        const outcome = await forge([...command, ...words]);
        assert.deepEqual([outcome.code, outcome.stdout], [2, '']);
        assert.match(outcome.stderr, stderr);
      });
    }
  }

  it('a tag expression that is none', async () => {
    const { code, stderr } = await forge(['list', '-t', '@a and']);
    assert.equal(code, 2);
    assert.match(stderr, /^-t: "@a and" is no tag expression: .* One looks like this: -t '@must and not @slow'\.\n$/);
  });

  it('an empty folder', async () => {
    const { code, stderr } = await forge(['list', folder]);
    assert.deepEqual([code, stderr], [2, `${folder}: there is no .feature file in this folder.\n`]);
  });
});

describe('without root', () => {
  it('a run is refused with the command that works', async () => {
    const words = ['-6', '--lab', '-n', '7550_1', '-t', '@must or @should'];
    const { code, stdout, stderr } = await forge(words, { by: ordinary });
    assert.deepEqual(
      [code, stdout, stderr],
      [
        2,
        '',
        "forge: needs to be root: the lab is made of namespaces. Run: sudo npx forge -6 --lab -n 7550_1 -t '@must or @should'\n",
      ],
    );
  });

  it('what is wrong with the selection is told first', async () => {
    const { code, stderr } = await forge(['-6', '--lab', '-n', '7550_l'], { by: ordinary });
    assert.equal(code, 2);
    assert.match(stderr, /^-n: there is no scenario "7550_l"\. Did you mean 7550_1\b.*\?\n$/);
  });

  it('a lab is refused', async () => {
    const { code, stderr } = await forge(['lab', 'status'], { by: ordinary });
    assert.deepEqual(
      [code, stderr],
      [2, 'forge lab: needs to be root: the lab is made of namespaces. Run: sudo npx forge lab status\n'],
    );
  });

  for (const words of [
    ['list'],
    ['steps'],
    ['render', '7550_1'],
    ['-6', '--lab', '--dry-run', '-n', '7550_1'],
    ['--help'],
  ]) {
    it(`forge ${words.join(' ')} works`, async () => {
      const { code, stdout } = await forge(words, { by: ordinary });
      assert.equal(code, 0);
      assert.notEqual(stdout, '');
    });
  }
});

describe('forge list', () => {
  it('has a line a scenario: id, level, capabilities, sentence', async () => {
    const { code, stdout } = await forge(['list', '-n', '7550_1']);
    assert.equal(code, 0);
    assert.match(stdout, /^7550_1 {2}(MUST|STATES|SHOULD) {2}\[addresses prefixes .*\] +\S.*\n$/);
  });

  it('gives a program the same scenarios, with every key that is promised', async () => {
    const [text, json] = [await forge(['list', 'features/basic']), await forge(['list', 'features/basic', '--json'])];
    const entries = JSON.parse(json.stdout) as Record<string, unknown>[];
    assert.deepEqual(
      entries.map(({ id }) => id),
      text.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    );
    for (const entry of entries) {
      for (const key of ['id', 'description', 'feature', 'uri', 'line', 'level', 'needs', 'requirements', 'tags']) {
        assert.ok(key in entry, key);
      }
    }
  });

  it('selects by a pattern, by a tag and by a path', async () => {
    const ids = async (...words: string[]) =>
      (await forge(['list', ...words])).stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0] ?? '');
    const [all, basic, tagged, path] = [
      await ids('-n', 'v6.basic.*', '-n', '7550_1'),
      await ids('-n', 'v6.basic.*'),
      await ids('-n', 'v6.basic.*', '-n', '7550_1', '-t', '@rfc7550'),
      await ids('features/basic'),
    ];
    assert.ok(all.includes('7550_1'));
    assert.ok(basic.length >= 10 && basic.every((id) => id.startsWith('v6.basic.')));
    assert.ok(basic.every((id) => path.includes(id)) && !path.includes('7550_1'));
    assert.deepEqual(tagged, ['7550_1']);
  });

  it('may lose its reader', async () => {
    const { stderr, code } = await new Promise<{ stderr: string; code: number }>((resolve) => {
      const script = 'set -o pipefail; "$0" "$1" list features/basic --json | true';
      execFile('bash', ['-c', script, process.execPath, `${root}bin/forge.js`], (error, _, said) => {
        resolve({ stderr: said, code: error === null ? 0 : Number(error.code) });
      });
    });
    assert.deepEqual([code, stderr], [0, '']);
  });
});

describe('forge render', () => {
  it('puts a file on stdout that the product takes, and its name on stderr', async () => {
    const { code, stdout, stderr } = await forge(['render', '--server', 'kea', '7550_1']);
    assert.equal(code, 0);
    const { Dhcp6 } = JSON.parse(stdout) as { Dhcp6: { subnet6: { subnet: string }[] } };
    assert.deepEqual(
      Dhcp6.subnet6.map(({ subnet }) => subnet),
      ['2001:db8:1::/64', '2001:db8:2::/64'],
    );
    assert.match(stderr, /^\/etc\/kea\/kea-dhcp6\.conf {2}7550_1, configuration 1\n$/);
  });

  it('takes interfaces and files from the configuration where there is one', async () => {
    const config = {
      server: {
        product: 'kea',
        host: '192.0.2.7',
        user: 'root',
        login: { agent: true },
        files: { config: '/opt/kea/dhcp6.json' },
      },
      links: [
        { interface: 'a', serverInterface: 'ens91' },
        { interface: 'b', serverInterface: 'ens92' },
      ],
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(config));
    const { code, stdout, stderr } = await forge(['render', '7550_1'], { cwd: folder });
    assert.equal(code, 0);
    assert.match(stdout, /"interfaces": \["ens91", "ens92"\]/);
    assert.match(stderr, /^\/opt\/kea\/dhcp6\.json /);
  });

  it('needs one id that exists', async () => {
    const { code, stderr } = await forge(['render', '7550_l']);
    assert.equal(code, 2);
    assert.match(stderr, /^-n: there is no scenario "7550_l"\. Did you mean 7550_1\b.*\?\n$/);
  });
});

describe('forge steps', () => {
  it('shows sentences by their file, with what they promise', async () => {
    const { code, stdout } = await forge(['steps', 'bound', 'link']);
    assert.equal(code, 0);
    assert.match(stdout, /^steps\/\w+\.ts\n {2}(Given|When|Then) .*\n {6}\S/);
    assert.ok(stdout.split('\n').filter((line) => / bound .*link/.test(line)).length > 0);
  });

  it('gives a program the same', async () => {
    const found = JSON.parse((await forge(['steps', '--json'])).stdout) as { keyword: string; expression: string }[];
    assert.ok(found.length > 20);
    assert.ok(found.every(({ keyword }) => ['Given', 'When', 'Then'].includes(keyword)));
  });
});

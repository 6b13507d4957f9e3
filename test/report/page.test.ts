import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { page } from '../../src/report/html.js';
import { type Browser, type Page, type PageView, startBrowser } from './browser.js';
import * as fixture from './fixture.js';

let base: string;
let browser: Browser;
before(async () => {
  base = await mkdtemp(join(tmpdir(), `forge-report-page-${process.pid}-`));
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await rm(base, { recursive: true, force: true });
});

const logs = new Map([[fixture.died.id, `first\n${fixture.hostileText}\n`]]);

async function opened(hash = '', view: PageView = {}, run = fixture.run()): Promise<Page> {
  const file = join(base, 'index.html');
  await writeFile(file, page(run, { launcher: 'sudo npx forge', logs }));
  return await browser.open(pathToFileURL(file).href + hash, view);
}

/** Ids of the scenarios that are to be seen, in their order on the page. */
const shown = `[...document.querySelectorAll('details.scenario')].filter((one) => one.offsetParent !== null).map((one) => one.dataset.id)`;
const ids = async (one: Page) => await one.evaluate<string[]>(shown);
/** Opens everything, and has it laid out although it lies outside of the window. */
const openAll = `for (const part of document.querySelectorAll('details')) { part.open = true; part.style.contentVisibility = 'visible'; }`;
const fill = (name: string, value: string) =>
  `(() => { const field = document.querySelector('[name=${name}]'); field.value = ${JSON.stringify(value)}; field.dispatchEvent(new Event('input', { bubbles: true })); })()`;

test('all scenarios are shown at first, and nothing went wrong or was asked for', async () => {
  const one = await opened();
  assert.deepEqual(
    await ids(one),
    fixture.run().scenarios.map((record) => record.id),
  );
  assert.deepEqual(one.troubles, []);
  assert.deepEqual(one.requests, [pathToFileURL(join(base, 'index.html')).href]);
  await one.close();
});

test('the address filters by verdict, level, clause and text', async () => {
  const cases: [string, string[]][] = [
    ['#verdict=failed,error', ['7550_7', 'v6.basic.message.decline-reply', 'v6.robust.status-message']],
    ['#level=SHOULD', ['v6.basic.message.renew-reply']],
    ['#level=MUST+NOT', ['v6.robust.status-message']],
    ['#clause=r8415-18.3.4', ['7550_7', '7550_8', 'v6.basic.message.renew-reply']],
    ['#text=NoPrefixAvail+renew', ['7550_7']],
    ['#verdict=failed&clause=7550', ['7550_7']],
    [
      '#order=worst',
      [
        '7550_7',
        'v6.robust.status-message',
        'v6.basic.message.decline-reply',
        'v6.basic.message.release-reply',
        'v6.basic.message.renew-reply',
        'v6.basic.message.confirm-reply',
        '7550_8',
        '7550_1',
      ],
    ],
  ];
  for (const [hash, expected] of cases) {
    const one = await opened(hash);
    assert.deepEqual(await ids(one), expected, hash);
    assert.deepEqual(one.troubles, []);
    await one.close();
  }
});

test('the fields filter too, say how many are left, and can be cleared', async () => {
  const one = await opened();
  await one.evaluate(`document.querySelector('[name=verdict][value=failed]').click()`);
  assert.deepEqual(await ids(one), ['7550_7', 'v6.robust.status-message']);
  await one.evaluate(fill('text', 'segmentation'));
  assert.deepEqual(await ids(one), ['v6.robust.status-message']);
  assert.equal(await one.evaluate(`document.getElementById('shown').textContent`), '1 of 8');
  assert.equal(await one.evaluate('location.hash'), '#verdict=failed&text=segmentation');
  await one.evaluate(fill('clause', 'nowhere'));
  assert.equal(await one.evaluate(`document.getElementById('none').hidden`), false);
  await one.evaluate(`document.querySelector('button[type=reset]').click()`);
  assert.equal((await ids(one)).length, 8);
  assert.deepEqual(one.troubles, []);
  await one.close();
});

test('the text filter finds what stands in packets and in the log', async () => {
  for (const [text, id] of [
    ['0x77aa01', '7550_7'],
    ['first', 'v6.robust.status-message'],
  ] as const) {
    const one = await opened(`#text=${text}`);
    assert.deepEqual(await ids(one), [id]);
    await one.close();
  }
});

test('a link within the page filters and opens', async () => {
  const one = await opened();
  const turned = `new Promise((resolve) => window.addEventListener('hashchange', () => setTimeout(resolve), { once: true }))`;
  await one.evaluate(
    `(async () => { const done = ${turned}; document.querySelector('#coverage a[href="#open=7550_7"]').click(); await done; })()`,
  );
  assert.equal(await one.evaluate(`document.querySelector('[data-id="7550_7"]').open`), true);
  await one.evaluate(
    `(async () => { const done = ${turned}; document.querySelector('#coverage a[href="#clause=R8415-21.13-01"]').click(); await done; })()`,
  );
  assert.deepEqual(await ids(one), ['v6.robust.status-message']);
  assert.deepEqual(one.troubles, []);
  await one.close();
});

test('an opened failure shows requirement, expected, the marked line, the arrows in time order, files and the command', async () => {
  const one = await opened('#open=7550_7');
  const inside = (selector: string) =>
    `[...document.querySelectorAll('[data-id="7550_7"] ${selector}')].map((one) => one.textContent)`;
  assert.deepEqual(await one.evaluate(inside('.finding dd')), [
    fixture.prefixMissing.expected,
    fixture.prefixMissing.received,
    fixture.prefixMissing.step,
  ]);
  assert.deepEqual(await one.evaluate(inside('mark')), ['  ▶ IA_PD 2 is missing']);
  assert.deepEqual(await one.evaluate(inside('.packet .at')), ['0.0 ms', '0.7 ms', '1.2 ms']);
  assert.deepEqual(await one.evaluate(inside('.files a')), [...fixture.failed.files]);
  assert.deepEqual(await one.evaluate(inside('.command code')), [
    "sudo npx forge -6 --config 'lab of mine.ts' -n 7550_7",
  ]);
  const links = await one.evaluate<string[]>(
    `[...document.querySelectorAll('.files a')].map((one) => one.getAttribute('href'))`,
  );
  assert.ok(links.includes('./7550_7/config/kea-dhcp6.conf'));
  await one.close();
});

test('what a hostile server sent is text and nothing else', async () => {
  const evil = {
    ...fixture.died,
    id: '"><script>throw 1</script>',
    feature: fixture.hostileText,
    uri: 'javascript:alert(1)',
    folder: 'javascript:alert(1)',
  };
  const server = {
    product: fixture.hostileText,
    version: '</title><script>throw 2</script>',
    host: '</style><img src=y>',
  };
  const one = await opened(
    '',
    {},
    fixture.run([fixture.died, evil], { server, problems: [fixture.hostileText], command: ['</code><img src=z>'] }),
  );
  await one.evaluate(openAll);
  assert.equal(
    await one.evaluate(`document.querySelectorAll('img, body script ~ script, iframe, object, [onerror]').length`),
    0,
  );
  assert.equal(await one.evaluate(`document.querySelectorAll('script').length`), 1);
  assert.equal(
    await one.evaluate(`[...document.links].filter((one) => !/^(file|https):$/.test(one.protocol)).length`),
    0,
  );
  assert.match(await one.evaluate('document.title'), /<\/title><script>throw 2/);
  assert.ok(
    (await one.evaluate<string>(`document.querySelector('pre.log').textContent`)).includes(
      '<script>document.title="owned"</script><img src=x onerror=alert(1)>',
    ),
  );
  assert.deepEqual(one.troubles, []);
  assert.equal(one.requests.length, 1);
  await one.close();
});

test('a page with markup in the place of text would be noticed', async () => {
  const file = join(base, 'broken.html');
  await writeFile(file, '<title>broken</title><img src=x onerror="throw new Error(1)"><script>undefined.x</script>');
  const one = await browser.open(pathToFileURL(file).href);
  assert.ok(one.troubles.length >= 2);
  assert.equal(one.requests.length, 2);
  await one.close();
});

test('every text is readable in light and dark, and nothing is wider than a phone or a desktop', async () => {
  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [360, 1400]) {
      const one = await opened('', { scheme, width });
      await one.evaluate(openAll);
      assert.ok((await one.evaluate<number>('document.documentElement.scrollWidth')) <= width, `${scheme} ${width}`);
      assert.deepEqual(await one.evaluate(faint), [], `${scheme} ${width}`);
      await one.close();
    }
  }
});

/** Texts with less contrast to what lies behind them than WCAG 2.2 asks for (4.5 to 1). */
const faint = `(() => {
  const channels = (colour) => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((value) => { const share = value / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const { rgb, a } = channels(getComputedStyle(one).backgroundColor);
      if (a === 1) return rgb;
    }
    return [255, 255, 255];
  };
  const found = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!own || element.tagName === 'SCRIPT' || element.offsetParent === null) continue;
    const pair = [light(channels(getComputedStyle(element).color).rgb), light(behind(element))].sort((a, b) => b - a);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) found.add(element.tagName + '.' + element.className + ' ' + contrast.toFixed(2));
  }
  return [...found];
})()`;

test('paper gets the failures opened and the screen back as it was', async () => {
  const one = await opened();
  const open = `[...document.querySelectorAll('details.scenario[open]')].map((one) => one.dataset.id)`;
  await one.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  assert.deepEqual(await one.evaluate(open), [
    '7550_7',
    'v6.basic.message.confirm-reply',
    'v6.basic.message.renew-reply',
    'v6.basic.message.release-reply',
    'v6.basic.message.decline-reply',
    'v6.robust.status-message',
  ]);
  await one.evaluate(`dispatchEvent(new Event('afterprint'))`);
  assert.deepEqual(await one.evaluate(open), []);
  await one.close();
});

test('five hundred scenarios are filtered like eight', async () => {
  const run = fixture.largeRun(500);
  const one = await opened('#verdict=error', {}, run);
  const expected = run.scenarios.filter((record) => record.verdict === 'error').map((record) => record.id);
  assert.deepEqual(await ids(one), expected);
  await one.evaluate(fill('text', 'invalid prefix'));
  assert.equal((await ids(one)).length, expected.length);
  assert.deepEqual(one.troubles, []);
  await one.close();
});

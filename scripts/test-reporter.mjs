// One line a test file, every failure in full at once and again in the list at the end, every skip with its reason. Ends with
// `N passed, N failed, N skipped`. In CI a skipped test fails the run: nobody would look at it again.
import { relative } from 'node:path';
import { inspect } from 'node:util';

const clone = new URL('..', import.meta.url).pathname;
const inCi = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* report(source) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const failures = [];
  /** @type {string[]} */
  const skips = [];
  /** @type {string[]} */
  let path = [];
  let said = '';
  let file = { name: '', passed: 0, failed: 0, skipped: 0 };
  const started = performance.now();

  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') said += data.message;
    if (type === 'test:start') path = [...path.slice(0, data.nesting), data.name];
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const name = shown(data.file ?? data.name);
    if (name !== file.name) {
      yield summary(file);
      file = { name, passed: 0, failed: 0, skipped: 0 };
    }
    const error = data.details?.error;
    // A suite is no test, and its failure is that of a test below it.
    const isGroup = data.details?.type === 'suite' || error?.failureType === 'subtestsFailed';
    if (isGroup && error?.failureType !== 'hookFailed') continue;
    const inFile = [...path.slice(0, data.nesting), data.name].filter((part) => shown(part) !== name).join(' › ');
    const title = inFile === '' ? name : `${name}: ${inFile}`;
    const skip = data.skip ?? data.todo;
    const kind = type === 'test:fail' && data.todo === undefined ? 'failed' : skip === undefined ? 'passed' : 'skipped';
    total[kind]++;
    file[kind]++;
    if (kind === 'skipped') skips.push(`${title} (${typeof skip === 'string' ? skip : 'no reason given'})`);
    if (kind === 'failed') {
      failures.push(title);
      yield `✖ ${title}\n${indented(cause(error))}\n${said === '' ? '' : `${indented(said.trimEnd())}\n`}`;
    }
    said = '';
  }

  yield summary(file);
  for (const skip of skips) yield `skipped  ${skip}\n`;
  for (const failure of failures) yield `failed   ${failure}\n`;
  if (inCi && skips.length > 0) {
    yield 'In CI nothing may be skipped.\n';
    process.exitCode = 1;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  yield `in ${seconds} s\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`;
}

function summary({ name, passed, failed, skipped }) {
  if (name === '') return '';
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${failed > 0 ? '✖' : '✔'} ${name}  ${parts.join(', ')}\n`;
}

/** @param {string} file */
function shown(file) {
  return file.startsWith('/') ? relative(clone, file).replace(/^dist\//, '') : file.replace(/^dist\//, '');
}

function cause(error) {
  const inner = error?.cause ?? error;
  return inner instanceof Error ? (inner.stack ?? inner.message) : typeof inner === 'string' ? inner : inspect(inner);
}

/** @param {string} text */
function indented(text) {
  return text.replace(/^/gm, '    ');
}

// Writes docs/options.md from the declarations in src/dhcp6/options. With `--check` it writes nothing and exits 1 where the
// page is not up to date. Needs a build (dist/).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodePayload, hex, messageTypes, options, printOption, statusCodes } from '../dist/src/dhcp6/index.js';
import * as makers from '../dist/src/dhcp6/options.js';

const page = new URL('../docs/options.md', import.meta.url);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = reference();
  if (!process.argv.includes('--check')) {
    writeFileSync(page, text);
  } else if (readFileSync(page, 'utf8') !== text) {
    process.stderr.write('docs/options.md is not up to date. Run: node scripts/options-reference.mjs\n');
    process.exitCode = 1;
  }
}

/** The whole page. */
export function reference() {
  const all = options();
  const states = [...new Set(all.map((type) => type.state))];
  const counts = states.map((state) => `${all.filter((type) => type.state === state).length} ${state}`).join(', ');
  return [
    '# DHCPv6 options, messages and status codes',
    '',
    'Made by `scripts/options-reference.mjs` from the declarations in `src/dhcp6/options`; a test holds it up to date.',
    '',
    `${all.length} of the ${all.length} options that are registered are declared: ${counts}.`,
    'Name and title are what a feature file and a packet tree call an option; the maker is what TypeScript calls it.',
    '"configuration" stands for Solicit, Advertise, Request, Renew, Rebind, Information-request and Reply; "once" says that a second',
    'one in the same place is wrong; "on request" that a client may (or must) name it in its Option Request option.',
    '',
    '| code | name | title | state | RFC | in messages | in options | once | on request |',
    '| ---: | ---- | ----- | ----- | --- | ----------- | ---------- | ---- | ---------- |',
    ...all.map(row),
    '',
    '## Fields',
    '',
    'Below each option: its maker, its fields in the order of their bytes, an example as it is printed, and the bytes of its payload.',
    ...all.flatMap(section),
    '',
    '## Messages',
    '',
    '| code | name | title | from | RFC | transport |',
    '| ---: | ---- | ----- | ---- | --- | --------- |',
    ...messageTypes.map(
      (type) => `| ${type.code} | ${type.name} | ${type.title} | ${type.sentBy} | ${type.rfc} | ${type.transport} |`,
    ),
    '',
    '## Status codes',
    '',
    '| code | name | RFC |',
    '| ---: | ---- | --- |',
    ...statusCodes.map((status) => `| ${status.code} | ${status.name} | ${status.rfc} |`),
    '',
  ].join('\n');
}

function row(type) {
  const cells = [
    type.code,
    `[${type.name}](#${anchor(type)})`,
    type.title,
    type.state,
    source(type),
    messages(type.messages),
    type.within.join(', '),
    type.singleton ? 'yes' : 'no',
    type.requestRequiredIn === undefined ? (type.requestable ? 'yes' : 'no') : `must, in ${type.requestRequiredIn}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function section(type) {
  const entries = Object.entries(type.fields);
  const example = type.make(Object.fromEntries(entries.map(([key, field]) => [key, field.examples[0]])));
  const maker = Object.entries(makers).find(([, made]) => made === type)?.[0];
  const payload = hex(encodePayload(example), ' ');
  return [
    '',
    `### ${type.code} ${type.name}`,
    '',
    `\`${maker}\`, ${type.title}; ${type.clause}.${type.holdsAny ? ' It may hold any option.' : ''}${type.verified ? '' : ' The layout was not compared with the text of the RFC.'}`,
    '',
    ...(entries.length === 0 ? ['No fields: the payload is empty.'] : ['| field | layout |', '| ----- | ------ |']),
    ...entries.map(([key, field]) => `| ${key}${'initial' in field ? ' (may be left out)' : ''} | ${field.kind} |`),
    '',
    `\`${printOption(example)}\`${payload === '' ? '' : ` is \`${payload}\``}`,
  ];
}

/** Messages by the names of their groups where they are many. */
function messages(names) {
  const configuration = ['SOLICIT', 'ADVERTISE', 'REQUEST', 'RENEW', 'REBIND', 'INFORMATION-REQUEST', 'REPLY'];
  if (names.length === configuration.length && configuration.every((name) => names.includes(name)))
    return 'configuration';
  return names.join(', ');
}

function source(type) {
  return typeof type.rfc === 'number' ? `${type.rfc}, ${type.section}` : type.rfc;
}

function anchor(type) {
  return `${type.code}-${type.name.toLowerCase()}`;
}

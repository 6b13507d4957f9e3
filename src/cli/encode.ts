import { readFile } from 'node:fs/promises';
import { exitCode, Problem } from '../config/problem.js';
import { command, print } from './command.js';

/** `forge encode`: a message written as JSON or YAML, as the bytes that go on the wire. */
export const encode = command({
  name: 'encode',
  arguments: '[input..]',
  describe: 'Print a DHCPv6 message, written as JSON or YAML, as hex',
  positionals: { input: { type: 'string', array: true, describe: 'A file, or - for stdin' } },
  options: {
    lie: {
      type: 'string',
      array: true,
      value: 'LIE',
      describe: 'Bend it first, such as "IA_NA.IAADDR length +1"; may be given several times',
    },
  },
  examples: [
    ['npx forge encode solicit.yaml', 'In hex'],
    ['npx forge encode solicit.json --lie "ORO doubled" | npx forge decode -', 'Bent, and read again'],
  ],
  async run({ input: [input, more], lie }) {
    if (more !== undefined) throw new Problem('forge encode', 'takes one file.', { mend: `Encode ${more} by itself.` });
    if (input === undefined) {
      throw new Problem('forge encode', 'what?', { mend: 'Give a file, or - for stdin: forge encode FILE' });
    }
    const place = input === '-' ? 'standard input' : input;
    const [text, { parse }, dhcp6] = await Promise.all([read(input), import('yaml'), import('../dhcp6/index.js')]);
    try {
      // JSON is YAML, too.
      const message = lie.reduce(dhcp6.bend, dhcp6.fromJson(parse(text)));
      await print(dhcp6.hex(dhcp6.encode(message)));
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new Problem(place, `${error.message.split('\n')[0]}`, { mend: 'docs/dhcp6.md shows the form.' });
    }
    return exitCode.good;
  },
});

async function read(input: string): Promise<string> {
  if (input !== '-') {
    return readFile(input, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new Problem(input, error.code === 'ENOENT' ? 'there is no such file.' : `cannot be read (${error.code}).`);
    });
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}

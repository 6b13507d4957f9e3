import { readFile } from 'node:fs/promises';
import { exitCode, Problem } from '../config/problem.js';
import { visible } from '../report/text.js';
import { command, jsonOption, print } from './command.js';
import { lookFor } from './terminal.js';

/** `forge decode`: packets as a tree, from a capture or from hex. */
export const decode = command({
  name: 'decode',
  arguments: '[input..]',
  describe: 'Print DHCPv6 packets as a tree: a pcap or pcapng file, hex, or - for stdin',
  positionals: {
    input: { type: 'string', array: true, describe: 'A file (pcap, pcapng, hex text), hex, or - for stdin' },
  },
  options: jsonOption,
  examples: [
    ['npx forge decode reports/latest/7550_1/capture.pcapng', 'All DHCPv6 packets of a capture'],
    ['npx forge decode 0b000001 0008 0002 0000', 'A message in hex'],
    ['xxd -p message.bin | npx forge decode - --json', 'From a pipe, for a program'],
  ],
  async run(values, _words, rest) {
    const words = [...values.input, ...rest];
    if (words.length === 0) {
      throw new Problem('forge decode', 'what?', { mend: 'Give a file, hex, or - for stdin: forge decode FILE' });
    }
    const { bytes, place } = await input(words);
    const [{ readDecodeInput }, dhcp6] = await Promise.all([
      import('../net/decode-input.js'),
      import('../dhcp6/index.js'),
    ]);
    const packets = readDecodeInput(bytes, place).map((one) => ({ ...one, message: dhcp6.decode(one.payload) }));
    if (values.json) {
      const json = packets.map(({ payload, message, ...where }) => ({
        ...where,
        hex: Buffer.from(payload).toString('hex'),
        message: dhcp6.toJson(message),
      }));
      await print(JSON.stringify(json, null, 2));
      return exitCode.good;
    }
    const { paint } = lookFor(process.stdout);
    for (const [index, { message, ...packet }] of packets.entries()) {
      const way = [packet.from, packet.to].filter((end) => end !== undefined).join(' > ');
      const time = packet.at === undefined ? '' : packet.at.toFixed(6);
      // A capture's comments are somebody else's text.
      const head = [time, way, visible(packet.note ?? '')].filter((part) => part !== '');
      const lines = dhcp6.printMessage(message).map(({ depth, text }) => {
        const line = '  '.repeat(depth) + text;
        return text.startsWith('!') ? paint.yellow(line) : depth === 0 ? paint.bold(line) : line;
      });
      await print(
        [...(index > 0 ? [''] : []), ...(head.length > 0 ? [paint.dim(head.join('  '))] : []), ...lines].join('\n'),
      );
    }
    return exitCode.good;
  },
});

/** The bytes of the file or of stdin, or the words themselves where they are hex and no file. */
async function input(words: readonly string[]): Promise<{ bytes: Uint8Array | string; place: string }> {
  const [word = '', ...more] = words;
  if (more.length === 0 && word === '-') return { bytes: await stdin(), place: 'standard input' };
  const isHex = words.every((one) => /^(0x)?[0-9a-fA-F:.\s-]+$/.test(one));
  const content = await readFile(word).catch((error: NodeJS.ErrnoException) => error);
  if (!(content instanceof Error)) {
    if (more.length === 0) return { bytes: content, place: word };
    throw new Problem('forge decode', 'takes one file.', { mend: `Decode ${more[0]} by itself.` });
  }
  if (content.code !== 'ENOENT' && content.code !== 'ENAMETOOLONG') {
    throw new Problem(word, content.code === 'EISDIR' ? 'is a folder.' : `cannot be read (${content.code}).`);
  }
  if (!isHex) throw new Problem(word, 'is neither a file nor hex.');
  return { bytes: words.join(' '), place: 'forge decode' };
}

async function stdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

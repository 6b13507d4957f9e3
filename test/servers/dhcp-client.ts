import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';

/**
 * A small DHCPv6 client, run in the client's namespace: `node dhcp-client.js cli1 07 SOLICIT REQUEST RELEASE`. Each message is
 * built from the last answer; prints the type of each answer, or `silence`. The second argument is the last byte of its DUID.
 */
const types = { SOLICIT: 1, REQUEST: 3, RENEW: 5, RELEASE: 8, DECLINE: 9, BAD: 3 } as const;
type Word = keyof typeof types;

const [name = '', id = '01', ...words] = process.argv.slice(2);
const address = networkInterfaces()[name]?.find((one) => one.family === 'IPv6' && one.scopeid !== 0)?.address;
const socket = createSocket('udp6');
await new Promise<void>((resolve) => socket.bind(546, `${address}%${name}`, resolve));

const clientId = option(1, Buffer.from(`0003000102000000aa${id}`, 'hex'));
let ias: Buffer[] = [option(3, ia(1)), option(25, ia(2))];
let server: Buffer = Buffer.alloc(0);
for (const [index, word] of words.entries()) {
  const asked = [...(word === 'DECLINE' ? ias.slice(0, 1) : ias)];
  const identifier = word === 'SOLICIT' ? [] : word === 'BAD' ? [option(2, Buffer.alloc(10, 0xee))] : [server];
  const head = Buffer.from([types[word as Word], 0, 0, index + 1]);
  const answer = await exchange(Buffer.concat([head, clientId, ...identifier, option(8, Buffer.alloc(2)), ...asked]));
  console.log(answer === undefined ? 'silence' : `answer ${answer[0]}`);
  if (answer === undefined || word === 'BAD') continue;
  const options = split(answer.subarray(4));
  server = options.find((one) => one.readUInt16BE(0) === 2) ?? server;
  const given = options.filter((one) => [3, 25].includes(one.readUInt16BE(0)));
  if (word === 'SOLICIT' || word === 'REQUEST') ias = given;
}
socket.close();

function exchange(packet: Buffer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => over(undefined),
      packet[0] === 3 && packet.includes(Buffer.alloc(10, 0xee)) ? 200 : 3000,
    );
    const over = (answer: Buffer | undefined) => {
      clearTimeout(timer);
      socket.off('message', over);
      resolve(answer);
    };
    socket.on('message', over);
    socket.send(packet, 547, `ff02::1:2%${name}`);
  });
}

function option(code: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(code, 0);
  head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

function ia(iaid: number): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(iaid, 0);
  return head;
}

function split(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

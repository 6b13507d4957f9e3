import { createSocket, type Socket } from 'node:dgram';
import type { Order } from './namespace.js';

/** The far end of a test link: a process in a namespace of its own that answers from plain UDP sockets, as ordered. */
const [interfaceName] = process.argv.slice(2) as [string];
const say = (text: string) => process.send?.(text);

let server: Socket;
let ephemeral: Socket;
let from: 'server port' | 'ephemeral port' | 'nowhere' = 'server port';

async function bound(port: number): Promise<Socket> {
  const socket = createSocket({ type: 'udp6', recvBufferSize: 1 << 22 });
  await new Promise<void>((resolve) => {
    socket.bind(port, '::', resolve);
  });
  return socket;
}

async function listen(): Promise<void> {
  server = await bound(547);
  ephemeral = await bound(0);
  server.addMembership('ff02::1:2', `::%${interfaceName}`);
  server.on('message', (payload, peer) => {
    if (from === 'nowhere') return;
    (from === 'server port' ? server : ephemeral).send(payload, peer.port, peer.address);
  });
}

async function send(order: Extract<Order, { order: 'send' }>): Promise<void> {
  for (let i = 0; i < order.count; i++) {
    const payload = Buffer.alloc(order.size, i);
    await new Promise<void>((resolve, reject) => {
      server.send(payload, order.toPort, `${order.to}%${interfaceName}`, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }
}

process.on('message', async (message: Order | { order: 'listen' }) => {
  switch (message.order) {
    case 'listen':
      await listen();
      say('listening');
      break;
    case 'echo':
      from = message.from;
      say('done');
      break;
    case 'send':
      await send(message);
      say('done');
      break;
  }
});
process.on('disconnect', () => process.exit());
say('in its namespace');

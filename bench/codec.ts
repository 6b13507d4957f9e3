import { Client } from '../src/client/client.js';
import { ordinaryIdentity } from '../src/client/identity.js';
import { Random } from '../src/client/random.js';
import { newRelay, relayed } from '../src/client/relay.js';
import {
  all,
  clientId,
  decode,
  dnsServers,
  domainList,
  encode,
  first,
  iaAddress,
  iaNa,
  iaPd,
  iaPrefix,
  innermost,
  type Message,
  message,
  serverId,
  statusCode,
} from '../src/dhcp6/index.js';
import { summarize } from './statistics.js';

/** Messages a second. */
export interface CodecFigures {
  readonly name: string;
  readonly bytes: number;
  readonly decoded: number;
  readonly encoded: number;
}

const rounds = 21;
const batch = 2000;

/** A Solicit, a Reply, and the Solicit through two relay agents: decoded with every address read as text, and encoded. */
export function benchCodec(): CodecFigures[] {
  const client = new Client('bench', ordinaryIdentity(1), 1, new Random('bench'));
  client.ia({ kind: 'IA_NA', iaid: 1 });
  client.ia({ kind: 'IA_PD', iaid: 2 });
  const solicit = client.compose('SOLICIT');
  const relays = [newRelay('2001:db8:1::1', 'fe80::1'), newRelay('2001:db8:2::1', '2001:db8:1::1')];
  return [
    figures('Solicit', solicit),
    figures('Reply', reply(client.identity.duid)),
    figures('Solicit through two relay agents', relayed(solicit, relays)),
  ];
}

function figures(name: string, what: Message): CodecFigures {
  const bytes = encode(what);
  return {
    name,
    bytes: bytes.length,
    decoded: perSecond(() => addresses(decode(bytes))),
    encoded: perSecond(() => encode(what).length),
  };
}

/** The median of rounds after a first one that is not counted: the compiler is still at work in it. */
function perSecond(work: () => number): number {
  let kept = 0;
  const round = () => {
    const began = performance.now();
    for (let i = 0; i < batch; i++) kept += work();
    return (batch / (performance.now() - began)) * 1000;
  };
  round();
  const { median } = summarize(Array.from({ length: rounds }, round));
  if (kept === 0) throw new Error('nothing was done');
  return median;
}

/** Length of all address texts in it, so that none is left undone. */
function addresses(outer: Message): number {
  const inner = innermost(outer);
  if (inner === undefined) throw new Error('there is no message in it');
  let length =
    inner.options.length + (outer.kind === 'relay' ? outer.linkAddress.length + outer.peerAddress.length : 0);
  for (const ia of all(inner, iaNa)) length += first(ia, iaAddress)?.value?.address.length ?? 0;
  for (const ia of all(inner, iaPd)) length += first(ia, iaPrefix)?.value?.prefix.length ?? 0;
  return length;
}

function reply(duid: Uint8Array): Message {
  const lifetimes = { preferredLifetime: 300, validLifetime: 400 };
  return message('REPLY', {
    transactionId: 0x3f21a8,
    options: [
      clientId({ duid }),
      serverId({ duid: Uint8Array.of(0, 1, 0, 1, 0x32, 0x98, 0x5b, 0x97, 2, 0, 0, 0, 0, 0xfe) }),
      iaNa({ iaid: 1, t1: 100, t2: 200, options: [iaAddress({ address: '2001:db8:1::100', ...lifetimes })] }),
      iaPd({
        iaid: 2,
        t1: 100,
        t2: 200,
        options: [
          iaPrefix({ ...lifetimes, prefix: '3001::', prefixLength: 96 }),
          statusCode({ code: 0, message: 'delegated' }),
        ],
      }),
      dnsServers({ addresses: ['2001:db8::53', '2001:db8::54'] }),
      domainList({ names: ['example.org'] }),
    ],
  });
}

import type { Socket } from 'raw-socket';
import { Problem } from '../config/problem.js';

/** Largest UDP datagram (65,535) and the header in front of it that some systems deliver; smaller buffers truncate silently. */
const bufferSize = 65_575;
const protocolUdp = 17;
/** IPPROTO_RAW: what is written begins with an IPv6 header of our own. */
const protocolRaw = 255;
/** IPV6_MULTICAST_LOOP of linux/in6.h. */
const multicastLoop = 19;
/** SO_RCVBUFFORCE of asm-generic/socket.h: root may exceed net.core.rmem_max. */
const receiveBufferForce = 33;
const receiveBuffer = 8 << 20;

/**
 * A raw IPv6 socket bound to the interface: `udp` receives every UDP datagram that arrives there, `own-header` sends
 * packets from the IPv6 header on. Throws a Problem where rights are missing or raw-socket is not built for this Node.
 */
export async function openRawSocket(kind: 'udp' | 'own-header', interfaceName: string): Promise<Socket> {
  const raw = await load();
  const { SOL_SOCKET, IPPROTO_IPV6 } = raw.SocketLevel;
  let socket: Socket;
  try {
    socket = raw.createSocket({
      addressFamily: raw.AddressFamily.IPv6,
      protocol: kind === 'udp' ? protocolUdp : protocolRaw,
      bufferSize: kind === 'udp' ? bufferSize : 1,
    });
  } catch (error) {
    throw openProblem(error);
  }
  try {
    const device = Buffer.from(`${interfaceName}\0`);
    socket.setOption(SOL_SOCKET, raw.SocketOption.SO_BINDTODEVICE, device, device.length);
    if (kind === 'udp') {
      enlarge(socket, SOL_SOCKET, raw.SocketOption.SO_RCVBUF);
    } else {
      // A relay or server on this machine would make the kernel deliver our own multicasts to us.
      socket.setOption(IPPROTO_IPV6, multicastLoop, 0);
      socket.pauseRecv();
    }
  } catch (error) {
    socket.close();
    throw openProblem(error);
  }
  return socket;
}

/** What stands in the way of raw sockets here, in words for the user; undefined where nothing does. */
export async function rawSocketProblem(): Promise<Problem | undefined> {
  try {
    const raw = await load();
    raw
      .createSocket({ addressFamily: raw.AddressFamily.IPv6, protocol: protocolRaw, bufferSize: 1 })
      .pauseRecv()
      .close();
    return undefined;
  } catch (error) {
    const problem = openProblem(error);
    if (problem instanceof Problem) return problem;
    throw error;
  }
}

/** Loaded when needed: `forge list` and the like work where the addon does not. */
async function load(): Promise<typeof import('raw-socket')['default']> {
  try {
    return (await import('raw-socket')).default;
  } catch (error) {
    throw loadProblem(error);
  }
}

/** The problem behind a failed import of raw-socket. */
export function loadProblem(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const text = error instanceof Error ? error.message : String(error);
  if (code === 'ERR_DLOPEN_FAILED' || /NODE_MODULE_VERSION|invalid ELF header/.test(text)) {
    return new Problem('raw-socket', `the addon is not built for this Node (${process.version}).`, {
      mend: 'Try, in the folder of forge: npm run addon',
      cause: error,
    });
  }
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') {
    return /raw\.node/.test(text)
      ? new Problem(
          'raw-socket',
          'the addon is not built (npm ran without its install script, or without a compiler).',
          {
            mend: 'Try, in the folder of forge: apt-get install g++ make python3 && npm run addon',
            cause: error,
          },
        )
      : new Problem('raw-socket', 'the package is not installed.', {
          mend: 'Try, in the folder of forge: npm install',
          cause: error,
        });
  }
  return error;
}

/** raw-socket throws the system's message without a code. */
export function openProblem(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Problem) return error;
  if (/not permitted|permission denied/i.test(text)) {
    return new Problem('raw socket', 'this user may not open raw sockets (CAP_NET_RAW is missing).', {
      mend: 'Run forge as root: sudo npx forge …',
      cause: error,
    });
  }
  if (/protocol not supported|address family/i.test(text)) {
    return new Problem('raw socket', 'this machine has no IPv6.', {
      mend: 'Switch IPv6 on (kernel parameter ipv6.disable=0).',
      kind: 'infrastructure',
      cause: error,
    });
  }
  return error;
}

/** A burst of answers must not be lost while JavaScript is busy. */
function enlarge(socket: Socket, level: number, plain: number): void {
  try {
    socket.setOption(level, receiveBufferForce, receiveBuffer);
  } catch {
    socket.setOption(level, plain, receiveBuffer);
  }
}

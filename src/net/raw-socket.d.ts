/** The part of raw-socket 1.8 that is used here; the package has no types of its own. */
declare module 'raw-socket' {
  import type { Buffer } from 'node:buffer';

  export interface Socket {
    /** `message` hands out a slice of ONE buffer that the next message overwrites: copy it. */
    on(event: 'message', listener: (buffer: Buffer, source: string) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    on(event: 'close', listener: () => void): this;
    pauseRecv(): this;
    resumeRecv(): this;
    send(
      buffer: Buffer,
      offset: number,
      length: number,
      address: string,
      afterSend: (error: Error | null, bytes: number) => void,
    ): this;
    /** An integer option. */
    setOption(level: number, option: number, value: number): void;
    /** An option of bytes; without the length the call takes the buffer for an integer and throws. */
    setOption(level: number, option: number, value: Buffer, length: number): void;
    close(): this;
  }

  interface RawSocketModule {
    /** Throws an Error with the system's message: EPERM has no code. */
    createSocket(options: { addressFamily: number; protocol: number; bufferSize: number }): Socket;
    readonly AddressFamily: { readonly IPv4: number; readonly IPv6: number };
    readonly SocketLevel: { readonly SOL_SOCKET: number; readonly IPPROTO_IPV6: number };
    readonly SocketOption: { readonly SO_RCVBUF: number; readonly SO_BINDTODEVICE: number };
  }

  const rawSocket: RawSocketModule;
  export default rawSocket;
}

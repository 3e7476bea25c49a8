import { createSocket } from 'node:dgram';
import type { Address } from './stun.ts';

/** Nobody but this machine can send anything here, and nothing leaves it but to who was heard first. */
export const MEDIA_HOST = '127.0.0.1';

export interface MediaSocket {
  readonly port: number;
  /** What cannot be sent is lost, as any datagram may be. */
  send(datagram: Buffer, to: Address): void;
  close(): void;
}

/** Opens a UDP socket on a free port of loopback. Rejects when there is none to be had. */
export const openMediaSocket = (heard: (datagram: Buffer, from: Address) => void): Promise<MediaSocket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4', heard);
    socket.once('error', reject);
    socket.bind(0, MEDIA_HOST, () => {
      // From here on an error is that of a datagram, for which nothing waits.
      socket.on('error', () => {});
      resolve({
        port: socket.address().port,
        send: (datagram, { port, address }) => socket.send(datagram, port, address, () => {}),
        close: () => socket.close(),
      });
    });
  });

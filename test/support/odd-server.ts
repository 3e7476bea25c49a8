import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What a server does to a connection on which a whole request has come. `written` counts the bytes it got rid of. */
export type OddWay = (socket: Socket, path: string, server: OddServer) => void;

export interface OddServer {
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly asked: string[];
  /** Bytes that went out, at most what the other side took and the kernel's buffers hold. */
  readonly sent: () => number;
  readonly close: () => Promise<void>;
}

/** A server below HTTP, so that it can do what a good one would not. */
export const startOddServer = async (way: OddWay): Promise<OddServer> => {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  let gone = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('close', () => {
      gone += socket.bytesWritten;
      sockets.delete(socket);
    });
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      const path = text.split(' ')[1]!.split('?')[0]!;
      text = '';
      asked.push(path);
      way(socket, path, odd);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const odd: OddServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    sent: () => gone + [...sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return odd;
};

/** A whole HTTP reply as text. */
export const httpReply = (status: string, body: string, headers = ''): string =>
  `HTTP/1.1 ${status}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

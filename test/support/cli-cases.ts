import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ControlMode, startLocaltunnelServer } from './localtunnel-server.ts';

/** Something beside the command for one case: more arguments, and what is random in its words. */
export interface Arranged {
  readonly args: readonly string[];
  /** Random text → the word that stands for it in a golden file. */
  readonly replace: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** A server of somebody else that answers everything with a greeting. */
export const strangerAt = async (
  args: (url: string, port: number) => readonly string[],
): Promise<Arranged> => {
  const server = createServer((_request, response) => response.end('hello'));
  // `localhost`, as the listener itself: where it is ::1 too, a port of 127.0.0.1 alone would not be in its way.
  await new Promise<void>((resolve) => server.listen(0, 'localhost', () => resolve()));
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    args: args(`http://localhost:${port}`, port),
    replace: { [String(port)]: '<port>' },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

/** A localtunnel server that gives no tunnel. */
export const tunnelServer = async (mode: ControlMode): Promise<Arranged> => {
  const server = await startLocaltunnelServer();
  server.mode = mode;
  return {
    args: ['--tunnel-host', server.url],
    replace: { [new URL(server.url).port]: '<port>' },
    close: () => server.close(),
  };
};

import { createServer } from 'node:net';

/** Whether a listener could have this port of this machine, as `edge/listener.ts` asks for it. */
export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: 'localhost' }, () => server.close(() => resolve(true)));
  });

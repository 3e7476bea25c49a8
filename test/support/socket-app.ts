import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';

/** Ways of not opening a WebSocket, each at a path of its own. */
const REFUSALS: Readonly<Record<string, readonly [head: string, body: string]>> = {
  '/bot/locked': ['401 Unauthorized\r\nWWW-Authenticate: Bearer', 'who are you?'],
  '/bot/none': ['404 Not Found', ''],
  '/bot/page': ['200 OK\r\nContent-Type: text/html', '<!doctype html>'],
};

/**
 * A developer's own server: WebSockets that echo (`/bot/leaves` closes at once with 4321, `/bot/breaks` breaks off,
 * `/bot/silent` never answers, `/bot/deaf` does not read until it is told to), and an answer with an NCCO that connects to `/named?id=7`. Closed after the test.
 */
export const startSocketApp = async (options: ServerOptions = {}) => {
  const handshakes: IncomingMessage[] = [];
  const closings: string[] = [];
  const requests: string[] = [];
  const held = new Set<Duplex>();
  let bytes = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`.trim());
      if (request.method !== 'GET') return void response.writeHead(204).end();
      const uri = `wss://${request.headers.host}/named?id=7`;
      const endpoint = [{ type: 'websocket', uri, 'content-type': 'audio/l16;rate=16000' }];
      response.end(JSON.stringify([{ action: 'connect', endpoint }]));
    });
  });
  const sockets = new WebSocketServer({ noServer: true, ...options });
  server.on('upgrade', (request, socket, head) => {
    handshakes.push(request);
    held.add(socket);
    socket.once('close', () => held.delete(socket));
    socket.on('error', () => socket.destroy());
    const refusal = REFUSALS[request.url ?? ''];
    if (refusal) {
      const [first, body] = refusal;
      socket.end(`HTTP/1.1 ${first}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
    } else if (request.url === '/bot/breaks') socket.destroy();
    else if (request.url === '/bot/silent') socket.resume().once('end', () => socket.end());
    else
      sockets.handleUpgrade(request, socket, head, (open) => {
        open.on('message', (data: Buffer, isBinary) => {
          bytes += data.length;
          if (request.url !== '/bot/deaf') open.send(data, { binary: isBinary });
        });
        open.on('close', (code, reason) => closings.push(`${code} ${reason}`.trim()));
        if (request.url === '/bot/leaves') open.close(4321, 'enough');
        if (request.url === '/bot/deaf') open.pause();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of held) socket.destroy();
      server.closeAllConnections();
      server.close(() => resolve());
    });
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    handshakes,
    closings,
    requests,
    /** Of all messages. */
    bytes: () => bytes,
    /** Connections of WebSockets and of handshakes. */
    open: () => held.size,
    /** Lets `/bot/deaf` read. */
    hear: () => {
      for (const one of sockets.clients) one.resume();
    },
    close,
  };
};

interface Wishes {
  readonly protocols?: string[];
  readonly headers?: Record<string, string>;
}

/** Asks for a WebSocket. `came` is `open`, or the status and body of the reply that came instead. */
export const dialSocket = async (url: string, { protocols = [], headers = {} }: Wishes = {}) => {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), protocols, { headers });
  onTestFinished(() => socket.terminate());
  const closed = new Promise<string>((resolve) =>
    socket.once('close', (code, reason) => resolve(`${code} ${reason}`.trim())),
  );
  socket.on('error', () => undefined);
  const came = await new Promise<string>((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () => resolve(`${response.statusCode} ${body}`.trim()));
    });
  });
  return { socket, came, closed };
};

/** The next message. */
export const heardBy = (socket: WebSocket): Promise<{ data: Buffer; isBinary: boolean }> =>
  new Promise((resolve) =>
    socket.once('message', (data: Buffer, isBinary) => resolve({ data: Buffer.from(data), isBinary })),
  );
